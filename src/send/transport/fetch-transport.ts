/**
 * The only place that imports node-fetch. Chosen and measured in delivery.md 1.5: keep-alive agent of our own,
 * redirects never followed (a 307 would send the POST again), no compression, answers capped, bodies always read.
 */
import fetch from 'node-fetch';
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
  /** Called when a request is handed to the system, and when its answer is in. */
  readonly onWritten?: () => void;
  readonly onResponse?: () => void;
}

/** Bytes of an answer that are read; a Send API answer has some hundred. */
const maxAnswer = 65_536;

export function createFetchTransport(options: FetchTransportOptions): Transport {
  const agent = createPhaseAgent(options.secure, options.sockets);
  const open = new Set<(cause: Cause) => void>();

  /** Written with callbacks: a run makes a million of these, and most of what one costs is promises and streams. */
  function post(request: WireRequest): Promise<Outcome> {
    return new Promise((resolve) => {
      const started = performance.now();
      const tracked: Tracked = { phase: 'none', onWritten: options.onWritten };
      let connectTimer: NodeJS.Timeout | undefined;
      let settled = false;

      const settle = (outcome: Outcome) => {
        if (settled) return;
        settled = true;
        clearTimeout(connectTimer);
        clearTimeout(totalTimer);
        open.delete(end);
        resolve(outcome);
      };
      const fail = (error: unknown, cause: Cause = 'network') => {
        if (settled) return;
        const { code, message } = error as { code?: string; message?: string };
        settle({ kind: 'failure', phase: tracked.phase, cause, code, message: String(message ?? error) });
        // What was not read to its end cannot be used again: the socket must go.
        tracked.request?.destroy();
      };
      const end = (cause: Cause) => fail(new Error('The request was given up.'), cause);

      tracked.onConnecting = () => {
        connectTimer = setTimeout(end, options.connectTimeout, 'connect-timeout');
      };
      tracked.onConnected = () => clearTimeout(connectTimer);
      const totalTimer = setTimeout(end, options.totalTimeout, 'timeout');
      open.add(end);
      agent.expecting = tracked;
      const pending = fetch(request.url, {
        method: 'POST',
        headers: request.headers as Record<string, string>,
        body: request.body,
        agent,
        redirect: 'manual',
        compress: false,
      });
      agent.expecting = undefined;
      if (tracked.phase === 'none') tracked.phase = 'untracked';
      pending.then(
        (response) =>
          readText(
            response.body,
            (text) => {
              options.onResponse?.();
              settle({
                kind: 'response',
                status: response.status,
                text,
                retryAfter: seconds(response.headers.get('retry-after')),
                usage: usageOf(response.headers),
                milliseconds: performance.now() - started,
              });
            },
            fail,
          ),
        fail,
      );
    });
  }

  return {
    post,
    abortAll: () => {
      for (const end of [...open]) end('abort');
    },
    close: () => agent.destroy(),
    get inFlight() {
      return open.size;
    },
  };
}

/** The whole text, or an error where it is cut off or too long. */
function readText(
  body: NodeJS.ReadableStream | null,
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
    if (bytes > maxAnswer) fail(new Error(`The answer has more than ${maxAnswer} bytes.`));
    else chunks.push(chunk);
  });
  body.on('end', () => {
    ended = true;
    done((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8'));
  });
  body.on('error', fail);
  body.on('close', () => {
    if (!ended) fail(new Error('The answer was cut off.'));
  });
}

type Cause = 'network' | 'connect-timeout' | 'timeout' | 'abort';

function usageOf(headers: { get(name: string): string | null }): Usage | undefined {
  const app = headers.get('x-app-usage');
  const business = headers.get('x-business-use-case-usage');
  return app === null && business === null ? undefined : readUsage(app, business);
}

function seconds(header: string | null): number | undefined {
  if (header === null || !/^\d{1,6}$/.test(header.trim())) return undefined;
  return Number(header);
}
