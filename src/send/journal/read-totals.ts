/** Counts of everything in a SQLite journal. */
import type { GraphError, SkipReason } from '../events.ts';
import { State, type Totals } from './journal.ts';
import type { Sql } from './sql.ts';

/** A server may give each error another text. */
const mostGroups = 100;

/** States that nothing but an operator changes. */
export const final = [State.sent, State.failed, State.unknown, State.skipped].join(', ');

/** Most are sent, and these are counted alone: grouping a million rows takes four times as long. */
export function readTotals(sql: Sql): Totals {
  const isSent = `kind = 0 AND state = ${State.sent}`;
  // A row has one record that ends it: of the whole row, or of its last step.
  const found = [
    ...sql.rows(
      `0, ${State.sent}, n, done`,
      `FROM (SELECT count(*) AS n, total(last) AS done FROM delivery WHERE ${isSent})`,
    ),
    ...sql.rows(
      'kind, state, n, done',
      `FROM (SELECT kind, state, count(*) AS n, total(state IN (${final}) AND last = 1 OR step = 0) AS done
       FROM delivery WHERE NOT (${isSent}) GROUP BY kind, state)`,
    ),
  ].map((row) => row.map(Number) as [kind: number, state: number, n: number, done: number]);
  const byState: { [state: number]: number } = Object.fromEntries(
    Object.values(State).map((state) => [state, 0]),
  );
  for (const [kind, state, n] of found) if (kind === 0) byState[state] = n;
  const group = (state: State) =>
    byState[state] === 0
      ? []
      : sql
          .rows(
            'reason, n',
            `FROM (SELECT reason, count(*) AS n FROM delivery WHERE kind = 0 AND state = ${state} GROUP BY reason ORDER BY n DESC LIMIT ${mostGroups})`,
          )
          .map(([what, n]) => ({ what: String(what), count: Number(n) }))
          .sort((a, b) => b.count - a.count);
  return {
    states: byState,
    skipped: group(State.skipped).map(({ what, count }) => ({ reason: what as SkipReason, count })),
    failed: byState[State.failed] === 0 ? [] : readFailures(sql),
    unknown: group(State.unknown).map(({ what, count }) => ({ why: what, count })),
    rowsDone: found.reduce((sum, [, , , done]) => sum + done, 0),
  };
}

function readFailures(sql: Sql): Totals['failed'] {
  return sql
    .rows(
      'error, n',
      `FROM (SELECT error, count(*) AS n FROM delivery WHERE kind = 0 AND state = ${State.failed}
       GROUP BY json_extract(error, '$.code'), json_extract(error, '$.subcode'), json_extract(error, '$.message')
       ORDER BY n DESC LIMIT ${mostGroups})`,
    )
    .map(([error, n]) => ({ error: JSON.parse(String(error)) as GraphError, count: Number(n) }))
    .sort((a, b) => b.count - a.count);
}
