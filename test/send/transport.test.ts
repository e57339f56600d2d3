/** Every row of the table in delivery.md 1.4, with the real node-fetch against real sockets. */

import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { classify, type Verdict } from '../../src/send/classify.ts';
import {
  createFetchTransport,
  type FetchTransportOptions,
} from '../../src/send/transport/fetch-transport.ts';
import type { Outcome, Transport } from '../../src/send/transport/transport.ts';
import { accepted, http, startRawServer } from './support/raw-server.ts';
import { cleanUp } from './support/sending.ts';

function open(change: Partial<FetchTransportOptions> = {}): Transport {
  const transport = createFetchTransport({
    secure: false,
    sockets: 4,
    connectTimeout: 250,
    totalTimeout: 400,
    ...change,
  });
  cleanUp(() => transport.close());
  return transport;
}

async function post(url: string, change: Partial<FetchTransportOptions> = {}): Promise<Outcome> {
  return open({ secure: url.startsWith('https'), ...change }).post({
    url: `${url}/v21.0/me/messages`,
    body: '{"recipient":{"id":"1"}}',
    headers: { Authorization: 'Bearer T' },
  });
}

const kindOf = (outcome: Outcome): Verdict['kind'] => classify(outcome).kind;
const phaseOf = (outcome: Outcome) => (outcome.kind === 'failure' ? outcome.phase : 'answered');

describe('what proves that nothing was sent', () => {
  it('a closed port', async () => {
    const { server, url } = await startRawServer(() => {});
    await new Promise((resolve) => server.close(resolve));
    const outcome = await post(url);
    expect(outcome).toMatchObject({ kind: 'failure', phase: 'connecting', code: 'ECONNREFUSED' });
    expect(kindOf(outcome)).toBe('not-sent');
  });

  it('a connection that is never made', async () => {
    const port = await startDeafListener();
    const outcome = await post(`http://127.0.0.1:${port}`);
    expect(outcome).toMatchObject({ kind: 'failure', phase: 'connecting', cause: 'connect-timeout' });
    expect(kindOf(outcome)).toBe('not-sent');
  });

  it('a name that does not exist', async () => {
    const outcome = await post('http://nobody.invalid');
    expect(phaseOf(outcome)).toBe('connecting');
    expect(kindOf(outcome)).toBe('not-sent');
  });

  it('waiting for a free socket', async () => {
    let arrived: () => void = () => {};
    const written = new Promise<void>((resolve) => (arrived = resolve));
    const { url } = await startRawServer(() => arrived());
    const transport = open({ sockets: 1, totalTimeout: 5_000 });
    const request = { url: `${url}/v21.0/me/messages`, body: '{}', headers: {} };
    const both = [transport.post(request), transport.post(request)] as const;
    await written;
    transport.abortAll();
    const [first, second] = await Promise.all(both);
    expect([phaseOf(first), kindOf(first)]).toEqual(['written', 'unknown']);
    expect([phaseOf(second), kindOf(second)]).toEqual(['queued', 'not-sent']);
  });

  it('TLS that cannot be agreed upon', async () => {
    const { url, requests } = await startRawServer(
      () => {},
      (socket) => {
        socket.once('data', () => socket.end('this is not TLS\r\n'));
        return true;
      },
    );
    const outcome = await post(url.replace('http:', 'https:'));
    expect(phaseOf(outcome)).toBe('connecting');
    expect(kindOf(outcome)).toBe('not-sent');
    expect(requests()).toBe(0);
  });

  it('TLS that is never answered', async () => {
    const { url } = await startRawServer(
      () => {},
      () => true,
    );
    const outcome = await post(url.replace('http:', 'https:'));
    expect(outcome).toMatchObject({ phase: 'connecting', cause: 'connect-timeout' });
    expect(kindOf(outcome)).toBe('not-sent');
  });
});

/** A stopped process whose queue of connections is full: the kernel drops every further SYN. */
async function startDeafListener(): Promise<number> {
  const child = spawn(process.execPath, [
    '-e',
    "const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port));",
  ]);
  cleanUp(() => void child.kill('SIGKILL'));
  const port = Number(
    await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data)))),
  );
  child.kill('SIGSTOP');
  for (let i = 0; i < 4; i++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    cleanUp(() => void socket.destroy());
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  return port;
}

describe('what may have been sent', () => {
  const reset = (socket: Socket) => socket.resetAndDestroy();
  it.each<[string, string, (socket: Socket, request: string, n: number) => void]>([
    ['closed after reading', 'written', (socket) => socket.destroy()],
    ['reset after reading', 'written', reset],
    ['no answer', 'written', () => {}],
    ['headers, then nothing', 'response', (socket) => socket.write(http('', ['Content-Length: 50']))],
    [
      'a body cut short by its length',
      'response',
      (socket) => socket.end(http(accepted.slice(0, 9), ['Content-Length: 39'])),
    ],
    [
      'a chunked body cut short',
      'response',
      (socket) => socket.end(http(`9\r\n${accepted.slice(0, 9)}\r\n`, ['Transfer-Encoding: chunked'])),
    ],
    [
      'a reset in the body',
      'response',
      (socket) =>
        socket.write(http(accepted.slice(0, 9), ['Content-Length: 39']), () => setTimeout(reset, 20, socket)),
    ],
    ['garbage instead of HTTP', 'written', (socket) => socket.end('\x00\x01garbage\r\n\r\n')],
    [
      'an answer without end',
      'response',
      (socket) => socket.write(http('x'.repeat(200_000), ['Content-Length: 10000000'])),
    ],
    [
      'an answer that drips',
      'response',
      (socket) => {
        socket.write(http('', ['Content-Length: 400']));
        const timer = setInterval(() => socket.write(' '), 50);
        socket.on('close', () => clearInterval(timer));
      },
    ],
  ])('%s', async (_what, phase, answer) => {
    const { url, requests } = await startRawServer(answer);
    const outcome = await post(url);
    expect([phaseOf(outcome), kindOf(outcome)]).toEqual([phase, 'unknown']);
    expect(requests()).toBe(1);
  });

  it('a connection that is reset before the request is read', async () => {
    const { url, requests } = await startRawServer(
      () => {},
      (socket) => {
        socket.resetAndDestroy();
        return true;
      },
    );
    const outcome = await post(url);
    // Which of the two is the kernel's choice; neither is an answer, and a connected socket proves nothing.
    expect(['not-sent', 'unknown']).toContain(kindOf(outcome));
    expect(kindOf(outcome)).toBe(phaseOf(outcome) === 'connecting' ? 'not-sent' : 'unknown');
    expect(requests()).toBe(0);
  });

  it.each<[string, (socket: Socket) => void]>([
    [
      'a short body that the connection’s end delimits',
      (socket) => socket.end(http(accepted.slice(0, 20), ['Connection: close'])),
    ],
    ['200 with a page of HTML', (socket) => socket.end(http('<html>Service Unavailable</html>'))],
    ['200 without message_id', (socket) => socket.end(http('{"recipient_id":"1"}'))],
    ['200 with a number as message_id', (socket) => socket.end(http('{"message_id":12}'))],
    ['200 with null', (socket) => socket.end(http('null'))],
    ['200 with nothing', (socket) => socket.end(http(''))],
    ['204', (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n')],
    ['502 with HTML', (socket) => socket.end(http('<html>', [], '502 Bad Gateway'))],
    ['503', (socket) => socket.end(http('{}', [], '503 Unavailable'))],
    [
      '500 with an error of the API',
      (socket) => socket.end(http('{"error":{"code":551,"message":"x"}}', [], '500 Oops')),
    ],
    [
      'error 1/1357046',
      (socket) => socket.end(http('{"error":{"code":1,"error_subcode":1357046}}', [], '400 Bad Request')),
    ],
    ['an unheard-of code', (socket) => socket.end(http('{"error":{"code":4711}}', [], '400 Bad Request'))],
    ['404 with HTML', (socket) => socket.end(http('<html>', [], '404 Not Found'))],
    [
      'gzip that was not asked for',
      (socket) => {
        const body = gzipSync(accepted);
        socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`);
        socket.end(body);
      },
    ],
  ])('%s', async (_what, answer) => {
    const { url, requests } = await startRawServer(answer);
    const outcome = await post(url);
    expect([outcome.kind, kindOf(outcome)]).toEqual(['response', 'unknown']);
    expect(requests()).toBe(1);
  });

  it.each([301, 302, 303, 307, 308])('a redirect %i, which is not followed', async (status) => {
    const other = await startRawServer((socket) => socket.end(http(accepted)));
    const { url, requests } = await startRawServer((socket) =>
      socket.end(http('', [`Location: ${other.url}/`], `${status} Moved`)),
    );
    expect(kindOf(await post(url))).toBe('unknown');
    expect([requests(), other.requests()]).toEqual([1, 0]);
  });

  it('what was aborted after it was written', async () => {
    let arrived: () => void = () => {};
    const written = new Promise<void>((resolve) => (arrived = resolve));
    const { url } = await startRawServer(() => arrived());
    const transport = open({ totalTimeout: 5_000 });
    const pending = transport.post({ url: `${url}/x`, body: '{}', headers: {} });
    await written;
    expect(transport.inFlight).toBe(1);
    transport.abortAll();
    const outcome = await pending;
    expect(outcome).toMatchObject({ kind: 'failure', cause: 'abort', phase: 'written' });
    expect(kindOf(outcome)).toBe('unknown');
    expect(transport.inFlight).toBe(0);
  });
});

describe('the transport', () => {
  it('keeps connections and sends the token in a header, never in the URL', async () => {
    const seen: string[] = [];
    let connections = 0;
    const { url } = await startRawServer(
      (socket, request) => {
        seen.push(request);
        socket.write(http(accepted));
      },
      () => {
        connections++;
        return false;
      },
    );
    const transport = open();
    for (let i = 0; i < 20; i++) {
      const outcome = await transport.post({
        url: `${url}/v21.0/me/messages`,
        body: '{"a":1}',
        headers: { Authorization: 'Bearer T' },
      });
      expect(classify(outcome)).toEqual({ kind: 'sent', messageId: 'm_1' });
    }
    expect(connections).toBe(1);
    expect(seen[0]).toMatch(/^POST \/v21\.0\/me\/messages HTTP\/1\.1\r\n/);
    expect(seen[0]).toMatch(/\r\nAuthorization: Bearer T\r\n/i);
    expect(seen[0]).not.toMatch(/accept-encoding/i);
    expect(seen[0]?.endsWith('{"a":1}')).toBe(true);
  });

  it('takes a reused connection that fails for what it is: perhaps sent', async () => {
    // The server reads the second request and closes: on a kept socket this looks like an idle close, and is not.
    const { url, requests } = await startRawServer((socket, _request, n) => {
      if (n === 1) socket.write(http(accepted));
      else socket.destroy();
    });
    const transport = open();
    const request = { url: `${url}/x`, body: '{}', headers: {} };
    expect(kindOf(await transport.post(request))).toBe('sent');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(kindOf(await transport.post(request))).toBe('unknown');
    expect(requests()).toBe(2);
  });

  it('asks whether a request may leave once its connection stands, new or kept, and before any byte of it', async () => {
    const { url, server, requests } = await startRawServer((socket) => socket.write(http(accepted)));
    const transport = open({ totalTimeout: 5_000 });
    const connected = () =>
      new Promise<number>((resolve, reject) =>
        server.getConnections((error, n) => (error ? reject(error) : resolve(n))),
      );
    for (const n of [0, 1, 2]) {
      let asked = 0;
      const outcome = await transport.post({
        url: `${url}/x`,
        body: '{"a":1}',
        headers: {},
        ready: async () => {
          asked++;
          await new Promise((resolve) => setTimeout(resolve, 30));
          expect([await connected(), requests()]).toEqual([1, n]);
          return true;
        },
      });
      expect(kindOf(outcome)).toBe('sent');
      expect(asked).toBe(1);
    }
  });

  it('sends nothing of a request that may not leave, nor of one whose connection ends meanwhile', async () => {
    let bytes = 0;
    const { url, requests } = await startRawServer(
      () => {},
      (socket) => {
        socket.on('data', (data) => (bytes += data.length));
        setTimeout(() => socket.destroy(), 50);
        return false;
      },
    );
    const held = await open().post({ url: `${url}/x`, body: '{}', headers: {}, ready: async () => false });
    expect(held).toMatchObject({ kind: 'failure', cause: 'held' });
    expect(kindOf(held)).toBe('not-sent');
    const ended = await open({ totalTimeout: 5_000 }).post({
      url: `${url}/x`,
      body: '{}',
      headers: {},
      ready: () => new Promise((resolve) => setTimeout(resolve, 150, true)),
    });
    expect(kindOf(ended)).toBe('not-sent');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([requests(), bytes]).toEqual([0, 0]);
  });

  it('reads Retry-After', async () => {
    const { url } = await startRawServer((socket) =>
      socket.end(http('', ['Retry-After: 7'], '429 Too Many')),
    );
    expect(classify(await post(url))).toEqual({ kind: 'throttled', why: 'HTTP 429', wait: 7000 });
  });
});
