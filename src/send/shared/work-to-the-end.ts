/** One worker's part in a run, from the first claim to the report. */
import type { Contacts } from '../contacts/open-contacts.ts';
import type { SendReport } from '../events.ts';
import { buildReport, countsOf } from '../report.ts';
import type { StopHandle } from '../stop.ts';
import type { Database } from './database.ts';
import type { Worker } from './equip-worker.ts';
import { countRun } from './runs.ts';
import { work } from './work.ts';

export interface WorkerCourse extends Worker {
  readonly database: Database;
  readonly concurrency: number;
  readonly resumed: boolean;
  readonly rate: number | 'unlimited';
  readonly contacts: Pick<Contacts, 'facts' | 'changed'>;
  readonly stop: StopHandle | undefined;
  /** As of `work`. */
  readonly onLimit?: () => Promise<boolean>;
  /** What is said when the operator ended it. */
  readonly stopped: string;
}

/** Milliseconds that outcomes are tried to be written for at the end. */
const patience = 15_000;

/** Rejects with DatabaseError where the journal cannot be asked at the end. */
export async function workToTheEnd(course: WorkerCourse): Promise<SendReport> {
  const { database, runner, journal, claimant, contacts, rate, concurrency, stop } = course;
  const before = await countRun(database, claimant.run);
  runner.emit({
    type: 'start',
    runId: claimant.run,
    journal: database.name,
    resumed: course.resumed,
    rows: contacts.facts.rows,
    rowsDone: before.rowsDone,
    before: countsOf(before),
    rate,
    concurrency,
  });
  journal.note('start', `worker ${claimant.worker}, rate ${rate}, concurrency ${concurrency}`);
  stop?.onStop((kind) => {
    if (kind === 'stop') runner.halt(130, course.stopped);
    else runner.kill();
  });
  const end = await work(course);
  runner.close();
  const lost = await journal.close(patience);
  if (runner.error !== undefined) throw runner.error;
  if (lost > 0) {
    runner.warn(
      'outcomes-lost',
      `The outcomes of ${lost} could not be written any more: they become unknown when their leases end.`,
    );
  }
  const after = await countRun(database, claimant.run);
  const report = buildReport({
    runner,
    journal: {
      path: database.name,
      runId: claimant.run,
      broken: undefined,
      totals: () => after,
      // A statement of its own in the database, when nothing is left.
      finish: () => {},
    },
    contacts,
    before,
    end,
  });
  return { ...report, warnings: [...runner.warnings] };
}
