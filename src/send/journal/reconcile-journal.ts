/**
 * Changes what a journal says of deliveries that are unknown, by proof (echoes) or by the operator's word. Nothing is
 * sent here: what may be sent again goes back to planned, and a resume sends it.
 */
import { State } from './journal.ts';
import type { Manifest } from './manifest.ts';
import { type Refusal, readRun } from './open-file.ts';
import type { Sql } from './sql.ts';
import { takeOver } from './take-over.ts';

/** One implementation for each engine, as `Journal`. */
export interface ReconcilableJournal {
  /** Where it is, without a password. */
  readonly path: string;
  readonly runId: string;
  /** What the run was begun with, and when (ISO 8601). */
  facts(): Promise<{ readonly manifest: Manifest; readonly created: string }>;
  /** Ids that Meta gave to messages of this row. */
  sentIds(row: number): Promise<string[]>;
  /** In the order of the contacts. */
  unknown(): Promise<UnknownDelivery[]>;
  /** Meta has them: what is not sent in the journal becomes sent. */
  accept(proofs: readonly Proof[]): Promise<Accepted>;
  /** Of deliveries that are unknown; others are left as they are. Returns how many steps after them may be sent now. */
  decide(decision: Decision, deliveries: readonly UnknownDelivery[]): Promise<number>;
  note(type: string, detail: string): Promise<void>;
  close(): Promise<void>;
}

/** `resend`: back to planned, for a resume. */
export type Decision = 'sent' | 'failed' | 'resend';

export interface UnknownDelivery {
  readonly row: number;
  readonly step: number;
  readonly why: string;
  /** ISO 8601: when it became unknown. */
  readonly at: string;
}

export interface Proof {
  readonly row: number;
  readonly step: number;
  readonly mid: string;
}

export interface Accepted {
  /** Now sent, by the state that they were in. */
  readonly unknown: number;
  readonly failed: number;
  readonly planned: number;
  /** Sent in the journal, too. */
  readonly known: number;
  /** No such delivery in the journal. */
  readonly strange: number;
  /** Later steps of the same people that were held back and may be sent now. */
  readonly freed: number;
}

/** Undefined: there is no such file. */
export function openReconcilable(
  path: string,
  clock: () => number = Date.now,
): { readonly ok: true; readonly journal: ReconcilableJournal } | Refusal | undefined {
  const taken = takeOver(path, clock);
  if (taken === undefined || !taken.ok) return taken;
  const { sql } = taken;
  return {
    ok: true,
    journal: {
      path,
      runId: taken.runId,
      facts: async () => readRun(sql),
      sentIds: async (row) =>
        sql
          .rows('mid', 'FROM delivery WHERE row = payload()->>0 AND mid IS NOT NULL', [row])
          .map(([mid]) => String(mid)),
      unknown: async () => readUnknown(sql),
      accept: async (proofs) => accept(sql, proofs, clock()),
      decide: async (decision, deliveries) => decide(sql, decision, deliveries, clock()),
      note: async (type, detail) => {
        sql.change(
          'INSERT INTO event (at, type, detail) VALUES (payload()->>0, payload()->>1, payload()->>2)',
          [new Date(clock()).toISOString(), type, detail],
        );
      },
      close: async () => taken.close(),
    },
  };
}

/** In the order of the contacts. */
function readUnknown(sql: Sql): UnknownDelivery[] {
  return sql
    .rows('row, step, reason, at', `FROM delivery WHERE kind = 0 AND state = ${State.unknown}`)
    .map(([row, step, reason, at]) => ({
      row: Number(row),
      step: Number(step),
      why: String(reason ?? ''),
      at: new Date(Number(at)).toISOString(),
    }))
    .sort((a, b) => a.row - b.row || a.step - b.step);
}

function accept(sql: Sql, proofs: readonly Proof[], now: number): Accepted {
  const found = { unknown: 0, failed: 0, planned: 0, known: 0, strange: 0, freed: 0 };
  const names: { readonly [state: number]: 'unknown' | 'failed' | 'planned' | 'known' } = {
    [State.unknown]: 'unknown',
    [State.failed]: 'failed',
    [State.planned]: 'planned',
    // Held back, and sent all the same: as good as planned.
    [State.skipped]: 'planned',
    [State.sent]: 'known',
  };
  sql.transaction(() => {
    const changed: Proof[] = [];
    for (const proof of proofs) {
      const state = sql.rows(
        'state',
        'FROM delivery WHERE kind = 0 AND row = payload()->>0 AND step = payload()->>1',
        [proof.row, proof.step],
      )[0]?.[0];
      const name = state === undefined ? 'strange' : (names[Number(state)] ?? 'strange');
      found[name]++;
      if (name === 'known' || name === 'strange') continue;
      changed.push(proof);
      sql.change(
        `UPDATE delivery SET state = ${State.sent}, mid = payload()->>2, reason = NULL, error = NULL, at = payload()->>3
         WHERE row = payload()->>0 AND step = payload()->>1`,
        [proof.row, proof.step, proof.mid, now],
      );
    }
    found.freed = free(sql, changed, now);
  });
  return found;
}

function decide(sql: Sql, decision: Decision, deliveries: readonly UnknownDelivery[], now: number): number {
  const error = { status: 0, message: 'marked by the operator as not delivered' };
  let freed = 0;
  sql.transaction(() => {
    for (const { row, step } of deliveries) {
      sql.change(
        `UPDATE delivery SET state = payload()->>2, reason = payload()->>3, error = payload()->>4, mid = NULL, at = payload()->>5
         WHERE row = payload()->>0 AND step = payload()->>1 AND state = ${State.unknown}`,
        [
          row,
          step,
          { sent: State.sent, failed: State.failed, resend: State.planned }[decision],
          decision === 'resend' ? 'to be sent again, by the operator' : null,
          decision === 'failed' ? JSON.stringify(error) : null,
          now,
        ],
      );
    }
    if (decision === 'failed') return;
    freed = free(sql, deliveries, now);
    if (decision === 'resend' && deliveries.length > 0) sql.exec('UPDATE run SET finished_at = NULL');
  });
  return freed;
}

/** Steps that were held back because of these go back to planned: of them nothing ever left. */
function free(
  sql: Sql,
  steps: readonly { readonly row: number; readonly step: number }[],
  now: number,
): number {
  let freed = 0;
  for (const { row, step } of steps) {
    freed += sql.change(
      `UPDATE delivery SET state = ${State.planned}, reason = NULL, at = payload()->>2
       WHERE row = payload()->>0 AND step > payload()->>1 AND state = ${State.skipped} AND reason = 'blocked'`,
      [row, step, now],
    );
  }
  if (freed > 0) sql.exec('UPDATE run SET finished_at = NULL');
  return freed;
}
