/**
 * The journal on one machine. WAL with synchronous=FULL: a COMMIT returns when its bytes are on the disk. Intents of the
 * same turn of the event loop share one transaction, and outcomes travel with them: losing an outcome only makes a
 * sent message unknown, losing an intent could send twice.
 */
import type { Failpoint } from '../tuning.ts';
import {
  type Ending,
  type Intent,
  type Journal,
  JournalError,
  Kind,
  type Recorded,
  State,
} from './journal.ts';
import type { Holder } from './lock.ts';
import type { Manifest } from './manifest.ts';
import { readAttachments } from './read-attachments.ts';
import { readTotals } from './read-totals.ts';
import { createReserve } from './reserve.ts';
import type { Sql, SqlValue } from './sql.ts';

export interface SqliteJournalOptions {
  readonly sql: Sql;
  readonly path: string;
  readonly runId: string;
  readonly manifest: Manifest;
  readonly holder: Holder;
  readonly failpoint: (name: Failpoint) => void;
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

/** Milliseconds that an outcome may wait for company, and an intent. */
const lazyFlush = 100;
const intentFlush = 20;
const closingTries = 5;

export function createSqliteJournal(options: SqliteJournalOptions): Journal {
  const { sql, holder, clock } = options;
  let endings: Ended[] = [];
  let intents: { intent: Intent; resolve: () => void; reject: (error: JournalError) => void }[] = [];
  /** Intents that are on the disk and whose outcome is not known yet. */
  let underway = 0;
  let intentTimer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let timer: NodeJS.Timeout | undefined;
  let broken: JournalError | undefined;
  const reserve = createReserve(options.path);

  function intend(intent: Intent): Promise<void> {
    if (broken !== undefined) return Promise.reject(broken);
    options.failpoint('before-intent');
    return new Promise((resolve, reject) => {
      intents.push({ intent, resolve, reject });
      // As many wait as are on their way: those keep the line busy while these wait for the disk.
      if (intents.length >= underway) immediate ??= setImmediate(flush);
      else intentTimer ??= setTimeout(flush, intentFlush);
    });
  }

  function end(ending: Ending): void {
    endings.push({ at: clock(), ...ending });
    if (ending.step > 0 && !('kind' in ending && ending.kind === Kind.action) && ending.state !== 'skipped') {
      underway--;
      if (intents.length > 0 && intents.length >= underway) immediate ??= setImmediate(flush);
    }
    arm();
  }

  function arm(): void {
    timer ??= setTimeout(flush, lazyFlush);
  }

  function disarm(): void {
    clearTimeout(timer);
    clearTimeout(intentTimer);
    clearImmediate(immediate);
    timer = intentTimer = immediate = undefined;
  }

  /** One transaction: first what has ended, in order, then what is about to begin. */
  function flush(): void {
    disarm();
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
      sql.transaction(() => {
        checkHolder();
        writeEndings(sql, written);
        writeIntents(group.map(({ intent }) => intent));
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
    underway += group.length;
    for (const { resolve } of group) resolve();
  }

  function refuseIntents(error: JournalError): void {
    for (const { reject } of intents.splice(0)) reject(error);
  }

  function checkHolder(): void {
    const nonce = sql.rows('nonce', 'FROM lock WHERE id = 1')[0]?.[0];
    if (nonce !== holder.nonce) {
      throw new JournalError('lost', 'Another runner has taken over the journal, so this one stops.');
    }
  }

  /** The gate of the whole promise: only what is planned can become sending, whatever the runner believes. */
  function writeIntents(group: readonly Intent[]): void {
    if (group.length === 0) return;
    const now = clock();
    const rows = group.map((i) => [i.row, i.step, i.attempt, i.last ? 1 : 0, now, i.offset]);
    const changes = sql.change(
      `INSERT INTO delivery (row, step, kind, state, attempt, last, at, end_offset)
       SELECT ${values(2)}, 0, 1, ${values(4, 2)} FROM json_each(payload()) AS j WHERE true
       ON CONFLICT (row, step) DO UPDATE SET state = 1, attempt = excluded.attempt, reason = NULL, at = excluded.at
       WHERE delivery.state = 0`,
      rows,
    );
    if (changes !== group.length) throw wrongState(group.length - changes, 'planned');
  }

  async function close(): Promise<number> {
    // A full disk may have been made room on; a failed fsync is never retried (its error is reported once only).
    for (let i = 0; i < closingTries && (endings.length > 0 || i === 0); i++) {
      if (broken !== undefined) {
        if (broken.kind !== 'full') break;
        reserve.release();
        if (i > 0) await new Promise((resolve) => setTimeout(resolve, 100));
        try {
          const written = endings;
          sql.transaction(() => {
            checkHolder();
            writeEndings(sql, written);
          });
          endings = [];
        } catch {}
      } else flush();
    }
    disarm();
    reserve.release();
    try {
      if (broken?.kind !== 'lost') sql.change('DELETE FROM lock WHERE nonce = payload()->>0', [holder.nonce]);
    } catch {
      // The disk is full: whoever comes next sees that this process is gone.
    }
    sql.close();
    return endings.length;
  }

  return {
    path: options.path,
    runId: options.runId,
    manifest: options.manifest,
    intend,
    end,
    note: (type, detail) => {
      endings.push({ state: 'note', type, detail, at: clock() });
      arm();
    },
    recorded: (from, to) =>
      sql
        .rows(
          'row, step, kind, state, attempt, last',
          'FROM delivery WHERE row BETWEEN payload()->>0 AND payload()->>1',
          [from, to],
        )
        .map(asRecorded),
    begun: (first) =>
      sql.rows(
        '1',
        `WHERE EXISTS (SELECT 1 FROM delivery WHERE row = payload()->>0 AND step > 0)
         OR EXISTS (SELECT 1 FROM duplicate d JOIN delivery USING (row) WHERE d.first = payload()->>0 AND step > 0)`,
        [first],
      ).length > 0,
    attachments: (page) => readAttachments(sql, page),
    saveAttachment: ({ hash, page, id, expires }) => {
      try {
        sql.transaction(() => {
          checkHolder();
          sql.change(
            `INSERT OR REPLACE INTO upload (hash, page, attachment_id, expires_at)
             VALUES (payload()->>0, payload()->>1, payload()->>2, payload()->>3)`,
            [hash, page, id, new Date(expires).toISOString()],
          );
        });
      } catch (error) {
        throw asJournalError(error);
      }
    },
    totals: () => {
      if (broken === undefined) flush();
      return readTotals(sql);
    },
    finish: () => {
      endings.push({ state: 'finish', at: clock() });
      flush();
    },
    close,
    get broken() {
      return broken;
    },
  };
}

type Ended = (
  | Ending
  | { readonly state: 'note'; readonly type: string; readonly detail: string }
  | { readonly state: 'finish' }
) & {
  readonly at: number;
};

/** `j.value->>0, j.value->>1 …`: the columns of an item of the payload. */
function values(count: number, from = 0): string {
  return Array.from({ length: count }, (_, i) => `j.value->>${i + from}`).join(', ');
}

function writeEndings(sql: Sql, endings: readonly Ended[]): void {
  const updates: SqlValue[][] = [];
  const puts: SqlValue[][] = [];
  const notes: SqlValue[][] = [];
  for (const ending of endings) {
    const { at } = ending;
    if (ending.state === 'note') notes.push([new Date(at).toISOString(), ending.type, ending.detail]);
    else if (ending.state === 'finish')
      sql.change('UPDATE run SET finished_at = payload()->>0', [new Date(at).toISOString()]);
    else if (ending.state === 'skipped' || ('kind' in ending && ending.kind === Kind.action))
      puts.push(putOf(ending, at));
    else updates.push(updateOf(ending, at));
  }
  if (updates.length > 0) {
    const changes = sql.change(
      `UPDATE delivery SET state = j.value->>2, mid = j.value->>3, reason = j.value->>4, error = j.value->>5, at = j.value->>6
       FROM json_each(payload()) AS j WHERE row = j.value->>0 AND step = j.value->>1 AND state = 1`,
      updates,
    );
    if (changes !== updates.length) throw wrongState(updates.length - changes, 'sending');
  }
  if (puts.length > 0) {
    sql.change(
      `INSERT INTO delivery (row, step, kind, state, last, reason, error, at, end_offset)
       SELECT ${values(9)} FROM json_each(payload()) AS j WHERE true
       ON CONFLICT (row, step) DO UPDATE SET state = excluded.state, reason = excluded.reason, error = excluded.error, at = excluded.at
       WHERE delivery.state = 0 OR delivery.kind = 1`,
      puts,
    );
  }
  if (notes.length > 0) {
    sql.change(
      `INSERT INTO event (at, type, detail) SELECT ${values(3)} FROM json_each(payload()) AS j`,
      notes,
    );
  }
}

function updateOf(ending: Ending, at: number): SqlValue[] {
  const mid = ending.state === 'sent' ? ending.mid : null;
  const reason = ending.state === 'unknown' || ending.state === 'planned' ? ending.why : null;
  const error = ending.state === 'failed' ? JSON.stringify(ending.error) : null;
  return [ending.row, ending.step, State[ending.state], mid, reason, error, at];
}

function putOf(ending: Ending, at: number): SqlValue[] {
  const kind = 'kind' in ending ? ending.kind : Kind.message;
  const reason = ending.state === 'skipped' ? ending.reason : null;
  const error = ending.state === 'failed' ? JSON.stringify(ending.error) : null;
  return [
    ending.row,
    ending.step,
    kind,
    State[ending.state],
    ending.last ? 1 : 0,
    reason,
    error,
    at,
    ending.offset,
  ];
}

function asRecorded([row, step, kind, state, attempt, last]: SqlValue[]): Recorded {
  return {
    row: Number(row),
    step: Number(step),
    kind: kind as Kind,
    state: state as State,
    attempt: Number(attempt),
    last: last === 1,
  };
}

function wrongState(count: number, wanted: string): JournalError {
  return new JournalError(
    'state',
    `${count} of a group of deliveries were not ${wanted} in the journal, so nothing is sent for the group.`,
  );
}

export function asJournalError(error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const { sqliteCodeName, message } = error as { sqliteCodeName?: string; message?: string };
  if (sqliteCodeName === undefined) throw error;
  if (sqliteCodeName === 'SQLITE_FULL') return new JournalError('full', 'The disk is full.');
  return new JournalError('io', `The journal cannot be written (${sqliteCodeName}: ${message}).`);
}
