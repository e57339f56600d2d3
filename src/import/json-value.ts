/** JSON as it was written: keys in their order, each once, and numbers with their digits. */
import { define } from '../bind/json.ts';
import type { Json } from '../bind/model.ts';

export type Value = string | boolean | null | NumberText | readonly Value[] | ObjectValue;
export type ObjectValue = ReadonlyMap<string, Value>;

/** A number. Digits beyond a double's precision count: ids are written as numbers too. */
export class NumberText {
  /** In JSON's own notation. */
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export function isObject(value: Value | undefined): value is ObjectValue {
  return value instanceof Map;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function toJson(value: Value): Json {
  if (value instanceof NumberText) return Number(value.source);
  if (isList(value)) return value.map(toJson);
  if (!isObject(value)) return value;
  const object: { [key: string]: Json } = {};
  for (const [key, inner] of value) define(object, key, toJson(inner));
  return object;
}

/** Without the keys whose value is null: to the Send API they are absent. Nulls in lists go too. */
export function withoutNulls(value: Value): Value {
  if (isList(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (!isObject(value)) return value;
  return new Map([...value].flatMap(([k, v]) => (v === null ? [] : [[k, withoutNulls(v)] as const])));
}
