/** Looks for messages that are unknown in the conversations of the Page, person by person. Changes nothing. */
import { checkEndpoint, type Endpoint } from '../check-endpoint.ts';
import type { Contact } from '../contacts/contact.ts';
import { openContacts } from '../contacts/open-contacts.ts';
import { askCredentials, type Credentials } from '../credentials.ts';
import { prepareContact } from '../deliver/prepare-contact.ts';
import type { ReconcilableJournal, UnknownDelivery } from '../journal/reconcile-journal.ts';
import type { SendOptions } from '../options.ts';
import { backoff } from '../pace/backoff.ts';
import { createBucket } from '../pace/bucket.ts';
import { settingsOf } from '../tuning.ts';
import { checkFiles } from '../uploads/check-files.ts';
import { hashWith } from '../uploads/hash-files.ts';
import { fetchConversation } from './fetch-conversation.ts';
import { type Missing, matchMessages, type Seen, type Verdict } from './match-messages.ts';

export interface LookUpOptions {
  readonly journal: ReconcilableJournal;
  /** Of the run: endpoint, Page, version and `now` are those of its manifest. */
  readonly send: Pick<
    SendOptions,
    | 'renderer'
    | 'message'
    | 'compiledHash'
    | 'program'
    | 'contacts'
    | 'token'
    | 'appSecret'
    | 'allowHosts'
    | 'projectRoot'
    | 'tuning'
  >;
  readonly onProgress?: (done: number, all: number) => void;
}

export type LookedUp =
  | { readonly ok: true; readonly verdicts: readonly Verdict[] }
  | { readonly ok: false; readonly exit: 1 | 2 | 3; readonly message: string };

/** Meta's limit for conversations of a Page, a second (delivery.md 3.9). */
const callsPerSecond = 2;
const tries = 3;
/** Milliseconds: clocks differ, and messages are late. */
const before = 5 * 60_000;
const after = 15 * 60_000;

export async function lookUpUnknown({ journal, send, onProgress }: LookUpOptions): Promise<LookedUp> {
  const { manifest, created } = await journal.facts();
  const endpoint = checkEndpoint({ ...manifest, allowHosts: send.allowHosts ?? [] });
  if (typeof endpoint === 'string') return { ok: false, exit: 2, message: endpoint };
  const files = checkFiles(send.program?.uploads ?? [], send.projectRoot);
  const hash = typeof files === 'string' ? undefined : hashWith(send, files).compiledHash;
  if (hash !== manifest.compiledHash)
    return refuse(
      1,
      'The message was edited since, so what was sent cannot be told from it: bring the old file back.',
    );
  const credentials = await askCredentials(send as SendOptions, endpoint);
  if ('problem' in credentials) return refuse(3, credentials.problem);
  const unknown = await journal.unknown();
  const opened = await openContacts(send.contacts, { program: send.program, columnMap: manifest.columnMap });
  if (!opened.ok) return opened;
  const { contacts } = opened;
  try {
    if (contacts.facts.sha256 !== manifest.contacts.sha256)
      return refuse(1, 'The contacts were edited since: rows would be confused. Bring the old file back.');
    return await askAll(contacts.rows(), unknown, {
      journal,
      endpoint,
      credentials,
      send,
      onProgress,
      created: Date.parse(created),
    });
  } finally {
    await contacts.close();
  }
}

interface Asking {
  readonly journal: ReconcilableJournal;
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  readonly send: LookUpOptions['send'];
  readonly onProgress: LookUpOptions['onProgress'];
  /** Milliseconds since 1970. */
  readonly created: number;
}

async function askAll(
  rows: AsyncGenerator<readonly Contact[]>,
  unknown: readonly UnknownDelivery[],
  asking: Asking,
): Promise<LookedUp> {
  const byRow = new Map<number, UnknownDelivery[]>();
  for (const one of unknown) byRow.set(one.row, [...(byRow.get(one.row) ?? []), one]);
  const bucket = createBucket(callsPerSecond, 1);
  const verdicts: Verdict[] = [];
  let done = 0;
  for await (const some of rows) {
    for (const contact of some) {
      const own = byRow.get(contact.row);
      if (own === undefined) continue;
      const asked = await askOne(contact, own, asking, bucket.take);
      if ('refused' in asked) return refuse(3, asked.refused);
      verdicts.push(...asked.verdicts);
      asking.onProgress?.(++done, byRow.size);
    }
  }
  return { ok: true, verdicts };
}

async function askOne(
  contact: Contact,
  own: readonly UnknownDelivery[],
  { journal, endpoint, credentials, send, created }: Asking,
  turn: () => Promise<boolean>,
): Promise<{ readonly verdicts: readonly Verdict[] } | { readonly refused: string }> {
  const undecided = (why: string) => ({
    verdicts: own.map(({ row, step }): Verdict => ({ row, step, kind: 'undecided', why })),
  });
  const { recipient } = contact;
  if (recipient?.kind !== 'id')
    return undecided('only people with a page-scoped id have a conversation that can be asked for');
  const { manifest } = await journal.facts();
  const channel = manifest.channel as 'messenger' | 'instagram';
  const prepared = prepareContact(contact, {
    renderer: send.renderer,
    message: send.message,
    runId: journal.runId,
    now: manifest.now,
    channel,
    uploads: Object.fromEntries((send.program?.uploads ?? []).map(({ path }) => [path, '0'])),
  });
  if (!prepared.ok) return undecided(`the contact does not fit: ${prepared.detail}`);
  const missing = own.map(({ row, step }): Missing => {
    const rendered = prepared.steps.find((one) => one.step === step);
    const message =
      rendered?.kind === 'message' ? (rendered.body['message'] as { text?: unknown }) : undefined;
    return { row, step, text: typeof message?.text === 'string' ? message.text : undefined };
  });
  const settings = settingsOf(send.tuning);
  let seen: Seen | undefined;
  let why = '';
  for (let i = 1; i <= tries && seen === undefined; i++) {
    await turn();
    const psid = recipient.value;
    const fetched = await fetchConversation({
      endpoint,
      credentials,
      channel,
      psid,
      timeout: settings.totalTimeout,
    });
    if ('seen' in fetched) seen = fetched.seen;
    else if (fetched.problem === 'refused')
      return {
        refused: `The conversations cannot be read: ${fetched.why}. The token needs pages_messaging.`,
      };
    else {
      why = fetched.why;
      if (i < tries) await sleep(backoff(i, 1_000, 30_000, settings.random) * settings.timeScale);
    }
  }
  if (seen === undefined) return undecided(`the conversation could not be read: ${why}`);
  const span = { from: created - before, to: Math.max(...own.map(({ at }) => Date.parse(at))) + after };
  const taken = new Set(await journal.sentIds(contact.row));
  return { verdicts: matchMessages(missing, seen, span, taken) };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function refuse(exit: 1 | 2 | 3, message: string): LookedUp {
  return { ok: false, exit, message };
}
