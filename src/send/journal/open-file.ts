/** A journal's file: only one of ours, whole and of a version that we know, is opened; any other is never written to. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Manifest } from './manifest.ts';
import { applicationId, schemaVersion } from './schema.ts';
import { openSql, type Sql } from './sql.ts';

export interface Refusal {
  readonly ok: false;
  /** 3: the disk or the file; 5: locked, or of another campaign. */
  readonly exit: 3 | 5;
  readonly message: string;
}

export interface JournalFile extends Sql {
  /** Another file has its name now: whoever did that has begun another run. */
  moved(): boolean;
}

export function openExisting(path: string, readOnly = false): JournalFile | Refusal {
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
  const moved = () => statSync(path, { throwIfNoEntry: false })?.ino !== stat.ino;
  if (refusal === undefined) return { ...db, moved };
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

export function readRun(db: Sql): { runId: string; manifest: Manifest; created: string; finished?: string } {
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

/** What SQLite or the system says, in the operator's words. Throws what neither said. */
export function explain(error: unknown, path: string): Refusal {
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

export function refuse(exit: 3 | 5, message: string): Refusal {
  return { ok: false, exit, message };
}
