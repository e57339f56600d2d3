/** What is in a journal, read without a lock and without changing it: for the plan, for status and for the start of a resume. */
import { existsSync } from 'node:fs';
import { createDuplicates } from '../contacts/duplicates.ts';
import type { KnownContacts } from '../contacts/reopen-contacts.ts';
import { heldBy } from './hold-journal.ts';
import type { Totals } from './journal.ts';
import type { Manifest } from './manifest.ts';
import { explain, openExisting, type Refusal, readRun } from './open-file.ts';
import {
  type CourseEvent,
  type DeliveryRecord,
  readCourse,
  readDeliveries,
  readUnsent,
  type UnsentRow,
} from './read-deliveries.ts';
import { final, readTotals } from './read-totals.ts';
import { openSql, type Sql } from './sql.ts';

export function readJournal(
  path: string,
  events = 0,
  withDeliveries = false,
): JournalFacts | Refusal | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const db = openExisting(path, true);
    if ('ok' in db) return db;
    try {
      const run = readRun(db);
      return {
        ok: true,
        ...run,
        running: heldBy(db) !== undefined,
        totals: readTotals(db),
        course: readCourse(db, events),
        unsent: events > 0 ? readUnsent(db) : new Map(),
        ...(withDeliveries && { deliveries: readDeliveries(db) }),
      };
    } finally {
      db.close();
    }
  } catch (error) {
    return explain(error, path);
  }
}
export interface JournalFacts {
  readonly ok: true;
  readonly runId: string;
  readonly manifest: Manifest;
  /** ISO 8601. */
  readonly created: string;
  readonly finished?: string;
  /** Locked by a process that lives. */
  readonly running: boolean;
  readonly totals: Totals;
  readonly course: readonly CourseEvent[];
  readonly unsent: ReadonlyMap<number, UnsentRow>;
  readonly deliveries?: readonly DeliveryRecord[];
}

/**
 * What a resume need not find out from the contacts again. Undefined where there is nothing that can be resumed: opening the
 * journal says why.
 */
export function readKnownContacts(path: string): KnownContacts | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const db = openSql(path, true);
    try {
      const { manifest, finished } = readRun(db);
      if (finished !== undefined) return undefined;
      const rowsDone = countRowsDone(db);
      return {
        facts: manifest.contacts,
        duplicates: readDuplicates(db),
        rowsDone,
        offset: rowsDone === 0 ? 0 : endOf(db, rowsDone),
      };
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

/** From the first row on without a gap. Each of these rows has one record that ends it. */
function countRowsDone(db: Sql): number {
  const count = (after: number, to: number) =>
    Number(
      db.rows(
        'n',
        `FROM (SELECT count(*) AS n FROM delivery WHERE row > payload()->>0 AND row <= payload()->>1
         AND (step = 0 OR (last = 1 AND state IN (${final}))))`,
        [after, to],
      )[0]?.[0],
    );
  // Rows up to `whole` are all done, and one up to `holed` is not. Half of what is left is counted each time: all of it once.
  let whole = 0;
  let holed = Number(db.rows('n', 'FROM (SELECT max(row) AS n FROM delivery)')[0]?.[0] ?? 0) + 1;
  while (holed - whole > 1) {
    const middle = Math.floor((whole + holed) / 2);
    if (count(whole, middle) === middle - whole) whole = middle;
    else holed = middle;
  }
  return whole;
}

function endOf(db: Sql, row: number): number {
  const [found] = db.rows('end_offset', 'FROM delivery WHERE row = payload()->>0 LIMIT 1', [row]);
  return Number(found![0]);
}

function readDuplicates(db: Sql) {
  const duplicates = createDuplicates();
  const pairs = db.rows('row, first', 'FROM duplicate').sort((a, b) => Number(a[0]) - Number(b[0]));
  for (const [row, first] of pairs) duplicates.add(Number(row), Number(first));
  return duplicates;
}
