import { type GraphError, parameterError } from './graph-error.ts';
import { readLooseJson } from './loose-json.ts';

/** What a request says, wherever it says it: query, form fields or JSON. */
export interface Parameters {
  /** The Send API's parameters: without tokens, without Graph's own switches. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
  readonly appsecretProof: string | undefined;
  /** Graph's choice of what an answer holds: `id,messages{id,from}`. */
  readonly fields: string | undefined;
}

/** The fields of a form that was read already. */
export type Fields = Iterable<readonly [name: string, value: string]>;

/** Parameters whose text in a form or query is JSON (EP-7). */
const structured = new Set(['recipient', 'message', 'payload', 'reply_to', 'batch']);
/** Switches that every Graph call takes; they are not about the message. */
const graphSwitches = new Set([
  'pretty',
  'debug',
  'locale',
  'format',
  'fields',
  'suppress_http_code',
  'app_id',
]);

/**
 * Query first, then the body over it; of a parameter given twice the last counts. Form bodies and JSON bodies are told
 * apart by the content type; without one, by the first character.
 */
export function readParameters(
  query: URLSearchParams,
  contentType: string | undefined,
  authorization: string | undefined,
  text: string | Fields,
): Parameters | GraphError {
  const all: Record<string, unknown> = Object.create(null);
  for (const [key, value] of query) if (!graphSwitches.has(key)) all[key] = fromText(key, value);
  const body = typeof text === 'string' ? readBodyParameters(contentType, text) : readFields(text);
  if ('code' in body) return body;
  Object.assign(all, body.values);
  const { access_token: token, appsecret_proof: proof, ...rest } = all;
  return {
    body: rest,
    token: textOf(token) ?? bearer(authorization),
    appsecretProof: textOf(proof),
    fields: query.get('fields') ?? undefined,
  };
}

function readBodyParameters(
  contentType: string | undefined,
  text: string,
): { readonly values: Record<string, unknown> } | GraphError {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (text.trim() === '') return { values: {} };
  const looksJson = /^\s*[{[]/.test(text);
  if (
    type === 'application/json' ||
    type.endsWith('+json') ||
    (looksJson && (type === '' || type === 'text/plain'))
  ) {
    return readJsonBody(text);
  }
  // Percent encoding that is none stays as it stands, as in every browser's form parser: this cannot fail.
  if (type === 'application/x-www-form-urlencoded' || type === '')
    return readFields(new URLSearchParams(text));
  return parameterError(
    `Content type "${type.slice(0, 80)}" is not supported: use application/json or application/x-www-form-urlencoded`,
  );
}

function readJsonBody(text: string): { readonly values: Record<string, unknown> } | GraphError {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return parameterError('The request body is not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return parameterError('The request body must be a JSON object');
  }
  const values: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(value)) {
    values[key] = typeof part === 'string' ? fromText(key, part) : part;
  }
  return { values };
}

function readFields(fields: Fields): { readonly values: Record<string, unknown> } {
  const values: Record<string, unknown> = Object.create(null);
  for (const [key, value] of fields) values[key] = fromText(key, value);
  return { values };
}

function fromText(key: string, text: string): unknown {
  if (!structured.has(key)) return text;
  const read = readLooseJson(text);
  return read ? read.value : text;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function bearer(authorization: string | undefined): string | undefined {
  return /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
}
