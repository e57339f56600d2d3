import type { Range, TextMap } from './source.ts';

/** The map of a text that stands in the file character by character, `length` units from file offset `start`. */
export function shiftMap(start: number, length: number): TextMap {
  return {
    toFile: (offset) => start + clamp(offset, length),
    range: (from, to) => {
      const first = clamp(from, length);
      return { start: start + first, end: start + Math.max(first, clamp(to, length)) };
    },
  };
}

/** The same map where the text stands `delta` further on in the file. */
export function moveMap(map: TextMap, delta: number): TextMap {
  return delta === 0 ? map : new MovedMap(map, delta);
}

class MovedMap implements TextMap {
  readonly #map: TextMap;
  readonly #delta: number;

  constructor(map: TextMap, delta: number) {
    this.#map = map;
    this.#delta = delta;
  }

  toFile(offset: number): number {
    return this.#map.toFile(offset) + this.#delta;
  }

  range(from: number, to: number): Range {
    const { start, end } = this.#map.range(from, to);
    return { start: start + this.#delta, end: end + this.#delta };
  }
}

/**
 * A stretch of decoded text. With `verbatim` each character stands for itself in the file; otherwise all of
 * it comes from the one file range (an escape, a fold of line breaks and indentation).
 */
export interface Segment {
  /** Decoded offset where it begins; it goes on to the next segment's. */
  readonly decoded: number;
  readonly start: number;
  readonly end: number;
  readonly verbatim: boolean;
}

/** Collects the segments of a text in ascending order, and the decoded text itself. */
export class MapBuilder {
  readonly segments: Segment[] = [];
  readonly #source: string;
  #text = '';

  constructor(source: string) {
    this.#source = source;
  }

  get text(): string {
    return this.#text;
  }

  /** Copies file range [start, end) into the decoded text as it is. */
  copy(start: number, end: number): void {
    if (end <= start) return;
    this.segments.push({ decoded: this.#text.length, start, end, verbatim: true });
    this.#text += this.#source.slice(start, end);
  }

  /** Says that `decoded` comes next and is what file range [start, end) means. */
  replace(decoded: string, start: number, end: number): void {
    if (decoded === '') return;
    this.segments.push({ decoded: this.#text.length, start, end, verbatim: false });
    this.#text += decoded;
  }

  /** `origin`: where an empty text stands. */
  toMap(origin: number): TextMap {
    return segmentMap(this.segments, this.#text.length, origin);
  }
}

/** The map of a text of `length` units that the segments describe. `origin`: where an empty text stands. */
export function segmentMap(segments: readonly Segment[], length: number, origin: number): TextMap {
  if (segments.length === 0) return shiftMap(origin, 0);

  const startOf = (offset: number): number => {
    const segment = segmentAt(segments, offset);
    return segment.verbatim ? segment.start + (offset - segment.decoded) : segment.start;
  };
  const endOf = (offset: number): number => {
    const segment = segmentAt(segments, offset);
    return segment.verbatim ? segment.start + (offset - segment.decoded) + 1 : segment.end;
  };
  const toFile = (offset: number): number => {
    const at = clamp(offset, length);
    return at < length ? startOf(at) : endOf(length - 1);
  };
  return {
    toFile,
    range: (from, to) => {
      const start = toFile(from);
      const last = clamp(to, length);
      return { start, end: last > clamp(from, length) ? endOf(last - 1) : start };
    },
  };
}

/** The last segment that begins at or before a decoded offset. */
function segmentAt(segments: readonly Segment[], offset: number): Segment {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle]!.decoded <= offset) low = middle;
    else high = middle - 1;
  }
  return segments[low]!;
}

function clamp(offset: number, length: number): number {
  return offset > 0 ? Math.min(Math.trunc(offset), length) : 0;
}
