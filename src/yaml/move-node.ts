/** The same nodes at another place of the file: views that are made as they are looked at. */
import type { Range } from '../source/source.ts';
import { moveMap } from '../source/text-map.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './nodes.ts';

export function moveRange({ start, end }: Range, delta: number): Range {
  return { start: start + delta, end: end + delta };
}

export function moveScalar(scalar: YamlScalar, delta: number): YamlScalar {
  if (delta === 0) return scalar;
  return { ...scalar, range: moveRange(scalar.range, delta), map: moveMap(scalar.map, delta) };
}

/** What stands now in the place of a node that an alias named. */
export type Elsewhere = ReadonlyMap<YamlNode, YamlNode>;

/** Nothing below `node` is touched before someone asks for it. */
export function moveNode(node: YamlNode, delta: number, elsewhere: Elsewhere): YamlNode {
  const other = elsewhere.get(node);
  if (other) return other;
  if (node.kind === 'scalar') return moveScalar(node, delta);
  const { flow } = node;
  const range = moveRange(node.range, delta);
  if (node.kind === 'seq') {
    let items: readonly YamlNode[] | undefined;
    return {
      kind: 'seq',
      flow,
      range,
      get items() {
        items ??= node.items.map((item) => moveNode(item, delta, elsewhere));
        return items;
      },
    };
  }
  let entries: readonly YamlEntry[] | undefined;
  return {
    kind: 'map',
    flow,
    range,
    get entries() {
      entries ??= node.entries.map((entry) => moveEntry(entry, delta, elsewhere));
      return entries;
    },
  };
}

function moveEntry(entry: YamlEntry, delta: number, elsewhere: Elsewhere): YamlEntry {
  let value: YamlNode | undefined;
  return {
    key: moveScalar(entry.key, delta),
    range: moveRange(entry.range, delta),
    get value() {
      value ??= moveNode(entry.value, delta, elsewhere);
      return value;
    },
  };
}
