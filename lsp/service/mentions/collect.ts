/** All mentions of a file, in the order in which they stand there; each part on its own. */
import type { YamlEntry, YamlMap, YamlNode } from '../../../src/yaml/nodes.ts';
import { type Found, findAt, type PathPart } from '../find-node.ts';
import { piecesOf } from '../per-part.ts';
import type { Reading } from '../reading.ts';
import { anchorAt, anchorMentions } from './anchors.ts';
import { mentionsIn } from './in-scalar.ts';
import type { Mention } from './mention.ts';

/** With `name` only those of that name: parts and texts that do not hold it are not read. */
export function collectMentions(reading: Reading, name?: string): Mention[] {
  const known = name === undefined ? all.get(reading) : undefined;
  if (known) return known;
  const { root, parts, file } = reading;
  const seen = new Set<YamlNode>();
  const found: Mention[] = [];
  for (const { outer, map, entry, isHead, part } of piecesOf(reading)) {
    const lacks = (number: number) =>
      !mayHold(file.text.slice(parts.starts[number], parts.endOf(number)), name!);
    if (name !== undefined && part !== undefined && lacks(part)) continue;
    if (isHead) readKey(reading, map, entry, outer, name, found);
    else visitEntry(reading, map, entry, outer, seen, name, found);
  }
  if (root && root.kind !== 'map') visit(reading, root, [], seen, name, found);
  for (const m of anchorMentions(reading)) if (name === undefined || m.name === name) found.push(m);
  const sorted = found.sort((a, b) => a.range.start - b.range.start);
  if (name === undefined) all.set(reading, sorted);
  return sorted;
}

/** Whether a text can name this. In double quotes a letter may be written as an escape. */
export function mayHold(text: string, name: string): boolean {
  return text.includes(name) || /\\[xuU]/.test(text) || !/^[\p{L}\p{N}_-]+$/u.test(name);
}

const all = new WeakMap<Reading, Mention[]>();

/** What is named at an offset; of several the innermost, and the one that begins there. */
export function mentionAt(reading: Reading, offset: number): Mention | undefined {
  const anchor = anchorAt(reading, offset);
  if (anchor) return anchor;
  const found = findAt(reading.root, offset);
  const here = found ? mentionsIn(reading, found) : [];
  const touching = here.filter((m) => m.range.start <= offset && offset <= m.range.end);
  return touching.sort((a, b) => size(a) - size(b) || b.range.start - a.range.start)[0];
}

function size({ range }: Mention): number {
  return range.end - range.start;
}

function visit(
  reading: Reading,
  node: YamlNode,
  path: readonly PathPart[],
  seen: Set<YamlNode>,
  name: string | undefined,
  found: Mention[],
): void {
  // an alias shares its node: each is read once, where it stands
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'scalar') read(reading, { scalar: node, path, at: 'value' }, name, found);
  else if (node.kind === 'map')
    for (const entry of node.entries) visitEntry(reading, node, entry, path, seen, name, found);
  else
    for (const [index, item] of node.items.entries())
      visit(reading, item, [...path, { kind: 'item', seq: node, index }], seen, name, found);
}

function visitEntry(
  reading: Reading,
  map: YamlMap,
  entry: YamlEntry,
  outer: readonly PathPart[],
  seen: Set<YamlNode>,
  name: string | undefined,
  found: Mention[],
): void {
  const path = readKey(reading, map, entry, outer, name, found);
  visit(reading, entry.value, path, seen, name, found);
}

function readKey(
  reading: Reading,
  map: YamlMap,
  entry: YamlEntry,
  outer: readonly PathPart[],
  name: string | undefined,
  found: Mention[],
): PathPart[] {
  const path: PathPart[] = [...outer, { kind: 'entry', map, entry }];
  read(reading, { scalar: entry.key, path, at: 'key' }, name, found);
  return path;
}

function read(reading: Reading, at: Found, name: string | undefined, found: Mention[]): void {
  if (name !== undefined && !at.scalar.value.includes(name)) return;
  for (const mention of mentionsIn(reading, at))
    if (name === undefined || mention.name === name) found.push(mention);
}
