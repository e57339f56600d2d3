/** Counts of everything in a SQLite journal. */
import type { GraphError, SkipReason } from '../events.ts';
import { State, type Totals } from './journal.ts';
import type { Sql } from './sql.ts';

/** A server may give each error another text. */
const mostGroups = 100;

/** States that nothing but an operator changes. */
export const final = [State.sent, State.failed, State.unknown, State.skipped].join(', ');

/** In one pass over all deliveries, and one more for each bad end that there was. */
export function readTotals(sql: Sql): Totals {
  const states = Object.values(State);
  const counts = states.map((state) => `total(kind = 0 AND state = ${state})`);
  // A row has one record that ends it: of the whole row, or of its last step.
  const done = `total(step = 0 OR (last = 1 AND state IN (${final})))`;
  const [row] = sql.rows(
    [...states.map((state) => `s${state}`), 'done'].join(', '),
    `FROM (SELECT ${counts.map((count, i) => `${count} AS s${states[i]}`).join(', ')}, ${done} AS done FROM delivery)`,
  );
  const found = (row ?? []).map(Number);
  const byState = Object.fromEntries(states.map((state, i) => [state, found[i] ?? 0]));
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
    rowsDone: found.at(-1) ?? 0,
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
