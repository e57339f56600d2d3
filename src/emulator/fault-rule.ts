import { integerIn, isObject, memberProblem } from './check-members.ts';

/** Faults that can be asked for: by rule (options, file, `POST /_emulator/faults`) or by a recipient's magic id. */

/** What happens instead of, or on the way to, the normal answer. */
export type FaultEffect =
  /** A Graph error. `status` in HTTP; the code's usual one where absent. */
  | {
      readonly kind: 'error';
      readonly code: number;
      readonly subcode?: number;
      readonly status?: number;
      readonly message?: string;
      readonly is_transient?: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Any HTTP answer; `body` is sent as it is (an HTML page where absent). */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly content_type?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Nothing but the rule's `delay`. */
  | { readonly kind: 'delay' }
  /** The normal answer with these headers added (usage headers). */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** The connection is reset (RST). */
  | { readonly kind: 'reset' }
  /** No answer, ever; the connection stays open. */
  | { readonly kind: 'hang' }
  /** Status and headers, then nothing. */
  | { readonly kind: 'stall' }
  /** The normal answer is cut after half of its bytes; `framing` says what the headers promise. */
  | { readonly kind: 'truncate'; readonly framing?: 'length' | 'chunked' | 'close' }
  /** Bytes that are not HTTP. */
  | { readonly kind: 'garbage' }
  /** 200 with JSON that has no message_id. */
  | { readonly kind: 'no-message-id' }
  /** The normal answer; the keep-alive connection is closed right after it without having said so. */
  | { readonly kind: 'close' }
  /** An item of a batch: its entry is null. Alone: the connection is reset. */
  | { readonly kind: 'null' }
  /** A whole batch (`edge: 'batch'`): the list of answers is not the list of items. */
  | { readonly kind: 'items'; readonly change: 'drop-first' | 'drop-last' | 'reverse' | 'all-null' };

/** Where a rule strikes. */
export const faultEdges = ['messages', 'message_attachments', 'personas', 'conversations', 'batch'] as const;
export type FaultEdge = (typeof faultEdges)[number];

export interface FaultRule {
  /** Names the rule in `GET /_emulator/faults`. */
  readonly name?: string;
  /** Which requests; all that is given must hold. */
  readonly match?: {
    /** `messages` (alone or in a batch) where absent; `batch` is a batch as a whole, its page `/`. */
    readonly edge?: FaultEdge;
    readonly page?: string;
    /** A recipient's value (id, user_ref, comment_id …), whole, or with `*` at the end its beginning. */
    readonly psid?: string;
    /** Only the nth request that the other conditions let through, counted from 1; or any of several. */
    readonly nth?: number | readonly number[];
    /** Each request with this probability (0 to 1); depends on the seed, the recipient and its number of tries, not on the order of arrival. */
    readonly probability?: number;
  };
  /** Whether the message counts as accepted, and stands in the ledger, when the fault strikes. */
  readonly when?: 'before-record' | 'after-record';
  readonly effect: FaultEffect;
  /** Milliseconds before the effect; drawn from the range where two are given. At most 600,000. */
  readonly delay?: number | readonly [least: number, most: number];
  /** Strikes at most so often. */
  readonly times?: number;
}

const delayLimit = 600_000;
const statuses = (value: unknown) => integerIn(value, 200, 599);
const headersOk = (value: unknown): boolean =>
  value === undefined ||
  (isObject(value) &&
    Object.entries(value).every(
      ([name, text]) =>
        /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) &&
        typeof text === 'string' &&
        /^[\t\x20-\x7e]*$/.test(text),
    ));

/** What each kind of effect may hold besides `kind`: the check of every member. */
const members: Readonly<Record<FaultEffect['kind'], Readonly<Record<string, (value: unknown) => boolean>>>> =
  {
    error: {
      code: (value) => Number.isInteger(value),
      subcode: (value) => value === undefined || Number.isInteger(value),
      status: (value) => value === undefined || statuses(value),
      message: (value) => value === undefined || typeof value === 'string',
      is_transient: (value) => value === undefined || typeof value === 'boolean',
      headers: headersOk,
    },
    status: {
      status: statuses,
      body: (value) => value === undefined || typeof value === 'string',
      content_type: (value) => value === undefined || headersOk({ 'content-type': value }),
      headers: headersOk,
    },
    delay: {},
    headers: { headers: (value) => value !== undefined && headersOk(value) },
    reset: {},
    hang: {},
    stall: {},
    truncate: {
      framing: (value) => value === undefined || ['length', 'chunked', 'close'].includes(value as string),
    },
    garbage: {},
    'no-message-id': {},
    close: {},
    null: {},
    items: {
      change: (value) => ['drop-first', 'drop-last', 'reverse', 'all-null'].includes(value as string),
    },
  };

const ruleMembers: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: (value) => value === undefined || typeof value === 'string',
  match: (value) => value === undefined || isObject(value),
  when: (value) => value === undefined || value === 'before-record' || value === 'after-record',
  effect: isObject,
  delay: (value) =>
    value === undefined ||
    integerIn(value, 0, delayLimit) ||
    (Array.isArray(value) &&
      value.length === 2 &&
      value.every((one) => integerIn(one, 0, delayLimit)) &&
      value[0] <= value[1]),
  times: (value) => value === undefined || integerIn(value, 1, Number.MAX_SAFE_INTEGER),
};

const matchMembers: Readonly<Record<string, (value: unknown) => boolean>> = {
  edge: (value) => value === undefined || faultEdges.includes(value as FaultEdge),
  page: (value) => value === undefined || typeof value === 'string',
  psid: (value) => value === undefined || typeof value === 'string',
  nth: (value) =>
    value === undefined || [value].flat().every((one) => integerIn(one, 1, Number.MAX_SAFE_INTEGER)),
  probability: (value) => value === undefined || (typeof value === 'number' && value >= 0 && value <= 1),
};

/** A rule, a list of rules or `{rules: […]}` (a faults file) -> rules, or what is wrong with them. */
export function readFaultRules(
  value: unknown,
): { readonly rules: FaultRule[] } | { readonly problem: string } {
  const given = isObject(value) && 'rules' in value ? value['rules'] : value;
  const list = Array.isArray(given) ? given : [given];
  for (const [index, rule] of list.entries()) {
    const problem = ruleProblem(rule);
    if (problem) return { problem: list.length > 1 ? `rule ${index + 1}: ${problem}` : problem };
  }
  return { rules: list as FaultRule[] };
}

function ruleProblem(rule: unknown): string | undefined {
  if (!isObject(rule)) return 'a fault rule is an object with an effect';
  const own = memberProblem(rule, ruleMembers, 'a fault rule');
  if (own) return own;
  const match = memberProblem((rule['match'] ?? {}) as Record<string, unknown>, matchMembers, 'match');
  if (match) return match;
  const effect = rule['effect'] as Record<string, unknown>;
  const kind = effect['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(members, kind)) {
    return `effect.kind is ${JSON.stringify(kind)}; it is one of ${Object.keys(members).join(', ')}`;
  }
  const { kind: _, ...rest } = effect;
  return memberProblem(rest, members[kind as FaultEffect['kind']], `the effect ${kind}`);
}
