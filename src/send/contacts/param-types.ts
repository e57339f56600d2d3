/** What a column's cells become, read from the JSON Schema of the params. */
import type { Json } from '../../bind/model.ts';

export type CellType = 'string' | 'number' | 'integer' | 'boolean' | 'json' | 'any';
type Schema = { readonly [key: string]: Json };

/** The type at a path of params; undefined where the params have no such name. */
export function typeAt(schema: Json, path: readonly string[]): CellType | undefined {
  let here: Json = schema;
  for (const name of path) {
    const next = propertyOf(here, name);
    if (next === undefined) return isOpen(here) && here !== schema ? 'any' : undefined;
    here = next;
  }
  return cellType(here);
}

/** All paths that could be columns, for didYouMean. */
export function pathsOf(schema: Json, prefix = '', depth = 0): string[] {
  const properties = asObject(plain(schema)?.['properties']);
  if (properties === undefined || depth > 6) return [];
  return Object.entries(properties).flatMap(([name, inner]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return [path, ...pathsOf(inner, path, depth + 1)];
  });
}

/** Required paths that no column can fill, given the columns' paths. */
export function missingPaths(
  schema: Json,
  columns: readonly (readonly string[])[],
  isNeeded: (name: string) => boolean,
  prefix: readonly string[] = [],
): string[] {
  const object = plain(schema);
  const required = object?.['required'];
  const names = Object.keys(asObject(object?.['properties']) ?? {});
  return names.filter(isNeeded).flatMap((name) => {
    const path = [...prefix, name];
    const inner = propertyOf(schema, name)!;
    const within = columns.filter((column) => path.every((part, i) => column[i] === part));
    if (within.length === 0) {
      const isRequired = Array.isArray(required) && required.includes(name);
      return isRequired && asObject(inner)?.['default'] === undefined ? [path.join('.')] : [];
    }
    // One column holds the object as JSON; several must make a whole one.
    if (within.some((column) => column.length === path.length)) return [];
    return missingPaths(inner, columns, () => true, path);
  });
}

function cellType(schema: Json): CellType {
  const object = plain(schema);
  if (object === undefined) return 'any';
  const type = object['type'];
  if (typeof type === 'string') return ofName(type);
  if (Array.isArray(type)) {
    const real = type.filter((t) => t !== 'null');
    return real.length === 1 && typeof real[0] === 'string' ? ofName(real[0]) : 'any';
  }
  const values = object['const'] !== undefined ? [object['const']] : object['enum'];
  if (Array.isArray(values)) {
    const kinds = new Set(values.filter((v) => v !== null).map((v) => typeof v));
    if (kinds.size === 1) {
      const [kind] = kinds;
      if (kind === 'string' || kind === 'number' || kind === 'boolean') return kind;
    }
  }
  return 'any';
}

function ofName(type: string): CellType {
  switch (type) {
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
      return type;
    case 'array':
    case 'object':
      return 'json';
    default:
      return 'any';
  }
}

/** The schema itself, or the one real alternative of `anyOf: [X, {type: null}]`. */
function plain(schema: Json | undefined): Schema | undefined {
  const object = asObject(schema);
  if (object === undefined) return undefined;
  for (const key of ['anyOf', 'oneOf']) {
    const choices = object[key];
    if (!Array.isArray(choices)) continue;
    const real = choices.filter((c) => asObject(c)?.['type'] !== 'null');
    if (real.length === 1) return asObject(real[0]);
  }
  return object;
}

function propertyOf(schema: Json, name: string): Json | undefined {
  const properties = asObject(plain(schema)?.['properties']);
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function isOpen(schema: Json): boolean {
  const object = plain(schema);
  if (object === undefined) return false;
  return object['properties'] === undefined || object['additionalProperties'] === true;
}

function asObject(value: Json | undefined): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}
