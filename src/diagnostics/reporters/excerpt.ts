/** The line of the file that a range begins on, cut to a width, and the squiggle to print below it. */
import type { Range, SourceFile } from '../../source/source.ts';
import { type Cell, isPlainAscii, splitCells } from '../display-width.ts';
import { printable } from '../printable.ts';

export interface Excerpt {
  readonly line: string;
  /** Blanks before the squiggle. */
  readonly indent: string;
  readonly squiggle: string;
}

/** `width` is in terminal columns. A range over several lines is underlined to the end of its first. */
export function excerpt(file: SourceFile, range: Range, width: number): Excerpt {
  const { line, character } = file.positionAt(range.start);
  const begin = file.offsetAt({ line, character: 0 });
  const end = endOfLine(file, line, begin);
  const nearby = width + 100; // UTF-16 units on either side: a long line costs no more than a short one
  const clipped = Math.max(0, character - nearby);
  const text = file.text.slice(begin + clipped, Math.min(begin + character + nearby, end));
  const first = Math.min(character - clipped, text.length);
  const last = Math.min(Math.max(range.end - begin - clipped, first), text.length);
  const shown = isPlainAscii(text) ? plainLine(text, first, last) : lineOfCells(text, first, last);
  const { from, to } = shown;
  const window = chooseWindow(from, to, Math.max(shown.columns, to), Math.max(width, 20));

  const cutLeft = window.cutLeft || clipped > 0;
  const cutRight = window.cutRight || begin + clipped + text.length < end;
  const start = Math.max(from, window.from) - window.from + (cutLeft ? 1 : 0);
  return {
    line: `${cutLeft ? '…' : ''}${shown.cut(window)}${cutRight ? '…' : ''}`.trimEnd(),
    indent: ' '.repeat(start),
    squiggle: '^'.repeat(Math.max(Math.min(to, window.to) - Math.max(from, window.from), 1)),
  };
}

/** A line in terminal columns. */
interface ShownLine {
  readonly columns: number;
  /** What is marked. An empty range (something is missing here) is marked by one sign at its place. */
  readonly from: number;
  readonly to: number;
  cut(window: Pick<Window, 'from' | 'to'>): string;
}

/** One column for each character: the common case, at a fraction of the cost. */
function plainLine(text: string, first: number, last: number): ShownLine {
  return {
    columns: text.length,
    from: first,
    to: Math.max(last, first + 1),
    cut: ({ from, to }) => text.slice(from, to),
  };
}

function lineOfCells(text: string, first: number, last: number): ShownLine {
  const cells = toColumns(text);
  const marked = cells.filter((c) => c.end > first && c.start < Math.max(last, first + 1));
  const columns = columnsOf(cells);
  const from = marked[0]?.column ?? columns;
  const to = marked.length > 0 ? endColumn(marked.at(-1)!) : from + 1;
  const cut = (window: Pick<Window, 'from' | 'to'>) => {
    const kept = cells.filter((c) => c.column >= window.from && endColumn(c) <= window.to);
    // A wide character that the window's edge would split is left out: blanks keep the columns.
    const shift = Math.max((kept[0]?.column ?? window.from) - window.from, 0);
    return ' '.repeat(shift) + kept.map((c) => c.text).join('');
  };
  return { columns, from, to, cut };
}

interface PlacedCell extends Cell {
  readonly column: number;
}

const tabSize = 4;

function endOfLine(file: SourceFile, line: number, begin: number): number {
  const next = file.offsetAt({ line: line + 1, character: 0 });
  let end = next > begin ? next : file.text.length;
  while (end > begin && (file.text[end - 1] === '\n' || file.text[end - 1] === '\r')) end--;
  return end;
}

/** Tabs become blanks, control characters signs, each character gets its column. */
function toColumns(text: string): PlacedCell[] {
  const cells: PlacedCell[] = [];
  let column = 0;
  for (const cell of splitCells(text)) {
    const tab = cell.text === '\t';
    const bom = cell.text === '\ufeff';
    const shown = tab || bom ? '' : printable(cell.text);
    const width = tab ? tabSize - (column % tabSize) : bom ? 0 : shown === cell.text ? cell.width : 1;
    cells.push({ ...cell, text: tab ? ' '.repeat(width) : shown, width, column });
    column += width;
  }
  return cells;
}

function endColumn(cell: PlacedCell): number {
  return cell.column + cell.width;
}

function columnsOf(cells: readonly PlacedCell[]): number {
  const last = cells.at(-1);
  return last ? endColumn(last) : 0;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** The part of a line that is shown: all of it if it fits, else around the squiggle, its start first. */
function chooseWindow(from: number, to: number, total: number, width: number): Window {
  if (total <= width) return { from: 0, to: total, cutLeft: false, cutRight: false };
  const room = width - 2;
  const length = Math.min(to - from, room);
  const before = Math.min(Math.floor((room - length) / 2), 20);
  const start = Math.max(0, Math.min(from - before, total - room));
  return {
    from: start,
    to: Math.min(start + room, total),
    cutLeft: start > 0,
    cutRight: start + room < total,
  };
}
