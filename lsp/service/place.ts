/**
 * What may stand in a place of a message file: keys, values, words. Read from the language's JSON Schema, which is
 * made of the data in src/send-api, so that completion, hover and other editors say the same.
 */
import { type Json, type JsonSchema, template } from '../../src/schema/json-schema.ts';
import { languageSchema } from '../../src/schema/language-schema.ts';
import { type Origin, originOf, valueOrigin } from '../../src/schema/origin.ts';
import type { YamlMap, YamlNode } from '../../src/yaml/nodes.ts';
import type { PathPart } from './find-node.ts';

/** Alternatives that hold in one place; references and `anyOf` are undone. */
export type Place = readonly JsonSchema[];

export interface KeyInfo {
  readonly name: string;
  /** Markdown. */
  readonly doc: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  /** Gone for good: explained where it stands, not offered. */
  readonly hidden: boolean;
  readonly place: Place;
  /** The fact that it stands for; absent for keys of the language itself. */
  readonly origin?: Origin;
}

export interface ValueInfo {
  readonly value: string;
  /** Markdown. */
  readonly doc: string;
  readonly deprecated: boolean;
  readonly origin?: Origin;
}

/** The place where the way through the YAML ends. */
export function placeAt(path: readonly PathPart[]): Place {
  let place = rootPlace(path[0]);
  for (let depth = 1; depth <= path.length; depth++) place = placeUnder(place, path, depth);
  return place;
}

/** The place one step further down the way: `outer` is that of its first `depth - 1` parts. */
export function placeUnder(outer: Place, path: readonly PathPart[], depth: number): Place {
  const part = path[depth - 1]!;
  if (part.kind === 'item') return itemsOf(outer);
  const name = part.entry.key.value;
  const place = narrow(outer, part.map, name).flatMap((s) => flatten(propertyOf(s, name)));
  return depth === 2 && isFragment(path) ? place.map(withParams) : place;
}

function isFragment([top, name]: readonly PathPart[]): boolean {
  return top?.kind === 'entry' && top.entry.key.value === 'fragments' && name?.kind === 'entry';
}

/** Whatever a fragment is: `params` may stand beside it. */
function withParams(schema: JsonSchema): JsonSchema {
  const known = fragments.get(schema);
  if (known || schema['properties'] === undefined) return known ?? schema;
  const file = flatten((getSchema()['anyOf'] as unknown as JsonSchema[])[0])[0]!;
  const { params } = file['properties'] as Readonly<Record<string, JsonSchema>>;
  const made = { ...schema, properties: { ...(schema['properties'] as JsonSchema), params: params! } };
  fragments.set(schema, made);
  return made;
}

const fragments = new WeakMap<JsonSchema, JsonSchema>();

/** The place of the mapping or list that a file is. */
export function rootPlace(first: PathPart | undefined): Place {
  const [spec, message, steps] = getSchema()['anyOf'] as unknown as JsonSchema[];
  if (first?.kind === 'item') return flatten(steps);
  if (first?.kind !== 'entry') return [...flatten(spec), ...flatten(message)];
  const has = (name: string) => first.map.entries.some((e) => e.key.value === name);
  if (has('messages') || has('fragments')) return flatten(spec);
  const known = (place: Place) =>
    first.map.entries.filter(({ key }) => place.some((s) => propertyOf(s, key.value))).length;
  const all = [flatten(spec), flatten(message)] as const;
  if (first.map.entries.length <= 1) return all.flat();
  return known(all[0]) > known(all[1]) ? all[0] : known(all[1]) > known(all[0]) ? all[1] : all.flat();
}

/** The keys of a mapping in this place; `map` says which of several kinds it is. */
export function keysIn(place: Place, map: YamlMap | undefined, besides?: string): KeyInfo[] {
  const keys = new Map<string, KeyInfo>();
  for (const schema of map ? narrow(place, map, besides) : place) {
    for (const [name, property] of Object.entries(
      (schema['properties'] ?? {}) as Record<string, JsonSchema>,
    )) {
      const info = keyInfo(name, property);
      const known = keys.get(name);
      if (!known || (known.hidden && !info.hidden)) keys.set(name, info);
      else if (known.place !== info.place)
        keys.set(name, { ...known, place: [...known.place, ...info.place] });
    }
  }
  return [...keys.values()];
}

export function valuesIn(place: Place): ValueInfo[] {
  const values = new Map<string, ValueInfo>();
  for (const schema of place) {
    const deprecated = schema['deprecated'] === true;
    const listed = (schema['enum'] ?? []) as readonly Json[];
    const docs = (schema['markdownEnumDescriptions'] ??
      schema['enumDescriptions'] ??
      []) as readonly string[];
    for (const [i, value] of listed.entries()) {
      const origin = valueOrigin(schema, i);
      const doc = docs[i] ?? docOf(schema);
      values.set(String(value), { value: String(value), doc, deprecated, ...(origin && { origin }) });
    }
    const only = schema['const'];
    if (only !== undefined && schema['doNotSuggest'] !== true) {
      const origin = originOf(schema);
      values.set(String(only), {
        value: String(only),
        doc: docOf(schema),
        deprecated,
        ...(origin && { origin }),
      });
    }
    if (schema['type'] === 'boolean') {
      for (const value of ['true', 'false']) values.set(value, { value, doc: '', deprecated: false });
    }
  }
  return [...values.values()];
}

export function itemsOf(place: Place): Place {
  return place.flatMap((s) => flatten(s['items'] as JsonSchema | undefined));
}

/** Whether only a mapping or a list may stand here. */
export function isCollection(place: Place): boolean {
  const real = place.filter((s) => s !== template && !('not' in s && Object.keys(s).length === 1));
  return real.length > 0 && real.every((s) => s['type'] === 'object' || s['type'] === 'array');
}

/** Whether a mapping or a list may stand here, perhaps beside other things. */
export function canBeCollection(place: Place): boolean {
  const saysNothing = (s: JsonSchema) =>
    ['type', 'const', 'enum', 'pattern', 'not'].every((word) => !(word in s));
  return (
    place.length === 0 || place.some((s) => s['type'] === 'object' || s['type'] === 'array' || saysNothing(s))
  );
}

/** Of several kinds those that the other keys and constant values of the mapping leave. */
export function narrow(place: Place, map: YamlMap, besides?: string): Place {
  const objects = place.filter(
    (s) => s['properties'] !== undefined || s['additionalProperties'] !== undefined,
  );
  // all messages of a file may be entries
  if (objects.length < 2) return objects;
  const others = map.entries.filter((e) => e.key.value !== besides && e.key.value !== '');
  const fits = (s: JsonSchema) =>
    others.every((e) => {
      const property = propertyOf(s, e.key.value);
      if (property === undefined) return false;
      return allows(flatten(property), () => e.value);
    });
  const fitting = objects.filter(fits);
  return fitting.length > 0 ? fitting : objects;
}

/** A constant that this place's constant is not rules it out. */
function allows(place: Place, value: () => YamlNode): boolean {
  const constants = place.filter((s) => s['const'] !== undefined);
  if (constants.length === 0 || constants.length < place.length) return true;
  const node = value();
  if (node.kind !== 'scalar' || node.core === null || node.value.includes('{{')) return true;
  return constants.some((s) => s['const'] === node.value);
}

export function propertyOf(schema: JsonSchema, name: string): JsonSchema | undefined {
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  const more = schema['additionalProperties'];
  return typeof more === 'object' ? (more as JsonSchema) : undefined;
}

function keyInfo(name: string, property: JsonSchema): KeyInfo {
  const known = infos.get(property);
  if (known?.name === name) return known;
  const doc = docOf(property);
  const origin = originAlong(property);
  const info: KeyInfo = {
    name,
    ...(origin && { origin }),
    doc,
    required: /(?:^|\n\n)Required\.(?:\n\n|$)/.test(doc),
    deprecated: own(property, 'deprecated') === true,
    hidden: own(property, 'doNotSuggest') === true,
    place: flatten(property),
  };
  infos.set(property, info);
  return info;
}

const infos = new WeakMap<JsonSchema, KeyInfo>();

/** Its own words, else those of what it refers to. */
function docOf(schema: JsonSchema): string {
  const doc = own(schema, 'markdownDescription') ?? own(schema, 'description');
  return typeof doc === 'string' ? doc : '';
}

function own(schema: JsonSchema, key: string): Json | undefined {
  if (schema[key] !== undefined) return schema[key];
  const target = resolved(schema);
  return target === undefined ? undefined : own(target, key);
}

function originAlong(schema: JsonSchema): Origin | undefined {
  const target = resolved(schema);
  return originOf(schema) ?? (target && originAlong(target));
}

function resolved(schema: JsonSchema): JsonSchema | undefined {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return undefined;
  const definitions = getSchema()['definitions'] as Readonly<Record<string, JsonSchema>>;
  return definitions[ref.slice('#/definitions/'.length)];
}

/** References and `anyOf` undone. */
export function flatten(schema: JsonSchema | undefined): Place {
  if (schema === undefined || typeof schema !== 'object') return [];
  const known = flat.get(schema);
  if (known) return known;
  const target = resolved(schema);
  const alternatives = (schema['anyOf'] ?? []) as unknown as readonly JsonSchema[];
  const place: Place =
    target || alternatives.length > 0
      ? [...flatten(target), ...alternatives.flatMap((a) => flatten(a))]
      : [schema];
  flat.set(schema, place);
  return place;
}

const flat = new WeakMap<JsonSchema, Place>();

let made: JsonSchema | undefined;

/** Made when first asked for. */
function getSchema(): JsonSchema {
  made ??= languageSchema();
  return made;
}
