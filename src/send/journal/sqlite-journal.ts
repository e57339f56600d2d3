/**
 * The journal on one machine. WAL with synchronous=FULL: a COMMIT returns when its bytes are on the disk. Intents of the
 * same turn of the event loop share one transaction, and outcomes travel with them: losing an outcome only makes a
 * sent message unknown, losing an intent could send twice.
 */
import type { DatabaseSync } from '@photostructure/sqlite';
import type { GraphError, SkipReason } from '../events.ts';
import type { Failpoint } from '../tuning.ts';
import {
  type DeliveryKey,
  type Ending,
  type Intent,
  type Journal,
  JournalError,
  Kind,
  type Recorded,
  State,
  type Totals,
} from './journal.ts';
import type { Holder } from './lock.ts';
import type { Manifest } from './manifest.ts';

export interface SqliteJournalOptions {
  readonly db: InstanceType<typeof DatabaseSync>;
  readonly path: string;
  readonly runId: string;
  readonly manifest: Manifest;
  readonly holder: Holder;
  readonly failpoint: (name: Failpoint) => void;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

type Write = () => void;

/** Milliseconds that an outcome may wait for company. */
const lazyFlush = 100;
const closingTries = 5;
/** A server may give each error another text. */
const mostGroups = 100;

export function createSqliteJournal(options: SqliteJournalOptions): Journal {
  const { db, holder, clock } = options;
  const statements = prepare(db);
  let endings: Write[] = [];
  let intents: { intent: Intent; resolve: () => void; reject: (error: JournalError) => void }[] = [];
  let scheduled = false;
  let timer: NodeJS.Timeout | undefined;
  let broken: JournalError | undefined;

  function intend(intent: Intent): Promise<void> {
    if (broken !== undefined) return Promise.reject(broken);
    options.failpoint('before-intent');
    return new Promise((resolve, reject) => {
      intents.push({ intent, resolve, reject });
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    });
  }

  function end(ending: Ending): void {
    endings.push(() => writeEnding(ending));
    arm();
  }

  function arm(): void {
    timer ??= setTimeout(flush, lazyFlush);
  }

  /** One transaction: first what has ended, in order, then what is about to begin. */
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    scheduled = false;
    if (broken !== undefined) {
      refuseIntents(broken);
      return;
    }
    const group = intents;
    const written = endings;
    if (group.length === 0 && written.length === 0) return;
    intents = [];
    try {
      if (written.length > 0) options.failpoint('before-outcome-flush');
      transaction(() => {
        for (const write of written) write();
        for (const { intent } of group) writeIntent(intent);
        if (group.length > 0) options.failpoint('after-append');
      });
      if (group.length > 0) options.failpoint('after-fsync');
    } catch (error) {
      broken = asJournalError(error);
      for (const { reject } of group) reject(broken);
      refuseIntents(broken);
      return;
    }
    endings = endings.slice(written.length);
    for (const { resolve } of group) resolve();
  }

  function refuseIntents(error: JournalError): void {
    for (const { reject } of intents.splice(0)) reject(error);
  }

  function transaction(write: () => void): void {
    db.exec('BEGIN IMMEDIATE');
    try {
      checkHolder();
      write();
      db.exec('COMMIT');
    } catch (error) {
      // SQLite has rolled back by itself where the disk is full.
      if (db.isTransaction) {
        try {
          db.exec('ROLLBACK');
        } catch {}
      }
      throw error;
    }
  }

  function checkHolder(): void {
    const row = statements.holder.get() as { nonce: string } | undefined;
    if (row?.nonce !== holder.nonce) {
      throw new JournalError('lost', 'Another runner has taken over the journal, so this one stops.');
    }
  }

  function writeIntent(intent: Intent): void {
    const { changes } = statements.intent.run(
      intent.row,
      intent.step,
      intent.attempt,
      intent.last ? 1 : 0,
      clock(),
      intent.offset,
    );
    if (Number(changes) !== 1) throw wrongState(intent, 'planned');
  }

  function writeEnding(ending: Ending): void {
    const last = ending.last ? 1 : 0;
    const { row, step, offset } = ending;
    if (ending.state === 'skipped') {
      statements.put.run(
        row,
        step,
        Kind.message,
        State.skipped,
        last,
        null,
        ending.reason,
        ending.detail,
        clock(),
        offset,
      );
      return;
    }
    if ('kind' in ending && ending.kind === Kind.action) {
      const error = ending.state === 'failed' ? JSON.stringify(ending.error) : null;
      statements.put.run(
        row,
        step,
        Kind.action,
        State[ending.state],
        last,
        null,
        null,
        error,
        clock(),
        offset,
      );
      return;
    }
    const mid = ending.state === 'sent' ? ending.mid : null;
    const reason = ending.state === 'unknown' || ending.state === 'planned' ? ending.why : null;
    const error = ending.state === 'failed' ? JSON.stringify(ending.error) : null;
    const { changes } = statements.end.run(State[ending.state], mid, reason, error, clock(), row, step);
    if (Number(changes) !== 1) throw wrongState(ending, 'sending');
  }

  async function close(): Promise<void> {
    // A full disk may have been made room on; a failed fsync is never retried (its error is reported once only).
    for (let i = 0; i < closingTries && (endings.length > 0 || i === 0); i++) {
      if (broken !== undefined) {
        if (broken.kind !== 'full') break;
        if (i > 0) await new Promise((resolve) => setTimeout(resolve, 100));
        try {
          const written = endings;
          transaction(() => {
            for (const write of written) write();
          });
          endings = [];
        } catch {}
      } else flush();
    }
    clearTimeout(timer);
    try {
      if (broken?.kind !== 'lost') statements.unlock.run(holder.nonce);
      // So that the one file is whole: close() leaves the connection, and with it the WAL, to the garbage collector.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {}
    db.close();
  }

  return {
    path: options.path,
    runId: options.runId,
    manifest: options.manifest,
    intend,
    end,
    note: (type, detail) => {
      const at = new Date(clock()).toISOString();
      endings.push(() => statements.note.run(at, type, detail));
      arm();
    },
    recorded: (from, to) => (statements.recorded.all(from, to) as RecordedRow[]).map(asRecorded),
    totals: () => {
      if (broken === undefined) flush();
      return readTotals(db);
    },
    finish: () => {
      const at = new Date(clock()).toISOString();
      endings.push(() => statements.finish.run(at));
      flush();
    },
    close,
    get broken() {
      return broken;
    },
  };
}

interface RecordedRow {
  row: number;
  step: number;
  kind: number;
  state: number;
  attempt: number;
  last: number;
}

function asRecorded(row: RecordedRow): Recorded {
  return { ...row, kind: row.kind as Kind, state: row.state as State, last: row.last === 1 };
}

function prepare(db: InstanceType<typeof DatabaseSync>) {
  return {
    holder: db.prepare('SELECT nonce FROM lock WHERE id = 1'),
    // The gate of the whole promise: only what is planned can become sending, whatever the runner believes.
    intent: db.prepare(
      `INSERT INTO delivery (row, step, kind, state, attempt, last, at, end_offset) VALUES (?, ?, 0, 1, ?, ?, ?, ?)
       ON CONFLICT (row, step) DO UPDATE SET state = 1, attempt = excluded.attempt, reason = NULL, at = excluded.at
       WHERE delivery.state = 0`,
    ),
    end: db.prepare(
      'UPDATE delivery SET state = ?, mid = ?, reason = ?, error = ?, at = ? WHERE row = ? AND step = ? AND state = 1',
    ),
    put: db.prepare(
      `INSERT INTO delivery (row, step, kind, state, last, mid, reason, error, at, end_offset)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (row, step) DO UPDATE SET state = excluded.state, reason = excluded.reason, error = excluded.error, at = excluded.at
       WHERE delivery.state = 0 OR delivery.kind = 1`,
    ),
    note: db.prepare('INSERT INTO event (at, type, detail) VALUES (?, ?, ?)'),
    recorded: db.prepare(
      'SELECT row, step, kind, state, attempt, last FROM delivery WHERE row BETWEEN ? AND ? ORDER BY row, step',
    ),
    finish: db.prepare('UPDATE run SET finished_at = ?'),
    unlock: db.prepare('DELETE FROM lock WHERE nonce = ?'),
  };
}

/** Counts of everything in the journal. */
export function readTotals(db: InstanceType<typeof DatabaseSync>): Totals {
  const states: { [state: number]: number } = {};
  const all = (sql: string) => db.prepare(sql).all() as { [key: string]: unknown }[];
  for (const row of all('SELECT state, count(*) AS n FROM delivery WHERE kind = 0 GROUP BY state')) {
    states[Number(row['state'])] = Number(row['n']);
  }
  const group = (state: State) =>
    all(
      `SELECT reason AS what, count(*) AS n FROM delivery WHERE kind = 0 AND state = ${state} GROUP BY reason ORDER BY n DESC LIMIT ${mostGroups}`,
    ).map((row) => ({ what: String(row['what']), count: Number(row['n']) }));
  const failed = all(
    `SELECT error, count(*) AS n FROM delivery WHERE kind = 0 AND state = ${State.failed}
     GROUP BY json_extract(error, '$.code'), json_extract(error, '$.subcode'), json_extract(error, '$.message')
     ORDER BY n DESC LIMIT ${mostGroups}`,
  );
  const done = db
    .prepare(
      `SELECT count(DISTINCT row) AS n FROM delivery WHERE step = 0 OR (last = 1 AND state IN (${State.sent}, ${State.failed}, ${State.unknown}, ${State.skipped}))`,
    )
    .get() as { n: number };
  return {
    states,
    skipped: group(State.skipped).map(({ what, count }) => ({ reason: what as SkipReason, count })),
    failed: failed.map((row) => ({
      error: JSON.parse(String(row['error'])) as GraphError,
      count: Number(row['n']),
    })),
    unknown: group(State.unknown).map(({ what, count }) => ({ why: what, count })),
    rowsDone: Number(done.n),
  };
}

function wrongState(key: DeliveryKey, wanted: string): JournalError {
  return new JournalError(
    'state',
    `Delivery ${key.row}.${key.step} is not ${wanted} in the journal, so nothing is sent for it.`,
  );
}

export function asJournalError(error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const { sqliteCodeName, message } = error as { sqliteCodeName?: string; message?: string };
  if (sqliteCodeName === undefined) throw error;
  if (sqliteCodeName === 'SQLITE_FULL') return new JournalError('full', 'The disk is full.');
  return new JournalError('io', `The journal cannot be written (${sqliteCodeName}: ${message}).`);
}
