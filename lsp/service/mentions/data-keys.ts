/** Types behind keys: those that declare them, and data that is written in a file (examples, defaults). */
import type { DataType } from '../../../src/bind/model.ts';
import type { PathPart } from '../find-node.ts';
import type { Reading } from '../reading.ts';

type Types = ReadonlyMap<string, DataType>;

/** Where in the params a way leads: to the name of a type, into a type, or to data that such a type describes. */
export type ParamsPlace =
  | { readonly at: 'name' }
  | { readonly at: 'type'; readonly type: DataType | undefined; readonly keyword: string | undefined }
  | { readonly at: 'data'; readonly type: DataType | undefined; readonly rest: readonly PathPart[] };

/** `rest`: the way behind `params`. */
export function placeInParams(types: Types, rest: readonly PathPart[]): ParamsPlace | undefined {
  let names: Types | undefined = types;
  let type: DataType | undefined;
  for (const [i, part] of rest.entries()) {
    const last = i === rest.length - 1;
    if (names) {
      if (part.kind !== 'entry') return undefined;
      type = names.get(part.entry.key.value);
      names = undefined;
      if (last) return { at: 'name' };
    } else if (part.kind === 'entry' && part.entry.key.value === 'properties') {
      names = type?.kind === 'object' ? type.properties : new Map();
    } else if (part.kind === 'entry' && part.entry.key.value === 'items') {
      type = type?.kind === 'list' ? type.of : undefined;
    } else if (part.kind === 'entry') return inKeyword(type, part.entry.key.value, rest.slice(i + 1));
    else return undefined;
  }
  return { at: 'type', type, keyword: undefined };
}

function inKeyword(type: DataType | undefined, keyword: string, rest: readonly PathPart[]): ParamsPlace {
  if (keyword === 'default' || keyword === 'const') return { at: 'data', type, rest };
  // a list of such data
  if (keyword === 'examples' || keyword === 'enum') return { at: 'data', type, rest: rest.slice(1) };
  return { at: 'type', type, keyword };
}

/** The type of the property whose key the way through the data ends with. */
export function typeInData(type: DataType | undefined, rest: readonly PathPart[]): DataType | undefined {
  let at = type;
  for (const part of rest) {
    if (part.kind === 'item') at = at?.kind === 'list' ? at.of : undefined;
    else at = at?.kind === 'object' ? at.properties.get(part.entry.key.value) : undefined;
  }
  return at;
}

/** The data of all params, as one object. */
export function dataOf(types: Types): DataType {
  return { kind: 'object', optional: false, open: false, properties: types };
}

/** The params that a way leads into, and the way behind the key `params`. */
export function paramsBehind(
  reading: Reading,
  path: readonly PathPart[],
): { readonly types: Types; readonly rest: readonly PathPart[] } | undefined {
  const [top, name, third] = path;
  if (top?.kind !== 'entry') return undefined;
  if (top.entry.key.value === 'params') return { types: reading.params.types, rest: path.slice(1) };
  if (top.entry.key.value !== 'fragments' || name?.kind !== 'entry' || third?.kind !== 'entry')
    return undefined;
  if (third.entry.key.value !== 'params') return undefined;
  const { types } = reading.fragmentParams(reading.main, name.entry.key.value);
  return { types, rest: path.slice(3) };
}
