/** Runs of the shared journal: begun, taken up again, found by workers, counted. */
import type { GraphError, SkipReason } from '../events.ts';
import { State, type Totals } from '../journal/journal.ts';
import { compareManifests, type Manifest } from '../journal/manifest.ts';
import { createRunId } from '../journal/run-id.ts';
import type { Database } from './database.ts';
import { claimed } from './schema.ts';

export interface OpenRunOptions {
  readonly campaign: string;
  readonly page: string;
  readonly manifest: Manifest;
  readonly rate: number | 'unlimited';
  readonly resume: boolean;
  readonly newRun: boolean;
  readonly nowGiven: boolean;
  readonly runId?: string;
  /** Only so many people may get it for now. */
  readonly limit: number | undefined;
  /** Plans the deliveries of a new run. */
  readonly load: (query: Database['query'], run: string, manifest: Manifest) => Promise<void>;
  /** Makes the bodies of deliveries that were put back to planned. */
  readonly refill: (query: Database['query'], run: string, manifest: Manifest) => Promise<void>;
}

export type OpenedRun =
  | { readonly ok: true; readonly runId: string; readonly manifest: Manifest; readonly resumed: boolean }
  | { readonly ok: false; readonly message: string };

interface RunRow {
  readonly id: string;
  readonly manifest: Manifest;
  readonly rate: number | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** Two commands at once: the second waits, and then finds the run of the first. */
export function openRun(database: Database, options: OpenRunOptions): Promise<OpenedRun> {
  return database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock(hashtext($1))', [`sendspec ${options.campaign}`]);
    const [old] = await query<RunRow>(
      'SELECT * FROM sendspec_run WHERE campaign = $1 AND replaced_at IS NULL',
      [options.campaign],
    );
    if (old === undefined) {
      return options.resume
        ? refuse(
            `There is no run to resume in ${database.name}: send without --resume, and with the same message, contacts, page and endpoint as before.`,
          )
        : begin(query, options);
    }
    if (options.newRun) {
      const busy = await replace(query, old.id);
      return busy === undefined ? begin(query, options) : refuse(busy);
    }
    const [again] = await query(
      `SELECT 1 FROM sendspec_delivery WHERE run = $1 AND state = ${State.planned} AND body IS NULL LIMIT 1`,
      [old.id],
    );
    if (old.finished_at !== null && again === undefined) {
      return refuse(
        `This campaign is finished (${minute(old.finished_at)}): nothing is sent twice. To send it once more to everybody, start a new run (--new-run). Its journal: ${database.name}`,
      );
    }
    if (!options.resume) {
      return refuse(
        `This campaign was begun and is not finished: go on with --resume or sendspec worker, or start over with --new-run (everybody gets it again). Its journal: ${database.name}`,
      );
    }
    const differences = compareManifests(old.manifest, options.manifest, options.nowGiven);
    if (differences.length > 0) {
      return refuse(
        `The run cannot be resumed, because it was begun with something else: ${differences.join('; ')}. Put that back, or start over with --new-run. Its journal: ${database.name}`,
      );
    }
    if (again !== undefined) await options.refill(query, old.id, old.manifest);
    await query('UPDATE sendspec_run SET rate = $2, finished_at = NULL WHERE id = $1', [
      old.id,
      number(options.rate),
    ]);
    await setLimit(query, old.id, options.limit);
    return { ok: true, runId: old.id, manifest: old.manifest, resumed: true };
  });
}

async function begin(query: Database['query'], options: OpenRunOptions): Promise<OpenedRun> {
  const { campaign, page, manifest, rate } = options;
  const runId = options.runId ?? createRunId();
  await query(
    'INSERT INTO sendspec_run (id, campaign, page, endpoint, manifest, rate) VALUES ($1, $2, $3, $4, $5, $6)',
    [runId, campaign, page, manifest.endpoint, JSON.stringify(manifest), number(rate)],
  );
  await options.load(query, runId, manifest);
  await setLimit(query, runId, options.limit);
  return { ok: true, runId, manifest, resumed: false };
}

/** Of those that have got nothing yet, only the next so many people, in the order of the contacts; undefined: all. For every worker. */
export async function setLimit(
  query: Database['query'],
  run: string,
  limit: number | undefined,
): Promise<void> {
  await query(
    `UPDATE sendspec_run SET up_to = CASE WHEN $2::int IS NOT NULL THEN coalesce((
       SELECT max(row) FROM (
         SELECT row FROM sendspec_delivery WHERE run = $1 AND ${toDo} GROUP BY row ORDER BY row LIMIT $2::int) next), 0) END
     WHERE id = $1`,
    [run, limit ?? null],
  );
}

const toDo = `(state IN (${State.sending}, ${claimed}) OR (state = ${State.planned} AND body IS NOT NULL))`;

const limitLeaves = `(up_to IS NULL OR EXISTS (
  SELECT FROM sendspec_delivery WHERE run = sendspec_run.id AND row <= up_to AND ${toDo}))`;

/** Everybody whom the limit lets get it has got it. */
export async function isLimitReached(database: Database, run: string): Promise<boolean> {
  const rows = await database.query(`SELECT 1 FROM sendspec_run WHERE id = $1 AND NOT ${limitLeaves}`, [run]);
  return rows.length > 0;
}

/** What of the old run was not sent never will be. Refused while a worker may be sending it. */
async function replace(query: Database['query'], run: string): Promise<string | undefined> {
  const [busy] = await query<{ worker: string }>(
    `SELECT worker FROM sendspec_delivery
     WHERE run = $1 AND state IN (${State.sending}, ${claimed}) AND lease > clock_timestamp() LIMIT 1`,
    [run],
  );
  if (busy !== undefined) return `A worker (${busy.worker}) is sending this campaign: end it first.`;
  await query(
    `UPDATE sendspec_delivery SET body = NULL, worker = NULL, lease = NULL, at = clock_timestamp(),
       state = CASE state WHEN ${State.sending} THEN ${State.unknown} ELSE ${State.skipped} END,
       reason = CASE state WHEN ${State.sending} THEN 'crash' ELSE 'replaced' END
     WHERE run = $1 AND state IN (${State.planned}, ${State.sending}, ${claimed})`,
    [run],
  );
  await query(
    'UPDATE sendspec_run SET replaced_at = clock_timestamp(), finished_at = coalesce(finished_at, clock_timestamp()) WHERE id = $1',
    [run],
  );
  return undefined;
}

export interface OpenRun {
  readonly runId: string;
  readonly manifest: Manifest;
  readonly rate: number | 'unlimited';
}

/** Runs that a worker for this Page at this endpoint may work on, the oldest first. */
export async function findRuns(database: Database, endpoint: string, page: string): Promise<OpenRun[]> {
  const rows = await database.query<RunRow>(
    `SELECT * FROM sendspec_run
     WHERE endpoint = $1 AND page = $2 AND finished_at IS NULL AND replaced_at IS NULL AND ${limitLeaves}
     ORDER BY created_at, id`,
    [endpoint, page],
  );
  return rows.map(({ id, manifest, rate }) => ({ runId: id, manifest, rate: rate ?? 'unlimited' }));
}

/** The rate of a Page, and of the kinds of messages that it may send fewer of; what refusals have taken from it is kept. */
export async function setRates(
  database: Database,
  rates: { readonly [page: string]: number | 'unlimited' },
  fresh: boolean,
): Promise<void> {
  for (const [page, rate] of Object.entries(rates)) {
    await database.query(
      `INSERT INTO sendspec_rate (page, per_second) VALUES ($1, $2)
       ON CONFLICT (page) DO UPDATE SET per_second = excluded.per_second WHERE $3`,
      [page, number(rate), fresh],
    );
  }
}

export async function countRun(database: Database, run: string): Promise<Totals> {
  const rows = await database.query<{
    state: number;
    why: string | null;
    error: GraphError | null;
    n: number;
  }>(
    `SELECT state, CASE WHEN state IN (${State.unknown}, ${State.skipped}) THEN reason END AS why,
       (array_agg(error))[1] AS error, count(*)::int AS n
     FROM sendspec_delivery WHERE run = $1 AND kind = 0
     GROUP BY state, why, error->>'code', error->>'subcode', error->>'message' ORDER BY n DESC`,
    [run],
  );
  const final = [State.sent, State.failed, State.unknown, State.skipped].join(', ');
  const [done] = await database.query<{ n: number }>(
    `SELECT count(DISTINCT row)::int AS n FROM sendspec_delivery
     WHERE run = $1 AND (step = 0 OR (last AND state IN (${final})))`,
    [run],
  );
  const states: { [state: number]: number } = {};
  for (const { state, n } of rows) {
    const as = state === claimed ? State.planned : state;
    states[as] = (states[as] ?? 0) + n;
  }
  const of = (wanted: State) => rows.filter(({ state }) => state === wanted);
  return {
    states,
    skipped: of(State.skipped).map(({ why, n }) => ({ reason: why as SkipReason, count: n })),
    failed: of(State.failed).flatMap(({ error, n }) => (error === null ? [] : [{ error, count: n }])),
    unknown: of(State.unknown).map(({ why, n }) => ({ why: String(why), count: n })),
    rowsDone: done?.n ?? 0,
  };
}

function number(rate: number | 'unlimited'): number | null {
  return rate === 'unlimited' ? null : rate;
}

function minute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function refuse(message: string): OpenedRun {
  return { ok: false, message };
}
