/** `{{"Hi"}}` and `{name}`: what looks like an output and writes nothing, or itself. */
import type { Expression, PathExpression, Span, Statement, SubExpression } from '../../grammar/ast.ts';
import { diagnostic, type Fix } from '../diagnostics/diagnostic.ts';
import { type Env, namesOf } from './environment.ts';
import { type NameRun, rangeOf } from './name-run.ts';

/** `{{5}}`, `{{"Hi"}}`: Handlebars takes it for the name of a value, and nothing is written. */
export function reportLiteral(
  { span }: Extract<Statement, { type: 'MustacheStatement' }>,
  literal: Literal,
  env: Env,
  run: NameRun,
): void {
  const range = rangeOf(run, span);
  const written = run.text.value.slice(literal.span.start, literal.span.end);
  const value = literal.type === 'StringLiteral' ? literal.value : written;
  const write = (newText: string, choice: boolean): Fix => ({
    title: `Write ${newText}`,
    edits: [{ range, newText }],
    ...(choice && { choice }),
  });
  // a word in quotes may be a name that needs none, and what it says would go out as a text
  const isWord = literal.type === 'StringLiteral' && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(value);
  const names = isWord && namesOf(env.scope).includes(value) ? [`{{${value}}}`] : [];
  // what YAML, a template or a line may read as something else is for the author to write
  const texts = /^[\p{L}\p{N}][\p{L}\p{N} .]*$/u.test(value) ? [value] : [];
  const fixes = [...names, ...texts].map((newText) => write(newText, isWord));
  const name = names[0] ?? '';
  run.report(diagnostic('template/literal-output', run.text.file, range, { written, name }, { fixes }));
}

/** `Hello {name}`: the name of a value in braces that write nothing. */
export function reportSingleBraces({ start, end }: Span, env: Env, run: NameRun): void {
  const { value, file } = run.text;
  if (run.raw || !value.includes('{', start)) return;
  for (const found of value.slice(start, end).matchAll(/(?<!\{)\{([\p{L}_][\p{L}\p{N}_]*)\}(?!\})/gu)) {
    const name = found[1]!;
    if (!namesOf(env.scope).includes(name)) continue;
    const at = start + found.index;
    const range = rangeOf(run, { start: at, end: at + found[0].length });
    const edits = [{ range, newText: `{{${name}}}` }];
    const fixes: Fix[] = [{ title: `Write {{${name}}}`, edits, choice: true }];
    run.report(diagnostic('template/single-braces', file, range, { name }, { fixes }));
  }
}

type Literal = Exclude<Expression, PathExpression | SubExpression>;

export function isLiteral(e: Expression): e is Literal {
  return e.type !== 'PathExpression' && e.type !== 'SubExpression';
}
