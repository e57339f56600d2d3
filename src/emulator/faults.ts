import type { FaultEdge, FaultEffect, FaultRule } from './fault-rule.ts';
import type { Ids } from './ids.ts';
import { magicFault } from './magic-recipients.ts';

/** A fault that strikes one request. */
export interface Strike {
  readonly when: 'before-record' | 'after-record';
  readonly effect: FaultEffect;
  /** Milliseconds. */
  readonly delay: number;
}

export interface Faults {
  add(rules: readonly FaultRule[]): void;
  /** What strikes a request, in the order of the rules, a magic recipient last. */
  strikes(edge: FaultEdge, page: string, recipient: string): readonly Strike[];
  /** The rules with how often each was looked at and struck. */
  list(): readonly { readonly rule: FaultRule; readonly matched: number; readonly struck: number }[];
  /** Back to the rules it was made with, counters at zero. */
  reset(): void;
  clear(): void;
}

interface Watched {
  readonly rule: FaultRule;
  readonly number: number;
  /** Requests that page and psid let through. */
  matched: number;
  struck: number;
  /** Tries per recipient, for `probability`. */
  readonly tries: Map<string, number>;
}

export function createFaults(initial: readonly FaultRule[], ids: Ids): Faults {
  let watched = initial.map(watch);
  const magicStruck = new Map<string, number>();
  return {
    add(rules) {
      watched.push(...rules.map((rule, index) => watch(rule, watched.length + index)));
    },
    strikes(edge, page, recipient) {
      const found: Strike[] = [];
      for (const one of watched)
        if (strikesNow(one, edge, page, recipient, ids)) found.push(strike(one, recipient, ids));
      if (edge !== 'messages') return found;
      const magic = magicStrike(recipient, magicStruck);
      return magic ? [...found, magic] : found;
    },
    list: () => watched.map(({ rule, matched, struck }) => ({ rule, matched, struck })),
    reset() {
      watched = initial.map(watch);
      magicStruck.clear();
    },
    clear() {
      watched = [];
    },
  };
}

function watch(rule: FaultRule, number: number): Watched {
  return { rule, number, matched: 0, struck: 0, tries: new Map() };
}

function strikesNow(one: Watched, edge: FaultEdge, page: string, recipient: string, ids: Ids): boolean {
  const { match = {}, times } = one.rule;
  if ((match.edge ?? 'messages') !== edge) return false;
  if (match.page !== undefined && match.page !== page) return false;
  if (match.psid !== undefined && !fits(match.psid, recipient)) return false;
  one.matched++;
  if (match.nth !== undefined && ![match.nth].flat().includes(one.matched)) return false;
  if (match.probability !== undefined) {
    const tries = (one.tries.get(recipient) ?? 0) + 1;
    one.tries.set(recipient, tries);
    if (ids.chance(`rule ${one.number} ${recipient} ${tries}`) >= match.probability) return false;
  }
  if (times !== undefined && one.struck >= times) return false;
  one.struck++;
  return true;
}

function fits(pattern: string, recipient: string): boolean {
  return pattern.endsWith('*') ? recipient.startsWith(pattern.slice(0, -1)) : recipient === pattern;
}

function strike(one: Watched, recipient: string, ids: Ids): Strike {
  const { when = 'before-record', effect, delay = 0 } = one.rule;
  if (typeof delay === 'number') return { when, effect, delay };
  const [least, most] = delay;
  const share = ids.chance(`delay ${one.number} ${recipient} ${one.struck}`);
  return { when, effect, delay: Math.round(least + share * (most - least)) };
}

function magicStrike(recipient: string, struck: Map<string, number>): Strike | undefined {
  const rule = magicFault(recipient);
  if (!rule) return undefined;
  if (rule.times !== undefined) {
    const before = struck.get(recipient) ?? 0;
    if (before >= rule.times) return undefined;
    struck.set(recipient, before + 1);
  }
  return { when: rule.when ?? 'before-record', effect: rule.effect, delay: Number(rule.delay ?? 0) };
}
