/**
 * What a journal says against what was accepted here: the promise of sendspec, looked at from the other side. Written
 * from the promise, not from the sender.
 */
import type { LedgerEntry } from './ledger.ts';

export interface JournalDelivery {
  readonly row: number;
  /** 0: the whole row, which was left out before it was rendered. */
  readonly step: number;
  readonly state: 'planned' | 'sending' | 'sent' | 'failed' | 'unknown' | 'skipped';
  readonly message_id?: string;
}

export interface Violation {
  /** C1 to C6 of README.md. */
  readonly rule: string;
  readonly key: string;
  readonly text: string;
}

export interface Verified {
  readonly ok: boolean;
  /** Messages of the run that were accepted. */
  readonly accepted: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

export function verifyDeliveries(
  ledger: readonly LedgerEntry[],
  run: string,
  deliveries: readonly JournalDelivery[],
): Verified {
  const violations: Violation[] = [];
  const say = (rule: string, key: string, text: string) => violations.push({ rule, key, text });
  const prefix = `sendspec1:${run}:`;
  const accepted = new Map<string, LedgerEntry>();
  const lastStep = new Map<string, number>();
  for (const entry of ledger) {
    const { key } = entry;
    if (key?.startsWith(prefix) !== true) continue;
    if (accepted.has(key))
      say('C1', key, `was accepted twice, as ${accepted.get(key)!.seq} and ${entry.seq}`);
    else accepted.set(key, entry);
    const [row = '', step = ''] = key.slice(prefix.length).split('.');
    if (Number(step) < (lastStep.get(row) ?? 0)) say('C6', key, `came after step ${lastStep.get(row)}`);
    lastStep.set(row, Number(step));
  }
  const counts: Record<string, number> = {};
  const known = new Set<string>();
  for (const { row, step, state, message_id } of deliveries) {
    const key = `${prefix}${row}.${step}`;
    counts[state] = (counts[state] ?? 0) + 1;
    if (known.has(key)) say('C5', key, 'stands in the journal twice');
    known.add(key);
    const entry = accepted.get(key);
    if (state === 'sent' && entry?.message_id !== message_id)
      say('C2', key, `is sent as ${message_id} and was accepted as ${entry?.message_id}`);
    if (entry !== undefined && (state === 'failed' || state === 'skipped'))
      say('C3', key, `is ${state} and was accepted`);
    if (state === 'planned' || state === 'sending') say('C5', key, `has no final state (${state})`);
    if (entry !== undefined && (state === 'planned' || state === 'sending'))
      say('C4', key, `was accepted, and is ${state}`);
  }
  for (const key of accepted.keys())
    if (!known.has(key)) say('C4', key, 'was accepted, and the journal has none');
  return { ok: violations.length === 0, accepted: accepted.size, counts, violations };
}
