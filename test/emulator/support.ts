import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.ts';

const running: Emulator[] = [];

/** An emulator that ends with the test. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator(options);
  running.push(emulator);
  return emulator;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  readonly json: any;
}

export interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One real HTTP request on a connection of its own. */
export function call(emulator: Emulator, options: Call): Promise<Reply> {
  const { method = 'POST', path = '/v21.0/me/messages', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(`${emulator.url}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode!, headers: response.headers, text, json: parsed(text) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON body with a Bearer token. */
export function post(emulator: Emulator, body: unknown, path = '/v21.0/me/messages'): Promise<Reply> {
  return call(emulator, {
    path,
    headers: { 'content-type': 'application/json', authorization: 'Bearer T' },
    body: JSON.stringify(body),
  });
}

/** A text message to `id`. */
export function textTo(id: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { recipient: { id }, messaging_type: 'RESPONSE', message: { text: 'hello', ...more } };
}

/**
 * Writes bytes to a socket and gives back what comes: until the answer is there in full, until the server closes the
 * connection, or, having said that nothing more will come from here, until the server closes it.
 */
export function raw(
  emulator: Emulator,
  bytes: string | Buffer,
  until: 'answered' | 'closed' | 'done' = 'answered',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(emulator.port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
      if (until === 'answered' && isComplete(received)) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(received);
      else reject(error);
    });
    socket.on('close', () => resolve(received));
    if (until === 'done') socket.end(bytes);
    else socket.write(bytes);
  });
}

function isComplete(received: string): boolean {
  const [head, ...rest] = received.split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(head ?? '')?.[1];
  return length !== undefined && rest.join('\r\n\r\n').length >= Number(length);
}
