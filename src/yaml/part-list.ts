import { type Kept, Placed, type PlacedPart } from './placed-part.ts';

/**
 * The parts of one version of a file, in the order of their places; together they are the file. Those of a long file are many, and after
 * an edit few of them are looked at: each is placed when someone asks for it.
 */
export class PartList implements Iterable<PlacedPart> {
  /** What was read of each, by number. */
  readonly ids: readonly Kept[];
  /** Where each begins. */
  readonly starts: readonly number[];
  readonly #end: number;
  readonly #placed: (Placed | undefined)[];
  #numbers: ReadonlyMap<object, number> | undefined;

  /** `end`: of the last one. `placed`: those that are placed already; of the others only those that are plain may be missing. */
  constructor(ids: readonly Kept[], starts: readonly number[], end: number, placed: (Placed | undefined)[]) {
    this.ids = ids;
    this.starts = starts;
    this.#end = end;
    this.#placed = placed;
  }

  get length(): number {
    return this.ids.length;
  }

  *[Symbol.iterator](): IterableIterator<Placed> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }

  at(i: number): Placed {
    const known = this.#placed[i];
    if (known) return known;
    const made = new Placed(this.ids[i]!, this.starts[i]!, this.endOf(i), []);
    this.#placed[i] = made;
    return made;
  }

  endOf(i: number): number {
    return i + 1 < this.length ? this.starts[i + 1]! : this.#end;
  }

  /** Those from number `from` on that are placed already. */
  placed(from: number, to: number): (Placed | undefined)[] {
    return this.#placed.slice(from, to);
  }

  /** Number of the part that an offset is in; the nearest one's where there is none. */
  numberAt(offset: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Undefined where this version has no part of this id. `guess`: the number that it may have. */
  numberOf(id: object, guess: number): number | undefined {
    if (this.ids[guess] === id) return guess;
    this.#numbers ??= new Map(this.ids.map((each, i) => [each, i]));
    return this.#numbers.get(id);
  }
}
