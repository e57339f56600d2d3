/** Pieces of a file's text, moved and taken out as its author laid them out: comments and spelling stay. */

import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import { lineStart as startOfLine } from '../../../src/source/line-start.ts';
import type { Range } from '../../../src/source/source.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../../src/yaml/nodes.ts';

const breaks = /\r\n|\r|\n/;

export function lineBreak(text: string): string {
  return breaks.exec(text)?.[0] ?? '\n';
}

/** Offset of the first character of a line; a BOM is not counted to it. */
export function lineStart(text: string, at: number): number {
  const start = startOfLine(text, at);
  return start === 0 && text.startsWith('\ufeff') ? Math.min(1, at) : start;
}

/** Offset behind the break that ends the line; the text's end on its last line. */
export function lineEnd(text: string, at: number): number {
  const found = breaks.exec(text.slice(at));
  return found ? at + found.index + found[0].length : text.length;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** Whether only blanks stand before an offset on its line. */
export function beginsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/** A piece of the text whose first line is to stand in `column`; the others move with it. */
export function moved(text: string, { start, end }: Range, column: number): string {
  const by = column - columnOf(text, start);
  const [first = '', ...rest] = text.slice(start, end).split(breaks);
  return [first, ...rest.map((line) => shifted(line, by))].join(lineBreak(text));
}

function shifted(line: string, by: number): string {
  if (line.trim() === '') return '';
  const depth = line.length - line.trimStart().length;
  return ' '.repeat(Math.max(0, depth + by)) + line.slice(depth);
}

/** Some of a mapping's entries, each piece to stand in `column`. */
export function movedEntries(
  text: string,
  map: YamlMap,
  wanted: readonly YamlEntry[],
  column: number,
): string[] {
  return runsOf(map, wanted).map((run) => moved(text, run, column));
}

/** Entries that are neighbours as one piece, with the comments between them. */
export function runsOf(map: YamlMap, wanted: readonly YamlEntry[]): Range[] {
  const runs: { start: number; end: number }[] = [];
  let previous = -2;
  for (const [i, entry] of map.entries.entries()) {
    if (!wanted.includes(entry)) continue;
    const run = runs.at(-1);
    if (run && previous === i - 1) run.end = entry.range.end;
    else runs.push({ ...entry.range });
    previous = i;
  }
  return runs;
}

/** Lines below each other, each in `column`; those that are `moved` already come as one. */
export function below(text: string, column: number, pieces: readonly string[]): string {
  return pieces.join(lineBreak(text) + ' '.repeat(column));
}

/** Takes an entry out; undefined where its mapping would be empty. */
export function removeEntry(text: string, map: YamlMap, entry: YamlEntry): TextEdit | undefined {
  const at = map.entries.indexOf(entry);
  return removePart(
    text,
    map.entries.map((e) => e.range),
    at,
    map.flow,
  );
}

function removePart(text: string, parts: readonly Range[], at: number, flow: boolean): TextEdit | undefined {
  const { start, end } = parts[at]!;
  const next = parts[at + 1];
  const previous = parts[at - 1];
  if (!next && !previous) return undefined;
  if (!flow && beginsLine(text, start)) return { range: wholeLines(text, { start, end }), newText: '' };
  if (next) return { range: { start, end: next.start }, newText: '' };
  return flow ? { range: { start: previous!.end, end }, newText: '' } : undefined;
}

function wholeLines(text: string, { start, end }: Range): Range {
  return { start: lineStart(text, start), end: lineEnd(text, end) };
}

/** The dash of a block list's item, which stands before its value (an anchor may stand between). */
export function dashOf(text: string, start: number): number | undefined {
  const from = lineStart(text, start);
  const found = /-[ \t]+(?:&\S+[ \t]+)?$/.exec(text.slice(from, start));
  return found ? from + found.index : undefined;
}

/** Anchors, aliases and tags tie a piece to others: such pieces are not moved. */
export function isTied(text: string, { start, end }: Range): boolean {
  return /(?:^|[\s[{,])[&*!][\p{L}\p{N}_-]/u.test(text.slice(start, end));
}

export function hasComment(text: string, { start, end }: Range): boolean {
  return /(?:^|\s)#/.test(text.slice(start, end));
}

export function isBlockMap(node: YamlNode | undefined): node is YamlMap {
  return node?.kind === 'map' && !node.flow;
}

/** A new last entry of a block mapping. `lines`: the first begins with the key; the others are indented to it. */
export function appendEntry(text: string, map: YamlMap, lines: readonly string[]): TextEdit {
  const { range } = map.entries.at(-1)!;
  const column = columnOf(text, map.entries[0]!.range.start);
  const end = lineEnd(text, range.end);
  const piece = ' '.repeat(column) + below(text, column, lines);
  const before = end === text.length && !breaks.test(text.slice(range.end)) ? lineBreak(text) : '';
  return { range: { start: end, end }, newText: before + piece + (before === '' ? lineBreak(text) : '') };
}
