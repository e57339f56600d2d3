/** The pieces of JSON Schema that the language's schema is made of. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonSchema = { readonly [key: string]: Json };

/**
 * Definitions by name. A shape that stands in several places is written once; `owner` tells apart shapes of the same
 * name.
 */
export interface Definitions {
  /** A reference to the definition of `key`, which is made where it is asked for the first time. */
  ref(key: object, place: string, name: string, owner: string, make: () => JsonSchema): JsonSchema;
  /** The same for a definition that no shape stands behind. */
  named(name: string, make: () => JsonSchema): JsonSchema;
  /** Properties that several mappings have, each as a definition `prefix.key`. */
  properties(prefix: string, make: () => JsonSchema): JsonSchema;
  /** In the order in which they were asked for. */
  readonly all: Readonly<Record<string, JsonSchema>>;
}

export function createDefinitions(): Definitions {
  const all: Record<string, JsonSchema> = {};
  const names = new Map<object, Map<string, string>>();
  const made = new Set<string>();
  const shared = new Map<string, JsonSchema>();

  function define(name: string, make: () => JsonSchema): JsonSchema {
    // held first: shapes may hold themselves
    all[name] = {};
    all[name] = make();
    return refTo(name);
  }

  return {
    all,
    ref(key, place, name, owner, make) {
      const known = names.get(key) ?? new Map<string, string>();
      names.set(key, known);
      const found = known.get(place);
      if (found !== undefined) return refTo(found);
      const free = [name, `${owner}-${name}`].map((n) => slug(n + place)).find((n) => !Object.hasOwn(all, n));
      if (free === undefined) throw new Error(`two definitions are called ${owner}-${name}${place}`);
      known.set(place, free);
      return define(free, make);
    },
    named(name, make) {
      if (made.has(name)) return refTo(name);
      if (Object.hasOwn(all, name)) throw new Error(`a shape is called ${name}`);
      made.add(name);
      return define(name, make);
    },
    properties(prefix, make) {
      const found = shared.get(prefix);
      if (found !== undefined) return found;
      const entries = Object.entries(make()).map(([key, schema]) => {
        const name = `${prefix}.${key}`;
        return [key, define(name, () => schema as JsonSchema)] as const;
      });
      const refs = Object.fromEntries(entries);
      shared.set(prefix, refs);
      return refs;
    },
  };
}

function refTo(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

function slug(name: string): string {
  return name.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-|-$/g, '');
}

/** A string with an expression: what it becomes only the data says. */
export const template: JsonSchema = { type: 'string', pattern: '\\{\\{' };

/**
 * An empty value leaves its field out. Written as what it is not: editors offer the word null where a schema has it as
 * a type.
 */
export const nothing: JsonSchema = { not: { type: ['string', 'number', 'boolean', 'object', 'array'] } };

/** A text; numbers and the like send their source text. Written as what it is not, for the same reason. */
export const anyText: JsonSchema = { not: { type: ['object', 'array'] } };

export function oneOfThese(...schemas: readonly JsonSchema[]): JsonSchema {
  return { anyOf: schemas };
}

/** Words for hover: `description` is plain, `markdownDescription` is there where it says more. */
export function words(doc: string, more: readonly string[] = []): JsonSchema {
  const markdown = [doc, ...more].join('\n\n');
  const plain = doc.replaceAll('`', '');
  return { description: plain, ...(markdown !== plain && { markdownDescription: markdown }) };
}
