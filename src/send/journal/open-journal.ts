/**
 * Opens the journal of a campaign. Every refusal is a value with the command line's exit code; a file that is not
 * ours, empty or damaged is never written to.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Failpoint } from '../tuning.ts';
import { type Journal, State, type Totals } from './journal.ts';
import { type Holder, holderState, thisProcess } from './lock.ts';
import { compareManifests, type Manifest } from './manifest.ts';
import {
  type CourseEvent,
  type DeliveryRecord,
  readCourse,
  readDeliveries,
  readUnsent,
  type UnsentRow,
} from './read-deliveries.ts';
import { createRunId } from './run-id.ts';
import { applicationId, schema, schemaVersion } from './schema.ts';
import { openSql, type Sql } from './sql.ts';
import { createSqliteJournal, readTotals } from './sqlite-journal.ts';

export interface OpenJournalOptions {
  readonly path: string;
  readonly manifest: Manifest;
  readonly resume: boolean;
  readonly newRun: boolean;
  /** The caller fixed `now`: a resume must have the same. */
  readonly nowGiven: boolean;
  readonly runId?: string;
  readonly maxPages?: number;
  readonly failpoint: (name: Failpoint) => void;
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

export type OpenedJournal =
  | { readonly ok: true; readonly journal: Journal; readonly resumed: boolean; readonly crashed: number }
  | Refusal;
export interface Refusal {
  readonly ok: false;
  /** 3: the disk or the file; 5: locked, or of another campaign. */
  readonly exit: 3 | 5;
  readonly message: string;
}

export function openJournal(options: OpenJournalOptions): OpenedJournal {
  try {
    const exists = existsSync(options.path);
    if (!exists) return options.resume ? nothingToResume(options.path) : create(options);
    const db = openExisting(options.path);
    if ('ok' in db) return db;
    return options.newRun ? replace(db, options) : takeUp(db, options);
  } catch (error) {
    return explain(error, options.path);
  }
}

/** For the plan and for status: what is in a journal, without a lock and without changing it. */
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

/** For a change that is no send: the lock is taken, and what a crash left in flight is unknown from now on. */
export function takeOver(
  path: string,
  clock: () => number,
): { readonly ok: true; readonly sql: Sql; readonly runId: string; close(): void } | Refusal | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const sql = openExisting(path);
    if ('ok' in sql) return sql;
    try {
      const { runId } = readRun(sql);
      const holder = thisProcess();
      const held = lock(sql, holder, clock);
      if (held !== undefined) {
        sql.close();
        return refuse(5, `${held} Its journal: ${path}`);
      }
      configure(sql, undefined);
      endCrashed(sql, clock);
      const close = () => {
        sql.change('DELETE FROM lock WHERE nonce = payload()->>0', [holder.nonce]);
        sql.close();
      };
      return { ok: true, sql, runId, close };
    } catch (error) {
      sql.close();
      throw error;
    }
  } catch (error) {
    return explain(error, path);
  }
}

function takeUp(db: Sql, options: OpenJournalOptions): OpenedJournal {
  let opened: OpenedJournal | undefined;
  try {
    opened = resumeRun(db, options);
    return opened;
  } finally {
    if (!opened?.ok) db.close();
  }
}

function resumeRun(db: Sql, options: OpenJournalOptions): OpenedJournal {
  const run = readRun(db);
  if (run.finished !== undefined) {
    return refuse(
      5,
      `This campaign is finished (${run.finished.slice(0, 16).replace('T', ' ')} UTC): nothing is sent twice. To send it once more to everybody, start a new run (--new-run). Its journal: ${options.path}`,
    );
  }
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
  configure(db, options.maxPages);
  const crashed = endCrashed(db, options.clock);
  return {
    ok: true,
    resumed: true,
    crashed,
    journal: createSqliteJournal({ ...options, sql: db, runId: run.runId, manifest: run.manifest, holder }),
  };
}

/** Whoever was sending when it died: it may have arrived. */
function endCrashed(db: Sql, clock: () => number): number {
  return db.change(
    `UPDATE delivery SET state = ${State.unknown}, reason = 'crash', at = payload()->>0 WHERE state = ${State.sending}`,
    [clock()],
  );
}

/** The old journal is kept under another name: it is the only record of who got what. */
function replace(db: Sql, options: OpenJournalOptions): OpenedJournal {
  try {
    const { runId } = readRun(db);
    const held = lock(db, thisProcess(), options.clock);
    if (held !== undefined) return refuse(5, `${held} Its journal: ${options.path}`);
    // Everything into the one file; busy where anybody else has it open.
    db.exec('PRAGMA journal_mode = DELETE');
    renameSync(options.path, `${options.path.replace(/(\.journal)?(\.db)?$/, '')}.${runId}.journal.db`);
  } finally {
    db.close();
  }
  return create(options);
}

/** Built aside and linked to its name when whole: a crash leaves no half journal, and of two runners one wins. */
function create(options: OpenJournalOptions): OpenedJournal {
  const folder = dirname(options.path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const suffix of ['-wal', '-journal']) {
    if (existsSync(options.path + suffix) && statSync(options.path + suffix).size > 0) {
      return refuse(
        3,
        `The journal ${options.path} is gone, but ${basename(options.path)}${suffix} of it is still there: what was sent is not known. Bring the journal back, or move that file away to start over.`,
      );
    }
  }
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(options.path + suffix, { force: true });
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
      return refuse(5, `Another runner has just begun this campaign. Its journal: ${options.path}`);
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
    });
  } finally {
    db.close();
  }
}

function configure(db: Sql, maxPages: number | undefined): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
}

function lock(db: Sql, holder: Holder, clock: () => number): string | undefined {
  // Read first: a runner that was frozen in the middle of a write would make us wait for nothing.
  let held = heldBy(db);
  if (held !== undefined) return held;
  db.transaction(() => {
    held = heldBy(db);
    if (held === undefined) writeLock(db, holder, clock());
  });
  return held;
}

function heldBy(db: Sql): string | undefined {
  const row = db.rows('nonce, pid, started, host, boot', 'FROM lock WHERE id = 1')[0];
  if (row === undefined) return undefined;
  const [nonce, pid, started, host, boot] = row;
  switch (
    holderState({
      nonce: `${nonce}`,
      pid: Number(pid),
      started: `${started}`,
      host: `${host}`,
      boot: `${boot}`,
    })
  ) {
    case 'dead':
      return undefined;
    case 'alive':
      return `Another runner (process ${pid}) is sending this campaign.`;
    case 'elsewhere':
      return `A runner on ${host} (process ${pid}) holds this campaign: end it there, or, if that machine is gone for good, delete the row of the table "lock" in the journal.`;
  }
}

function writeLock(db: Sql, holder: Holder, now: number): void {
  db.change(
    `INSERT OR REPLACE INTO lock (id, nonce, pid, started, host, boot, at)
     VALUES (1, payload()->>0, payload()->>1, payload()->>2, payload()->>3, payload()->>4, payload()->>5)`,
    [holder.nonce, holder.pid, holder.started, holder.host, holder.boot, new Date(now).toISOString()],
  );
}

/** Only a journal of ours, whole and of a version that we know. */
function openExisting(path: string, readOnly = false): Sql | Refusal {
  const stat = statSync(path);
  if (!stat.isFile()) return refuse(3, `${path} is not a file, so it cannot be the journal.`);
  if (stat.size === 0)
    return refuse(
      3,
      `The journal ${path} is empty: it is left as it is. If nothing was ever sent with it, delete it.`,
    );
  if (!hasHeader(path))
    return refuse(
      5,
      `${path} is not a journal of sendspec: it is left as it is. Move it away, or name another journal.`,
    );
  const db = openSql(path, readOnly);
  let refusal: Refusal | undefined;
  try {
    refusal = checkFile(db, path);
  } catch (error) {
    refusal = explain(error, path);
  }
  if (refusal === undefined) return db;
  db.close();
  return refusal;
}

function checkFile(db: Sql, path: string): Refusal | undefined {
  const [id, format] =
    db.rows('application_id, user_version', 'FROM pragma_application_id, pragma_user_version')[0] ?? [];
  if (id !== applicationId) {
    return refuse(
      5,
      `${path} is another program's database, not a journal of sendspec: it is left as it is.`,
    );
  }
  if (format !== schemaVersion) {
    return refuse(
      3,
      `The journal ${path} was written by another version of sendspec (format ${format}, this one knows ${schemaVersion}).`,
    );
  }
  const check = db.rows('quick_check', 'FROM pragma_quick_check')[0]?.[0];
  if (check === 'ok') return undefined;
  throw damaged(String(check));
}

function damaged(how: string): Error {
  return Object.assign(new Error(how), { sqliteCodeName: 'SQLITE_CORRUPT' });
}

function hasHeader(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const start = Buffer.alloc(16);
    readSync(fd, start, 0, 16, 0);
    return start.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(fd);
  }
}

function readRun(db: Sql): { runId: string; manifest: Manifest; created: string; finished?: string } {
  const rows = db.rows('id, manifest, finished_at, created_at', 'FROM run');
  const row = rows[0];
  if (rows.length !== 1 || row === undefined) throw damaged('no run in it');
  const [id, manifest, finished, created] = row;
  return {
    runId: String(id),
    manifest: JSON.parse(String(manifest)) as Manifest,
    created: String(created),
    finished: finished === null ? undefined : String(finished),
  };
}

function explain(error: unknown, path: string): Refusal {
  const { sqliteCodeName, code, message } = error as {
    sqliteCodeName?: string;
    code?: string;
    message?: string;
  };
  switch (sqliteCodeName ?? code) {
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return refuse(
        3,
        `The journal ${path} is damaged (${message}): it is left as it is, and nothing is sent, because who got the message is only known from it. Bring back a copy, or move it away to start over.`,
      );
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return refuse(3, `The journal ${path} cannot be written: the disk is full.`);
    case 'SQLITE_BUSY':
      return refuse(5, `The journal ${path} is in use by another program.`);
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse(
        3,
        `The journal ${path} cannot be written: check the permissions of the file and its folder.`,
      );
    default:
      if (sqliteCodeName === undefined && code === undefined) throw error;
      return refuse(3, `The journal ${path} cannot be used (${sqliteCodeName ?? code}: ${message}).`);
  }
}

function nothingToResume(path: string): Refusal {
  return refuse(
    5,
    `There is no run to resume: no journal at ${path}. Send without --resume, and with the same message, contacts, page and endpoint as before.`,
  );
}

function refuse(exit: 3 | 5, message: string): Refusal {
  return { ok: false, exit, message };
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
