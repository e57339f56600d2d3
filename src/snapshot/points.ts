/** Places where a render goes one way or another, and which ways the examples have gone. */
import type { Place } from '../bind/model.ts';
import type { SourceFile } from '../source/source.ts';

export type PointKind = 'when' | 'otherwise' | 'each' | 'if' | 'unless' | 'with' | 'variant';

/** 'taken': the item, the block's first part or the variant was rendered; 'passed': it was looked at and was not. */
export type Way = 'taken' | 'passed';

export interface Point {
  readonly id: number;
  readonly kind: PointKind;
  readonly place: Place;
  /** As the author wrote it, on one line. */
  readonly text: string;
  /** The ways that are possible. */
  readonly ways: Set<Way>;
  readonly gone: Set<Way>;
  /** How a watched value decides. */
  readonly takes: (value: unknown) => boolean;
}

export type NewPoint = Omit<Point, 'id' | 'gone' | 'ways'> & { readonly ways: readonly Way[] };

/** Points of one file. A fragment's place is one point, however often the fragment is used. */
export class Points {
  readonly all: Point[] = [];
  readonly #byPlace = new Map<string, Point>();
  readonly #files = new Map<SourceFile, number>();

  /** The point's id, known or new. */
  add(point: NewPoint): number {
    const { file, range } = point.place;
    const number = this.#files.get(file) ?? this.#files.size;
    this.#files.set(file, number);
    const key = `${number} ${range.start} ${range.end} ${point.kind}`;
    let known = this.#byPlace.get(key);
    if (!known) {
      known = { ...point, id: this.all.length, ways: new Set(), gone: new Set() };
      this.all.push(known);
      this.#byPlace.set(key, known);
    }
    for (const way of point.ways) known.ways.add(way);
    return known.id;
  }

  readonly watch = (id: number, value: unknown): void => {
    const point = this.all[id];
    point?.gone.add(point.takes(value) ? 'taken' : 'passed');
  };
}
