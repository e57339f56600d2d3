/** What the shared journal says of its runs, while workers go on. */
import type { GraphError } from '../events.ts';
import { State } from '../journal/journal.ts';
import type { Manifest } from '../journal/manifest.ts';
import type { Refusal } from '../journal/open-file.ts';
import {
  type DeliveryRecord,
  deliveryRecord,
  type UnsentRow,
  unsentRows,
} from '../journal/read-deliveries.ts';
import { mostEvents, type RunStatus, statusOf } from '../read-status.ts';
import { type Database, DatabaseError, openDatabase } from './database.ts';
import { countRun } from './runs.ts';
import { claimed } from './schema.ts';

/** All runs, the oldest first, or the one of this id. */
export async function readSharedStatus(
  url: string,
  named: string | undefined,
  withDeliveries: boolean,
): Promise<RunStatus[] | Refusal> {
  const database = await openDatabase(url);
  if (typeof database === 'string') return { ok: false, exit: 3, message: database };
  try {
    const rows = await database.query<Run>(
      'SELECT * FROM sendspec_run WHERE $1::text IS NULL OR id = $1 ORDER BY created_at, id',
      [named ?? null],
    );
    if (named !== undefined && rows.length === 0)
      return { ok: false, exit: 5, message: noRun(database, named) };
    const runs: RunStatus[] = [];
    for (const run of rows) runs.push(await readRun(database, run, withDeliveries));
    return runs;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return { ok: false, exit: 3, message: error.message };
  } finally {
    await database.close();
  }
}

interface Run {
  readonly id: string;
  readonly manifest: Manifest;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

export type FoundRun = { readonly id: string } | { readonly problem: string };

/** By its id; without one the only run that has deliveries in `state`. */
export async function findRun(
  database: Database,
  named: string | undefined,
  state: State,
): Promise<FoundRun> {
  if (named !== undefined) {
    const [run] = await database.query<{ id: string }>('SELECT id FROM sendspec_run WHERE id = $1', [named]);
    return run ?? { problem: noRun(database, named) };
  }
  const runs = await database.query<{ id: string }>(
    `SELECT id FROM sendspec_run r WHERE EXISTS (
       SELECT FROM sendspec_delivery d WHERE d.run = r.id AND d.kind = 0 AND
         (d.state = $1 OR (d.state = ${State.sending} AND d.lease < clock_timestamp())))
     ORDER BY created_at, id`,
    [state],
  );
  if (runs.length === 1) return runs[0]!;
  if (runs.length === 0) {
    return {
      problem: `No run in ${database.name} has messages that are unknown. To take echoes all the same, name the run.`,
    };
  }
  const ids = runs.map(({ id }) => id).join(', ');
  return {
    problem: `${runs.length} runs in ${database.name} have messages that are unknown: name one of ${ids}.`,
  };
}

function noRun(database: Database, named: string): string {
  return `There is no run ${named} in ${database.name}.`;
}

async function readRun(database: Database, run: Run, withDeliveries: boolean): Promise<RunStatus> {
  const totals = await countRun(database, run.id);
  const [worker] = await database.query(
    `SELECT 1 FROM sendspec_delivery
     WHERE run = $1 AND state IN (${State.sending}, ${claimed}) AND lease > clock_timestamp() LIMIT 1`,
    [run.id],
  );
  const course = await database.query<{ at: Date; type: string; detail: string }>(
    'SELECT * FROM (SELECT * FROM sendspec_event WHERE run = $1 ORDER BY id DESC LIMIT $2) e ORDER BY id',
    [run.id, mostEvents],
  );
  return statusOf({
    journal: database.name,
    runId: run.id,
    manifest: run.manifest,
    created: run.created_at.toISOString(),
    finished: run.finished_at?.toISOString(),
    running: worker !== undefined,
    totals,
    course: course.map(({ at, type, detail }) => ({ at: at.toISOString(), type, detail })),
    unsent: await readUnsent(database, run.id),
    ...(withDeliveries && { deliveries: await readDeliveries(database, run.id) }),
  });
}

interface DeliveryRow {
  readonly row: string;
  readonly step: number;
  readonly state: number;
  readonly mid: string | null;
  readonly reason: string | null;
  readonly error: GraphError | null;
  readonly at: Date;
}

const columns = 'row, step, state, mid, reason, error, at';

async function readUnsent(database: Database, run: string): Promise<Map<number, UnsentRow>> {
  const rows = await database.query<DeliveryRow>(
    `SELECT ${columns} FROM sendspec_delivery
     WHERE run = $1 AND kind = 0 AND state IN (${State.failed}, ${State.unknown}) ORDER BY row, step`,
    [run],
  );
  return unsentRows(rows.map((row) => ({ ...row, row: Number(row.row) })));
}

async function readDeliveries(database: Database, run: string): Promise<DeliveryRecord[]> {
  const rows = await database.query<DeliveryRow>(
    `SELECT ${columns} FROM sendspec_delivery WHERE run = $1 AND kind = 0 ORDER BY row, step`,
    [run],
  );
  return rows.map((row) =>
    // What is claimed is planned to everybody but its worker.
    deliveryRecord({
      ...row,
      row: Number(row.row),
      at: row.at.getTime(),
      state: row.state === claimed ? State.planned : row.state,
    }),
  );
}
