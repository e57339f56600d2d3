/** The value of a top-level key that was read in parts: its entries are made when someone asks for them. */
import type { Range } from '../source/source.ts';
import type { YamlEntry, YamlMap } from './nodes.ts';
import type { OutlineSection } from './outline-parts.ts';
import type { PartList } from './part-list.ts';
import type { PlacedPart } from './placed-part.ts';

export class JoinedMap implements YamlMap {
  readonly kind = 'map';
  readonly flow = false;
  readonly range: Range;
  readonly #parts: PartList;
  readonly #section: OutlineSection;
  #entries: readonly YamlEntry[] | undefined;

  /** Of a section without twins. */
  constructor(parts: PartList, section: OutlineSection, range: Range) {
    this.range = range;
    this.#parts = parts;
    this.#section = section;
  }

  get entries(): readonly YamlEntry[] {
    if (!this.#entries) {
      const { first, parts } = this.#section;
      const all: YamlEntry[] = [];
      const end = Math.min(first + parts + 1, this.#parts.length);
      for (let i = first + 1; i < end; i++) all.push(...entriesOf(this.#parts.at(i)));
      this.#entries = all;
    }
    return this.#entries;
  }

  named(key: string): YamlEntry | undefined {
    const number = this.#section.numbers.get(key);
    if (number === undefined) return undefined;
    return entriesOf(this.#parts.at(number)).find((entry) => entry.key.value === key);
  }

  /** Those of the part that an offset is in, and of the one before it, which may end there. */
  near(offset: number): readonly YamlEntry[] {
    const { first, parts } = this.#section;
    const number = Math.min(this.#parts.numberAt(offset), first + parts);
    const numbers = [number - 1, number].filter((i) => i > first);
    return numbers.flatMap((i) => entriesOf(this.#parts.at(i)));
  }
}

export function entriesOf({ root }: PlacedPart): readonly YamlEntry[] {
  return root?.kind === 'map' ? root.entries : [];
}

export function entryNamed(map: YamlMap, key: string): YamlEntry | undefined {
  return map instanceof JoinedMap ? map.named(key) : map.entries.find((entry) => entry.key.value === key);
}

/** Entries among which are all that touch an offset. */
export function entriesNear(map: YamlMap, offset: number): readonly YamlEntry[] {
  return map instanceof JoinedMap ? map.near(offset) : map.entries;
}
