/**
 * The only place that imports node-fetch. Chosen and measured in delivery.md 1.5: keep-alive agent of our own,
 * redirects never followed (a 307 would send the POST again), no compression, answers capped, bodies always read.
 */
import fetch, { type Headers, type Response } from 'node-fetch';
import { readUsage, type Usage } from '../pace/read-usage.ts';
import { createPhaseAgent, type Tracked } from './phase-agent.ts';
import type { Outcome, Transport, WireRequest } from './transport.ts';

export interface FetchTransportOptions {
  readonly secure: boolean;
  /** Sockets at most; requests beyond wait. */
  readonly sockets: number;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Milliseconds, from the call to the last byte of the answer. */
  readonly totalTimeout: number;
  /** Bytes of an answer that are read, 64 kB unless told. */
  readonly maxAnswer?: number;
  /** Called when a request is handed to the system, and when its answer is in. */
  readonly onWritten?: () => void;
  readonly onResponse?: () => void;
}

/** Bytes; a Send API answer has some hundred. */
const maxAnswer = 65_536;

export function createFetchTransport(options: FetchTransportOptions): Transport {
  const agent = createPhaseAgent(options.secure, options.sockets);
  const open = createOpenList();

  /** Written with callbacks: a run makes a million of these, and most of what one costs is promises and streams. */
  function post(request: WireRequest): Promise<Outcome> {
    return new Promise((resolve) => {
      const exchange = new Exchange(request, options, open, resolve);
      agent.expecting = exchange;
      const pending = fetch(request.url, {
        method: 'POST',
        headers: request.headers as Record<string, string>,
        // The agent writes the body, together with the head: node-fetch would make a stream of it, and two packets.
        agent,
        redirect: 'manual',
        compress: false,
      });
      agent.expecting = undefined;
      if (exchange.phase === 'none') exchange.phase = 'untracked';
      pending.then(exchange.onAnswer, exchange.onError);
    });
  }

  return {
    post,
    abortAll: () => {
      for (const exchange of open.all()) exchange.giveUp('abort');
    },
    close: () => agent.destroy(),
    get inFlight() {
      return open.size;
    },
  };
}

type Cause = 'network' | 'connect-timeout' | 'timeout' | 'abort' | 'held';

/** One request and what came of it. */
class Exchange implements Tracked {
  phase: Tracked['phase'] = 'none';
  request: Tracked['request'];
  /** Its place in the list of open ones. */
  place = -1;
  readonly body: string;
  readonly onWritten: (() => void) | undefined;
  readonly ready: Tracked['ready'];
  private started = performance.now();
  private readonly options: FetchTransportOptions;
  private readonly open: OpenList;
  private readonly resolve: (outcome: Outcome) => void;
  private readonly totalTimer: NodeJS.Timeout;
  private connectTimer: NodeJS.Timeout | undefined;
  private settled = false;

  constructor(
    request: WireRequest,
    options: FetchTransportOptions,
    open: OpenList,
    resolve: (outcome: Outcome) => void,
  ) {
    this.body = request.body;
    this.ready = request.ready;
    this.options = options;
    this.onWritten = options.onWritten;
    this.open = open;
    this.resolve = resolve;
    this.totalTimer = setTimeout(giveUp, options.totalTimeout, this, 'timeout');
    open.add(this);
  }

  onConnecting(): void {
    this.connectTimer = setTimeout(giveUp, this.options.connectTimeout, this, 'connect-timeout');
  }

  onConnected(): void {
    clearTimeout(this.connectTimer);
  }

  onLeaving(): void {
    this.started = performance.now();
  }

  onHeld(): void {
    this.giveUp('held');
  }

  readonly onAnswer = (response: Response): void => {
    readText(
      response.body,
      this.options.maxAnswer ?? maxAnswer,
      (text) => {
        this.options.onResponse?.();
        const { status, headers } = response;
        this.settle({
          kind: 'response',
          status,
          text,
          retryAfter: seconds(headers.get('retry-after')),
          usage: usageOf(headers),
          milliseconds: performance.now() - this.started,
        });
      },
      this.onError,
    );
  };

  readonly onError = (error: unknown): void => this.fail(error, 'network');

  giveUp(cause: Cause): void {
    this.fail(new Error('The request was given up.'), cause);
  }

  private fail(error: unknown, cause: Cause): void {
    if (this.settled) return;
    const { code, message } = error as { code?: string; message?: string };
    this.settle({ kind: 'failure', phase: this.phase, cause, code, message: String(message ?? error) });
    // What was not read to its end cannot be used again: the socket must go.
    this.request?.destroy();
  }

  private settle(outcome: Outcome): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.connectTimer);
    clearTimeout(this.totalTimer);
    this.open.remove(this);
    this.resolve(outcome);
  }
}

function giveUp(exchange: Exchange, cause: Cause): void {
  exchange.giveUp(cause);
}

interface OpenList {
  add(exchange: Exchange): void;
  remove(exchange: Exchange): void;
  all(): Exchange[];
  readonly size: number;
}

/**
 * An array and not a Set: V8 links each table that a busy Set outgrows to the next one, and once the first of them is
 * in the old generation, all the requests that ever stood in one stay in memory until the next full collection.
 */
function createOpenList(): OpenList {
  const list: Exchange[] = [];
  return {
    add: (exchange) => {
      exchange.place = list.length;
      list.push(exchange);
    },
    remove: (exchange) => {
      const last = list.pop();
      if (last === undefined || last === exchange) return;
      list[exchange.place] = last;
      last.place = exchange.place;
    },
    all: () => [...list],
    get size() {
      return list.length;
    },
  };
}

/** The whole text, or an error where it is cut off or too long. */
function readText(
  body: NodeJS.ReadableStream | null,
  most: number,
  done: (text: string) => void,
  fail: (error: unknown) => void,
): void {
  if (body === null) {
    done('');
    return;
  }
  let ended = false;
  const chunks: Buffer[] = [];
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > most) fail(new Error(`The answer has more than ${most} bytes.`));
    else chunks.push(chunk);
  });
  body.on('end', () => {
    ended = true;
    done((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8'));
  });
  body.on('error', fail);
  // When node-fetch's pipeline ends, Node makes an AbortError that nobody sees, and its stack is half of what an answer costs.
  let limit: number | undefined;
  body.prependListener('close', () => {
    limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
  });
  body.on('close', () => {
    if (limit !== undefined) Error.stackTraceLimit = limit;
    if (!ended) fail(new Error('The answer was cut off.'));
  });
}

function usageOf(headers: Headers): Usage | undefined {
  const app = headers.get('x-app-usage');
  const business = headers.get('x-business-use-case-usage');
  return app === null && business === null ? undefined : readUsage(app, business);
}

function seconds(header: string | null): number | undefined {
  if (header === null || !/^\d{1,6}$/.test(header.trim())) return undefined;
  return Number(header);
}
