/** camelCase keys of client libraries -> the Send API's own. */
import { request } from '../send-api/index.ts';
import { fieldOf, variantOf } from '../send-api/resolve.ts';
import type { Shape } from '../send-api/schema.ts';
import { isList, isObject, type ObjectValue, type Value } from './json-value.ts';

export interface Renamed {
  readonly body: ObjectValue;
  /** Old name -> new name. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Renames what is a field of the Send API but for case, dashes and underscores, where the right name is not there too. */
export function renameKeys(body: ObjectValue): Renamed {
  const renamed = new Map<string, string>();
  return { body: rename(body, request, renamed) as ObjectValue, renamed };
}

/** The name of `names` that `key` is but for case, dashes and underscores; undefined where it is that name itself. */
export function otherSpelling(key: string, names: readonly string[]): string | undefined {
  if (names.includes(key)) return undefined;
  const folded = fold(key);
  return names.find((name) => fold(name) === folded);
}

function fold(name: string): string {
  return name.replace(/[-_\s]/g, '').toLowerCase();
}

function rename(value: Value, shape: Shape | undefined, renamed: Map<string, string>): Value {
  if (isList(value)) {
    return value.map((item) => rename(item, shape?.kind === 'list' ? shape.of : undefined, renamed));
  }
  if (!isObject(value) || (shape?.kind !== 'object' && shape?.kind !== 'union')) return value;
  const keyed = respell(value, namesOf(value, shape), renamed);
  const object = objectOf(keyed, shape);
  return new Map(
    [...keyed].map(([key, inner]) => [key, rename(inner, fieldOf(object, key)?.shape, renamed)] as const),
  );
}

/** Names that the object's keys may have; the kind of a union is read first, its key respelled. */
function namesOf(value: ObjectValue, shape: Extract<Shape, { kind: 'object' | 'union' }>): readonly string[] {
  if (shape.kind === 'object') return Object.keys(shape.fields);
  const object = objectOf(respell(value, [shape.discriminator], new Map()), shape);
  if (object.kind === 'object') return Object.keys(object.fields);
  return [shape.discriminator, ...Object.values(shape.variants).flatMap((v) => Object.keys(v.fields))];
}

function objectOf(value: ObjectValue, shape: Extract<Shape, { kind: 'object' | 'union' }>) {
  if (shape.kind === 'object') return shape;
  const text = (key: string) => (typeof value.get(key) === 'string' ? (value.get(key) as string) : undefined);
  return variantOf(shape, text, (key) => (value.get(key) ?? null) !== null).variant ?? shape;
}

function respell(value: ObjectValue, names: readonly string[], renamed: Map<string, string>): ObjectValue {
  const result = new Map<string, Value>();
  for (const [key, inner] of value) {
    const name = otherSpelling(key, names);
    const free = name !== undefined && !value.has(name) && !result.has(name);
    if (free) renamed.set(key, name);
    result.set(free ? name : key, inner);
  }
  return result;
}
