/** A part of a body -> YAML, led by the shape that the Send API has there. */
import { ownValue, templateKeys } from '../send-api/index.ts';
import { fieldOf, variantOf } from '../send-api/resolve.ts';
import type { ObjectShape, Shape, UnionShape } from '../send-api/schema.ts';
import type { PrintMap, PrintValue } from '../yaml/print-yaml.ts';
import { escapeText } from './escape-text.ts';
import { isList, isObject, NumberText, type ObjectValue, type Value } from './json-value.ts';
import { buttonLine, linkLine, replyLine } from './write-lines.ts';

export interface WriteOptions {
  /** Shorthand and sugar; without it the Send API's own form. */
  readonly sugar: boolean;
  /** Called with the name of each field that goes under `unchecked`. */
  readonly unknown: (key: string, object: string) => void;
}

export type Entry = readonly [key: string, value: PrintValue];

/** `value` without nulls. */
export function writeValue(value: Value, shape: Shape | undefined, options: WriteOptions): PrintValue {
  if (isList(value)) return writeList(value, shape, options);
  if (isObject(value)) return writeObject(value, shape, options);
  if (value instanceof NumberText) {
    return shape?.kind === 'text' ? text(value.source) : { kind: 'plain', source: value.source };
  }
  return typeof value === 'string' ? text(value) : { kind: 'plain', source: String(value) };
}

export function text(value: string): PrintValue {
  return { kind: 'text', value: escapeText(value) };
}

/** A line as the grammar reads it: nothing is left to escape. */
export function line(value: string): PrintValue {
  return { kind: 'text', value };
}

export function map(entries: readonly Entry[], layout?: PrintMap['layout']): PrintMap {
  return { kind: 'map', entries, ...(layout && { layout }) };
}

function writeList(items: readonly Value[], shape: Shape | undefined, options: WriteOptions): PrintValue {
  const list = shape?.kind === 'list' ? shape : undefined;
  return {
    kind: 'seq',
    items: items.map((item) => {
      const short = options.sugar && list?.line && isObject(item) ? shortItem(item, list.line) : undefined;
      if (short !== undefined) return line(short);
      const written = writeValue(item, list?.of, options);
      return written.kind === 'map' ? { ...written, layout: 'block' } : written;
    }),
  };
}

function shortItem(item: ObjectValue, kind: 'button' | 'reply' | 'id'): string | undefined {
  if (kind === 'button') return buttonLine(item);
  if (kind === 'reply') return replyLine(item);
  const id = item.get('id');
  return item.size === 1 && typeof id === 'string' && id !== '' ? escapeText(id) : undefined;
}

function writeObject(value: ObjectValue, shape: Shape | undefined, options: WriteOptions): PrintValue {
  if (shape?.kind === 'object' && shape.line === 'link' && options.sugar) {
    const short = linkLine(value);
    if (short !== undefined) return line(short);
  }
  return map(writeFields(value, shape, options));
}

/** The entries of an object; fields that its shape does not have go under `unchecked`. */
export function writeFields(value: ObjectValue, shape: Shape | undefined, options: WriteOptions): Entry[] {
  const known = shape?.kind === 'object' || shape?.kind === 'union' ? objectOf(value, shape) : undefined;
  const entries: Entry[] = [];
  const unknown: Entry[] = [];
  for (const [key, inner] of value) {
    const field = known && fieldOf(known, key);
    if (field || !known || (known.kind === 'object' && known.open)) {
      entries.push([key, writeValue(inner, field?.shape, options)]);
    } else {
      options.unknown(key, known.name);
      unknown.push([key, writeValue(inner, undefined, options)]);
    }
  }
  return unknown.length > 0 ? [...entries, ['unchecked', map(unknown)]] : entries;
}

function objectOf(value: ObjectValue, shape: ObjectShape | UnionShape): ObjectShape | UnionShape {
  if (shape.kind === 'object') return shape;
  const constant = (key: string) => {
    const found = value.get(key);
    return typeof found === 'string' ? found : undefined;
  };
  return variantOf(shape, constant, (key) => value.has(key)).variant ?? shape;
}

// ---------- templates ----------

/** The payload of a known template as its sugar: `generic: […]`, `media: {…}`, `text` with `buttons`. */
export function templateSugar(
  payload: ObjectValue,
  hasText: boolean,
  options: WriteOptions,
): Entry[] | undefined {
  const type = payload.get('template_type');
  const sugar = typeof type === 'string' ? ownValue(templateKeys, type) : undefined;
  if (!sugar) return undefined;
  const rest: ObjectValue = new Map([...payload].filter(([key]) => key !== 'template_type'));
  const entries = writeFields(rest, sugar.shape, options);
  const keys = [...rest.keys()].sort().join();
  if (type === 'button' && keys === 'buttons,text' && !hasText) return entries;
  const elements = rest.get('elements');
  if (sugar.list !== undefined && keys === sugar.list && isList(elements)) {
    const only = sugar.single && elements.length === 1 ? elements[0] : undefined;
    if (
      isObject(only) &&
      only.size > 0 &&
      ![...only.keys()].some((k) => Object.hasOwn(sugar.shape.fields, k))
    ) {
      const shape = sugar.shape.fields['elements']!.shape;
      const written = writeFields(only, shape.kind === 'list' ? shape.of : undefined, options);
      if (!written.some(([k]) => k === 'unchecked')) return [[type as string, map(written, 'block')]];
    }
    return [[type as string, entries[0]![1]]];
  }
  return rest.size > 0 ? [[type as string, map(entries, 'block')]] : undefined;
}
