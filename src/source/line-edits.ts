/** The difference of two texts as edits of whole lines, so that an editor's cursors and folds stay where nothing changes. */
import { diffLines } from './diff-lines.ts';
import type { Range } from './source.ts';

/** In the order of `before`; none where the texts are the same. */
export function lineEdits(
  before: string,
  after: string,
): { readonly range: Range; readonly newText: string }[] {
  if (before === after) return [];
  const old = linesOf(before);
  const lines = linesOf(after);
  const starts = [0];
  for (const line of old) starts.push(starts[starts.length - 1]! + line.length);
  return diffLines(old, lines).map(({ from, to, newFrom, newTo }) => ({
    range: { start: starts[from]!, end: starts[to]! },
    newText: lines.slice(newFrom, newTo).join(''),
  }));
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
