/** The way from a file's root to a scalar. */
import type { Range } from '../../src/source/source.ts';
import { entriesNear } from '../../src/yaml/joined-map.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../src/yaml/nodes.ts';

export type PathPart =
  | { readonly kind: 'entry'; readonly map: YamlMap; readonly entry: YamlEntry }
  | { readonly kind: 'item'; readonly seq: YamlSeq; readonly index: number };

export interface Found {
  readonly scalar: YamlScalar;
  /** For a key the last part is its own entry. */
  readonly path: readonly PathPart[];
  readonly at: 'key' | 'value';
}

/** The scalar at an offset; where two touch it, the one that begins there. */
export function findAt(root: YamlNode | null, offset: number): Found | undefined {
  const touches = (range: Range) => isIn(range, offset);
  const all: Found[] = [];
  visit(root, [], new Set(), offset, (found) => {
    if (touches(found.scalar.range)) all.push(found);
    return false;
  });
  return all.find((f) => f.scalar.range.end > offset && f.scalar.range.start <= offset) ?? all[0];
}

/** The scalar whose text contains `mark`, which stands at `offset` of the file. */
export function findMark(root: YamlNode | null, mark: string, offset: number): Found | undefined {
  const touches = (range: Range) => isIn(range, offset);
  let result: Found | undefined;
  visit(root, [], new Set(), offset, (found) => {
    if (!touches(found.scalar.range) || !found.scalar.value.includes(mark)) return false;
    result = found;
    return true;
  });
  return result;
}

type Visit = (found: Found) => boolean;

/** True: `done` has what it looked for. An alias shares its node: each is entered once. */
function visit(
  node: YamlNode | null,
  path: readonly PathPart[],
  seen: Set<YamlNode>,
  offset: number,
  done: Visit,
): boolean {
  if (node === null || seen.has(node)) return false;
  seen.add(node);
  if (node.kind === 'scalar') return done({ scalar: node, path, at: 'value' });
  if (!isIn(node.range, offset) && path.length > 0) return false;
  if (node.kind === 'seq') {
    return node.items.some((item, index) =>
      visit(item, [...path, { kind: 'item', seq: node, index }], seen, offset, done),
    );
  }
  return entriesNear(node, offset).some((entry) => {
    // an alias's value stands elsewhere: its entry reaches as far as its key
    const { range, key } = entry;
    if (!isIn({ start: range.start, end: Math.max(range.end, key.range.end) }, offset)) return false;
    const here: PathPart[] = [...path, { kind: 'entry', map: node, entry }];
    return done({ scalar: entry.key, path: here, at: 'key' }) || visit(entry.value, here, seen, offset, done);
  });
}

function isIn({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** Keys from the root; items have none. */
export function keysOf(path: readonly PathPart[]): string[] {
  return path.flatMap((p) => (p.kind === 'entry' ? [p.entry.key.value] : []));
}

/** The key in whose value the end of the way stands. */
export function nearestKey(path: readonly PathPart[]): string | undefined {
  return keysOf(path).at(-1);
}

/** Offset in a scalar's decoded text that stands for an offset of the file. */
export function decodedOffset(scalar: YamlScalar, offset: number): number {
  let low = 0;
  let high = scalar.value.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scalar.map.range(middle, middle + 1).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
