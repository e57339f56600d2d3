/** Expressions as other languages write them: `items[0]`, `a and b`. */
import type { Expression } from '../../grammar/ast.ts';
import { diagnostic, type Fix } from '../diagnostics/diagnostic.ts';
import { type NameRun, rangeOf } from './name-run.ts';

/** `items.0`, `items[0]`: the grammar said what is missing between two parts, which are no name and argument. */
export function isTorn(path: Expression, params: readonly Expression[]): boolean {
  if (path.type === 'PathExpression' && path.incomplete) return true;
  return wholeParts(path, params).length < params.length;
}

/** The arguments that stand for themselves all the same. */
export function wholeParts(path: Expression, params: readonly Expression[]): readonly Expression[] {
  return params.filter((param, i) => param.span.start !== (params[i - 1] ?? path).span.end);
}

const infix: ReadonlySet<string> = new Set(['and', 'or', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in']);

/** `{{#if a and b}}`, `(total gt 5)`: as in `when:`, but in templates the helper comes first. True where it was reported. */
export function reportInfix(parts: readonly Expression[], run: NameRun): boolean {
  const [first, operator, second, ...more] = parts;
  const name = operator?.type === 'PathExpression' ? operator.original : '';
  if (!first || !operator || !second || !infix.has(name)) return false;
  const source = (e: Expression) => run.text.value.slice(e.span.start, e.span.end);
  const call = `${name} ${source(first)} ${source(second)}`;
  // inside of parentheses they are there already
  const newText = run.text.value[first.span.start - 1] === '(' ? call : `(${call})`;
  const range = rangeOf(run, { start: first.span.start, end: second.span.end });
  const fix: Fix = { title: `Write ${newText}`, edits: [{ range, newText }] };
  run.report(
    diagnostic(
      'template/unsupported-operator',
      run.text.file,
      rangeOf(run, operator.span),
      { operator: name, advice: `write (${call})` },
      { fixes: more.length === 0 ? [fix] : [] },
    ),
  );
  return true;
}
