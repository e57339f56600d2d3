/**
 * The only place that imports @photostructure/sqlite: the API of node:sqlite with prebuilt binaries inside the
 * package, from Node 20 on (delivery.md 3.5 names what else was tried).
 *
 * No prepared statements. The package cannot finalize them, so that close() leaves the connection open until they are
 * garbage-collected, and a connection that ends as late as that unlinks `PATH-wal` by name: perhaps that of a newer
 * journal at the same path, with intents in it. Values go in as one JSON text that SQL reads with json_each, rows come
 * out through a function: one call for a whole group, too.
 */
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';

export type SqlValue = string | number | null;

export interface Sql {
  /** Throws what SQLite says (`sqliteCodeName`). */
  exec(sql: string): void;
  /** `sql` may read `json_each(payload())`. Returns how many rows were changed. */
  change(sql: string, payload: unknown): number;
  /** The rows of `SELECT columns rest`, in no promised order. */
  rows(columns: string, rest: string, payload?: unknown): SqlValue[][];
  /** Commits, or rolls back and throws. */
  transaction(write: () => void): void;
  /** At once: locks and the files beside the database are gone. */
  close(): void;
}

/** Milliseconds that a lock of another process is waited for. */
const busyTimeout = 5_000;

export function openSql(path: string, readOnly = false): Sql {
  const db = readOnly ? openToRead(path) : new DatabaseSync(path, { timeout: busyTimeout });
  let given = 'null';
  let taken: SqlValue[][] = [];
  db.function('payload', () => given);
  db.function('take', { varargs: true }, (...values: SqlValue[]) => {
    taken.push(values);
    return null;
  });

  function rows(columns: string, rest: string, payload?: unknown): SqlValue[][] {
    given = JSON.stringify(payload ?? null);
    taken = [];
    db.exec(`SELECT take(${columns}) ${rest}`);
    const found = taken;
    taken = [];
    return found;
  }

  return {
    exec: (sql) => db.exec(sql),
    change: (sql, payload) => {
      given = JSON.stringify(payload);
      db.exec(sql);
      return Number(rows('changes()', '')[0]?.[0]);
    },
    rows,
    transaction: (write) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        write();
        db.exec('COMMIT');
      } catch (error) {
        // SQLite has rolled back by itself where the disk is full.
        try {
          if (db.isTransaction) db.exec('ROLLBACK');
        } catch {
          // The first error says more.
        }
        throw error;
      }
    },
    close: () => db.close(),
  };
}

/** A journal in a folder that nobody can write to, as of a backup: SQLite cannot make its files beside it, and needs none. */
function openToRead(path: string): InstanceType<typeof DatabaseSync> {
  const options = { timeout: busyTimeout, readOnly: true };
  try {
    const db = new DatabaseSync(path, options);
    db.exec('SELECT 1 FROM sqlite_master');
    return db;
  } catch (error) {
    const { sqliteCodeName = '' } = error as { sqliteCodeName?: string };
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
    if (!/^SQLITE_(CANTOPEN|READONLY)/.test(sqliteCodeName) || (log !== undefined && log.size > 0))
      throw error;
    return new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, options);
  }
}
