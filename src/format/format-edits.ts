/** Formatting as edits: what an editor applies, so that cursors and folds stay where nothing changes. */
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { diffLines } from '../source/diff-lines.ts';
import type { SourceFile } from '../source/source.ts';
import { formatText } from './format-text.ts';

/** Edits of whole lines, in the order of the file; none where it is formatted, or cannot be. */
export function formatEdits(file: SourceFile): TextEdit[] {
  const result = formatText(file);
  if (!('text' in result) || result.text === file.text) return [];
  const before = linesOf(file.text);
  const after = linesOf(result.text);
  const starts = [0];
  for (const line of before) starts.push(starts[starts.length - 1]! + line.length);
  return diffLines(before, after).map(({ from, to, newFrom, newTo }) => ({
    range: { start: starts[from]!, end: starts[to]! },
    newText: after.slice(newFrom, newTo).join(''),
  }));
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
