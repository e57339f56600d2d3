/**
 * The only place that imports node-fetch. Chosen and measured in delivery.md 1.5: keep-alive agent of our own,
 * redirects never followed (a 307 would send the POST again), no compression, answers capped, bodies always read.
 */
import fetch, { type RequestInit } from 'node-fetch';
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

  async function post(request: WireRequest): Promise<Outcome> {
    const started = performance.now();
    const tracked: Tracked = { phase: 'none', onWritten: options.onWritten };
    const controller = new AbortController();
    let cause: Cause = 'network';
    const end = (why: Cause) => {
      if (controller.signal.aborted) return;
      cause = why;
      controller.abort();
    };
    let connectTimer: NodeJS.Timeout | undefined;
    tracked.onConnecting = () => {
      connectTimer = setTimeout(end, options.connectTimeout, 'connect-timeout');
    };
    tracked.onConnected = () => clearTimeout(connectTimer);
    const totalTimer = setTimeout(end, options.totalTimeout, 'timeout');
    open.add(end);
    try {
      const init: RequestInit = {
        method: 'POST',
        headers: request.headers as Record<string, string>,
        body: request.body,
        agent,
        redirect: 'manual',
        compress: false,
        size: maxAnswer,
        signal: controller.signal,
      };
      agent.expecting = tracked;
      const pending = fetch(request.url, init);
      agent.expecting = undefined;
      if (tracked.phase === 'none') tracked.phase = 'untracked';
      const response = await pending;
      const text = await response.text();
      options.onResponse?.();
      return {
        kind: 'response',
        status: response.status,
        text,
        retryAfter: seconds(response.headers.get('retry-after')),
        milliseconds: performance.now() - started,
      };
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string };
      // An answer over the size limit is not read to its end: the socket must go.
      controller.abort();
      return { kind: 'failure', phase: tracked.phase, cause, code, message: String(message ?? error) };
    } finally {
      clearTimeout(connectTimer);
      clearTimeout(totalTimer);
      open.delete(end);
    }
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

type Cause = 'network' | 'connect-timeout' | 'timeout' | 'abort';

function seconds(header: string | null): number | undefined {
  if (header === null || !/^\d{1,6}$/.test(header.trim())) return undefined;
  return Number(header);
}
