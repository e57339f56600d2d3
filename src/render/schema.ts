/** What the rest of render/ reads of the params' JSON Schema. */
import type { Json } from '../bind/model.ts';
import type { MessageIR, ProgramIR } from '../lower/ir.ts';
import type { DefaultsPlan } from './runtime/fill-defaults.ts';

export type Schema = { readonly [keyword: string]: Json };

export function schemaObject(value: Json | undefined): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

/** Schema of one param; undefined where none is declared. */
export function paramSchema(program: ProgramIR, name: string): Json | undefined {
  const properties = schemaObject(schemaObject(program.schema)['properties']);
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Params that `message` needs and that have to be in the data. */
export function requiredParams(program: ProgramIR, message: MessageIR): string[] {
  const { required } = schemaObject(program.schema);
  if (!Array.isArray(required)) return [];
  return message.needs.filter((name) => required.includes(name) && !Object.hasOwn(program.defaults, name));
}

/** Where defaults stand, at any depth; undefined where there is none. */
export function defaultsPlan(program: ProgramIR): DefaultsPlan | undefined {
  const plan = planOf(program.schema) ?? {};
  const properties: { [name: string]: DefaultsPlan } = Object.assign(Object.create(null), plan.properties);
  for (const [name, value] of Object.entries(program.defaults))
    properties[name] = { ...properties[name], value };
  return Object.keys(properties).length > 0
    ? { properties: Object.fromEntries(Object.entries(properties)) }
    : undefined;
}

function planOf(schema: Json | undefined): DefaultsPlan | undefined {
  if (schema === undefined) return undefined;
  const { default: value, properties, items: of, prefixItems } = notNull(schemaObject(schema));
  // beside prefixItems they are the items after those
  const items = prefixItems === undefined ? of : undefined;
  const members = Object.entries(schemaObject(properties)).flatMap(([name, member]) => {
    const plan = planOf(member);
    return plan === undefined ? [] : [[name, plan] as const];
  });
  const itemPlan = planOf(items);
  if (value === undefined && members.length === 0 && itemPlan === undefined) return undefined;
  return {
    ...(value !== undefined && value !== null && { value }),
    ...(members.length > 0 && { properties: Object.fromEntries(members) }),
    ...(itemPlan !== undefined && { items: itemPlan }),
  };
}

/** What a type with `?` is where it is not null: `{ anyOf: [type, { type: 'null' }] }`. */
function notNull(schema: Schema): Schema {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || schemaObject(anyOf[1])['type'] !== 'null') return schema;
  return { ...schema, ...schemaObject(anyOf[0]) };
}
