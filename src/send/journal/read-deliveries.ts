/** What a journal says of single deliveries and of its run's course, read without a lock and without changing it. */
import type { GraphError } from '../events.ts';
import { State } from './journal.ts';
import type { Sql, SqlValue } from './sql.ts';

export type Unsent = 'failed' | 'unknown';

/** A row of the contacts one of whose messages did not arrive for sure. */
export interface UnsentRow {
  /** 1 is the first contact. */
  readonly row: number;
  readonly step: number;
  readonly state: Unsent;
  /** `(#551) This person is not available right now`, `no answer in time` … */
  readonly why: string;
  readonly code?: number;
  readonly subcode?: number;
  /** What Meta's support asks for. */
  readonly fbtraceId?: string;
}

/** By row; where a row has both, unknown counts: it may have arrived. */
export function readUnsent(sql: Sql): Map<number, UnsentRow> {
  const found = new Map<number, UnsentRow>();
  const rows = sql.rows(
    'row, step, state, reason, error',
    `FROM delivery WHERE kind = 0 AND state IN (${State.failed}, ${State.unknown})`,
  );
  for (const [row, step, state, reason, error] of rows) {
    const at = { row: Number(row), step: Number(step) };
    if (state === State.unknown) found.set(at.row, { ...at, state: 'unknown', why: String(reason ?? '') });
    else if (!found.has(at.row)) found.set(at.row, { ...at, state: 'failed', ...whyFailed(error) });
  }
  return found;
}

function whyFailed(error: SqlValue | undefined) {
  const { message, code, subcode, fbtraceId } = JSON.parse(String(error)) as GraphError;
  return {
    why: message,
    ...(code !== undefined && { code }),
    ...(subcode !== undefined && { subcode }),
    ...(fbtraceId !== undefined && { fbtraceId }),
  };
}

/** One message and what became of it. */
export interface DeliveryRecord {
  readonly row: number;
  /** 0: the whole row, left out before it was rendered. */
  readonly step: number;
  readonly state: 'planned' | 'sending' | 'sent' | 'failed' | 'unknown' | 'skipped';
  readonly message_id?: string;
  readonly why?: string;
  readonly code?: number;
  readonly subcode?: number;
  readonly fbtraceId?: string;
  /** ISO 8601: of the last change. */
  readonly at: string;
}

const stateNames = Object.fromEntries(Object.entries(State).map(([name, state]) => [state, name]));

/** All of them, in the order of the contacts. */
export function readDeliveries(sql: Sql): DeliveryRecord[] {
  return sql
    .rows('row, step, state, mid, reason, error, at', 'FROM delivery WHERE kind = 0')
    .map(([row, step, state, mid, reason, error, at]) => ({
      row: Number(row),
      step: Number(step),
      state: stateNames[Number(state)] as DeliveryRecord['state'],
      ...(mid !== null && { message_id: String(mid) }),
      ...(reason !== null && { why: String(reason) }),
      ...(error !== null && whyFailed(error)),
      at: new Date(Number(at)).toISOString(),
    }))
    .sort((a, b) => a.row - b.row || a.step - b.step);
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
