/** What a send would do, from the whole contacts file; writes and sends nothing. */

import { checkEndpoint } from './check-endpoint.ts';
import { openContacts } from './contacts/open-contacts.ts';
import { createSeenRecipients } from './contacts/seen-recipients.ts';
import { prepareContact } from './deliver/prepare-contact.ts';
import type { BadRow, ExitCode, SendEvent, SendPlan, SkipReason } from './events.ts';
import { journalPath } from './journal/manifest.ts';
import { readJournal } from './journal/open-journal.ts';
import { checkOptions, defaultRate, inboxRate, type SendOptions } from './options.ts';
import { classesOf, classRates } from './pace/classes.ts';

export type Planned =
  | { readonly ok: true; readonly plan: SendPlan }
  | { readonly ok: false; readonly exit: ExitCode; readonly message: string };

const samples = 3;
const mostBadRows = 20;

/** `limit` is obeyed; `resume` is not looked at: the plan is of the whole campaign. */
export async function planSend(
  options: SendOptions,
  onEvent: (event: SendEvent) => void = () => {},
): Promise<Planned> {
  const wrong = checkOptions(options);
  if (wrong !== undefined) return { ok: false, exit: 2, message: wrong };
  const endpoint = checkEndpoint(options.endpoint, options.apiVersion, options.pageId ?? 'me');
  if (typeof endpoint === 'string') return { ok: false, exit: 2, message: endpoint };

  const seen = createSeenRecipients();
  const skippedBy: { [reason in SkipReason]?: number } = {};
  const badRows: BadRow[] = [];
  const shown: SendPlan['samples'][number][] = [];
  let people = 0;
  let messages = 0;
  let requests = 0;
  const ofClass = { media: 0, reply: 0 };
  const prepare = {
    renderer: options.renderer,
    message: options.message,
    runId: 'plan',
    now: options.now ?? new Date().toISOString(),
    channel: options.channel ?? 'messenger',
  } as const;
  const skip = (row: BadRow) => {
    skippedBy[row.reason] = (skippedBy[row.reason] ?? 0) + 1;
    if (row.reason !== 'duplicate' && badRows.length < mostBadRows) badRows.push(row);
  };
  const opened = await openContacts(options.contacts, {
    program: options.program,
    columnMap: options.columnMap,
    onProgress: (bytes, total) => onEvent({ type: 'reading', bytes, total }),
    onRow: (contact) => {
      const { row, line, recipient } = contact;
      const prepared = prepareContact(contact, prepare);
      if (!prepared.ok) return skip({ row, line, reason: prepared.reason, detail: prepared.detail });
      if (recipient !== undefined && !seen.add(recipient)) {
        return skip({ row, line, reason: 'duplicate', detail: 'an earlier row has the same recipient' });
      }
      if (options.limit !== undefined && people >= options.limit) return;
      people++;
      messages += prepared.steps.filter((step) => step.kind === 'message').length;
      requests += prepared.steps.filter((step) => step.kind !== 'wait').length;
      for (const step of prepared.steps) {
        if (step.kind === 'message') for (const name of classesOf(step.body)) ofClass[name]++;
      }
      if (shown.length < samples) shown.push({ row, line, steps: prepared.result.steps });
    },
  });
  if (!opened.ok) return { ok: false, exit: opened.exit, message: opened.message };
  const { contacts } = opened;
  await contacts.close();

  const rate = options.rate ?? defaultRate;
  const seconds =
    rate === 'unlimited'
      ? undefined
      : Math.max(
          requests / rate,
          ofClass.media / classRates.media.rate,
          ofClass.reply / classRates.reply.rate,
        );
  const warnings = [...contacts.warnings];
  if (rate !== 'unlimited' && rate > inboxRate && endpoint.meta) warnings.push(inboxWarning(rate));
  const path = journalPath(options);
  return {
    ok: true,
    plan: {
      rows: contacts.facts.rows,
      people,
      messages,
      requests,
      skippedBy,
      badRows,
      rate,
      seconds,
      peoplePerSecond: seconds === undefined ? undefined : people / Math.max(seconds, 1e-9),
      samples: shown,
      journal: { path, ...journalState(path) },
      warnings,
      contactsHash: contacts.facts.sha256,
    },
  };
}

export function inboxWarning(rate: number): string {
  return `At ${rate} requests a second (more than ${inboxRate}) the Page's Inbox stops showing messages until the volume falls.`;
}

function journalState(path: string): Omit<SendPlan['journal'], 'path'> {
  const found = readJournal(path);
  if (found === undefined) return { state: 'none' };
  if (!found.ok) return { state: 'unusable', problem: found.message };
  return { state: found.finished === undefined ? 'unfinished' : 'finished' };
}
