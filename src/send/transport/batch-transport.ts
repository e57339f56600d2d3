/**
 * Graph batches as an opt-in (delivery.md 3.8): requests are gathered and go as one, and each gets an outcome of its own.
 * What is known to go wrong in others' batch queues becomes unknown here, for the items that it is about and no others:
 * null for an item; an answer with too few or too many items, or in another order, for all of them; a lost answer for all.
 */
import { readUsage } from '../pace/read-usage.ts';
import type { Outcome, Transport, WireRequest } from './transport.ts';

export interface BatchOptions {
  readonly inner: Transport;
  /** `…/v21.0/`. */
  readonly url: string;
  /** Of each item, relative to that: `PAGE/messages`. */
  readonly itemUrl: string;
  readonly headers: { readonly [name: string]: string };
  /** `access_token`, and `appsecret_proof` where there is one: parameters of the batch. */
  readonly parameters: { readonly [name: string]: string };
  /** Items at most. */
  readonly size: number;
  /** Milliseconds that an item waits for others. */
  readonly wait: number;
}

interface Item {
  readonly body: { readonly [name: string]: unknown };
  /** `recipient.id`: by it the order of the answers is known. */
  readonly recipient: string;
  readonly resolve: (outcome: Outcome) => void;
}

export function createBatchTransport(options: BatchOptions): Transport {
  const { inner } = options;
  let gathered: Item[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function post(request: WireRequest): Promise<Outcome> {
    const body = JSON.parse(request.body) as Item['body'];
    const recipient = (body['recipient'] as { id?: unknown } | undefined)?.id;
    // Its answer would not say whom it is about.
    if (typeof recipient !== 'string') return inner.post(request);
    if (request.ready !== undefined && !(await request.ready()))
      return { kind: 'failure', phase: 'none', cause: 'held', message: 'held back' };
    return new Promise((resolve) => {
      gathered.push({ body, recipient, resolve });
      if (gathered.length >= options.size) flush();
      else timer ??= setTimeout(flush, options.wait);
    });
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const items = gathered;
    gathered = [];
    if (items.length === 0) return;
    const batch = items.map(({ body }) => ({
      method: 'POST',
      relative_url: options.itemUrl,
      body: formText(body),
    }));
    const request = {
      url: options.url,
      headers: options.headers,
      body: JSON.stringify({ ...options.parameters, batch }),
    };
    void inner.post(request).then((outcome) => {
      for (const [i, one] of splitAnswer(outcome, items).entries()) items[i]!.resolve(one);
    });
  }

  return {
    post,
    abortAll: () => {
      clearTimeout(timer);
      timer = undefined;
      const aborted = { kind: 'failure', phase: 'none', cause: 'abort', message: 'not sent yet' } as const;
      for (const { resolve } of gathered.splice(0)) resolve(aborted);
      inner.abortAll();
    },
    close: () => inner.close(),
    get inFlight() {
      return inner.inFlight + gathered.length;
    },
  };
}

/** The body of an item: a form, in which what is no text is JSON. */
function formText(body: Item['body']): string {
  return new URLSearchParams(
    Object.entries(body).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ).toString();
}

/** As many outcomes as items. */
export function splitAnswer(
  outcome: Outcome,
  items: readonly { readonly recipient: string }[],
): readonly Outcome[] {
  const forAll = (one: Outcome) => items.map(() => one);
  // Nothing left, everything may have, or the batch was refused as a whole: the same for each.
  if (outcome.kind === 'failure' || outcome.status !== 200) return forAll(outcome);
  const answers = parse(outcome.text);
  if (!Array.isArray(answers)) return forAll(outcome);
  if (answers.length !== items.length) {
    return forAll(lost(`the batch had ${items.length} messages, its answer ${answers.length}`));
  }
  const entries = answers.map(readEntry);
  const misplaced = entries.some((entry, i) => {
    const id = (parse(entry?.text ?? '') as { recipient_id?: unknown } | undefined)?.recipient_id;
    return id !== undefined && String(id) !== items[i]!.recipient;
  });
  if (misplaced) return forAll(lost('the answers of the batch are not in the order of its messages'));
  return entries.map((entry): Outcome => {
    if (entry === undefined) return lost('null for this message in the answer of the batch');
    const { status, text, headers } = entry;
    return {
      kind: 'response',
      status,
      text,
      retryAfter: seconds(headers.get('retry-after')),
      usage: readUsage(headers.get('x-app-usage') ?? null, headers.get('x-business-use-case-usage') ?? null),
      milliseconds: outcome.milliseconds,
    };
  });
}

interface Entry {
  readonly status: number;
  readonly text: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

function readEntry(value: unknown): Entry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, body, headers } = value as { code?: unknown; body?: unknown; headers?: unknown };
  if (!Number.isInteger(code)) return undefined;
  const found = new Map<string, string>();
  for (const header of Array.isArray(headers) ? headers : []) {
    const { name, value: text } = (header ?? {}) as { name?: unknown; value?: unknown };
    if (typeof name === 'string' && typeof text === 'string') found.set(name.toLowerCase(), text);
  }
  return { status: code as number, text: typeof body === 'string' ? body : '', headers: found };
}

/** May have been sent. */
function lost(message: string): Outcome {
  return { kind: 'failure', phase: 'response', cause: 'batch', message };
}

function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
