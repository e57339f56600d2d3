/** Opens the journal of a campaign. Every refusal is a value with the command line's exit code. */
import { existsSync } from 'node:fs';
import type { Duplicates } from '../contacts/duplicates.ts';
import type { Failpoint } from '../tuning.ts';
import { createJournal, replaceJournal } from './create-journal.ts';
import { endCrashed, heldBy, lock, unlock } from './hold-journal.ts';
import type { Journal } from './journal.ts';
import { thisProcess } from './lock.ts';
import { compareManifests, type Manifest } from './manifest.ts';
import { explain, type JournalFile, openExisting, type Refusal, readRun, refuse } from './open-file.ts';
import type { Sql } from './sql.ts';
import { createSqliteJournal } from './sqlite-journal.ts';

export interface OpenJournalOptions {
  readonly path: string;
  readonly manifest: Manifest;
  /** Of the contacts; kept for a resume. */
  readonly duplicates: Duplicates;
  readonly resume: boolean;
  readonly newRun: boolean;
  /** The caller fixed `now`: a resume must have the same. */
  readonly nowGiven: boolean;
  readonly runId?: string;
  readonly maxPages?: number;
  readonly failpoint: (name: Failpoint) => void;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

export type OpenedJournal =
  | { readonly ok: true; readonly journal: Journal; readonly resumed: boolean; readonly crashed: number }
  | Refusal;
export function openJournal(options: OpenJournalOptions): OpenedJournal {
  try {
    const exists = existsSync(options.path);
    if (!exists) return options.resume ? nothingToResume(options.path) : createJournal(options);
    const db = openExisting(options.path);
    if ('ok' in db) return db;
    return options.newRun ? replaceJournal(db, options) : takeUp(db, options);
  } catch (error) {
    return explain(error, options.path);
  }
}

/** The lock is taken last, when all else fits. */
export function takeUp(db: JournalFile, options: OpenJournalOptions): OpenedJournal {
  let opened: OpenedJournal | undefined;
  try {
    opened = resumeRun(db, options);
    return opened;
  } finally {
    if (!opened?.ok) db.close();
  }
}

function resumeRun(db: JournalFile, options: OpenJournalOptions): OpenedJournal {
  const run = readRun(db);
  if (run.finished !== undefined) return finished(run.finished, options.path);
  const busy = heldBy(db);
  if (busy !== undefined) return refuse(5, `${busy} Its journal: ${options.path}`);
  if (!options.resume) {
    return refuse(
      5,
      `This campaign was begun and is not finished: go on with --resume, or start over with --new-run (everybody gets it again). Its journal: ${options.path}`,
    );
  }
  const differences = compareManifests(run.manifest, options.manifest, options.nowGiven);
  if (differences.length > 0) {
    return refuse(
      5,
      `The run cannot be resumed, because it was begun with something else: ${differences.join('; ')}. Put that back, or start over with --new-run. Its journal: ${options.path}`,
    );
  }
  const holder = thisProcess();
  const held = lock(db, holder, options.clock);
  if (held !== undefined) return refuse(5, `${held} Its journal: ${options.path}`);
  // Whoever held it until now may have come to the end.
  const now = readRun(db);
  if (now.finished !== undefined) {
    unlock(db, holder);
    return finished(now.finished, options.path);
  }
  configure(db, options.maxPages);
  const crashed = endCrashed(db, options.clock);
  return {
    ok: true,
    resumed: true,
    crashed,
    journal: createSqliteJournal({ ...options, sql: db, runId: run.runId, manifest: run.manifest, holder }),
  };
}

/** `at`: ISO 8601. */
function finished(at: string, path: string): Refusal {
  return refuse(
    5,
    `This campaign is finished (${at.slice(0, 16).replace('T', ' ')} UTC): nothing is sent twice. To send it once more to everybody, start a new run (--new-run). Its journal: ${path}`,
  );
}

export function configure(db: Sql, maxPages: number | undefined): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
}

function nothingToResume(path: string): Refusal {
  return refuse(
    5,
    `There is no run to resume: no journal at ${path}. Send without --resume, and with the same message, contacts, page and endpoint as before.`,
  );
}
