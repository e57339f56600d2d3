/** What a file holds: one body, a list of them, JSON lines, or a Postman collection. */
import { message, messageFields, request } from '../send-api/index.ts';
import type { Note } from './import-json.ts';
import { isList, isObject, type ObjectValue, type Value } from './json-value.ts';
import { isCollection, readCollection } from './read-collection.ts';
import { type JsonError, type Leniency, readJson } from './read-json.ts';
import { otherSpelling } from './rename-keys.ts';

export interface FoundBody {
  /** A whole request body; a `message` object is put into one. */
  readonly body: ObjectValue;
  /** As people call it: "item 3", "the request "Say hello"". */
  readonly what: string;
  /** To make the message's name of. */
  readonly title?: string;
  /** UTF-16 offset in the file. */
  readonly offset?: number;
}

export type Found =
  | { readonly ok: true; readonly bodies: readonly FoundBody[]; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly error: JsonError };

export function findBodies(text: string): Found {
  const whole = readJson(text);
  const read = whole.ok
    ? { ok: true as const, values: [{ value: whole.value, offset: 0 }], lenient: whole.lenient }
    : readLines(text, whole.error);
  if (!read.ok) return read;
  const notes: Note[] = read.lenient.map(noteOf);
  const only = read.values.length === 1 ? read.values[0]!.value : undefined;
  if (isCollection(only)) return readCollection(only, notes);
  const listed = isList(only);
  const items = listed ? only.map((value) => ({ value, offset: undefined })) : read.values;
  if (items.length === 0)
    return { ok: false, error: { offset: 0, message: 'the list is empty: there is no body in it' } };
  const bodies: FoundBody[] = [];
  for (const [i, { value, offset }] of items.entries()) {
    const many = items.length > 1 || listed;
    const what = many ? `${listed ? 'item' : 'line'} ${listed ? i + 1 : lineOf(text, offset!)}` : 'the body';
    const body = asBody(value);
    if (body === undefined) {
      const message = `${many ? what : 'this'} is no Send API body: ${whyNot(value)}`;
      return { ok: false, error: { offset: offset ?? 0, message } };
    }
    bodies.push({ body, what, ...(offset !== undefined && { offset }) });
  }
  return { ok: true, bodies, notes };
}

/** A request body; a `message` object becomes one. Undefined for anything else. */
export function asBody(value: Value | undefined): ObjectValue | undefined {
  if (!isObject(value)) return undefined;
  if (hasKey(value, ['message', 'sender_action'])) return value;
  if (hasKey(value, messageFields)) return new Map([['message', value]]);
  return hasKey(value, ['recipient']) ? value : undefined;
}

function hasKey(value: ObjectValue, keys: readonly string[]): boolean {
  return [...value.keys()].some(
    (key) =>
      keys.includes(key) ||
      keys.includes(
        otherSpelling(key, [...Object.keys(request.fields), ...Object.keys(message.fields)]) ?? '',
      ),
  );
}

function whyNot(value: Value): string {
  if (!isObject(value)) return isList(value) ? 'it is a list in a list' : 'it is no object';
  const keys = [...value.keys()].slice(0, 4).map((key) => `"${key}"`);
  const has = keys.length === 0 ? 'is empty' : `has ${keys.join(', ')}`;
  return `it ${has}, and neither "message" nor "sender_action" nor a field of a message such as "text"`;
}

// ---------- one value a line ----------

interface Values {
  readonly ok: true;
  readonly values: readonly { readonly value: Value; readonly offset: number }[];
  readonly lenient: readonly Leniency[];
}

/** JSON lines where the first line is a value by itself; else what is wrong with the whole. */
function readLines(
  text: string,
  error: JsonError,
): Values | { readonly ok: false; readonly error: JsonError } {
  const values: { value: Value; offset: number }[] = [];
  const lenient = new Map<string, Leniency>();
  let offset = 0;
  for (const line of text.split('\n')) {
    if (line.replace(/^\ufeff/, '').trim() !== '') {
      const read = readJson(line);
      if (!read.ok && values.length === 0) return { ok: false, error };
      if (!read.ok) return { ok: false, error: { ...read.error, offset: offset + read.error.offset } };
      if (values.length === 0 && !isObject(read.value)) return { ok: false, error };
      values.push({ value: read.value, offset });
      for (const one of read.lenient) {
        if (!lenient.has(one.what)) lenient.set(one.what, { ...one, offset: offset + one.offset });
      }
    }
    offset += line.length + 1;
  }
  return { ok: true, values, lenient: [...lenient.values()] };
}

function noteOf({ what, offset }: Leniency): Note {
  const comment = what === 'a comment' ? ' Comments are not taken over.' : '';
  return { offset, message: `this is no strict JSON: it has ${what}. It was read all the same.${comment}` };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
