/** Reconcile on a run of the shared journal. Workers may be at it meanwhile: what is changed gets a new fence, so that what they say later is of no account. */
import { State } from '../journal/journal.ts';
import type { Manifest } from '../journal/manifest.ts';
import type { Refusal } from '../journal/open-file.ts';
import type {
  Accepted,
  Decision,
  Proof,
  ReconcilableJournal,
  UnknownDelivery,
} from '../journal/reconcile-journal.ts';
import { type Database, DatabaseError, openDatabase } from './database.ts';
import { reap } from './deliveries.ts';
import { findRun } from './read-shared.ts';
import { claimed } from './schema.ts';

/** `named`: the id of a run; undefined: the only one that has unknown messages. */
export async function openSharedReconcilable(
  url: string,
  named: string | undefined,
): Promise<{ readonly ok: true; readonly journal: ReconcilableJournal } | Refusal> {
  const database = await openDatabase(url);
  if (typeof database === 'string') return { ok: false, exit: 3, message: database };
  try {
    const found = await findRun(database, named, State.unknown);
    if ('problem' in found) {
      await database.close();
      return { ok: false, exit: 5, message: found.problem };
    }
    await reap(database, found.id);
    return { ok: true, journal: journalOf(database, found.id) };
  } catch (error) {
    await database.close();
    if (!(error instanceof DatabaseError)) throw error;
    return { ok: false, exit: 3, message: error.message };
  }
}

function journalOf(database: Database, run: string): ReconcilableJournal {
  return {
    path: database.name,
    runId: run,
    facts: async () => {
      const [found] = await database.query<{ manifest: Manifest; created_at: Date }>(
        'SELECT manifest, created_at FROM sendspec_run WHERE id = $1',
        [run],
      );
      return { manifest: found!.manifest, created: found!.created_at.toISOString() };
    },
    sentIds: async (row) => {
      const found = await database.query<{ mid: string }>(
        'SELECT mid FROM sendspec_delivery WHERE run = $1 AND row = $2 AND mid IS NOT NULL',
        [run, row],
      );
      return found.map(({ mid }) => mid);
    },
    unknown: () => readUnknown(database, run),
    accept: (proofs) => database.transaction((query) => accept(query, run, proofs)),
    decide: (decision, deliveries) =>
      database.transaction((query) => decide(query, run, decision, deliveries)),
    note: async (type, detail) => {
      await database.query(
        "INSERT INTO sendspec_event (run, worker, type, detail) VALUES ($1, 'reconcile', $2, $3)",
        [run, type, detail],
      );
    },
    close: () => database.close(),
  };
}

async function readUnknown(database: Database, run: string): Promise<UnknownDelivery[]> {
  const rows = await database.query<{ row: string; step: number; reason: string | null; at: Date }>(
    `SELECT row, step, reason, at FROM sendspec_delivery
     WHERE run = $1 AND kind = 0 AND state = ${State.unknown} ORDER BY row, step`,
    [run],
  );
  return rows.map(({ row, step, reason, at }) => ({
    row: Number(row),
    step,
    why: reason ?? '',
    at: at.toISOString(),
  }));
}

type Query = Database['query'];

async function accept(query: Query, run: string, proofs: readonly Proof[]): Promise<Accepted> {
  const found = { unknown: 0, failed: 0, planned: 0, known: 0, strange: 0, freed: 0 };
  const names: { readonly [state: number]: 'unknown' | 'failed' | 'planned' | 'known' } = {
    [State.unknown]: 'unknown',
    [State.failed]: 'failed',
    [State.planned]: 'planned',
    [claimed]: 'planned',
    [State.skipped]: 'planned',
    // Its worker is about to say the same.
    [State.sending]: 'known',
    [State.sent]: 'known',
  };
  const states = await query<{ state: number | null }>(
    `SELECT d.state FROM jsonb_to_recordset($2::jsonb) AS v(row bigint, step smallint, mid text)
     LEFT JOIN LATERAL (
       SELECT state FROM sendspec_delivery d
       WHERE d.run = $1 AND d.kind = 0 AND d.row = v.row AND d.step = v.step FOR UPDATE
     ) d ON true`,
    [run, JSON.stringify(proofs)],
  );
  const changed: Proof[] = [];
  for (const [i, { state }] of states.entries()) {
    const name = state === null ? 'strange' : (names[state] ?? 'strange');
    found[name]++;
    if (name !== 'known' && name !== 'strange') changed.push(proofs[i]!);
  }
  await query(
    `UPDATE sendspec_delivery d SET state = ${State.sent}, mid = v.mid, reason = NULL, error = NULL, body = NULL,
       worker = NULL, lease = NULL, fence = fence + 1, at = clock_timestamp()
     FROM jsonb_to_recordset($2::jsonb) AS v(row bigint, step smallint, mid text)
     WHERE d.run = $1 AND d.row = v.row AND d.step = v.step`,
    [run, JSON.stringify(changed)],
  );
  found.freed = await free(query, run, changed);
  return found;
}

async function decide(
  query: Query,
  run: string,
  decision: Decision,
  deliveries: readonly UnknownDelivery[],
): Promise<number> {
  const state = { sent: State.sent, failed: State.failed, resend: State.planned }[decision];
  const error = { status: 0, message: 'marked by the operator as not delivered' };
  const changed = await query<{ row: string; step: number }>(
    `UPDATE sendspec_delivery d SET state = $3::smallint, reason = $4, error = $5::jsonb, mid = NULL, fence = fence + 1,
       due = CASE WHEN $3::smallint = ${State.planned} THEN '-infinity'::timestamptz ELSE due END, at = clock_timestamp()
     FROM jsonb_to_recordset($2::jsonb) AS v(row bigint, step smallint)
     WHERE d.run = $1 AND d.row = v.row AND d.step = v.step AND d.state = ${State.unknown}
     RETURNING d.row, d.step`,
    [
      run,
      JSON.stringify(deliveries),
      state,
      decision === 'resend' ? 'to be sent again, by the operator' : null,
      decision === 'failed' ? JSON.stringify(error) : null,
    ],
  );
  if (decision === 'failed') return 0;
  const steps = changed.map(({ row, step }) => ({ row: Number(row), step }));
  return free(query, run, steps);
}

/** Steps that were held back because of these go back to planned. Their bodies are gone: a send with --resume makes them anew. */
async function free(
  query: Query,
  run: string,
  steps: readonly { readonly row: number; readonly step: number }[],
): Promise<number> {
  const freed = await query(
    `UPDATE sendspec_delivery d SET state = ${State.planned}, reason = NULL, at = clock_timestamp(),
       due = CASE WHEN before.state = ${State.sent} AND before.next = d.step THEN '-infinity' ELSE 'infinity'::timestamptz END
     FROM jsonb_to_recordset($2::jsonb) AS v(row bigint, step smallint)
     JOIN sendspec_delivery before ON before.run = $1 AND before.row = v.row AND before.step = v.step
     WHERE d.run = $1 AND d.row = v.row AND d.step > v.step AND d.state = ${State.skipped} AND d.reason = 'blocked'
     RETURNING d.row`,
    [run, JSON.stringify(steps)],
  );
  return freed.length;
}
