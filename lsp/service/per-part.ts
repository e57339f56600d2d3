/**
 * Results for the pieces of a file, kept from version to version: an edit changes one part of a file and moves those below
 * it, and editors ask for all of them again.
 */
import { isSpec } from '../../src/bind/spec-files.ts';
import type { YamlEntry, YamlMap } from '../../src/yaml/nodes.ts';
import type { PathPart } from './find-node.ts';
import type { Reading } from './reading.ts';

/** What stands by itself: an entry at the top of a file, or of `messages`, `fragments`, … */
export interface Piece {
  /** The way to the mapping that it stands in. */
  readonly outer: readonly PathPart[];
  readonly map: YamlMap;
  readonly entry: YamlEntry;
  /** The pieces behind it are what its value holds. */
  readonly isHead: boolean;
  /** Number of the part of the file that it stands in; undefined where it reaches over several. */
  readonly part: number | undefined;
}

/** In order; none where the file is no mapping. */
export function piecesOf({ root, parts }: Reading): Piece[] {
  if (root?.kind !== 'map') return [];
  const spec = isSpec(root);
  const pieces: Piece[] = [];
  const add = (outer: readonly PathPart[], map: YamlMap, entry: YamlEntry, isHead: boolean) => {
    const { start } = entry.key.range;
    const number = parts.numberAt(start);
    const end = isHead ? entry.key.range.end : entry.range.end;
    const fits = parts.starts[number]! <= start && end <= parts.endOf(number);
    pieces.push({ outer, map, entry, isHead, part: fits ? number : undefined });
  };
  for (const entry of root.entries) {
    const { key, value } = entry;
    const isHead =
      spec &&
      value.kind === 'map' &&
      value.range.start > key.range.end &&
      parts.numberAt(value.range.start) > parts.numberAt(key.range.start);
    add([], root, entry, isHead);
    if (!isHead || value.kind !== 'map') continue;
    const outer: PathPart[] = [{ kind: 'entry', map: root, entry }];
    for (const inner of value.entries) add(outer, value, inner, false);
  }
  return pieces;
}

export interface Keeping<T> {
  readonly cache: PartCache<T>;
  /** Tells apart what is kept in one cache for one part. */
  readonly name: string;
  /** What else the result depends on: made anew where one of these is another. */
  readonly depends?: readonly unknown[];
  /** What it depends on beside `depends` is the text of the part and the line at which it begins. */
  readonly make: () => T;
  /** The same so many lines further down; its columns are the same. */
  readonly move: (value: T, lines: number) => T;
}

/** What is known of a part, or is made and kept. `part`: its number. */
export function keepPerPart<T>(
  { file, parts }: Reading,
  part: number,
  { cache, name, depends = [], make, move }: Keeping<T>,
): T {
  const id = parts.ids[part]!;
  const { line } = file.positionAt(parts.starts[part]!);
  let named = cache.get(id);
  if (!named) {
    named = new Map();
    cache.set(id, named);
  }
  const known = named.get(name);
  const holds = known?.depends.every((each, i) => each === depends[i]);
  if (known && holds && known.line === line) return known.value;
  const value = known && holds ? move(known.value, line - known.line) : make();
  named.set(name, { value, line, depends });
  return value;
}

export type PartCache<T> = WeakMap<
  object,
  Map<string, { readonly value: T; readonly line: number; readonly depends: readonly unknown[] }>
>;

/** Of a name of a piece in its part. */
export function nameOf({ outer, entry }: Piece): string {
  return [...outer.map((p) => (p.kind === 'entry' ? p.entry.key.value : '')), entry.key.value].join(' ');
}

export function movedLines<P extends { readonly line: number; readonly character: number }>(
  { start, end }: { readonly start: P; readonly end: P },
  lines: number,
) {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}
