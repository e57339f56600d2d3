/** The contacts of a run, before anything is sent. */
import { ContactsError } from './contacts/contact.ts';
import { type Contacts, openContacts } from './contacts/open-contacts.ts';
import { reopenContacts } from './contacts/reopen-contacts.ts';
import { prepareContact } from './deliver/prepare-contact.ts';
import type { BadRow, SendEvent, SendReport } from './events.ts';
import { journalPath } from './journal/manifest.ts';
import { readKnownContacts } from './journal/read-journal.ts';
import type { SendOptions } from './options.ts';
import { emptyReport } from './report.ts';

type Read =
  | { readonly ok: true; readonly contacts: Contacts }
  | { readonly ok: false; readonly report: SendReport };

/** The whole file once, or as little of it as a resume needs; with `strict` every row must be usable. */
export async function openRunContacts(
  options: SendOptions,
  stopped: () => boolean,
  onEvent: (event: SendEvent) => void,
): Promise<Read> {
  const contacts = await takeUpContacts(options);
  if (contacts !== undefined) return { ok: true, contacts };
  const badRows: BadRow[] = [];
  let bad = 0;
  const prepare = {
    renderer: options.renderer,
    message: options.message,
    runId: 'check',
    now: options.now ?? new Date().toISOString(),
    channel: options.channel ?? 'messenger',
  } as const;
  const opened = await openContacts(options.contacts, {
    program: options.program,
    columnMap: options.columnMap,
    onProgress: (bytes, total) => onEvent({ type: 'reading', bytes, total }),
    onRow: (contact) => {
      if (stopped()) throw new ContactsError('reading was stopped.');
      if (!options.strict) return;
      const prepared = prepareContact(contact, prepare);
      if (prepared.ok) return;
      bad++;
      const { row, line } = contact;
      if (badRows.length < 20) badRows.push({ row, line, reason: prepared.reason, detail: prepared.detail });
    },
  });
  if (stopped()) {
    if (opened.ok) await opened.contacts.close();
    return { ok: false, report: stoppedEarly() };
  }
  if (!opened.ok) return { ok: false, report: emptyReport(opened.exit, opened.message) };
  if (bad === 0) return { ok: true, contacts: opened.contacts };
  await opened.contacts.close();
  const all = opened.contacts.facts.rows;
  const rows = bad === 1 ? '1 row does' : `${bad} rows do`;
  const why = `${rows} not fit, and with --strict that is an error: nothing was sent.`;
  return {
    ok: false,
    report: { ...emptyReport(1, why), rows: all, rowsLeft: all, badRows },
  };
}

export function stoppedEarly(): SendReport {
  return emptyReport(130, 'Stopped by the operator before anything was sent.');
}

async function takeUpContacts(options: SendOptions): Promise<Contacts | undefined> {
  if (!options.resume || options.strict || options.sharedJournal !== undefined) return undefined;
  const known = readKnownContacts(journalPath(options));
  if (known === undefined) return undefined;
  return reopenContacts(options.contacts, known, {
    program: options.program,
    columnMap: options.columnMap,
  });
}
