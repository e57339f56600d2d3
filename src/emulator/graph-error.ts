/** Errors in the form of the Graph API (rule reference, section 7). */
import type { Ids } from './ids.ts';

export interface GraphError {
  readonly message: string;
  readonly code: number;
  readonly subcode?: number;
  /** HTTP status; the code's usual one where absent. */
  readonly status?: number;
  readonly type?: 'OAuthException' | 'GraphMethodException' | 'GraphBatchException';
  readonly transient?: boolean;
  /** Keys and indices that lead to what is wrong: `error_data.blame_field_specs`. */
  readonly blame?: readonly string[];
}

/** An answer before it goes on the wire. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function graphAnswer(
  error: GraphError,
  ids: Ids,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const status = error.status ?? usualStatus(error.code);
  const trace = ids.trace();
  return {
    status,
    headers: {
      'x-fb-trace-id': trace,
      ...(status === 400 || status === 401
        ? {
            'WWW-Authenticate': `OAuth "Facebook Platform" "${challenge(error.code)}" "${headerText(error.message)}"`,
          }
        : {}),
      ...headers,
    },
    body: {
      error: {
        message: error.message,
        type: error.type ?? 'OAuthException',
        code: error.code,
        ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
        ...(error.transient ? { is_transient: true } : {}),
        ...(error.blame ? { error_data: { blame_field_specs: [error.blame] } } : {}),
        fbtrace_id: trace,
      },
    },
  };
}

/** Of the statuses only 400 for 10 and 100 was ever observed; the others are what Graph is remembered to do. */
export function usualStatus(code: number): number {
  if (code === 1 || code === 2) return 500;
  if (code === 200) return 403;
  return 400;
}

function challenge(code: number): string {
  return code === 190 || code === 102 ? 'invalid_token' : 'invalid_request';
}

function headerText(message: string): string {
  return message
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/["\\]/g, "'")
    .slice(0, 300);
}

/** `(#100) ` in front, as Graph writes most of its messages. */
export function parameterError(message: string, subcode?: number, blame?: readonly string[]): GraphError {
  return { code: 100, subcode, message: `(#100) ${message}`, blame };
}

/** Graph's answer for an object that is missing, or that the method does not go with (R7.2-27). */
export function unknownObject(method: string, id: string): GraphError {
  return {
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message:
      `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
      'permissions, or does not support this operation.',
  };
}
