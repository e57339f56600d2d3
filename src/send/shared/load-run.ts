/** Puts a campaign into the shared journal: every delivery as it will leave, in one transaction, so that there is no half run. */

import { type Claims, createClaims } from '../contacts/claims.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Contacts } from '../contacts/open-contacts.ts';
import { withKey } from '../deliver/deliver-contact.ts';
import { judgeWindow, type WindowRules } from '../deliver/judge-window.ts';
import { type PreparedStep, type PrepareOptions, prepareContact } from '../deliver/prepare-contact.ts';
import type { BadRow } from '../events.ts';
import { Kind, State } from '../journal/journal.ts';
import { deadlineOf } from '../window.ts';
import type { Database } from './database.ts';

export interface LoadOptions {
  readonly contacts: Contacts;
  readonly prepare: PrepareOptions;
  readonly rules: WindowRules;
  readonly onSkipped: (row: BadRow) => void;
}

/** Rows that go to the server at once. */
const batch = 1_000;

export async function loadRun(query: Database['query'], run: string, options: LoadOptions): Promise<void> {
  const claims = createClaims();
  let rows: Row[] = [];
  const write = async () => {
    await query(insert, [run, JSON.stringify(rows)]);
    rows = [];
  };
  for await (const contacts of options.contacts.rows()) {
    for (const contact of contacts) {
      rows.push(...rowsOf(contact, run, claims, options));
      if (rows.length >= batch) await write();
    }
  }
  if (rows.length > 0) await write();
}

/** Bodies of deliveries that were put back to planned when theirs were gone: made anew, from the contacts that the run was begun with. */
export async function refillRun(
  query: Database['query'],
  run: string,
  { contacts, prepare }: Pick<LoadOptions, 'contacts' | 'prepare'>,
): Promise<void> {
  const empty = await query<{ row: string }>(
    `SELECT DISTINCT row FROM sendspec_delivery WHERE run = $1 AND state = ${State.planned} AND body IS NULL`,
    [run],
  );
  const wanted = new Set(empty.map(({ row }) => Number(row)));
  for await (const some of contacts.rows()) {
    const rows: Row[] = [];
    for (const contact of some) {
      if (!wanted.has(contact.row)) continue;
      const prepared = prepareContact(contact, prepare);
      if (prepared.ok) rows.push(...chain(contact, prepared.steps, run));
    }
    if (rows.length === 0) continue;
    await query(
      `UPDATE sendspec_delivery d SET body = v.body
       FROM jsonb_to_recordset($2::jsonb) AS v(row bigint, step smallint, body jsonb)
       WHERE d.run = $1 AND d.row = v.row AND d.step = v.step AND d.state = ${State.planned} AND d.body IS NULL`,
      [run, JSON.stringify(rows)],
    );
  }
}

interface Row {
  readonly row: number;
  readonly step: number;
  readonly next: number | null;
  readonly kind: Kind;
  readonly state: State;
  readonly last: boolean;
  readonly due: '-infinity' | 'infinity';
  readonly wait: number;
  readonly deadline: string | null;
  readonly body: object | null;
  readonly reason: string | null;
}

const insert = `
INSERT INTO sendspec_delivery (run, row, step, next, kind, state, last, due, wait, deadline, body, reason)
SELECT $1, v.* FROM jsonb_to_recordset($2::jsonb) AS v(row bigint, step smallint, next smallint, kind smallint,
  state smallint, last boolean, due timestamptz, wait integer, deadline timestamptz, body jsonb, reason text)`;

function rowsOf(
  contact: Contact,
  run: string,
  claims: Claims,
  { contacts, prepare, rules, onSkipped }: LoadOptions,
): Row[] {
  const skipped = (reason: BadRow['reason'], detail: string): Row[] => {
    onSkipped({ row: contact.row, line: contact.line, reason, detail });
    return [skippedRow(contact.row, reason)];
  };
  const prepared = prepareContact(contact, prepare);
  if (!prepared.ok) return skipped(prepared.reason, prepared.detail);
  if (!claims.claim(contact.row, contacts.duplicates.firstOf(contact.row))) {
    return skipped('duplicate', 'an earlier row has the same recipient');
  }
  const { problem } = judgeWindow(contact, prepared.steps, rules);
  if (problem !== undefined) return skipped(problem.reason, problem.detail);
  return chain(contact, prepared.steps, run);
}

/** Each step waits for the one before it; pauses between them are part of the one after. */
function chain(contact: Contact, steps: readonly PreparedStep[], run: string): Row[] {
  const rows: Row[] = [];
  let wait = 0;
  for (const step of steps) {
    if (step.kind === 'wait') {
      wait += step.milliseconds;
      continue;
    }
    const key = `sendspec1:${run}:${contact.row}.${step.step}`;
    const deadline = deadlineOf(contact, step.body);
    rows.push({
      row: contact.row,
      step: step.step,
      next: null,
      kind: Kind[step.kind],
      state: State.planned,
      last: step.last,
      due: rows.length === 0 ? '-infinity' : 'infinity',
      wait,
      deadline: deadline === undefined ? null : new Date(deadline).toISOString(),
      body: step.kind === 'message' ? withKey(step.body, key) : step.body,
      reason: null,
    });
    wait = 0;
  }
  return rows.map((row, i) => ({ ...row, next: rows[i + 1]?.step ?? null }));
}

function skippedRow(row: number, reason: string): Row {
  return {
    row,
    step: 0,
    next: null,
    kind: Kind.message,
    state: State.skipped,
    last: true,
    due: 'infinity',
    wait: 0,
    deadline: null,
    body: null,
    reason,
  };
}
