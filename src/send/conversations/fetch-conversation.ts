/** Asks the Conversations API for what a Page and a person wrote to each other lately. Reading only. */
import fetch from 'node-fetch';
import type { Endpoint } from '../check-endpoint.ts';
import type { Credentials } from '../credentials.ts';
import { plainLine } from '../redact.ts';
import type { Seen, SeenMessage } from './match-messages.ts';

export interface ConversationRequest {
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  readonly channel: 'messenger' | 'instagram';
  readonly psid: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** `refused`: for everybody, such as a token that is none. `away`: this time. */
export type Fetched =
  | { readonly seen: Seen }
  | { readonly problem: 'refused' | 'away'; readonly why: string };

/** Meta tells what stands in the 20 latest messages only. */
const latest = 20;
const maxAnswer = 1_048_576;
/** About the token or what it may, not about this person: session, permission. */
const forEverybody = new Set([10, 102, 104, 190, 200, 2500]);

export async function fetchConversation(request: ConversationRequest): Promise<Fetched> {
  const { credentials, psid, timeout } = request;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const response = await fetch(addressOf(request), {
      headers: { Authorization: `Bearer ${credentials.token}` },
      redirect: 'manual',
      compress: false,
      size: maxAnswer,
      signal: controller.signal,
    });
    const text = await response.text();
    return readAnswer(response.status, text, psid, credentials);
  } catch (error) {
    const { code, name, message } = error as { code?: string; name?: string; message: string };
    const why = name === 'AbortError' ? `no answer within ${timeout / 1000} s` : (code ?? message);
    return { problem: 'away', why: plainLine(credentials.redact(why), 120) };
  } finally {
    clearTimeout(timer);
  }
}

function addressOf({ endpoint, credentials, channel, psid }: ConversationRequest): string {
  const url = new URL(endpoint.url.replace(/messages$/, 'conversations'));
  url.searchParams.set('platform', channel);
  url.searchParams.set('user_id', psid);
  url.searchParams.set('fields', `messages.limit(${latest}){id,created_time,from,message}`);
  // Not a secret by itself: it is of no use without the token, which stands in a header.
  if (credentials.proof !== undefined) url.searchParams.set('appsecret_proof', credentials.proof);
  return url.href;
}

interface Answer {
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
  readonly data?: unknown;
}

function readAnswer(status: number, text: string, psid: string, { redact }: Credentials): Fetched {
  let answer: Answer | null;
  try {
    answer = JSON.parse(text) as Answer | null;
  } catch {
    answer = null;
  }
  const error = answer?.error;
  if (status !== 200 || error !== undefined || !Array.isArray(answer?.data)) {
    const why =
      error === undefined
        ? `HTTP ${status}, and not what the API answers`
        : plainLine(redact(`${String(error.message)} (code ${String(error.code)})`), 200);
    return { problem: forEverybody.has(Number(error?.code)) ? 'refused' : 'away', why };
  }
  const messages = answer.data.flatMap((thread) => {
    const list = (thread as { messages?: { data?: unknown } } | null)?.messages?.data;
    return Array.isArray(list) ? list : [];
  });
  const seen = messages.flatMap((message) => readMessage(message, psid));
  // A message that cannot be read might be the one.
  return { seen: { messages: seen, whole: messages.length < latest && seen.length === messages.length } };
}

function readMessage(value: unknown, psid: string): SeenMessage[] {
  const { id, created_time, from, message } = (value ?? {}) as {
    readonly [name: string]: unknown;
    readonly from?: { readonly id?: unknown };
  };
  // Graph writes +0000, which is ISO 8601 only with a colon.
  const time = Date.parse(String(created_time).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (typeof id !== 'string' || Number.isNaN(time)) return [];
  return [
    {
      id,
      time,
      fromPage: from?.id === undefined || String(from.id) !== psid,
      text: typeof message === 'string' ? message : undefined,
    },
  ];
}
