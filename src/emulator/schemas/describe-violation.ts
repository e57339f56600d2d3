import type { ErrorObject } from 'ajv';
import type { JsonSchema, Refusal } from './schema.ts';
import type { Violation } from './validate-request.ts';

/**
 * Ajv's errors of one body -> the one answer that the Send API would give.
 *
 * A schema's own answer comes first; then the innermost plain failure, in the wording that Graph uses for it.
 */
export function describeViolation(errors: readonly ErrorObject[], body: unknown): Violation {
  const answered = errors.findLast((error) => schemaOf(error)['x-graph'] !== undefined);
  const error = answered ?? errors.find((one) => !wrappers.has(one.keyword)) ?? errors[0]!;
  const { pointer, path } = place(error);
  const own = schemaOf(error)['x-graph'];
  const rule = missingRule(error) ?? schemaOf(error)['x-rule'] ?? inherited(errors, error);
  return { pointer, path, rule, refusal: own ? filled(own, path) : { message: wording(error, path, body) } };
}

const wrappers = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not']);

function schemaOf(error: ErrorObject): JsonSchema {
  return (error.parentSchema ?? {}) as JsonSchema;
}

/** A missing key breaks the key's own rule. */
function missingRule(error: ErrorObject): string | undefined {
  if (error.keyword !== 'required' || schemaOf(error)['x-graph']) return undefined;
  const properties = schemaOf(error)['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  return properties?.[(error.params as { missingProperty: string }).missingProperty]?.['x-rule'];
}

/** The rule of the nearest schema around, which Ajv reports too where it is one of several. */
function inherited(errors: readonly ErrorObject[], error: ErrorObject): string {
  const around = errors.find(
    (other) =>
      other !== error && error.instancePath.startsWith(other.instancePath) && schemaOf(other)['x-rule'],
  );
  return around ? (schemaOf(around)['x-rule'] ?? '') : '';
}

/** An error about a key belongs to the key, not to the object around it. */
function place(error: ErrorObject): { pointer: string; path: string[] } {
  const key = keyOf(error);
  const pointer = key === undefined ? error.instancePath : `${error.instancePath}/${escaped(key)}`;
  return { pointer, path: segments(pointer) };
}

function keyOf(error: ErrorObject): string | undefined {
  const params = error.params as Record<string, unknown>;
  if (schemaOf(error)['x-graph']) return undefined;
  if (error.keyword === 'required') return params.missingProperty as string;
  if (error.keyword === 'discriminator') return params.tag as string;
  return undefined;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `message[attachment][payload]`, as Graph writes a place. */
export function parameterName(path: readonly string[]): string {
  const [first, ...rest] = path;
  return first === undefined ? 'request' : first + rest.map((part) => `[${part}]`).join('');
}

function filled(refusal: Refusal, path: readonly string[]): Refusal {
  return { ...refusal, message: refusal.message.replaceAll('{param}', parameterName(path)) };
}

function wording(error: ErrorObject, path: readonly string[], body: unknown): string {
  const name = parameterName(path);
  // biome-ignore lint/suspicious/noExplicitAny: Ajv types the params of an unknown keyword so
  const params = error.params as Readonly<Record<string, any>>;
  switch (error.keyword) {
    case 'required':
      return `The parameter ${name} is required`;
    case 'additionalProperties':
    case 'propertyNames':
      return `Invalid keys "${shortened(params.additionalProperty ?? params.propertyName)}" were found in param "${name}".`;
    case 'enum':
      return `Param ${name} must be one of {${(params.allowedValues as readonly string[]).join(', ')}}`;
    case 'const':
      return `Param ${name} must be one of {${params.allowedValue}}`;
    case 'discriminator':
      return `Param ${name} must be one of {${discriminated(error).join(', ')}}`;
    case 'type':
      return typeWording(name, params.type);
    case 'maxLength':
      return tooLong(name, params.limit);
    case 'maxBytes':
      return `Length of param ${name} must be less than or equal to ${error.schema} bytes of UTF-8`;
    case 'minLength':
      return params.limit === 1
        ? `Param ${name} must be non-empty.`
        : `Length of param ${name} must be greater than or equal to ${params.limit}`;
    case 'maxItems':
      return `Param ${name} has too many elements.`;
    case 'minItems':
      return params.limit === 1 ? `Param ${name} must be non-empty.` : `Param ${name} has too few elements.`;
    case 'minimum':
      return `Param ${name} must be greater than or equal to ${params.limit}`;
    case 'maximum':
      return `Param ${name} must be less than or equal to ${params.limit}`;
    case 'format':
      return formatWording(name, params.format, valueAt(body, path));
    default:
      return `Param ${name} is invalid`;
  }
}

function typeWording(name: string, type: string | readonly string[]): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a JSON object',
    array: 'an array',
    string: 'a string',
    boolean: 'a boolean',
    number: 'a number',
    integer: 'an integer',
  };
  const types = typeof type === 'string' ? type.split(',') : type;
  return `Param ${name} must be ${types.map((one) => words[one] ?? one).join(' or ')}.`;
}

/** The server speaks of 2000, the v21.0 reference of fewer than 2000: the text names the server's number. */
function tooLong(name: string, limit: number): string {
  if (limit === 1999 || limit === 999) return `Length of param ${name} must be less than ${limit + 1}`;
  return `Length of param ${name} must be less than or equal to ${limit}`;
}

function formatWording(name: string, format: string, value: unknown): string {
  if (format === 'no-url') return `Param ${name} must not contain a URL`;
  const shown = typeof value === 'string' && value.length <= 200 ? ` "${value}"` : '';
  if (format === 'https-url') return `Param ${name} must be an https URL:${shown}`;
  return `Param ${name} is not a valid URI:${shown}`;
}

/** A key may be as long as the body. */
function shortened(key: string): string {
  return key.length > 100 ? `${key.slice(0, 100)}…` : key;
}

function valueAt(body: unknown, path: readonly string[]): unknown {
  let value = body;
  for (const key of path) value = (value as Record<string, unknown> | undefined)?.[key];
  return value;
}

/** The values that a discriminated list of objects knows. */
function discriminated(error: ErrorObject): string[] {
  const { tag } = error.params as { tag: string };
  const variants = (schemaOf(error)['oneOf'] ?? []) as readonly JsonSchema[];
  return variants.map((variant) => {
    const properties = variant['properties'] as Readonly<Record<string, JsonSchema>>;
    return String(properties[tag]?.['const']);
  });
}
