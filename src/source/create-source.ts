import { type Columns, countColumns, skipColumns } from './columns.ts';
import { type Change, findChange } from './find-change.ts';
import type { Position, PositionRange, Range, SourceFile } from './source.ts';

/**
 * Makes a file of a path and its text (UTF-16, BOM and CR as read). The line index is built on first use; where `before`,
 * another version of the file, has one, it is that one with what has changed. `change`: where it did, if that is known.
 */
export function createSource(
  path: string,
  text: string,
  columns: Columns = 'utf-16',
  before?: SourceFile,
  change?: Change,
): SourceFile {
  const known = before && indexes.get(before);
  // of that version nothing is kept but this, and only until lines are asked for
  let derive = known && { known, text: change ? '' : before.text };
  let index: Uint32Array | undefined;
  // Where the last column was counted: the next one is often further on in the same line.
  let counted = { start: -1, at: -1, character: 0 };
  const lines = () => {
    if (!index) {
      index = derive
        ? updated(derive.known, change ?? findChange(derive.text, text), text)
        : lineStarts(text);
      derive = undefined;
      indexes.set(file, index);
    }
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
    if (counted.start !== start || counted.at > end) counted = { start, at: start, character: 0 };
    const character = counted.character + countColumns(text, counted.at, end, columns);
    counted = { start, at: end, character };
    return character;
  }

  function offsetAt({ line, character }: Position): number {
    const starts = lines();
    if (!(line >= 0)) return 0;
    if (line >= starts.length) return text.length;
    const at = Math.trunc(line);
    return skipColumns(text, starts[at]!, lineEnd(text, starts, at), character, columns);
  }

  const file: SourceFile = {
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
  return file;
}

/** Of those files whose lines somebody asked for. */
const indexes = new WeakMap<SourceFile, Uint32Array>();

function lineStarts(text: string): Uint32Array {
  const starts = [0];
  if (text.includes('\r')) findStarts(text, 1, text.length, starts);
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

/** A line that begins in [from, to] begins behind LF, or behind CR that no LF follows. */
function findStarts(text: string, from: number, to: number, starts: number[]): void {
  for (let at = from; at <= to; at++) {
    const code = text.charCodeAt(at - 1);
    if (code === 10 || (code === 13 && text.charCodeAt(at) !== 10)) starts.push(at);
  }
}

/** The index of `text` from that of a text that differs in one stretch. */
function updated(starts: Uint32Array, { start, endBefore, end }: Change, text: string): Uint32Array {
  const front = start === 0 ? 1 : lastAtOrBefore(starts, start - 1) + 1;
  const back = lastAtOrBefore(starts, endBefore) + 1;
  const middle: number[] = [];
  findStarts(text, Math.max(start, 1), end, middle);
  const made = new Uint32Array(front + middle.length + starts.length - back);
  made.set(starts.subarray(0, front));
  made.set(middle, front);
  const delta = end - endBefore;
  for (let from = back, to = front + middle.length; from < starts.length; )
    made[to++] = starts[from++]! + delta;
  return made;
}

function lineEnd(text: string, starts: Uint32Array, line: number): number {
  const next = starts[line + 1];
  if (next === undefined) return text.length;
  return text.charCodeAt(next - 1) === 10 && text.charCodeAt(next - 2) === 13 && next - 2 >= starts[line]!
    ? next - 2
    : next - 1;
}

/** Index of the last element that is <= `value`; `sorted[0]` must be. */
function lastAtOrBefore(sorted: Uint32Array, value: number): number {
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
