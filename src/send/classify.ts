/** From what came back to what is done (delivery.md 1.4 and 3.4). Never throws, whatever the server says. */
import type { GraphError } from './events.ts';
import { plainLine } from './redact.ts';
import { lookUpCode, statusTable } from './response-table.ts';
import type { Outcome } from './transport/transport.ts';

export type Verdict =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** Proved: no byte left. */
  | { readonly kind: 'not-sent'; readonly why: string }
  /** Milliseconds that the server asks for. */
  | { readonly kind: 'throttled'; readonly why: string; readonly wait?: number }
  | { readonly kind: 'retryable'; readonly why: string; readonly error: GraphError }
  | { readonly kind: 'failed'; readonly error: GraphError }
  | { readonly kind: 'stop'; readonly error: GraphError; readonly advice: string }
  | { readonly kind: 'unknown'; readonly why: string };

export function classify(outcome: Outcome): Verdict {
  if (outcome.kind === 'failure') return classifyFailure(outcome);
  const body = parse(outcome.text);
  // An error in the body counts whatever the status says (rules.md 7.1).
  const error = graphError(body, outcome.status);
  if (error !== undefined) return classifyError(error, outcome.retryAfter);
  if (outcome.status === 200) {
    const messageId = text(body, 'message_id');
    if (messageId !== undefined) return { kind: 'sent', messageId };
    return { kind: 'unknown', why: body === undefined ? 'answer is not JSON' : 'answer without message_id' };
  }
  const byStatus = statusTable[outcome.status];
  const why = `HTTP ${outcome.status}`;
  if (byStatus === 'throttled') return { kind: 'throttled', why, wait: milliseconds(outcome.retryAfter) };
  if (byStatus === 'failed') {
    return {
      kind: 'failed',
      error: { status: outcome.status, message: `HTTP ${outcome.status} without an error of the Send API` },
    };
  }
  return { kind: 'unknown', why };
}

/** Of a sender action, whose good answer has no message_id. */
export function classifyAction(outcome: Outcome): Verdict {
  const verdict = classify(outcome);
  if (verdict.kind !== 'unknown' || outcome.kind !== 'response' || outcome.status !== 200) return verdict;
  const body = parse(outcome.text);
  return body !== undefined && graphError(body, 200) === undefined
    ? { kind: 'sent', messageId: '' }
    : verdict;
}

function classifyFailure(outcome: Outcome & { kind: 'failure' }): Verdict {
  const reason =
    outcome.cause === 'timeout'
      ? 'no answer in time'
      : outcome.cause === 'connect-timeout'
        ? 'no connection in time'
        : outcome.cause === 'abort'
          ? 'aborted by the operator'
          : outcome.cause === 'batch' || outcome.cause === 'held'
            ? outcome.message
            : (outcome.code ?? plainLine(outcome.message, longText));
  switch (outcome.phase) {
    case 'none':
    case 'queued':
    case 'connecting':
      return { kind: 'not-sent', why: reason };
    case 'written':
    case 'untracked':
      return { kind: 'unknown', why: reason };
    case 'response':
      return { kind: 'unknown', why: outcome.cause === 'network' ? 'answer cut off' : reason };
  }
}

function classifyError(error: GraphError, retryAfter: number | undefined): Verdict {
  const row = error.code === undefined ? undefined : lookUpCode(error.code, error.subcode, error.message);
  const name = errorName(error);
  // A failing server's word is no proof that the message was not sent.
  if (error.status >= 500) return { kind: 'unknown', why: `${name}, HTTP ${error.status}` };
  switch (row?.class) {
    case 'throttled':
      return { kind: 'throttled', why: name, wait: milliseconds(retryAfter) };
    case 'retryable':
      return { kind: 'retryable', why: name, error };
    case 'failed':
      return { kind: 'failed', error };
    case 'stop':
      return { kind: 'stop', error, advice: row.advice ?? '' };
    default:
      return { kind: 'unknown', why: name };
  }
}

/** `Graph 10/2018278`. */
export function errorName(error: GraphError): string {
  if (error.code === undefined) return `HTTP ${error.status}`;
  return `Graph ${error.code}${error.subcode === undefined ? '' : `/${error.subcode}`}`;
}

function graphError(body: unknown, status: number): GraphError | undefined {
  const error = property(body, 'error');
  if (typeof error !== 'object' || error === null) return undefined;
  return {
    status,
    code: integer(error, 'code'),
    subcode: integer(error, 'error_subcode'),
    type: text(error, 'type'),
    message: plainLine(text(error, 'message') ?? 'no message', longText),
    fbtraceId: clip(text(error, 'fbtrace_id')),
  };
}

/** Not to be shown as it is: a secret in it is removed before it is cut, so that no part of one is left. */
const longText = 10_000;

function clip(value: string | undefined): string | undefined {
  return value === undefined ? undefined : plainLine(value, longText);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function text(value: unknown, key: string): string | undefined {
  const found = property(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function integer(value: unknown, key: string): number | undefined {
  const found = property(value, key);
  return typeof found === 'number' && Number.isInteger(found) ? found : undefined;
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
