import { admitCall } from './admit-call.ts';
import { fillForm, fillUrl, referredNames } from './batch-references.ts';
import { isObject } from './check-members.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { type GraphError, parameterError } from './graph-error.ts';
import { parseTarget, splitPath } from './parse-target.ts';
import { pathError, performCall } from './perform-call.ts';
import type { UploadedFile } from './read-multipart.ts';
import { type Parameters, readParameters } from './read-parameters.ts';
import { refused, strike } from './strike.ts';
import { statusBody } from './write-answer.ts';

export interface Batch {
  readonly version: string | undefined;
  readonly parameters: Parameters;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** One operation of a batch (BA-3). `headers` are taken and ignored. */
interface Operation {
  readonly method: string;
  readonly relative_url: string;
  readonly body?: string;
  readonly name?: string;
  readonly depends_on?: string;
  readonly omit_response_on_success?: boolean;
  readonly attached_files?: string;
}

/** An entry of the answer (BA-7), or null where the operation did not complete. */
type Entry = {
  readonly code: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
} | null;

const mostOperations = 50;

/** POST to the root (section 8.3). Operations that wait for no other run at the same time. */
export async function performBatch(emulation: Emulation, batch: Batch): Promise<Outcome> {
  const { batch: given, include_headers, ...rest } = batch.parameters.body;
  const operations = readOperations(given, Object.keys(rest));
  if ('error' in operations) return refused(emulation, operations.error);
  const { token } = batch.parameters;
  if (token !== undefined || !operations.list.every(hasOwnToken)) {
    const call = { method: 'POST', version: batch.version, segments: [], parameters: batch.parameters };
    const caller = admitCall(emulation, call, 'me');
    if ('error' in caller) return refused(emulation, caller.error);
  }
  const strikes = emulation.faults.strikes('batch', '/', '');
  const before = await strike(emulation, strikes, 'before-record', { status: 200, body: [] });
  if (before.ended && before.effect?.kind !== 'items') return before;
  const entries = await runAll(emulation, batch, operations.list);
  const withHeaders = include_headers !== false && include_headers !== 'false';
  const body = entries.map((entry) =>
    entry && !withHeaders ? { code: entry.code, body: entry.body } : entry,
  );
  const answer = { status: 200, body, headers: before.answer.headers };
  const after = before.ended ? before : await strike(emulation, strikes, 'after-record', answer);
  if (after.effect?.kind !== 'items') return after;
  return { answer: { ...answer, body: changed(body, after.effect.change) } };
}

function readOperations(
  given: unknown,
  others: readonly string[],
): { readonly list: readonly Operation[] } | { readonly error: GraphError } {
  const whole = (message: string) => ({
    error: { ...parameterError(message), type: 'GraphBatchException' as const },
  });
  if (given === undefined) return { error: parameterError('The parameter batch is required') };
  if (!Array.isArray(given)) return whole('Param batch must be an array.');
  if (given.length === 0) return whole('Param batch must be non-empty.');
  if (given.length > mostOperations) {
    return whole(`Too many requests in batch message. Maximum batch size is ${mostOperations}`);
  }
  if (others.length > 0)
    return whole(`Invalid keys "${others[0]!.slice(0, 100)}" were found in param "request".`);
  for (const [index, operation] of given.entries()) {
    const problem = operationProblem(operation);
    if (problem) return whole(`Param batch[${index}]${problem}`);
  }
  return { list: given };
}

const texts = ['method', 'relative_url', 'body', 'name', 'depends_on', 'attached_files'];

function operationProblem(operation: unknown): string | undefined {
  if (!isObject(operation)) return ' must be a JSON object.';
  for (const key of ['method', 'relative_url']) {
    if (typeof operation[key] !== 'string') return ` needs ${key}.`;
  }
  for (const key of texts) {
    if (operation[key] !== undefined && typeof operation[key] !== 'string')
      return `[${key}] must be a string.`;
  }
  const known = [...texts, 'headers', 'omit_response_on_success'];
  const stranger = Object.keys(operation).find((key) => !known.includes(key));
  return stranger === undefined ? undefined : ` has the unknown key "${stranger.slice(0, 100)}".`;
}

function hasOwnToken({ relative_url, body = '' }: Operation): boolean {
  return parseTarget(relative_url).query.has('access_token') || new URLSearchParams(body).has('access_token');
}

async function runAll(emulation: Emulation, batch: Batch, list: readonly Operation[]): Promise<Entry[]> {
  const earlier = new Map<string, Promise<Entry>>();
  const needed = new Set<string>();
  const running = list.map((operation, index) => {
    const needs = new Set(referredNames(operation.relative_url, operation.body ?? ''));
    if (operation.depends_on !== undefined) needs.add(operation.depends_on);
    for (const name of needs) needed.add(name);
    const run = runOne(emulation, batch, operation, index, needs, new Map(earlier));
    if (operation.name !== undefined) earlier.set(operation.name, run);
    return run;
  });
  const entries = await Promise.all(running);
  return entries.map((entry, index) => {
    const { name, omit_response_on_success: omit } = list[index]!;
    const omitted = name !== undefined && (omit ?? needed.has(name)) && entry?.code === 200;
    return omitted ? null : entry; // BA-12
  });
}

async function runOne(
  emulation: Emulation,
  batch: Batch,
  operation: Operation,
  index: number,
  needs: ReadonlySet<string>,
  earlier: ReadonlyMap<string, Promise<Entry>>,
): Promise<Entry> {
  const results = new Map<string, unknown>();
  for (const name of needs) {
    const run = earlier.get(name);
    if (!run) {
      const error = parameterError(
        `There is no operation "${name.slice(0, 100)}" before this one in the batch`,
      );
      return entryOf(emulation, batch, refused(emulation, error));
    }
    const entry = await run;
    if (entry?.code !== 200) return null; // BA-13
    results.set(name, parsed(entry.body));
  }
  const call = callOf(emulation, batch, operation, index, (name) => results.get(name));
  if ('code' in call) return entryOf(emulation, batch, refused(emulation, call));
  return entryOf(emulation, batch, await performCall(emulation, call));
}

function callOf(
  emulation: Emulation,
  batch: Batch,
  operation: Operation,
  batchItem: number,
  resultOf: (name: string) => unknown,
): GraphCall | GraphError {
  const { path, query } = parseTarget(fillUrl(operation.relative_url, resultOf));
  const { version = batch.version, segments } = splitPath(path);
  const method = operation.method.toUpperCase();
  const unknown = pathError(emulation, method, version, segments);
  if (unknown) return unknown;
  if (segments.length === 0) return parameterError('A batch cannot be an operation of a batch');
  const form = 'application/x-www-form-urlencoded';
  const own = readParameters(query, form, undefined, fillForm(operation.body ?? '', resultOf));
  if ('code' in own) return own;
  // BA-5: a token of its own needs a proof of its own.
  const parameters =
    own.token === undefined
      ? {
          body: own.body,
          token: batch.parameters.token,
          appsecretProof: own.appsecretProof ?? batch.parameters.appsecretProof,
          fields: own.fields,
        }
      : own;
  const part = operation.attached_files?.split(',')[0]?.trim();
  const file = part === undefined ? undefined : batch.files.get(part);
  if (part !== undefined && !file)
    return parameterError(`There is no file "${part.slice(0, 100)}" in the request`);
  return { method, version, segments, parameters, batchItem, ...(file && { file }) };
}

/** What happens on the wire to a request of its own cannot happen to an item: Graph gives null for it. */
function entryOf(emulation: Emulation, batch: Batch, { answer, effect, closing }: Outcome): Entry {
  const text = JSON.stringify(answer.body);
  const headers = Object.entries({
    'Content-Type': 'application/json; charset=UTF-8',
    'Facebook-API-Version': batch.version ?? emulation.defaultVersion,
    ...answer.headers,
  }).map(([name, value]) => ({ name, value }));
  if (closing) return null;
  switch (effect?.kind) {
    case 'reset':
    case 'hang':
    case 'stall':
    case 'garbage':
    case 'null':
      return null;
    case 'truncate':
      return { code: answer.status, headers, body: text.slice(0, Math.floor(text.length / 2)) };
    case 'status':
      return { code: effect.status, headers, body: statusBody(effect) };
    case 'no-message-id':
      return { code: answer.status, headers, body: '{"result":"ok"}' };
    default:
      return { code: answer.status, headers, body: text };
  }
}

function changed(entries: readonly Entry[], change: string): readonly Entry[] {
  if (change === 'drop-first') return entries.slice(1);
  if (change === 'drop-last') return entries.slice(0, -1);
  if (change === 'reverse') return [...entries].reverse();
  return entries.map(() => null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
