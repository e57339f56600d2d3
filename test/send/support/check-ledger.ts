/**
 * The checker of delivery.md section 5: what the emulator accepted against what the journal says. Written from the
 * promise, not from the sender; each violation is a line of text, none means that the promise held.
 */
import type { LedgerEntry } from '../../../src/emulator/index.ts';
import { type JournalRow, journalRows, query } from './sending.ts';

export interface Checked {
  readonly runId: string;
  /** Rows of the contacts file. */
  readonly rows: number;
  /** Message steps of every sendable contact. */
  readonly steps: readonly number[];
  /** C7: messages within any second. */
  readonly ceiling?: number;
  /** C9: more unknown than this is cheating. */
  readonly mostUnknown?: number;
}

export function checkJournal(path: string, ledger: readonly LedgerEntry[], facts: Checked): string[] {
  return checkRows(journalRows(path), ledger, facts);
}

export function checkRows(
  all: readonly JournalRow[],
  ledger: readonly LedgerEntry[],
  facts: Checked,
): string[] {
  const violations = checkOnce(ledger.flatMap((entry) => (entry.key === undefined ? [] : [entry.key])));
  const rows = all.filter((row) => row.kind === 0);
  const keyOf = (row: JournalRow) => `sendspec1:${facts.runId}:${row.row}.${row.step}`;
  const accepted = new Map(ledger.filter((e) => e.key !== undefined).map((e) => [e.key, e.message_id]));
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const say = (rule: string, text: string) => violations.push(`${rule}: ${text}`);

  for (const row of rows) {
    const key = keyOf(row);
    if (row.state === 2 && accepted.get(key) !== row.mid)
      say('C2', `${key} is sent as ${row.mid}, accepted as ${accepted.get(key)}`);
    if (row.state === 3 && accepted.has(key)) say('C3', `${key} is failed but was accepted`);
    if (row.state === 6 && accepted.has(key)) say('C3', `${key} is skipped but was accepted`);
    if (row.state === 0 || row.state === 1) say('C5', `${key} has no final state (${row.state})`);
  }
  for (const [key] of accepted) {
    const row = byKey.get(key!);
    if (row?.state !== 2 && row?.state !== 4)
      say('C4', `${key} was accepted, but the journal says ${row?.state}`);
  }
  const byRow = groupRows(rows);
  for (let row = 1; row <= facts.rows; row++) {
    const own = byRow.get(row) ?? [];
    const whole = own.some((r) => r.step === 0);
    const planned = whole ? [0] : facts.steps;
    if (own.length !== planned.length || !planned.every((step) => own.some((r) => r.step === step))) {
      say('C5', `row ${row} has the steps ${own.map((r) => r.step)}, planned were ${planned}`);
    }
  }
  for (const problem of checkOrder(ledger)) say('C6', problem);
  if (facts.ceiling !== undefined) {
    const most = mostInASecond(ledger);
    if (most > facts.ceiling)
      say('C7', `${most} were accepted within one second, at most ${facts.ceiling} may be`);
  }
  const unknown = rows.filter((row) => row.state === 4).length;
  if (facts.mostUnknown !== undefined && unknown > facts.mostUnknown) {
    say('C9', `${unknown} are unknown, the faults explain ${facts.mostUnknown}`);
  }
  return violations;
}

function groupRows(rows: readonly JournalRow[]): Map<number, JournalRow[]> {
  const groups = new Map<number, JournalRow[]>();
  for (const row of rows) {
    const group = groups.get(row.row);
    if (group === undefined) groups.set(row.row, [row]);
    else group.push(row);
  }
  return groups;
}

/** In any sliding second, by the emulator's clock. */
export function mostInASecond(ledger: readonly LedgerEntry[]): number {
  const times = ledger.map((entry) => Date.parse(entry.time)).sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [to, time] of times.entries()) {
    while (time - times[from]! >= 1000) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/**
 * C7 where the emulator itself may be kept waiting: every second, wherever it begins, with more than `rate` * 1.05 in the time in
 * which these can have come. `stallAt`: milliseconds that its process stood still at a moment.
 */
export function checkPace(
  ledger: readonly LedgerEntry[],
  rate: number,
  stallAt: (moment: number) => number,
): string[] {
  const times = ledger.map((entry) => Date.parse(entry.time)).sort((a, b) => a - b);
  return times.flatMap((start, from) => {
    const span = 1000 + stallAt(start);
    const allowed = Math.floor((rate * 1.05 * span) / 1000);
    const later = times.findIndex((time) => time >= start + 1000);
    const count = (later < 0 ? times.length : later) - from;
    return count <= allowed
      ? []
      : [`C7: ${count} within a second from ${ledger[from]!.time} on, ${allowed} may be`];
  });
}

/** C8: none of the texts and files may hold it. */
export function checkSecret(secret: string, texts: { readonly [name: string]: string }): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    text.includes(secret) ? [`C8: the token stands in ${name}`] : [],
  );
}

/** C1 alone, for a sender without a journal. */
export function checkOnce(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return [...twice].map((key) => `C1: ${key} was accepted more than once`);
}

function checkOrder(ledger: readonly LedgerEntry[]): string[] {
  const last = new Map<string, number>();
  return ledger.flatMap(({ key }) => {
    const found = /:(\d+)\.(\d+)$/.exec(key ?? '');
    if (found === null) return [];
    const [row, step] = [found[1]!, Number(found[2])];
    const before = last.get(row) ?? 0;
    last.set(row, step);
    return step > before ? [] : [`row ${row}: step ${step} came after step ${before}`];
  });
}

/** When the run was declared finished. */
export function finishedAt(path: string): string | null | undefined {
  return query<{ finished_at: string | null }>(path, 'SELECT finished_at FROM run')[0]?.finished_at;
}
