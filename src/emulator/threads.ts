/** The conversations of Pages with people, as the Conversations API shows them: what was accepted, and what people wrote. */
import { createHash } from 'node:crypto';
import type { Ledger, LedgerEntry } from './ledger.ts';

export interface ThreadMessage {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly fromPage: boolean;
  readonly text: string;
  /** As it was sent; absent for text. */
  readonly attachments?: readonly unknown[];
}

export interface Thread {
  readonly id: string;
  readonly psid: string;
  readonly page: string;
  /** Oldest first. */
  readonly messages: readonly ThreadMessage[];
}

export interface Threads {
  /** `pageId`: the Page behind `me`, where that is known. */
  accepted(entry: LedgerEntry, pageId: string | undefined): void;
  all(): readonly Thread[];
  byId(id: string): Thread | undefined;
  /** The thread that holds the message. */
  ofMessage(id: string): { readonly thread: Thread; readonly message: ThreadMessage } | undefined;
  wrote(psid: string, page: string, message: { id: string; time: number; text: string }): void;
  reset(): void;
}

type Open = Omit<Thread, 'messages'> & { readonly messages: ThreadMessage[] };

export function createThreads(ledger: Pick<Ledger, 'entries'>, me: () => string): Threads {
  const threads = new Map<string, Open>();
  const places = new Map<string, { thread: Open; message: ThreadMessage }>();
  /** By number of the entry: who `me` was. */
  const owners = new Map<number, string>();
  let read = 0;

  function add(page: string, psid: string, message: ThreadMessage): void {
    const id = threadId(page, psid);
    let thread = threads.get(id);
    if (thread === undefined) {
      thread = { id, psid, page, messages: [] };
      threads.set(id, thread);
    }
    thread.messages.push(message);
    places.set(message.id, { thread, message });
  }

  /** Only when somebody asks: sending a million messages is not to pay for it. */
  function catchUp(): void {
    const { entries } = ledger;
    for (; read < entries.length; read++) {
      const entry = entries[read]!;
      if (entry.message_id !== undefined && entry.psid !== undefined)
        add(entry.page === 'me' ? (owners.get(entry.seq) ?? me()) : entry.page, entry.psid, messageOf(entry));
    }
  }

  return {
    accepted: (entry, pageId) => {
      if (entry.page === 'me' && pageId !== undefined) owners.set(entry.seq, pageId);
    },
    all: () => {
      catchUp();
      return [...threads.values()];
    },
    byId: (id) => {
      catchUp();
      return threads.get(id);
    },
    ofMessage: (id) => {
      catchUp();
      return places.get(id);
    },
    wrote: (psid, page, { id, time, text }) => {
      catchUp();
      add(page, psid, { id, time, fromPage: false, text });
    },
    reset: () => {
      threads.clear();
      places.clear();
      owners.clear();
      read = 0;
    },
  };
}

function threadId(page: string, psid: string): string {
  return `t_${createHash('sha256').update(`${page} ${psid}`).digest().readBigUInt64BE()}`;
}

function messageOf(entry: LedgerEntry): ThreadMessage {
  const { text, attachment, attachments } = (entry.body['message'] ?? {}) as {
    text?: unknown;
    attachment?: unknown;
    attachments?: readonly unknown[];
  };
  const list = attachment === undefined ? attachments : [attachment];
  return {
    id: entry.message_id!,
    time: Date.parse(entry.time),
    fromPage: true,
    text: typeof text === 'string' ? text : '',
    ...(list !== undefined && { attachments: list }),
  };
}
