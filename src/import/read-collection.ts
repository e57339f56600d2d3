/** Postman collections, version 2.x: the Send API requests in their folders. */

import { asBody, type Found, type FoundBody } from './find-bodies.ts';
import type { Note } from './import-json.ts';
import { isList, isObject, type ObjectValue, type Value } from './json-value.ts';
import { readJson } from './read-json.ts';

export function isCollection(value: Value | undefined): value is ObjectValue {
  return isObject(value) && isObject(value.get('info')) && isList(value.get('item'));
}

export function readCollection(collection: ObjectValue, notes: readonly Note[]): Found {
  const run: Run = { bodies: [], notes: [...notes], others: [] };
  readItems(run, collection.get('item'));
  if (run.bodies.length === 0) {
    const other = run.others.length > 0 ? ` (${counted(run.others.length)} of other kinds)` : '';
    return {
      ok: false,
      error: { offset: 0, message: `this Postman collection holds no Send API messages${other}` },
    };
  }
  if (run.others.length > 0) {
    const names = run.others.slice(0, 3).map((name) => `"${name}"`);
    const more = run.others.length > 3 ? ' …' : '';
    run.notes.push({
      message: `${counted(run.others.length)} of the collection ${run.others.length === 1 ? 'is no message' : 'are no messages'} and left out: ${names.join(', ')}${more}`,
    });
  }
  return { ok: true, bodies: run.bodies, notes: run.notes };
}

interface Run {
  readonly bodies: FoundBody[];
  readonly notes: Note[];
  /** Names of requests that hold no message. */
  readonly others: string[];
}

function readItems(run: Run, items: Value | undefined): void {
  if (!isList(items)) return;
  for (const item of items) {
    if (!isObject(item)) continue;
    if (item.has('item')) readItems(run, item.get('item'));
    else readItem(run, item);
  }
}

function readItem(run: Run, item: ObjectValue): void {
  const title = textOf(item.get('name')) ?? 'a request without a name';
  const what = `the request "${title}"`;
  const request = item.get('request');
  const read = isObject(request) ? readBody(request.get('body')) : undefined;
  if (typeof read === 'string') {
    run.notes.push({ message: `${what} is left out: ${read}` });
    return;
  }
  const values = isList(read?.value) ? read.value : [read?.value];
  const bodies = values.map(asBody);
  if (bodies.some((b) => b === undefined)) {
    run.others.push(title);
    return;
  }
  for (const body of bodies) run.bodies.push({ body: body!, what, title });
  if (read!.lenient.length > 0) {
    run.notes.push({
      message: `the body of ${what} is no strict JSON: it has ${read!.lenient.join(', ')}. It was read all the same.`,
    });
  }
}

interface BodyRead {
  readonly value: Value;
  readonly lenient: readonly string[];
}

/** The value of a request's body; words that say why it cannot be read; undefined where there is none. */
function readBody(body: Value | undefined): BodyRead | string | undefined {
  if (!isObject(body) || body.get('disabled') === true) return undefined;
  const mode = body.get('mode');
  if (mode === 'urlencoded' || mode === 'formdata') return readForm(body.get(mode));
  const raw = textOf(body.get('raw'));
  if (mode !== 'raw' || raw === undefined || raw.trim() === '') return undefined;
  const read = readJson(raw, { variables: true });
  if (read.ok) return { value: read.value, lenient: read.lenient.map((l) => l.what) };
  // a body that is no JSON at all (XML, a form) is none of ours
  if (!/^\s*[[{]/.test(raw)) return undefined;
  const before = raw.slice(0, read.error.offset).split('\n');
  return `its body is no JSON (line ${before.length}, column ${before.at(-1)!.length + 1}: ${read.error.message})`;
}

/** A form's fields: those that are objects hold JSON, as curl's -d 'message={"text":"hello"}'. */
function readForm(fields: Value | undefined): BodyRead | string | undefined {
  if (!isList(fields)) return undefined;
  const body = new Map<string, Value>();
  const lenient: string[] = [];
  for (const field of fields) {
    if (!isObject(field) || field.get('disabled') === true) continue;
    const key = textOf(field.get('key')) ?? '';
    if (field.get('type') === 'file') return 'it uploads a file: send the file by URL or attachment_id';
    const value = textOf(field.get('value')) ?? '';
    const read =
      /^\s*[[{]/.test(value) && !/^\s*\{\{[^{}]*\}\}\s*$/.test(value)
        ? readJson(value, { variables: true })
        : undefined;
    if (read && !read.ok) return `its field "${key}" is no JSON: ${read.error.message}`;
    if (read) lenient.push(...read.lenient.map((l) => l.what));
    body.set(key, read ? read.value : value);
  }
  return { value: body, lenient };
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function counted(n: number): string {
  return n === 1 ? '1 request' : `${n} requests`;
}
