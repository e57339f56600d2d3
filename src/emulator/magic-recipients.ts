import { graphErrors } from '../send-api/errors.ts';
import type { FaultRule } from './fault-rule.ts';

/**
 * Recipients whose id asks for a fault, as Stripe's test cards do, so that a test needs no configuration:
 * `fail-613-…`, `fail-10-2018278-…`, `slow-500-…`, `reset-…`, `drop-…`, `http503-…` (README.md lists all).
 * With `once-` or `twice-` in front the fault strikes the recipient's first, or first two, requests only.
 */
export function magicFault(recipient: string): FaultRule | undefined {
  const counted = /^(once|twice)-(.*)$/s.exec(recipient);
  const rule = faultOf(counted ? counted[2]! : recipient);
  if (!rule || !counted) return rule;
  return { ...rule, times: counted[1] === 'once' ? 1 : 2 };
}

const slowLimit = 60_000;

function faultOf(id: string): FaultRule | undefined {
  const fail = /^fail-(\d{1,7})(?:-(\d{1,7}))?(?:-|$)/.exec(id);
  if (fail) return errorRule(Number(fail[1]), fail[2]);
  const slow = /^slow-(\d{1,6})(?:-|$)/.exec(id);
  if (slow) return { effect: { kind: 'delay' }, delay: Math.min(Number(slow[1]), slowLimit) };
  const http = /^http(-after)?-?([2-5]\d\d)(?:-|$)/.exec(id);
  if (http) {
    return {
      when: http[1] ? 'after-record' : 'before-record',
      effect: { kind: 'status', status: Number(http[2]) },
    };
  }
  const word = /^([a-z]+)(?:-|$)/.exec(id)?.[1];
  return word !== undefined && Object.hasOwn(byWord, word) ? byWord[word] : undefined;
}

const byWord: Readonly<Record<string, FaultRule>> = {
  reset: { when: 'before-record', effect: { kind: 'reset' } },
  drop: { when: 'after-record', effect: { kind: 'reset' } },
  hang: { when: 'after-record', effect: { kind: 'hang' } },
  stall: { when: 'after-record', effect: { kind: 'stall' } },
  truncate: { when: 'after-record', effect: { kind: 'truncate', framing: 'length' } },
  short: { when: 'after-record', effect: { kind: 'truncate', framing: 'close' } },
  garbage: { when: 'after-record', effect: { kind: 'garbage' } },
  noid: { when: 'after-record', effect: { kind: 'no-message-id' } },
  close: { when: 'after-record', effect: { kind: 'close' } },
  null: { when: 'before-record', effect: { kind: 'null' } },
};

/** Subcodes shorter than seven digits; any other second number of up to six digits only tells recipients apart. */
const shortSubcodes = new Set(
  graphErrors
    .filter(({ subcode }) => subcode !== undefined && subcode < 1_000_000)
    .map(({ code, subcode }) => `${code}/${subcode}`),
);

function errorRule(code: number, second: string | undefined): FaultRule {
  const number = second === undefined ? undefined : Number(second);
  const isSubcode =
    second !== undefined && (second.length === 7 || shortSubcodes.has(`${code}/${Number(second)}`));
  return { effect: { kind: 'error', code, ...(isSubcode ? { subcode: number } : {}) } };
}
