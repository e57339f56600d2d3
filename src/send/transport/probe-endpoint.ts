/** Asks, before anything is journalled, whether anybody is there. */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import fetch from 'node-fetch';
import type { Endpoint } from '../check-endpoint.ts';

/** What is wrong, or undefined: a connection (for https, with a good certificate) can be made. Sends nothing. */
export async function probeEndpoint(endpoint: Endpoint, timeout: number): Promise<string | undefined> {
  const first = await tryConnect(endpoint.origin, timeout);
  if (first === undefined) return undefined;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return tryConnect(endpoint.origin, timeout);
}

/** True where the endpoint is a sendspec emulator on this machine. */
export async function isEmulator(endpoint: Endpoint, timeout: number): Promise<boolean> {
  if (!endpoint.loopback) return false;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const response = await fetch(endpoint.healthUrl, {
      redirect: 'manual',
      compress: false,
      size: 65_536,
      signal: controller.signal,
    });
    const text = await response.text();
    if (response.status !== 200) return false;
    const answer: unknown = JSON.parse(text);
    return (answer as { ok?: unknown } | null)?.ok === true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function tryConnect(origin: string, timeout: number): Promise<string | undefined> {
  const url = new URL(origin);
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return new Promise((resolve) => {
    const socket: Socket = secure
      ? connectSecure({ host, port, servername: host })
      : connectPlain({ host, port });
    const timer = setTimeout(() => done(`no answer within ${timeout / 1000} s`), timeout);
    const done = (problem: string | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    socket.once(secure ? 'secureConnect' : 'connect', () => done(undefined));
    socket.on('error', (error: NodeJS.ErrnoException) => done(reason(error, host, port)));
  });
}

function reason(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nothing listens on port ${port} of ${host}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${host} could not be looked up`;
    default:
      return error.code ?? error.message;
  }
}
