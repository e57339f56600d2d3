/** Blocks whose name is none of the language: slips, Mustache's sections, raw blocks. */
import type { BlockStatement, PartialBlockStatement, Span } from '../../grammar/ast.ts';
import { type DiagnosticExtras, diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { blockSpecs } from '../render/helpers.ts';
import { type Env, isUnresolved } from './environment.ts';
import { typeOf } from './expressions.ts';
import { type NameRun, rangeOf } from './name-run.ts';

export function reportUnknownBlock(statement: BlockStatement, env: Env, run: NameRun): 'section' | 'slip' {
  const name = statement.path.original;
  const range = rangeOf(run, statement.path.span);
  const section = sectionAdvice(statement, env, run);
  const known = [...blockSpecs.keys()];
  const suggestion = didYouMean(name, known) || ` The blocks are ${known.join(', ')}.`;
  run.report(
    diagnostic(
      'params/unknown-helper',
      run.text.file,
      range,
      { name: `#${name}`, suggestion: section?.suggestion ?? suggestion },
      section?.extras ?? renameFixes({ file: run.text.file, range }, name, known),
    ),
  );
  return section ? 'section' : 'slip';
}

/** `{{{{raw}}}} … {{{{/raw}}}}` is what stands in it. */
export function checkRawBlock({ path, params, hash }: BlockStatement, run: NameRun): void {
  if (path.original === 'raw' && params.length === 0 && hash.pairs.length === 0) return;
  const suggestion = ' Write {{{{raw}}}} … {{{{/raw}}}} around what is to stay as it is.';
  run.report(
    diagnostic('params/unknown-helper', run.text.file, rangeOf(run, path.span), {
      name: path.original,
      suggestion,
    }),
  );
}

/** `{{#> name}} … {{/name}}`: a fragment that does not exist is an error, so nothing falls back. */
export function reportFallback(statement: PartialBlockStatement, run: NameRun): void {
  const { span, program } = statement;
  const range = rangeOf(run, span);
  const source = run.text.value.slice(span.start, program.body[0]?.span.start ?? span.end);
  const call = /^\{\{~?\s*#>\s*([^}]*?)\s*~?\}\}/.exec(source)?.[1];
  const instead = `{{> ${call ?? 'name'}}}`;
  const fixes =
    call === undefined ? [] : [{ title: `Write ${instead}`, edits: [{ range, newText: instead }] }];
  run.report(diagnostic('template/fallback-text', run.text.file, range, { instead }, { fixes }));
}

interface SectionAdvice {
  /** ` Write {{#each xs}}.` */
  readonly suggestion: string;
  readonly extras: DiagnosticExtras;
}

/** `{{#xs}}…{{/xs}}`: undefined where the block's name is no value either. */
function sectionAdvice(statement: BlockStatement, env: Env, run: NameRun): SectionAdvice | undefined {
  const { path, params, hash, openSpan, closeSpan } = statement;
  if (params.length > 0 || hash.pairs.length > 0) return undefined;
  const { type, canonical } = typeOf(path, env);
  if (isUnresolved(canonical)) return undefined;
  const { value } = run.text;
  const open = /^\{\{~?\s*([#^])\s*/.exec(value.slice(openSpan.start, openSpan.end));
  if (!open) return undefined;
  const block =
    open[1] === '^' ? 'unless' : type?.kind === 'list' ? 'each' : type?.kind === 'object' ? 'with' : 'if';
  const name = value.slice(path.span.start, path.span.end);
  const suggestion = ` Write {{#${block} ${name}}}.`;
  const sign = openSpan.start + open[0].search(/[#^]/);
  const close = closeSpan && nameIn(closeSpan, value);
  if (!close) return { suggestion, extras: {} };
  const edits = [
    { range: rangeOf(run, { start: sign, end: path.span.start }), newText: `#${block} ` },
    { range: rangeOf(run, close), newText: block },
  ];
  return { suggestion, extras: { fixes: [{ title: `Write {{#${block} ${name}}}`, edits }] } };
}

/** The name in `{{/name}}`. */
export function nameIn({ start, end }: Span, text: string): Span | undefined {
  const close = /^(\{\{~?\s*\/\s*)(.*?)\s*~?\}\}$/s.exec(text.slice(start, end));
  return close
    ? { start: start + close[1]!.length, end: start + close[1]!.length + close[2]!.length }
    : undefined;
}
