/** SQLite as a journal: how its records are grouped and brought to the disk is `group-commit.ts`. */
import { createGroupCommit, type GroupCommitOptions } from './group-commit.ts';
import type { Journal, Kind, Recorded, State } from './journal.ts';
import type { Manifest } from './manifest.ts';
import { readAttachments } from './read-attachments.ts';
import { readTotals } from './read-totals.ts';
import type { SqlValue } from './sql.ts';

export interface SqliteJournalOptions extends GroupCommitOptions {
  readonly runId: string;
  readonly manifest: Manifest;
}

/** The journal on one machine. */
export function createSqliteJournal(options: SqliteJournalOptions): Journal {
  const { sql, clock } = options;
  const commits = createGroupCommit(options);
  return {
    path: options.path,
    runId: options.runId,
    manifest: options.manifest,
    intend: commits.intend,
    end: (ending) => commits.add({ at: clock(), ...ending }),
    note: (type, detail) => commits.add({ state: 'note', type, detail, at: clock() }),
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
    saveAttachment: ({ hash, page, id, expires }) =>
      commits.writeThrough(() => {
        sql.change(
          `INSERT OR REPLACE INTO upload (hash, page, attachment_id, expires_at)
           VALUES (payload()->>0, payload()->>1, payload()->>2, payload()->>3)`,
          [hash, page, id, new Date(expires).toISOString()],
        );
      }),
    totals: () => {
      commits.write();
      return readTotals(sql);
    },
    finish: () => {
      commits.add({ state: 'finish', at: clock() });
      commits.write();
    },
    close: commits.close,
    get broken() {
      return commits.broken;
    },
  };
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
