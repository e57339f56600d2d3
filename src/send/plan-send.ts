/** What a send would do, from the whole contacts file; writes and sends nothing. */

import { checkEndpoint } from './check-endpoint.ts';
import { createClaims } from './contacts/claims.ts';
import { openContacts } from './contacts/open-contacts.ts';
import { judgeWindow } from './deliver/judge-window.ts';
import { prepareContact } from './deliver/prepare-contact.ts';
import type { BadRow, ExitCode, SendEvent, SendPlan, SkipReason } from './events.ts';
import { journalPath } from './journal/manifest.ts';
import { readJournal } from './journal/read-journal.ts';
import { checkOptions, defaultRate, inboxRate, refusesHumanAgent, type SendOptions } from './options.ts';
import { createPlanCourse } from './plan-course.ts';
import { isBadRow } from './tally.ts';
import { settingsOf } from './tuning.ts';
import { checkFiles } from './uploads/check-files.ts';

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
  const endpoint = checkEndpoint(options);
  if (typeof endpoint === 'string') return { ok: false, exit: 2, message: endpoint };

  const files = checkFiles(options.program?.uploads ?? [], options.projectRoot);
  if (typeof files === 'string') return { ok: false, exit: 1, message: files };

  const claims = createClaims();
  const skippedBy: { [reason in SkipReason]?: number } = {};
  const badRows: BadRow[] = [];
  const shown: SendPlan['samples'][number][] = [];
  const course = createPlanCourse(options);
  const prepare = {
    renderer: options.renderer,
    message: options.message,
    runId: 'plan',
    now: options.now ?? new Date().toISOString(),
    channel: options.channel ?? 'messenger',
  } as const;
  const rules = {
    window: options.window ?? 'assume-open',
    refuseHumanAgent: refusesHumanAgent(options),
    clock: settingsOf(options.tuning).clock,
  } as const;
  const skip = (row: BadRow) => {
    skippedBy[row.reason] = (skippedBy[row.reason] ?? 0) + 1;
    if (isBadRow(row.reason) && badRows.length < mostBadRows) badRows.push(row);
  };
  const opened = await openContacts(options.contacts, {
    program: options.program,
    columnMap: options.columnMap,
    onProgress: (bytes, total) => onEvent({ type: 'reading', bytes, total }),
    onRow: (contact, first) => {
      const { row, line } = contact;
      const prepared = prepareContact(contact, prepare);
      if (!prepared.ok) return skip({ row, line, reason: prepared.reason, detail: prepared.detail });
      if (!claims.claim(row, first)) {
        return skip({ row, line, reason: 'duplicate', detail: 'an earlier row has the same recipient' });
      }
      const judged = judgeWindow(contact, prepared.steps, rules);
      if (judged.problem !== undefined) return skip({ row, line, ...judged.problem });
      course.add(contact, prepared.steps, judged);
      if (shown.length < samples) shown.push({ row, line, steps: prepared.result.steps });
    },
  });
  if (!opened.ok) return { ok: false, exit: opened.exit, message: opened.message };
  const { contacts } = opened;
  await contacts.close();

  const { people, messages, requests, seconds, windows } = course.end();
  const rate = options.rate ?? defaultRate;
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
      windows,
      uploads: files.map(({ file, bytes, contentType }) => ({ file, bytes, contentType })),
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
