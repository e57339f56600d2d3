/**
 * What workers do to deliveries, each in one statement. Nothing but the worker that holds the fence moves a delivery
 * from sending back; a lapsed lease makes it unknown, whatever the worker was doing (delivery.md 4).
 */
import type { Json } from '../../bind/model.ts';
import { State } from '../journal/journal.ts';
import type { Database } from './database.ts';
import { claimed } from './schema.ts';

export interface Claim {
  readonly row: number;
  readonly step: number;
  readonly kind: number;
  readonly last: boolean;
  readonly fence: number;
  readonly attempt: number;
  /** Unix milliseconds. */
  readonly deadline: number | null;
  readonly body: { readonly [key: string]: Json };
}

/** Who claims, and for how long at a time (milliseconds). */
export interface Claimant {
  readonly run: string;
  readonly worker: string;
  readonly lease: number;
}

const leaseUntil = (parameter: string) =>
  `clock_timestamp() + ${parameter}::double precision * interval '1 ms'`;

/** Up to `count` deliveries whose turn it is: planned to claimed. The earliest deadline first. */
export async function claim(db: Database, { run, worker, lease }: Claimant, count: number): Promise<Claim[]> {
  const rows = await db.query<Claim & { row: string }>(
    `WITH free AS (
       SELECT row, step FROM sendspec_delivery
       WHERE run = $1 AND state = ${State.planned} AND body IS NOT NULL AND due < 'infinity' AND due <= clock_timestamp()
         AND row <= coalesce((SELECT up_to FROM sendspec_run WHERE id = $1), row)
       ORDER BY deadline, row, step LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     UPDATE sendspec_delivery d
     SET state = ${claimed}, fence = fence + 1, worker = $3, lease = ${leaseUntil('$4')}
     FROM free WHERE d.run = $1 AND d.row = free.row AND d.step = free.step
     RETURNING d.row, d.step, d.kind, d.last, d.fence, d.attempt,
       extract(epoch FROM d.deadline)::double precision * 1000 AS deadline, d.body`,
    [run, count, worker, lease],
  );
  return rows
    .map((row) => ({ ...row, row: Number(row.row) }))
    .sort((a, b) => a.row - b.row || a.step - b.step);
}

export interface Fenced {
  readonly row: number;
  readonly step: number;
  readonly fence: number;
}

/**
 * The intents: claimed to sending, on the server's disk when this returns. Gives those that were still ours; nothing may be
 * sent for the others.
 */
export async function intend(
  db: Database,
  { run, worker, lease }: Claimant,
  intents: readonly (Fenced & { attempt: number })[],
): Promise<Fenced[]> {
  const rows = await db.query<{ row: string; step: number; fence: number }>(
    `UPDATE sendspec_delivery d
     SET state = ${State.sending}, attempt = v.attempt, at = clock_timestamp(), lease = ${leaseUntil('$3')}
     FROM jsonb_to_recordset($4::jsonb) AS v(row bigint, step smallint, fence int, attempt smallint)
     WHERE d.run = $1 AND d.row = v.row AND d.step = v.step AND d.fence = v.fence AND d.worker = $2
       AND d.state = ${claimed} AND d.lease > clock_timestamp()
     RETURNING d.row, d.step, d.fence`,
    [run, worker, lease, JSON.stringify(intents)],
  );
  return rows.map(({ row, step, fence }) => ({ row: Number(row), step, fence }));
}

export interface Outcome extends Fenced {
  readonly state: number;
  readonly mid: string | null;
  readonly reason: string | null;
  readonly error: object | null;
}

/**
 * Final states, and what follows from them for the recipient's next steps. A late truth may still turn unknown into sent.
 * An outcome that came to nothing (the fence is another's) is not an error: the record says unknown, and stays so.
 */
export async function end(db: Database, run: string, outcomes: readonly Outcome[]): Promise<void> {
  await db.query(
    `WITH done AS (
       UPDATE sendspec_delivery d
       SET state = v.state, mid = v.mid, reason = v.reason, error = v.error, at = clock_timestamp(),
         worker = NULL, lease = NULL, body = NULL
       FROM jsonb_to_recordset($2::jsonb)
         AS v(row bigint, step smallint, fence int, state smallint, mid text, reason text, error jsonb)
       WHERE d.run = $1 AND d.row = v.row AND d.step = v.step AND d.fence = v.fence
         AND (d.state IN (${State.sending}, ${State.unknown})
           OR (d.state = ${claimed} AND (v.state = ${State.skipped} OR d.kind = 1)))
       RETURNING d.row, d.step, d.next, d.kind, d.state
     ), ${whatFollows}
     SELECT 1`,
    [run, JSON.stringify(outcomes)],
  );
}

/** Of `done`: the next step may come, or all later ones are skipped. */
const whatFollows = `released AS (
       UPDATE sendspec_delivery d SET due = clock_timestamp() + d.wait * interval '1 ms'
       FROM done WHERE d.run = $1 AND d.row = done.row AND d.step = done.next
         AND d.state = ${State.planned} AND (done.state = ${State.sent} OR done.kind = 1)
     ), blocked AS (
       UPDATE sendspec_delivery d SET state = ${State.skipped}, reason = 'blocked', body = NULL, at = clock_timestamp()
       FROM done WHERE d.run = $1 AND d.row = done.row AND d.step > done.step
         AND d.state = ${State.planned} AND done.kind = 0 AND done.state <> ${State.sent}
     )`;

/**
 * Proved not sent, to be tried again by the same worker: sending to claimed. Only of that attempt: said once more, after the
 * connection broke, it must not touch the next one.
 */
export async function takeBack(
  db: Database,
  claimant: Claimant,
  deliveries: readonly (Fenced & { attempt: number; reason: string })[],
) {
  await db.query(
    `UPDATE sendspec_delivery d
     SET state = ${claimed}, reason = v.reason, at = clock_timestamp(), lease = ${leaseUntil('$3')}
     FROM jsonb_to_recordset($4::jsonb) AS v(row bigint, step smallint, fence int, attempt smallint, reason text)
     WHERE d.run = $1 AND d.worker = $2 AND d.row = v.row AND d.step = v.step AND d.fence = v.fence AND d.attempt = v.attempt
       AND d.state = ${State.sending}`,
    [claimant.run, claimant.worker, claimant.lease, JSON.stringify(deliveries)],
  );
}

/** Claimed to planned: for the other workers, or for later. */
export async function release(
  db: Database,
  { run, worker }: Claimant,
  deliveries: readonly Fenced[],
): Promise<void> {
  await db.query(
    `UPDATE sendspec_delivery d SET state = ${State.planned}, worker = NULL, lease = NULL
     FROM jsonb_to_recordset($3::jsonb) AS v(row bigint, step smallint, fence int)
     WHERE d.run = $1 AND d.worker = $2 AND d.row = v.row AND d.step = v.step AND d.fence = v.fence
       AND d.state = ${claimed}`,
    [run, worker, JSON.stringify(deliveries)],
  );
}

/** What is claimed and waits for its turn stays ours for another lease. */
export async function keepClaims(
  db: Database,
  { run, worker, lease }: Claimant,
  deliveries: readonly Fenced[],
): Promise<void> {
  await db.query(
    `UPDATE sendspec_delivery d SET lease = ${leaseUntil('$3')}
     FROM jsonb_to_recordset($4::jsonb) AS v(row bigint, step smallint, fence int)
     WHERE d.run = $1 AND d.worker = $2 AND d.row = v.row AND d.step = v.step AND d.fence = v.fence
       AND d.state = ${claimed} AND d.lease > clock_timestamp()`,
    [run, worker, lease, JSON.stringify(deliveries)],
  );
}

/** Leases of workers that died or froze: what may have left is unknown, what was only claimed is free again. */
export async function reap(db: Database, run: string): Promise<void> {
  await db.query(
    `WITH free AS (
       UPDATE sendspec_delivery SET state = ${State.planned}, worker = NULL, lease = NULL
       WHERE run = $1 AND state = ${claimed} AND kind = 0 AND lease < clock_timestamp()
     ), done AS (
       UPDATE sendspec_delivery d
       SET state = CASE WHEN kind = 0 THEN ${State.unknown} ELSE ${State.failed} END,
         reason = 'crash', at = clock_timestamp(), body = NULL
       WHERE run = $1 AND lease < clock_timestamp()
         AND (state = ${State.sending} OR (state = ${claimed} AND kind = 1))
       RETURNING d.row, d.step, d.next, d.kind, d.state
     ), ${whatFollows}
     SELECT 1`,
    [run],
  );
}

/**
 * True once nothing of the run is left to do; the contacts' data is gone then. What an operator has put back to planned has no
 * body, and waits for a send with --resume.
 */
export async function finishRun(db: Database, run: string): Promise<boolean> {
  const rows = await db.query(
    `UPDATE sendspec_run SET finished_at = coalesce(finished_at, clock_timestamp())
     WHERE id = $1 AND NOT EXISTS (
       SELECT FROM sendspec_delivery WHERE run = $1
         AND (state IN (${State.sending}, ${claimed}) OR (state = ${State.planned} AND body IS NOT NULL)))
     RETURNING id`,
    [run],
  );
  return rows.length > 0;
}
