/** What Meta tells an app: the `messaging` items of its webhooks. Times are milliseconds since 1970. */
import type { LedgerEntry } from './ledger.ts';

export const webhookKinds = ['echo', 'delivery', 'read', 'postback', 'message'] as const;
export type WebhookKind = (typeof webhookKinds)[number];

type Json = Readonly<Record<string, unknown>>;

export interface Tap {
  readonly kind: 'postback' | 'quick_reply';
  readonly title: string;
  readonly payload: string;
  /** Of the message that it stands in. */
  readonly mid: string;
}

/** A message of the Page, as `message_echoes` has it. */
export function echoOf(entry: LedgerEntry, page: string, time: number): Json {
  const { text, attachment, attachments } = (entry.body['message'] ?? {}) as Json;
  const list = attachment === undefined ? (attachments as readonly Json[] | undefined) : [attachment as Json];
  return {
    sender: { id: page },
    recipient: entry.psid === undefined ? entry.recipient : { id: entry.psid },
    timestamp: time,
    message: {
      mid: entry.message_id,
      is_echo: true,
      app_id: 1,
      ...(entry.key !== undefined && { metadata: entry.key }),
      ...(text !== undefined && { text }),
      ...(list !== undefined && { attachments: list }),
    },
  };
}

export function deliveryOf(entry: LedgerEntry, page: string, time: number): Json {
  return fromPerson(entry.psid!, page, time, { delivery: { mids: [entry.message_id], watermark: time } });
}

export function fromPerson(psid: string, page: string, time: number, event: Json): Json {
  return { sender: { id: psid }, recipient: { id: page }, timestamp: time, ...event };
}

/** Everything in a body that a tap makes a webhook of. Quick replies vanish with the next message. */
export function tapsOf(entry: LedgerEntry, latest: boolean): Tap[] {
  const found: Tap[] = [];
  const add = (kind: Tap['kind'], { title, payload }: Json) => {
    if (typeof payload !== 'string') return;
    found.push({ kind, title: typeof title === 'string' ? title : '', payload, mid: entry.message_id ?? '' });
  };
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const object = value as Json;
    if (object['type'] === 'postback') add('postback', object);
    for (const inner of Object.values(object)) walk(inner);
  };
  const message = entry.body['message'] as Json | undefined;
  walk([message?.['attachment'], message?.['attachments']]);
  const replies = message?.['quick_replies'];
  if (latest && Array.isArray(replies)) for (const reply of replies) add('quick_reply', reply as Json);
  return found;
}
