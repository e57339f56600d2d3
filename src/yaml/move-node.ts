/** The same nodes at another place of the file: what a collection holds is made when someone looks at it. */
import type { Range } from '../source/source.ts';
import { moveMap } from '../source/text-map.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from './nodes.ts';

export function moveRange({ start, end }: Range, delta: number): Range {
  return { start: start + delta, end: end + delta };
}

export function moveScalar(scalar: YamlScalar, delta: number): YamlScalar {
  if (delta === 0) return scalar;
  return { ...scalar, range: moveRange(scalar.range, delta), map: moveMap(scalar.map, delta) };
}

/** What stands now in the place of a node that an alias named. */
export type Elsewhere = ReadonlyMap<YamlNode, YamlNode>;

export function moveNode(node: YamlNode, delta: number, elsewhere: Elsewhere): YamlNode {
  const other = elsewhere.get(node);
  if (other) return other;
  if (node.kind === 'scalar') return moveScalar(node, delta);
  return node.kind === 'seq' ? new MovedSeq(node, delta, elsewhere) : new MovedMap(node, delta, elsewhere);
}

class MovedSeq implements YamlSeq {
  readonly kind = 'seq';
  readonly flow: boolean;
  readonly range: Range;
  readonly #node: YamlSeq;
  readonly #delta: number;
  readonly #elsewhere: Elsewhere;
  #items: readonly YamlNode[] | undefined;

  constructor(node: YamlSeq, delta: number, elsewhere: Elsewhere) {
    this.flow = node.flow;
    this.range = moveRange(node.range, delta);
    this.#node = node;
    this.#delta = delta;
    this.#elsewhere = elsewhere;
  }

  get items(): readonly YamlNode[] {
    this.#items ??= this.#node.items.map((item) => moveNode(item, this.#delta, this.#elsewhere));
    return this.#items;
  }
}

class MovedMap implements YamlMap {
  readonly kind = 'map';
  readonly flow: boolean;
  readonly range: Range;
  readonly #node: YamlMap;
  readonly #delta: number;
  readonly #elsewhere: Elsewhere;
  #entries: readonly YamlEntry[] | undefined;

  constructor(node: YamlMap, delta: number, elsewhere: Elsewhere) {
    this.flow = node.flow;
    this.range = moveRange(node.range, delta);
    this.#node = node;
    this.#delta = delta;
    this.#elsewhere = elsewhere;
  }

  get entries(): readonly YamlEntry[] {
    this.#entries ??= this.#node.entries.map(({ key, value, range }) => ({
      key: moveScalar(key, this.#delta),
      value: moveNode(value, this.#delta, this.#elsewhere),
      range: moveRange(range, this.#delta),
    }));
    return this.#entries;
  }
}
