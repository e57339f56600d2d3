/** Which fact of the Send API a piece of the JSON Schema was made of: for readers that want more than words. */
import type { Availability, Fact, Field, Shape } from '../send-api/schema.ts';
import type { JsonSchema } from './json-schema.ts';

export interface Origin {
  /** What may be said of where the fact comes from. */
  readonly fact?: Fact;
  readonly field?: Field;
  readonly shape?: Shape;
  readonly availability?: readonly Availability[];
}

/** `of`: an object of the schema. Its values, in the order of `enum`, have origins of their own. */
export function noteOrigin(of: JsonSchema, origin: Origin, values?: readonly Origin[]): JsonSchema {
  origins.set(of, origin);
  if (values) valueOrigins.set(of, values);
  return of;
}

export function originOf(schema: JsonSchema): Origin | undefined {
  return origins.get(schema);
}

export function valueOrigin(schema: JsonSchema, index: number): Origin | undefined {
  return valueOrigins.get(schema)?.[index];
}

const origins = new WeakMap<JsonSchema, Origin>();
const valueOrigins = new WeakMap<JsonSchema, readonly Origin[]>();
