/** Type declarations of a compiled module. */
import type { Json } from '../../bind/model.ts';
import type { MessageIR, ProgramIR } from '../../lower/ir.ts';
import { paramSchema, requiredParams, schemaObject } from '../schema.ts';
import { literal } from './javascript.ts';

export function moduleTypes(program: ProgramIR): string {
  const names = interfaceNames(program);
  const withData = program.messages.filter((message) => message.needs.length > 0);
  return [
    `// Made by sendspec from ${program.file.replace(/[\r\n\u2028\u2029]+/g, ' ')}. Do not edit.`,
    fixedTypes,
    `export type Message =${union(
      program.messages.map((message) => literal(message.name)),
      'never',
    )};`,
    `export declare const messages: readonly Message[];`,
    '/** JSON Schema (2020-12) of the params. */\nexport declare const schema: { readonly [keyword: string]: unknown };',
    payloadType(program),
    ...(withData.length > 0 ? [paramsInterface(program)] : []),
    ...withData.map((message) => dataType(message, names.get(message.name) as string)),
    ...program.messages.map((message) => overload(message, names.get(message.name) as string)),
    '',
  ].join('\n\n');
}

const fixedTypes = `/** A request body for the Send API, or a pause in milliseconds before the next one. */
export type Step = { readonly body: { readonly [key: string]: unknown } } | { readonly wait: number };

export interface RenderOptions {
  readonly recipient?: {
    readonly id?: string;
    readonly locale?: string;
    readonly language?: string;
    readonly time_zone?: string;
    readonly channel?: 'messenger' | 'instagram';
  };
  /** Becomes the body's recipient where the message has none. */
  readonly to?: { readonly [key: string]: string };
  /** ISO 8601 instant: the \`now\` of the messages. */
  readonly now?: string;
  /** Id of the run: decides variants, together with the recipient. */
  readonly run?: string;
  /** attachment_id of each local file. */
  readonly uploads?: { readonly [path: string]: string };
  /** Language of numbers, dates and plurals. */
  readonly locale?: string;
}

/** Data that does not fit, or a message that cannot be made of it. */
export declare class RenderError extends Error {
  readonly code: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** Whom the message was for, where that was said. */
  readonly recipient: string | undefined;
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly span?: { readonly file: string; readonly line: number; readonly column: number; readonly path: string };
  }[];
}`;

/** `order_shipped` -> OrderShippedData; a number tells apart what would be the same. */
function interfaceNames(program: ProgramIR): Map<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { name } of program.messages) {
    const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    const base = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
    const start = /^\p{L}/u.test(base) ? base : `Message${base}`;
    let result = `${start}Data`;
    for (let i = 2; taken.has(result); i++) result = `${start}${i}Data`;
    taken.add(result);
    names.set(name, result);
  }
  return names;
}

/** All params that messages need, once; a message's data is a choice of them. */
function paramsInterface(program: ProgramIR): string {
  const needed = new Set(program.messages.flatMap((message) => message.needs));
  const required = new Set(program.messages.flatMap((message) => requiredParams(program, message)));
  const members = [...needed].map((param) =>
    property(param, paramSchema(program, param) ?? {}, required.has(param), '  '),
  );
  return `export interface Params {\n${members.join('\n')}\n}`;
}

function dataType(message: MessageIR, name: string): string {
  const doc = `/** Data of the message "${message.name.replaceAll('*/', '* /')}". */`;
  return `${doc}\nexport type ${name} = Pick<Params, ${message.needs.map(literal).join(' | ')}>;`;
}

function overload(message: MessageIR, name: string): string {
  const needsData = message.needs.length > 0;
  const data = needsData ? `data: ${name}` : 'data?: { readonly [param: string]: unknown }';
  return `export declare function render(name: ${literal(message.name)}, ${data}, options?: RenderOptions): Step[];`;
}

/** Every payload that a tap can send back, as template literal types. */
function payloadType(program: ProgramIR): string {
  const patterns = program.messages.flatMap((message) => message.payloads);
  const types = new Set(
    patterns.map((parts) => {
      if (parts.every((part) => 'text' in part))
        return literal(parts.map((part) => ('text' in part ? part.text : '')).join(''));
      return `\`${parts.map((part) => ('text' in part ? templateText(part.text) : holeText(part))).join('')}\``;
    }),
  );
  return `/** Every payload that a tap on these messages can send back. */\nexport type Payload =${union([...types], 'never')};`;
}

/** `${string}`, or the values where they are known. */
function holeText(part: { readonly hole: string; readonly values?: readonly string[] }): string {
  return `\${${part.values ? part.values.map(literal).join(' | ') : part.hole}}`;
}

function templateText(text: string): string {
  return text
    .replace(/[\\`$]/g, (c) => `\\${c}`)
    .replace(/[\u0000-\u001f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function union(types: readonly string[], none: string): string {
  if (types.length === 0) return ` ${none}`;
  return types.length === 1 ? ` ${types[0]}` : `\n  | ${types.join('\n  | ')}`;
}

// ---------- JSON Schema -> TypeScript ----------

const deepest = 32;

function property(name: string, schema: Json, required: boolean, indent: string): string {
  const { description } = schemaObject(schema);
  const doc =
    typeof description === 'string'
      ? `${indent}/** ${description.replace(/\s+/g, ' ').replaceAll('*/', '* /')} */\n`
      : '';
  const label = /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
  return `${doc}${indent}readonly ${label}${required ? '' : '?'}: ${typeOf(schema, indent)};`;
}

/** What cannot be said in types is `unknown`: it is checked when the message is rendered. */
function typeOf(json: Json, indent: string): string {
  const schema = schemaObject(json);
  if (indent.length > deepest * 2) return 'unknown';
  if (Array.isArray(schema['enum'])) return union1(schema['enum'].map((value) => constant(value as Json)));
  if (schema['const'] !== undefined) return constant(schema['const']);
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const options = schema[keyword];
    if (Array.isArray(options)) return union1(options.map((option) => typeOf(option as Json, indent)));
  }
  const { type } = schema;
  if (Array.isArray(type)) return union1(type.map((one) => simpleType(String(one), schema, indent)));
  return typeof type === 'string' ? simpleType(type, schema, indent) : 'unknown';
}

function simpleType(type: string, schema: { readonly [keyword: string]: Json }, indent: string): string {
  switch (type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `readonly (${schema['items'] === undefined ? 'unknown' : typeOf(schema['items'], indent)})[]`;
    case 'object':
      return objectType(schema, indent);
    default:
      return 'unknown';
  }
}

function objectType(schema: { readonly [keyword: string]: Json }, indent: string): string {
  const properties = Object.entries(schemaObject(schema['properties']));
  if (properties.length === 0) return '{ readonly [key: string]: unknown }';
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const members = properties.map(([name, member]) =>
    property(
      name,
      member,
      required.includes(name) && schemaObject(member)['default'] === undefined,
      `${indent}  `,
    ),
  );
  return `{\n${members.join('\n')}\n${indent}}`;
}

function constant(value: Json): string {
  return typeof value === 'object' && value !== null ? 'unknown' : literal(value);
}

function union1(types: readonly string[]): string {
  const all = [...new Set(types)];
  return all.length === 0 ? 'never' : all.includes('unknown') ? 'unknown' : all.join(' | ');
}
