/** Keys that fit at the mark: required ones first, those that are there left out. */
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

/** `data:` of an example holds the file's params, and these their properties. */
function dataKeys({ reading }: Hole, keys: readonly string[]): Offer[] | undefined {
  const at = keys.indexOf('data', keys.indexOf('examples') + 1);
  if (!keys.includes('examples') || at < 0) return undefined;
  let types = reading.params.types;
  for (const key of keys.slice(at + 1)) {
    let type = types.get(key);
    while (type?.kind === 'list') type = type.of;
    if (type?.kind !== 'object') return [];
    types = type.properties;
  }
  return [...types].map(([label, type], i) => ({
    label,
    kind: 'key',
    detail: type.optional || type.default !== undefined ? 'optional' : 'required',
    ...(type.description && { doc: type.description }),
    rank: i,
  }));
}
