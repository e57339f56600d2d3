/** Loops as other languages write them: `{{#each item in items}}`, `{{#each items as item}}`, `{{#for item of items}}`. */
import type { BlockStatement, Expression, PathExpression } from '../../grammar/ast.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { type NameRun, rangeOf } from './name-run.ts';
import { nameIn } from './unknown-blocks.ts';

const loopWords: ReadonlySet<string> = new Set(['each', 'for', 'foreach', 'forEach', 'loop']);

/** Reports such a loop, with its mend, and gives the block that was meant; undefined for any other block. */
export function reportMeantLoop(block: BlockStatement, run: NameRun): BlockStatement | undefined {
  const { path, params, hash, closeSpan } = block;
  if (!loopWords.has(path.original) || params.length !== 3 || hash.pairs.length > 0) return undefined;
  const [first, word, last] = params as readonly [Expression, Expression, Expression];
  const isAs = isWord(word, 'as');
  const item = isAs ? last : first;
  const list = isAs ? first : last;
  if ((!isAs && !isWord(word, 'in') && !isWord(word, 'of')) || !isWord(item)) return undefined;
  const { value, file } = run.text;
  const written = `${value.slice(list.span.start, list.span.end)} as |${item.original}|`;
  const whole = rangeOf(run, { start: path.span.start, end: last.span.end });
  const close = path.original === 'each' ? undefined : closeSpan && nameIn(closeSpan, value);
  const edits = [
    { range: whole, newText: `each ${written}` },
    ...(close ? [{ range: rangeOf(run, close), newText: 'each' }] : []),
  ];
  const reason = isAs ? 'no-bars' : 'for-in';
  run.report(
    diagnostic(
      'template/bad-loop',
      file,
      rangeOf(run, { start: first.span.start, end: last.span.end }),
      { reason, found: `{{#each ${written}}}` },
      { fixes: [{ title: `Write {{#each ${written}}}`, edits }] },
    ),
  );
  const names = { blockParams: [item.original], blockParamSpans: [item.span] };
  const each: PathExpression = { ...path, original: 'each', parts: ['each'] };
  return { ...block, path: each, params: [list], program: { ...block.program, ...names } };
}

/** A single name, or the given one. */
function isWord(e: Expression, word?: string): e is PathExpression {
  if (e.type !== 'PathExpression' || e.data || e.depth > 0 || e.parts.length !== 1) return false;
  return word === undefined || e.original === word;
}
