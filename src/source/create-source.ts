import { type Columns, countColumns, skipColumns } from './columns.ts';
import type { Position, PositionRange, Range, SourceFile } from './source.ts';

/** Makes a file of a path and its text (UTF-16, BOM and CR as read). The line index is built on first use. */
export function createSource(path: string, text: string, columns: Columns = 'utf-16'): SourceFile {
  let index: number[] | undefined;
  // Where the last column was counted: the next one is often further on in the same line.
  let known = { start: -1, at: -1, character: 0 };
  const lines = () => {
    index ??= lineStarts(text);
    return index;
  };

  function positionAt(offset: number): Position {
    const starts = lines();
    const at = clamp(offset, 0, text.length);
    const line = lastAtOrBefore(starts, at);
    // A position never stands behind the characters that end its line.
    const end = Math.min(at, lineEnd(text, starts, line));
    return { line, character: columnOf(starts[line]!, end) };
  }

  function columnOf(start: number, end: number): number {
    if (columns === 'utf-16') return end - start;
    if (known.start !== start || known.at > end) known = { start, at: start, character: 0 };
    const character = known.character + countColumns(text, known.at, end, columns);
    known = { start, at: end, character };
    return character;
  }

  function offsetAt({ line, character }: Position): number {
    const starts = lines();
    if (!(line >= 0)) return 0;
    if (line >= starts.length) return text.length;
    const at = Math.trunc(line);
    return skipColumns(text, starts[at]!, lineEnd(text, starts, at), character, columns);
  }

  return {
    path,
    text,
    columns,
    positionAt,
    offsetAt,
    rangeOf: (range: Range): PositionRange => ({
      start: positionAt(range.start),
      end: positionAt(range.end),
    }),
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13) {
      if (text.charCodeAt(i + 1) === 10) i++;
      starts.push(i + 1);
    }
  }
  return starts;
}

function lineEnd(text: string, starts: readonly number[], line: number): number {
  const next = starts[line + 1];
  if (next === undefined) return text.length;
  return text.charCodeAt(next - 1) === 10 && text.charCodeAt(next - 2) === 13 && next - 2 >= starts[line]!
    ? next - 2
    : next - 1;
}

/** Index of the last element that is <= `value`; `sorted[0]` must be. */
function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clamp(value: number, low: number, high: number): number {
  return value >= low ? Math.min(Math.trunc(value), high) : low;
}
