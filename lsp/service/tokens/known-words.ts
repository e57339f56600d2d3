/** Keys and values of the language's JSON Schema that can be deprecated or an enum's: only these are looked up exactly. */
import type { JsonSchema } from '../../../src/schema/json-schema.ts';
import { languageSchema } from '../../../src/schema/language-schema.ts';

interface KnownWords {
  readonly deprecatedKeys: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

let made: KnownWords | undefined;

/** Made when first asked for. */
export function knownWords(): KnownWords {
  made ??= collect();
  return made;
}

function collect(): KnownWords {
  const deprecatedKeys = new Set<string>();
  const values = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    const schema = node as JsonSchema;
    const listed = schema['enum'];
    // `enum` is the name of a property too
    if (Array.isArray(listed)) for (const value of listed) values.add(String(value));
    if (typeof schema['const'] === 'string') values.add(schema['const']);
    const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
    for (const [key, property] of Object.entries(properties))
      if (property['deprecated'] === true || property['doNotSuggest'] === true) deprecatedKeys.add(key);
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(languageSchema());
  return { deprecatedKeys, values };
}
