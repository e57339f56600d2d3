/**
 * Intents of the same moment share one transaction, and outcomes travel with them. Losing an outcome
 * only makes a sent message unknown, losing an intent could send twice: an intent is given back when its transaction is on the
 * disk. WAL with synchronous=NORMAL, and the log synced here after each commit (`sync-log.ts`); what is no send is FULL.
 */
import type { Failpoint } from '../tuning.ts';
import { type Intent, JournalError } from './journal.ts';
import { asJournalError, asSyncError } from './journal-errors.ts';
import type { Holder } from './lock.ts';
import { createReserve } from './reserve.ts';
import type { Sql } from './sql.ts';
import { createLogSync } from './sync-log.ts';
import { type Ended, endsIntent, writeEndings, writeIntents } from './write-deliveries.ts';

export interface GroupCommitOptions {
  readonly sql: Sql;
  readonly path: string;
  readonly holder: Holder;
  readonly failpoint: (name: Failpoint) => void;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

/** Milliseconds that an outcome may wait for company, and an intent. */
const lazyFlush = 100;
const intentFlush = 20;
const closingTries = 5;

/** COMMIT returns before the bytes are on the disk; not before. */
const lazily = 'PRAGMA synchronous = NORMAL';
const durably = 'PRAGMA synchronous = FULL';

interface Waiting {
  readonly intent: Intent;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
}

export interface GroupCommit {
  intend(intent: Intent): Promise<void>;
  /** With the next group, or within 100 ms. */
  add(ended: Ended): void;
  /** Now; false where the journal is broken. */
  write(): boolean;
  /** On the disk when it returns. Throws JournalError. */
  writeThrough(change: () => void): void;
  /** Writes what is held, lets the lock go and closes the database. Gives the number of outcomes that could not be written. */
  close(): Promise<number>;
  readonly broken: JournalError | undefined;
}

export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { sql, holder, clock } = options;
  let endings: Ended[] = [];
  let intents: Waiting[] = [];
  /** Intents that are on the disk and whose outcome is not known yet. */
  let underway = 0;
  /** Committed, and on its way to the disk; the next group waits for it. */
  let syncing = false;
  let onSynced = () => {};
  let intentTimer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let timer: NodeJS.Timeout | undefined;
  let broken: JournalError | undefined;
  const reserve = createReserve(options.path);
  const log = createLogSync(options.path);
  sql.exec(lazily);

  function intend(intent: Intent): Promise<void> {
    if (broken !== undefined) return Promise.reject(broken);
    options.failpoint('before-intent');
    return new Promise((resolve, reject) => {
      intents.push({ intent, resolve, reject });
      if (!flushIntents()) intentTimer ??= setTimeout(flush, intentFlush);
    });
  }

  function add(ended: Ended): void {
    endings.push(ended);
    if (endsIntent(ended)) {
      underway--;
      if (intents.length > 0) flushIntents();
    }
    arm();
  }

  /** When as many wait as are on their way: those keep the line busy while these wait for the disk. */
  function flushIntents(): boolean {
    if (intents.length < underway) return false;
    if (!syncing) immediate ??= setImmediate(flush);
    return true;
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

  /** One transaction: first what has ended, in order, then what is about to begin; then the disk. */
  function flush(): void {
    disarm();
    if (syncing) return;
    const group = intents;
    intents = [];
    if (group.length === 0 && endings.length === 0) return;
    if (!commit(group)) {
      refuse(group);
      return;
    }
    syncing = true;
    log.start((error) => {
      syncing = false;
      onSynced();
      if (error === undefined && group.length > 0) tryFailpoint('after-fsync');
      if (error !== undefined) broken ??= asSyncError(error);
      if (broken !== undefined) {
        takeBack(group);
        refuse(group);
        return;
      }
      underway += group.length;
      for (const { resolve } of group) resolve();
      if (intents.length > 0 && !flushIntents()) intentTimer ??= setTimeout(flush, intentFlush);
      if (endings.length > 0) arm();
    });
  }

  /** False once broken. */
  function commit(group: readonly Waiting[]): boolean {
    if (broken !== undefined) return false;
    const written = endings;
    try {
      if (written.length > 0) options.failpoint('before-outcome-flush');
      sql.transaction(() => {
        checkHolder();
        writeEndings(sql, written);
        writeIntents(
          sql,
          group.map(({ intent }) => intent),
          clock(),
        );
        if (group.length > 0) options.failpoint('after-append');
      });
    } catch (error) {
      broken = asJournalError(error);
      return false;
    }
    endings = endings.slice(written.length);
    return true;
  }

  function tryFailpoint(name: Failpoint): void {
    try {
      options.failpoint(name);
    } catch (error) {
      broken = asJournalError(error);
    }
  }

  /** Committed, but nobody knows what the disk has of it: nothing leaves for it. */
  function takeBack(group: readonly Waiting[]): void {
    const why = 'not sent: the journal could not be written';
    for (const { intent } of group) endings.push({ ...intent, state: 'planned', why, at: clock() });
  }

  function refuse(group: readonly Waiting[]): void {
    for (const { reject } of [...group, ...intents.splice(0)]) reject(broken!);
  }

  function checkHolder(): void {
    const nonce = sql.rows('nonce', 'FROM lock WHERE id = 1')[0]?.[0];
    if (nonce !== holder.nonce) {
      throw new JournalError('lost', 'Another runner has taken over the journal, so this one stops.');
    }
  }

  async function close(): Promise<number> {
    if (syncing) {
      await new Promise<void>((resolve) => {
        onSynced = resolve;
      });
    }
    log.close();
    disarm();
    sql.exec(durably);
    // A full disk may have been made room on; a failed fsync is never retried (its error is reported once only).
    for (let i = 0; i < closingTries && endings.length > 0; i++) {
      if (broken?.kind === 'full') {
        reserve.release();
        if (i > 0) await new Promise((resolve) => setTimeout(resolve, 100));
        broken = undefined;
      }
      if (!commit([]) && broken?.kind !== 'full') break;
    }
    reserve.release();
    try {
      if (broken?.kind !== 'lost') sql.change('DELETE FROM lock WHERE nonce = payload()->>0', [holder.nonce]);
    } catch {
      // The disk is full: whoever comes next sees that this process is gone.
    }
    sql.close();
    return endings.filter(endsIntent).length;
  }

  return {
    intend,
    add,
    write: () => endings.length === 0 || commit([]),
    writeThrough: (change) => {
      try {
        sql.exec(durably);
        sql.transaction(() => {
          checkHolder();
          change();
        });
      } catch (error) {
        throw asJournalError(error);
      } finally {
        sql.exec(lazily);
      }
    },
    close,
    get broken() {
      return broken;
    },
  };
}
