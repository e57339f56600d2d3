/** Results for a part of a file, kept from version to version: an edit changes one part and moves those below it. */

import type { Range } from '../../src/source/source.ts';
import type { Reading } from './reading.ts';

export interface Kept<T> {
  readonly value: T;
  /** How many lines further down the part stands now; its columns are the same. */
  readonly lines: number;
}

/**
 * `make` is called once for a part as long as its text is the same: what it gives may depend on nothing else but the
 * line at which the part begins. `name` tells apart what is kept in one `cache` for one part.
 */
export function keepPerPart<T>(
  cache: PartCache<T>,
  { file, partAt }: Reading,
  { start }: Range,
  name: string,
  make: () => T,
): Kept<T> {
  const part = partAt(start);
  if (!part) return { value: make(), lines: 0 };
  const line = file.positionAt(part.start).line;
  let named = cache.get(part.id);
  if (!named) {
    named = new Map();
    cache.set(part.id, named);
  }
  let known = named.get(name);
  if (!known) {
    known = { value: make(), line };
    named.set(name, known);
  }
  return { value: known.value, lines: line - known.line };
}

export type PartCache<T> = WeakMap<object, Map<string, { readonly value: T; readonly line: number }>>;
