/** Keys that fit at the mark: required ones first, those that are there left out. */
import { helperNames } from '../../src/render/helpers.ts';
import type { Hole, Offer } from './complete.ts';
import { keysOf } from './find-node.ts';
import { isCollection, keysIn, placeAt, rootPlace } from './place.ts';

export function completeKeys(hole: Hole, { hasColon }: { readonly hasColon: boolean }): Offer[] {
  const { path, scalar } = hole.found;
  const last = path.at(-1);
  if (last?.kind !== 'entry') return [];
  const { map } = last;
  const outer = path.slice(0, -1);
  const present = new Set(map.entries.filter((e) => e.key !== scalar).map((e) => e.key.value));
  const ending = hasColon ? '' : ': ';
  const data = dataKeys(hole, keysOf(outer));
  if (data) {
    return data.filter(({ label }) => !present.has(label)).map((o) => ({ ...o, insert: o.label + ending }));
  }
  const place = outer.length === 0 ? rootPlace(last) : placeAt(outer);
  return keysIn(place, map, scalar.value)
    .filter((key) => !key.hidden && !present.has(key.name))
    .map((key, i) => ({
      label: key.name,
      kind: 'key' as const,
      doc: key.doc,
      ...(key.required && { detail: 'required' }),
      ...(key.deprecated && { deprecated: true }),
      insert: key.name + (hasColon ? '' : isCollection(key.place) ? ':' : ': '),
      rank: (key.required ? 0 : controls.has(key.name) ? 2000 : 1000) + (key.deprecated ? 500 : 0) + i,
    }));
}

/** Keys of the language itself come behind those of the Send API. */
const controls = new Set(['each', 'when', 'otherwise', 'use', 'key', 'tap', 'unchecked', 'description']);

/** `data:` of an example holds the file's params. */
function dataKeys({ reading }: Hole, keys: readonly string[]): Offer[] | undefined {
  if (keys.at(-1) !== 'data' || !keys.includes('examples')) return undefined;
  return [...reading.params.types]
    .filter(([name]) => !helperNames.has(name))
    .map(([label, type], i) => ({
      label,
      kind: 'key',
      detail: type.optional || type.default !== undefined ? 'param' : 'param, required',
      ...(type.description && { doc: type.description }),
      rank: i,
    }));
}
