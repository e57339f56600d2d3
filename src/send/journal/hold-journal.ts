/** The lock of a journal: a row that names the process which sends with it. */
import { State } from './journal.ts';
import { type Holder, holderState } from './lock.ts';
import type { JournalFile } from './open-file.ts';
import type { Sql } from './sql.ts';

/** What is said to whoever comes second; undefined where the lock is ours now. */
export function lock(db: JournalFile, holder: Holder, clock: () => number): string | undefined {
  // Read first: a runner that was frozen in the middle of a write would make us wait for nothing.
  let held = heldBy(db);
  if (held !== undefined) return held;
  // From here on SQLite itself refuses to write to a file that has lost its name.
  if (db.moved()) return 'Another runner has begun a new run of this campaign meanwhile.';
  db.transaction(() => {
    held = heldBy(db);
    if (held === undefined) writeLock(db, holder, clock());
  });
  return held;
}

/** Undefined where nobody alive holds it. */
export function heldBy(db: Sql): string | undefined {
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

export function writeLock(db: Sql, holder: Holder, now: number): void {
  db.change(
    `INSERT OR REPLACE INTO lock (id, nonce, pid, started, host, boot, at)
     VALUES (1, payload()->>0, payload()->>1, payload()->>2, payload()->>3, payload()->>4, payload()->>5)`,
    [holder.nonce, holder.pid, holder.started, holder.host, holder.boot, new Date(now).toISOString()],
  );
}

export function unlock(db: Sql, holder: Holder): void {
  db.change('DELETE FROM lock WHERE nonce = payload()->>0', [holder.nonce]);
}

/** Whoever was sending when it died: it may have arrived. */
export function endCrashed(db: Sql, clock: () => number): number {
  return db.change(
    `UPDATE delivery SET state = ${State.unknown}, reason = 'crash', at = payload()->>0 WHERE state = ${State.sending}`,
    [clock()],
  );
}
