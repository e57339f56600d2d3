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

export function readUnsent(sql: Sql): Map<number, UnsentRow> {
  const rows = sql.rows(
    'row, step, state, reason, error',
    `FROM delivery WHERE kind = 0 AND state IN (${State.failed}, ${State.unknown})`,
  );
  return unsentRows(
    rows.map(([row, step, state, reason, error]) => ({
      row: Number(row),
      step: Number(step),
      state: Number(state),
      reason: reason === null ? null : String(reason),
      error: parseError(error),
    })),
  );
}

/** As any engine keeps them. */
interface Delivery {
  readonly row: number;
  readonly step: number;
  readonly state: number;
  readonly reason: string | null;
  readonly error: GraphError | null;
}

/** By row; where a row has both, unknown counts: it may have arrived. */
export function unsentRows(rows: readonly Delivery[]): Map<number, UnsentRow> {
  const found = new Map<number, UnsentRow>();
  for (const { row, step, state, reason, error } of rows) {
    if (state === State.unknown) found.set(row, { row, step, state: 'unknown', why: reason ?? '' });
    else if (!found.has(row)) found.set(row, { row, step, state: 'failed', ...whyFailed(error!) });
  }
  return found;
}

function parseError(error: SqlValue | undefined): GraphError | null {
  return typeof error === 'string' ? (JSON.parse(error) as GraphError) : null;
}

function whyFailed({ message, code, subcode, fbtraceId }: GraphError) {
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
    .map(([row, step, state, mid, reason, error, at]) =>
      deliveryRecord({
        row: Number(row),
        step: Number(step),
        state: Number(state),
        mid: mid === null ? null : String(mid),
        reason: reason === null ? null : String(reason),
        error: parseError(error),
        at: Number(at),
      }),
    )
    .sort((a, b) => a.row - b.row || a.step - b.step);
}

/** `at`: Unix milliseconds. */
export function deliveryRecord(
  delivery: Delivery & { readonly mid: string | null; readonly at: number },
): DeliveryRecord {
  const { row, step, state, mid, reason, error, at } = delivery;
  return {
    row,
    step,
    state: stateNames[state] as DeliveryRecord['state'],
    ...(mid !== null && { message_id: mid }),
    ...(reason !== null && { why: reason }),
    ...(error !== null && whyFailed(error)),
    at: new Date(at).toISOString(),
  };
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
