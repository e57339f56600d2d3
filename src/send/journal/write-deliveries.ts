/** What goes into the journal, a group in one statement. */
import { type Ending, type Intent, JournalError, Kind, State } from './journal.ts';
import type { Sql, SqlValue } from './sql.ts';

export type Ended = (
  | Ending
  | { readonly state: 'note'; readonly type: string; readonly detail: string }
  | { readonly state: 'finish' }
) & {
  readonly at: number;
};

/** Of a message whose intent was written, whatever became of it. */
export function endsIntent(ended: Ended): boolean {
  if (ended.state === 'note' || ended.state === 'finish' || ended.state === 'skipped') return false;
  return ended.step > 0 && !('kind' in ended && ended.kind === Kind.action);
}

/** The gate of the whole promise: only what is planned can become sending, whatever the runner believes. */
export function writeIntents(sql: Sql, group: readonly Intent[], now: number): void {
  if (group.length === 0) return;
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

export function writeEndings(sql: Sql, endings: readonly Ended[]): void {
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

/** `j.value->>0, j.value->>1 …`: the columns of an item of the payload. */
function values(count: number, from = 0): string {
  return Array.from({ length: count }, (_, i) => `j.value->>${i + from}`).join(', ');
}

function wrongState(count: number, wanted: string): JournalError {
  return new JournalError(
    'state',
    `${count} of a group of deliveries were not ${wanted} in the journal, so nothing is sent for the group.`,
  );
}
