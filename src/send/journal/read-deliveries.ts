/** What a journal says of single deliveries and of its run's course, read without a lock and without changing it. */
import type { GraphError } from '../events.ts';
import { State } from './journal.ts';
import type { Sql } from './sql.ts';

export type Unsent = 'failed' | 'unknown';

/** A row of the contacts one of whose messages did not arrive for sure. */
export interface UnsentRow {
  /** 1 is the first contact. */
  readonly row: number;
  readonly state: Unsent;
  /** `(#551) This person is not available right now`, `no answer in time` … */
  readonly why: string;
}

/** By row; where a row has both, unknown counts: it may have arrived. */
export function readUnsent(sql: Sql): Map<number, UnsentRow> {
  const found = new Map<number, UnsentRow>();
  const rows = sql.rows(
    'row, state, reason, error',
    `FROM delivery WHERE kind = 0 AND state IN (${State.failed}, ${State.unknown})`,
  );
  for (const [row, state, reason, error] of rows) {
    const at = Number(row);
    if (state === State.unknown) found.set(at, { row: at, state: 'unknown', why: String(reason ?? '') });
    else if (!found.has(at)) {
      const { message } = JSON.parse(String(error)) as GraphError;
      found.set(at, { row: at, state: 'failed', why: message });
    }
  }
  return found;
}

/** Starts, resumes, pauses, openings of the breaker. */
export interface CourseEvent {
  /** ISO 8601. */
  readonly at: string;
  readonly type: string;
  readonly detail: string;
}

/** The last ones, oldest first. */
export function readCourse(sql: Sql, most: number): CourseEvent[] {
  return sql
    .rows('id, at, type, detail', `FROM (SELECT * FROM event ORDER BY id DESC LIMIT ${most})`)
    .sort((a, b) => Number(a[0]) - Number(b[0]))
    .map(([, at, type, detail]) => ({ at: String(at), type: String(type), detail: String(detail) }));
}
