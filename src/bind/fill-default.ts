/** A default is data, so what is missing inside it has its own default, as in data that are given. */
import { define } from './json.ts';
import type { DataType, Json } from './model.ts';

export function fillDefault(value: Json, type: DataType): Json {
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => filled(item, type.of));
  if (type.kind !== 'object' || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const result: { [key: string]: Json } = {};
  for (const [name, member] of Object.entries(value)) define(result, name, member);
  for (const [name, of] of type.properties) {
    const member = filled(Object.hasOwn(result, name) ? result[name] : undefined, of);
    if (member !== undefined) define(result, name, member);
  }
  return result;
}

function filled<T extends Json | undefined>(value: T, type: DataType): Json | T {
  if (value === undefined || value === null) return type.default ?? value;
  return fillDefault(value as Json, type);
}
