/**
 * Stands between sender and emulator and speaks TCP: what goes wrong on a line cannot be asked of an HTTP server. A whole
 * request is read, then its fault decides whether the emulator gets it (records it) and what comes back.
 */
import { Agent, request as httpRequest } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { random } from './report.ts';

export interface Fault {
  readonly name: string;
  /** Share of the requests. */
  readonly share: number;
  /** At the moment the connection is made; the request is never read. */
  readonly onConnection?: (socket: Socket) => void;
  /** When the first bytes of a request are there. */
  readonly onFirstBytes?: (socket: Socket) => void;
  /** Whether the emulator gets the request. Default true. */
  readonly record?: boolean;
  /** `answer`: of the emulator, undefined where it did not get the request; `other`: what another request was answered. */
  readonly reply?: (socket: Socket, answer: Answer | undefined, other: Answer | undefined) => void;
  /** May leave the delivery unknown. */
  readonly ambiguous: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Proxy {
  readonly url: string;
  readonly port: number;
  /** How often a fault has struck that may leave a delivery unknown. */
  readonly struck: () => number;
  /** Nobody listens for a while; who is connected stays. */
  down(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export function http(body: string, head: readonly string[] = [], status = '200 OK'): string {
  const lines = [`HTTP/1.1 ${status}`, 'Content-Type: application/json', ...head];
  if (!head.some((line) => /^(content-length|transfer-encoding)/i.test(line)))
    lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

export async function startProxy(target: string, faults: readonly Fault[], seed: number): Promise<Proxy> {
  const draw = random(seed);
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  let struck = 0;
  const answers: Answer[] = [];
  const choose = (when: (fault: Fault) => boolean): Fault | undefined => {
    let at = draw();
    for (const fault of faults) {
      if (!when(fault)) continue;
      if (at < fault.share) {
        if (fault.ambiguous) struck++;
        return fault;
      }
      at -= fault.share;
    }
    return undefined;
  };
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    // The sender's question whether anybody is there brings no request: a fault at the connection waits for its bytes.
    const early = choose((fault) => fault.onConnection !== undefined);
    if (early !== undefined && sockets.size > 0) {
      early.onConnection?.(socket);
      return;
    }
    let text = '';
    let first: Fault | undefined | null = null;
    socket.on('data', (chunk) => {
      if (text === '' && first === null) {
        first = choose((fault) => fault.onFirstBytes !== undefined) ?? null;
        if (first !== null) {
          first.onFirstBytes?.(socket);
          return;
        }
      }
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      const request = text;
      text = '';
      first = null;
      const isMessage = request.startsWith('POST ');
      const fault = isMessage
        ? choose((f) => f.onConnection === undefined && f.onFirstBytes === undefined)
        : undefined;
      const done = (answer?: Answer) => {
        if (socket.destroyed) return;
        if (fault?.reply !== undefined) fault.reply(socket, answer, answers.at(-10));
        else if (answer !== undefined) socket.write(http(answer.body, [], `${answer.status} X`));
        if (answer?.status === 200 && fault === undefined) answers.push(answer);
      };
      if (fault?.record === false) done();
      else forward(target, agent, request, done);
    });
  };
  let server: Server = await listen(serve, 0);
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    struck: () => struck,
    down: async (milliseconds) => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      server = await listen(serve, port);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(serve: (socket: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(serve).once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function forward(target: string, agent: Agent, request: string, done: (answer: Answer) => void): void {
  const at = request.indexOf('\r\n\r\n');
  const [line, ...headers] = request.slice(0, at).split('\r\n');
  const [method, path] = line!.split(' ');
  const body = Buffer.from(request.slice(at + 4), 'latin1');
  const call = httpRequest(
    `${target}${path}`,
    {
      method,
      agent,
      headers: Object.fromEntries(
        headers
          .map((h) => [h.slice(0, h.indexOf(':')), h.slice(h.indexOf(':') + 2)])
          .filter(([name]) => !/^(host|connection)$/i.test(name!)),
      ),
    },
    (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, body: text }));
    },
  );
  call.on('error', () => done({ status: 502, body: '' }));
  call.end(body);
}

const html = '<html><body>502 Bad Gateway</body></html>';
const cut = (text: string) => text.slice(0, Math.floor(text.length / 2));

/** The faults of a line, by their numbers in delivery.md 5. */
export const lineFaults: { readonly [number: string]: Omit<Fault, 'share'> } = {
  '3': {
    name: 'reset when the connection is made',
    onConnection: (s) => s.resetAndDestroy(),
    ambiguous: true,
  },
  '4': { name: 'reset before the body is read', onFirstBytes: (s) => s.resetAndDestroy(), ambiguous: true },
  '5': { name: 'recorded, then reset', reply: (s) => s.resetAndDestroy(), ambiguous: true },
  '6': { name: 'recorded, then no answer', reply: () => {}, ambiguous: true },
  '7': {
    name: 'recorded, headers, then nothing',
    reply: (s) => s.write('HTTP/1.1 200 OK\r\nContent-Length: 70\r\n\r\n'),
    ambiguous: true,
  },
  '8': {
    name: 'recorded, body cut short of its length',
    reply: (s, a) => s.end(http(cut(a!.body), [`Content-Length: ${a!.body.length}`])),
    ambiguous: true,
  },
  '9': {
    name: 'recorded, chunked body cut',
    reply: (s, a) =>
      s.end(
        http(`${cut(a!.body).length.toString(16)}\r\n${cut(a!.body)}\r\n`, ['Transfer-Encoding: chunked']),
      ),
    ambiguous: true,
  },
  '10': {
    name: 'recorded, body ended by closing, cut',
    reply: (s, a) => s.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${cut(a!.body)}`),
    ambiguous: true,
  },
  '11': {
    name: 'recorded, then 502 with HTML',
    reply: (s) => s.write(http(html, [], '502 Bad Gateway')),
    ambiguous: true,
  },
  '12': {
    name: 'recorded, then error 1/1357046',
    reply: (s) => s.write(http('{"error":{"message":"x","code":1,"error_subcode":1357046}}', [], '500 X')),
    ambiguous: true,
  },
  '13': {
    name: '503, not recorded',
    record: false,
    reply: (s) => s.write(http('', [], '503 X')),
    ambiguous: true,
  },
  '14a': {
    name: 'recorded, then junk for JSON',
    reply: (s) => s.write(http('{"message_id":"m_')),
    ambiguous: true,
  },
  '14b': {
    name: 'recorded, then no message_id',
    reply: (s) => s.write(http('{"recipient_id":"1"}')),
    ambiguous: true,
  },
  '14c': {
    name: "recorded, then another message's id",
    reply: (s, a, last) => s.write(http((last ?? a!).body)),
    ambiguous: true,
  },
  '15a': {
    name: '307 to itself',
    record: false,
    reply: (s) => s.write(http('', ['Location: /v21.0/me/messages'], '307 X')),
    ambiguous: true,
  },
  '15b': {
    name: '307 to another host',
    record: false,
    reply: (s) => s.write(http('', ['Location: http://127.0.0.2:9/'], '307 X')),
    ambiguous: true,
  },
  '16a': {
    name: 'closed right after the answer, as announced',
    reply: (s, a) => s.end(http(a!.body, ['Connection: close'])),
    ambiguous: false,
  },
  '16b': {
    name: 'closed right after the answer, unannounced',
    reply: (s, a) => s.end(http(a!.body)),
    ambiguous: true,
  },
  '17': {
    name: 'closed while it is used again',
    reply: (s, a) => s.write(http(a!.body), () => setTimeout(() => s.destroy(), 2)),
    ambiguous: true,
  },
  '22a': { name: 'answer that drips', reply: (s) => drip(s), ambiguous: true },
  '22b': {
    name: 'answer of 10 MB',
    reply: (s) => s.write(http('x'.repeat(200_000), ['Content-Length: 10000000'])),
    ambiguous: true,
  },
  '22c': { name: 'gzip bomb', reply: (s) => bomb(s), ambiguous: true },
  '23a': {
    name: '100 Continue first',
    reply: (s, a) => s.write(`HTTP/1.1 100 Continue\r\n\r\n${http(a!.body)}`),
    ambiguous: false,
  },
  '23b': {
    name: 'answer before the body is read',
    onFirstBytes: (s) => s.end(http('{"message_id":""}', ['Connection: close'])),
    ambiguous: true,
  },
};

function drip(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('x')), 100);
}

const bombBytes = gzipSync(Buffer.alloc(5_000_000));
function bomb(socket: Socket): void {
  socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bombBytes.length}\r\n\r\n`);
  socket.write(bombBytes);
}
