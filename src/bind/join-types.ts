/** The type of a value that has one of two types. */

import { parseHttpUrl } from '../render/runtime/http-url.ts';
import { codePoints } from '../render/runtime/measure.ts';
import { parseMoment } from '../render/runtime/moment.ts';
import type { DataType, ListType, NumberType, ObjectType, StringType } from './model.ts';

/** What is known of values of either type; unknown where one of them may be a list or an object and the other not. */
export function joinTypes(a: DataType, b: DataType): DataType {
  const optional = a.optional || b.optional;
  if (a.kind === 'string' && b.kind === 'string') return { ...joinTexts(a, b), optional };
  if (a.kind === 'number' && b.kind === 'number') return { ...joinNumbers(a, b), optional };
  if (a.kind === 'list' && b.kind === 'list') return { ...joinLists(a, b), optional };
  if (a.kind === 'object' && b.kind === 'object') return { ...joinObjects(a, b), optional };
  if (a.kind === 'boolean' && b.kind === 'boolean') return { kind: 'boolean', optional };
  return isScalar(a) && isScalar(b)
    ? { kind: 'unknown', optional, scalar: {} }
    : { kind: 'unknown', optional };
}

/** A text, a number or a boolean, whichever. */
export function isScalar(type: DataType): boolean {
  if (type.kind === 'unknown') return type.scalar !== undefined;
  return type.kind !== 'list' && type.kind !== 'object';
}

function joinTexts(a: StringType, b: StringType): Omit<StringType, 'optional'> {
  const values = a.values && b.values ? [...new Set([...a.values, ...b.values])] : undefined;
  const maxLength = longest(a, b);
  const format = a.format === b.format ? a.format : formats.find((f) => isAll(f, a) && isAll(f, b));
  return {
    kind: 'string',
    minLength: Math.min(a.minLength, b.minLength),
    ...(maxLength !== undefined && { maxLength }),
    ...(format && { format }),
    ...(a.pattern !== undefined && a.pattern === b.pattern && { pattern: a.pattern }),
    ...(values && { values }),
  };
}

function longest(a: StringType, b: StringType): number | undefined {
  const of = ({ values, maxLength }: StringType) =>
    maxLength ?? (values ? Math.max(...values.map(codePoints)) : Number.POSITIVE_INFINITY);
  const most = Math.max(of(a), of(b));
  return Number.isFinite(most) ? most : undefined;
}

const formats = ['url', 'date', 'date-time'] as const;

/** Listed values may all have the form, as the date in `default day "2026-05-04"`. */
function isAll(form: (typeof formats)[number], { format, values }: StringType): boolean {
  return format === form || (values?.every(tests[form]) ?? false);
}

const tests: { readonly [form in (typeof formats)[number]]: (text: string) => boolean } = {
  url: parseHttpUrl,
  date: (text) => parseMoment(text)?.timed === false,
  'date-time': (text) => parseMoment(text)?.timed === true,
};

function joinNumbers(a: NumberType, b: NumberType): Omit<NumberType, 'optional'> {
  const minimum = Math.min(a.minimum ?? -Infinity, b.minimum ?? -Infinity);
  const maximum = Math.max(a.maximum ?? Infinity, b.maximum ?? Infinity);
  return {
    kind: 'number',
    integer: a.integer && b.integer,
    ...(Number.isFinite(minimum) && { minimum }),
    ...(Number.isFinite(maximum) && { maximum }),
    ...(a.values && b.values && { values: [...new Set([...a.values, ...b.values])] }),
  };
}

function joinLists(a: ListType, b: ListType): Omit<ListType, 'optional'> {
  const maxItems = Math.max(a.maxItems ?? Infinity, b.maxItems ?? Infinity);
  return {
    kind: 'list',
    of: joinTypes(a.of, b.of),
    minItems: Math.min(a.minItems, b.minItems),
    ...(Number.isFinite(maxItems) && { maxItems }),
  };
}

/** What only one of them has may be missing. */
function joinObjects(a: ObjectType, b: ObjectType): Omit<ObjectType, 'optional'> {
  const properties = new Map<string, DataType>();
  for (const name of new Set([...a.properties.keys(), ...b.properties.keys()])) {
    const [one, other] = [a.properties.get(name), b.properties.get(name)];
    if (one && other) properties.set(name, joinTypes(one, other));
    // another one may have it too, of whatever kind, where it is not closed
    else if (a.closed && b.closed) properties.set(name, { ...(one ?? other)!, optional: true });
    else properties.set(name, { kind: 'unknown', optional: true });
  }
  const closed = a.closed === true && b.closed === true;
  return { kind: 'object', properties, open: a.open || b.open, ...(closed && { closed }) };
}
