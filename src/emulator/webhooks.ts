/**
 * The webhooks of an emulator: kept, and where an address is given posted to it in their order, signed as Meta signs
 * (X-Hub-Signature-256), and again when it does not answer with 200.
 */
import { createHmac } from 'node:crypto';
import { type Clock, isoTime } from './clock.ts';
import type { Ids } from './ids.ts';
import type { LedgerEntry } from './ledger.ts';
import { deliveryOf, echoOf, fromPerson, type Tap, tapsOf, type WebhookKind } from './webhook-events.ts';

export interface WebhookOptions {
  /** Where they go; only kept where absent. */
  readonly url?: string;
  /** Which; all unless told. */
  readonly events?: readonly WebhookKind[];
}

/** One webhook, as it is kept. */
export interface Webhook {
  readonly seq: number;
  /** ISO 8601, by the emulator's clock. */
  readonly time: string;
  readonly kind: WebhookKind;
  readonly psid?: string;
  /** `kept`: there is no address, or not for this kind. */
  readonly state: 'kept' | 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  /** The last answer's HTTP status, or why there was none. */
  readonly answer?: string;
  /** What is posted. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Webhooks {
  /** A message of the Page was accepted. */
  accepted(entry: LedgerEntry, page: string | undefined): void;
  /** The person saw everything until now. */
  read(psid: string): void;
  /** The person wrote. */
  wrote(psid: string, text: string): void;
  tapped(psid: string, tap: Tap): void;
  /** What the person can tap at this moment, the newest message first. */
  taps(psid: string): Tap[];
  list(since: number, kind?: string): Webhook[];
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
  reset(): void;
}

export interface WebhookParts {
  readonly options: WebhookOptions;
  readonly appSecret: string | undefined;
  readonly channel: 'messenger' | 'instagram';
  readonly clock: Clock;
  readonly ids: Ids;
  readonly entries: () => readonly LedgerEntry[];
  readonly pause: (milliseconds: number) => Promise<boolean>;
  /** A person's message. */
  readonly wrote: (
    psid: string,
    page: string,
    message: { readonly id: string; readonly time: number; readonly text: string },
  ) => void;
  readonly warn: (text: string) => void;
}

interface Kept {
  readonly seq: number;
  readonly time: number;
  readonly kind: WebhookKind;
  readonly page: string;
  readonly psid?: string;
  readonly event: () => Readonly<Record<string, unknown>>;
  state: Webhook['state'];
  attempts: number;
  answer?: string;
}

/** Milliseconds before each further attempt. */
const pauses = [1_000, 5_000, 15_000];
const answerTimeout = 5_000;

export function createWebhooks(parts: WebhookParts): Webhooks {
  const { options, clock, ids } = parts;
  let kept: Kept[] = [];
  let messages = 0;
  /** Of the last message to each person. */
  const pages = new Map<string, string>();
  let sending: Promise<void> = Promise.resolve();

  function add(kind: WebhookKind, page: string, psid: string | undefined, event: Kept['event']): void {
    const { url, events } = options;
    const goes = url !== undefined && (events === undefined || events.includes(kind));
    const one: Kept = {
      seq: (kept.at(-1)?.seq ?? 0) + 1,
      time: clock.now(),
      kind,
      page,
      ...(psid !== undefined && { psid }),
      event,
      state: goes ? 'waiting' : 'kept',
      attempts: 0,
    };
    kept.push(one);
    if (goes) sending = sending.then(() => post(one, url));
  }

  async function post(one: Kept, url: string): Promise<void> {
    const body = JSON.stringify(bodyOf(one));
    for (;;) {
      one.attempts++;
      one.answer = await postOnce(url, body, parts.appSecret);
      if (one.answer === '200') {
        one.state = 'delivered';
        return;
      }
      const wait = pauses[one.attempts - 1];
      if (wait === undefined || !(await parts.pause(wait))) break;
    }
    one.state = 'failed';
    parts.warn(`A webhook (${one.kind}) was not taken by ${url}: ${one.answer}.`);
  }

  function bodyOf({ page, time, event }: Kept): Readonly<Record<string, unknown>> {
    const object = parts.channel === 'instagram' ? 'instagram' : 'page';
    return { object, entry: [{ id: page, time, messaging: [event()] }] };
  }

  const pageOf = (psid: string) => pages.get(psid) ?? ids.person('page');

  return {
    accepted(entry, pageId) {
      if (entry.message_id === undefined) return;
      const page = pageId ?? ids.person('page');
      const time = clock.now();
      add('echo', page, entry.psid, () => echoOf(entry, page, time));
      if (entry.psid === undefined) return;
      pages.set(entry.psid, page);
      add('delivery', page, entry.psid, () => deliveryOf(entry, page, time));
    },
    read(psid) {
      const [page, time] = [pageOf(psid), clock.now()];
      add('read', page, psid, () => fromPerson(psid, page, time, { read: { watermark: time } }));
    },
    wrote(psid, text) {
      const [page, time] = [pageOf(psid), clock.now()];
      const mid = ids.incoming(++messages);
      parts.wrote(psid, page, { id: mid, time, text });
      add('message', page, psid, () => fromPerson(psid, page, time, { message: { mid, text } }));
    },
    tapped(psid, { kind, title, payload, mid }) {
      const [page, time] = [pageOf(psid), clock.now()];
      if (kind === 'postback') {
        add('postback', page, psid, () =>
          fromPerson(psid, page, time, { postback: { mid, title, payload } }),
        );
        return;
      }
      const own = ids.incoming(++messages);
      parts.wrote(psid, page, { id: own, time, text: title });
      add('message', page, psid, () =>
        fromPerson(psid, page, time, { message: { mid: own, text: title, quick_reply: { payload } } }),
      );
    },
    taps(psid) {
      const own = parts.entries().filter((e) => e.psid === psid && e.message_id !== undefined);
      return own.reverse().flatMap((entry, i) => tapsOf(entry, i === 0));
    },
    list: (since, kind) =>
      kept
        .filter((one) => one.seq > since && (kind === undefined || one.kind === kind))
        .map((one) => ({
          seq: one.seq,
          time: isoTime(one.time),
          kind: one.kind,
          ...(one.psid !== undefined && { psid: one.psid }),
          state: one.state,
          attempts: one.attempts,
          ...(one.answer !== undefined && { answer: one.answer }),
          body: bodyOf(one),
        })),
    settled: async () => {
      for (let last: Promise<void> | undefined; last !== sending; ) {
        last = sending;
        await last;
      }
    },
    reset() {
      kept = [];
      pages.clear();
      messages = 0;
    },
  };
}

/** `200`, another status, or why there is none. Redirects are not followed, as Meta does not. */
async function postOnce(url: string, body: string, appSecret: string | undefined): Promise<string> {
  const signature: Record<string, string> =
    appSecret === undefined
      ? {}
      : { 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerTimeout),
    });
    await response.body?.cancel();
    return String(response.status);
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: string }; message: string };
    return cause?.code ?? message;
  }
}
