/**
 * The words in which the request schemas of this folder are written: JSON Schema (draft 7) plus two annotations
 * and two keywords of our own. Written by hand from the rule reference; nothing here reads src/send-api.
 */

/** Which rules a schema states. */
export interface Edition {
  readonly profile: 'v21.0' | 'current';
  readonly channel: 'messenger' | 'instagram';
}

/** What the Send API answers where a schema fails. `code` defaults to 100. */
export interface Refusal {
  readonly code?: number;
  readonly subcode?: number;
  /** Without the "(#100) " in front. `{param}` stands for the place, as message[text]. */
  readonly message: string;
}

export interface JsonSchema {
  readonly [keyword: string]: unknown;
  /** Rule ids of the reference. */
  readonly 'x-rule'?: string;
  /** The answer where this schema (or one of its own keywords) fails. */
  readonly 'x-graph'?: Refusal;
  /** Most UTF-8 bytes of a string. */
  readonly maxBytes?: number;
  /** Most items of a list whose `key` is true (`contains` cannot count in draft 7). */
  readonly maxTrue?: { readonly key: string; readonly max: number };
}

/** A text of `min` to `max` code points. */
export function text(rule: string, min: number, max?: number, more: JsonSchema = {}): JsonSchema {
  return {
    type: 'string',
    ...(min > 0 ? { minLength: min } : {}),
    ...(max === undefined ? {} : { maxLength: max }),
    'x-rule': rule,
    ...more,
  };
}

/** A text, or the number that old client libraries send for it. */
export function attachmentId(rule: string): JsonSchema {
  return { type: ['string', 'integer'], minLength: 1, 'x-rule': rule };
}

/** An absolute http(s) URL. */
export function url(
  rule: string,
  format: 'http-url' | 'https-url' | 'facebook-url' = 'http-url',
): JsonSchema {
  return { type: 'string', format, 'x-rule': rule };
}

export function oneOfValues(rule: string, values: readonly string[], more: JsonSchema = {}): JsonSchema {
  return { type: 'string', enum: values, 'x-rule': rule, ...more };
}

export function boolean(rule: string): JsonSchema {
  return { type: 'boolean', 'x-rule': rule };
}

export function number(rule: string, more: JsonSchema = {}): JsonSchema {
  return { type: 'number', 'x-rule': rule, ...more };
}

export function integer(rule: string, minimum: number, maximum: number): JsonSchema {
  return { type: 'integer', minimum, maximum, 'x-rule': rule };
}

export function list(rule: string, items: JsonSchema, min: number, max?: number): JsonSchema {
  return {
    type: 'array',
    ...(min > 0 ? { minItems: min } : {}),
    ...(max === undefined ? {} : { maxItems: max }),
    items,
    'x-rule': rule,
  };
}

/** An object that has no keys but these. */
export function object(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
  more: JsonSchema = {},
): JsonSchema {
  // Ajv looks into allOf before it looks at the type: rules about keys make no sense of anything but an object.
  const first: JsonSchema = { type: 'object', 'x-rule': more['x-rule'] ?? '' };
  const allOf = more['allOf'] ? { allOf: [first, ...(more['allOf'] as readonly JsonSchema[])] } : {};
  return { type: 'object', properties, required, additionalProperties: false, ...more, ...allOf };
}

/** One of several objects, told apart by the value of `key`. */
export function chosenBy(key: string, variants: readonly JsonSchema[], more: JsonSchema = {}): JsonSchema {
  return { type: 'object', required: [key], discriminator: { propertyName: key }, oneOf: variants, ...more };
}

/** `keys` may not stand together. */
export function notTogether(rule: string, keys: readonly string[], refusal: Refusal): JsonSchema {
  return { not: { required: keys }, 'x-rule': rule, 'x-graph': refusal };
}

/** Exactly one of `keys` is there. */
export function exactlyOne(rule: string, keys: readonly string[], refusal: Refusal): JsonSchema {
  return { oneOf: keys.map((key) => ({ required: [key] })), 'x-rule': rule, 'x-graph': refusal };
}

/** Where `key` has `value`. */
export function having(key: string, value: unknown): JsonSchema {
  return { properties: { [key]: { const: value } }, required: [key] };
}
