/** A new journal: built aside and linked to its name when whole, so that a crash leaves no half of one, and of two runners one wins. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Duplicates } from '../contacts/duplicates.ts';
import { lock, unlock, writeLock } from './hold-journal.ts';
import { type Holder, thisProcess } from './lock.ts';
import { type JournalFile, readRun, refuse } from './open-file.ts';
import { configure, type OpenedJournal, type OpenJournalOptions } from './open-journal.ts';
import { createRunId } from './run-id.ts';
import { applicationId, schema, schemaVersion } from './schema.ts';
import { openSql, type Sql } from './sql.ts';
import { createSqliteJournal } from './sqlite-journal.ts';

/** The old journal is kept under another name: it is the only record of who got what. */
export function replaceJournal(db: JournalFile, options: OpenJournalOptions): OpenedJournal {
  const holder = thisProcess();
  let path = options.path;
  let held: string | undefined;
  try {
    const { runId } = readRun(db);
    held = lock(db, holder, options.clock);
    if (held === undefined) {
      // Everything into the one file; busy where anybody else has it open.
      db.exec('PRAGMA journal_mode = DELETE');
      const kept = `${options.path.replace(/(\.journal)?(\.db)?$/, '')}.${runId}.journal.db`;
      renameSync(options.path, kept);
      path = kept;
    }
  } finally {
    db.close();
    if (held === undefined) letGo(path, holder);
  }
  if (held !== undefined) return refuse(5, `${held} Its journal: ${options.path}`);
  return createJournal(options);
}

/** By a connection of its own: SQLite's files beside a database have the name that it was opened by. */
function letGo(path: string, holder: Holder): void {
  try {
    const db = openSql(path);
    try {
      unlock(db, holder);
    } finally {
      db.close();
    }
  } catch {
    // Then it is held until this process ends.
  }
}

export function createJournal(options: OpenJournalOptions): OpenedJournal {
  const folder = dirname(options.path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Nothing is deleted here: another runner may have made its journal since we looked, and these files would be its own.
  // SQLite takes no harm from empty ones.
  for (const suffix of ['-wal', '-journal']) {
    if (sizeOf(options.path + suffix) === 0) continue;
    if (existsSync(options.path)) return justBegun(options.path);
    return refuse(
      3,
      `The journal ${options.path} is gone, but ${basename(options.path)}${suffix} of it is still there: what was sent is not known. Bring the journal back, or move that file away to start over.`,
    );
  }
  const runId = options.runId ?? createRunId();
  const temporary = join(folder, `.${basename(options.path)}.${process.pid}.${runId}.new`);
  const holder = thisProcess();
  try {
    closeSync(openSync(temporary, 'wx', 0o600));
    build(temporary, runId, holder, options);
    try {
      linkSync(temporary, options.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return justBegun(options.path);
    }
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(temporary + suffix, { force: true });
  }
  syncFolder(folder);
  const db = openSql(options.path);
  configure(db, options.maxPages);
  return {
    ok: true,
    resumed: false,
    crashed: 0,
    journal: createSqliteJournal({ ...options, sql: db, runId, manifest: options.manifest, holder }),
  };
}

function justBegun(path: string): OpenedJournal {
  return refuse(5, `Another runner has just begun this campaign. Its journal: ${path}`);
}

/** Bytes; 0 where there is no such file. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function build(path: string, runId: string, holder: Holder, options: OpenJournalOptions): void {
  const db = openSql(path);
  const now = options.clock();
  try {
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
    db.transaction(() => {
      db.exec(schema);
      db.change(
        'INSERT INTO run (id, manifest, created_at) VALUES (payload()->>0, payload()->>1, payload()->>2)',
        [runId, JSON.stringify(options.manifest), new Date(now).toISOString()],
      );
      writeLock(db, holder, now);
      writeDuplicates(db, options.duplicates);
    });
    // While nobody else can have it open: changing the mode needs the file for itself.
    db.exec('PRAGMA journal_mode = WAL');
  } finally {
    db.close();
  }
}

/** Rows that go into one statement. */
const pairsAtOnce = 10_000;

function writeDuplicates(db: Sql, duplicates: Duplicates): void {
  let some: (readonly [number, number])[] = [];
  const write = () => {
    if (some.length === 0) return;
    db.change(
      'INSERT INTO duplicate (row, first) SELECT j.value->>0, j.value->>1 FROM json_each(payload()) AS j',
      some,
    );
    some = [];
  };
  for (const pair of duplicates.pairs()) if (some.push(pair) >= pairsAtOnce) write();
  write();
}

/** The directory entry, too, must outlive a power cut. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    fsyncSync(fd);
    closeSync(fd);
  } catch {
    // Not possible on every system (Windows).
  }
}
