/**
 * Types inside the keywords of a type: `additionalProperties: string(3)`, `anyOf: [url, { type: 'null' }]`. Run time
 * gets JSON Schema, so short forms are written out there too.
 */
import type { SourceFile } from '../source/source.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { isNull, type Reporting } from './context.ts';
import { joinTypes } from './join-types.ts';
import { define, jsonOf } from './json.ts';
import type { DataType, Json } from './model.ts';
import type { BoundType } from './params.ts';

/** What binds types and their keywords: params.ts. */
export interface Binder {
  readonly bindType: (ctx: Reporting, file: SourceFile, node: YamlNode) => BoundType;
  /** Reports keywords that do not exist or hold a wrong value. */
  readonly checkMap: (ctx: Reporting, file: SourceFile, node: YamlMap) => void;
}

/** A keyword's value as JSON Schema has it. `items` and `properties` of types are bound elsewhere. */
export function keywordValue(
  ctx: Reporting,
  file: SourceFile,
  key: string,
  value: YamlNode,
  binder: Binder,
): Json {
  const nested = (node: YamlNode): Json => {
    if (typeof coreOf(node) === 'boolean') return coreOf(node) as boolean;
    return constraints.has(key)
      ? constraint(ctx, file, node, binder)
      : binder.bindType(ctx, file, node).schema;
  };
  if (!single.has(key) && !lists.has(key) && !maps.has(key)) return jsonOf(value);
  if (single.has(key)) return nested(value);
  if (lists.has(key)) return value.kind === 'seq' ? value.items.map(nested) : [];
  const object: { [key: string]: Json } = {};
  if (value.kind === 'map')
    for (const { key: name, value: of } of value.entries) define(object, name.value, nested(of));
  return object;
}

const single = new Set([
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'items',
]);
const lists = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const maps = new Set(['patternProperties', 'dependentSchemas', 'properties']);
/** Here a mapping without a type says something about a value that has a type already. */
const constraints = new Set([
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'anyOf',
  'oneOf',
  'allOf',
  'dependentSchemas',
]);

/** `{ maxLength: 3 }`, `{ required: [a] }`: JSON Schema as it is, so nothing is required that is not named. */
function constraint(ctx: Reporting, file: SourceFile, node: YamlNode, binder: Binder): Json {
  if (node.kind !== 'map' || node.entries.some((e) => typed.has(e.key.value))) {
    return binder.bindType(ctx, file, node).schema;
  }
  binder.checkMap(ctx, file, node);
  const schema: { [key: string]: Json } = {};
  for (const { key, value } of node.entries) {
    if (isNull(value) || key.value === 'optional') continue;
    if (key.value === 'items') schema['items'] = boolOr(value, () => constraint(ctx, file, value, binder));
    else if (key.value === 'properties')
      schema['properties'] = members(value, (of) => boolOr(of, () => constraint(ctx, file, of, binder)));
    else if (key.value === 'required') schema['required'] = namesIn(value);
    else define(schema, key.value, keywordValue(ctx, file, key.value, value, binder));
  }
  return schema;
}

const typed = new Set(['type', 'enum', 'const']);

function boolOr(node: YamlNode, otherwise: () => Json): Json {
  const core = coreOf(node);
  return typeof core === 'boolean' ? core : otherwise();
}

function members(node: YamlNode, of: (value: YamlNode) => Json): Json {
  const object: { [key: string]: Json } = {};
  if (node.kind === 'map') for (const { key, value } of node.entries) define(object, key.value, of(value));
  return object;
}

export function namesIn(node: YamlNode): string[] {
  return node.kind === 'seq' ? node.items.flatMap((i) => (i.kind === 'scalar' ? [i.value] : [])) : [];
}

/** `{ type: 'null' }`, also without the quotes. */
function isNullType(node: YamlNode): boolean {
  const word = node.kind === 'map' ? node.entries.find((e) => e.key.value === 'type')?.value : undefined;
  return word?.kind === 'scalar' && word.value === 'null';
}

/**
 * What is known of a value that has no `type` of its own but branches: of `anyOf` and `oneOf` what holds for all, of `allOf`
 * what the first says that says something. Undefined where they say nothing.
 */
export function typeOfBranches(file: SourceFile, node: YamlMap, { bindType }: Binder): DataType | undefined {
  // what is wrong in them is reported where they become JSON Schema
  const silent: Reporting = { report: () => undefined };
  for (const { key, value } of node.entries) {
    if (!branches.has(key.value) || value.kind !== 'seq' || value.items.length === 0) continue;
    const types = value.items
      .filter((i) => !isNullType(i))
      .map((i) => withoutDefaults(bindType(silent, file, i).type));
    const isNullable = types.length < value.items.length;
    const type =
      key.value === 'allOf'
        ? types.find((t) => t.kind !== 'unknown')
        : types.length > 0
          ? types.reduce(joinTypes)
          : undefined;
    // an unknown one says nothing, except that it is no list and no object
    if (type === undefined || (type.kind === 'unknown' && type.scalar === undefined)) continue;
    return isNullable ? { ...type, optional: true } : type;
  }
  return undefined;
}

/** Defaults inside branches are not filled in, so what has one may be missing. */
function withoutDefaults(type: DataType): DataType {
  const { default: value, ...rest } = type;
  const optional = type.optional || value !== undefined;
  if (rest.kind === 'list') return { ...rest, optional, of: withoutDefaults(rest.of) };
  if (rest.kind !== 'object') return { ...rest, optional };
  const properties = new Map([...rest.properties].map(([name, of]) => [name, withoutDefaults(of)]));
  return { ...rest, optional, properties };
}

const branches = new Set(['anyOf', 'oneOf', 'allOf']);

function coreOf(node: YamlNode): Json | undefined {
  return node.kind === 'scalar' ? node.core : undefined;
}
