/** A small client for language servers over stdio: requests, notifications, what the server asks. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface LspClient {
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** The next notification of this method that `fits`; those that came already count. */
  notified(method: string, fits: (params: unknown) => boolean): Promise<unknown>;
  stop(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** `settings` answers what the server asks by workspace/configuration, by section. */
export function startServer(
  command: readonly string[],
  settings: Readonly<Record<string, unknown>>,
): LspClient {
  const child: ChildProcess = spawn(process.execPath, [...command], { stdio: ['pipe', 'pipe', 'inherit'] });
  const pending = new Map<number, (message: Message) => void>();
  const seen: Message[] = [];
  let waiting: { method: string; fits: (params: unknown) => boolean; done: (params: unknown) => void }[] = [];
  let lastId = 0;
  let buffer = Buffer.alloc(0);

  child.stdout!.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let message = take(); message !== undefined; message = take()) receive(message);
  });

  function take(): Message | undefined {
    const end = buffer.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const length = Number(/content-length: *(\d+)/i.exec(buffer.toString('latin1', 0, end))![1]);
    const start = end + 4;
    if (buffer.length < start + length) return undefined;
    const text = buffer.toString('utf8', start, start + length);
    buffer = buffer.subarray(start + length);
    return JSON.parse(text) as Message;
  }

  function receive(message: Message): void {
    const { id, method, params } = message;
    if (id !== undefined && method !== undefined) {
      send({ id, result: answer(method, params) });
    } else if (id !== undefined) {
      pending.get(id)?.(message);
      pending.delete(id);
    } else {
      seen.push(message);
      const met = waiting.filter((w) => w.method === method && w.fits(params));
      waiting = waiting.filter((w) => !met.includes(w));
      for (const { done } of met) done(params);
    }
  }

  function answer(method: string, params: unknown): unknown {
    if (method !== 'workspace/configuration') return null;
    const { items } = params as { items: readonly { section?: string }[] };
    return items.map(({ section }) => settings[section ?? ''] ?? null);
  }

  function send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin!.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  const request: LspClient['request'] = (method, params) => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      send({ id, method, params });
    });
  };

  return {
    request,
    notify: (method, params) => send({ method, params }),
    notified(method, fits) {
      const early = seen.find((m) => m.method === method && fits(m.params));
      if (early) return Promise.resolve(early.params);
      return new Promise((done) => waiting.push({ method, fits, done }));
    },
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      await request('shutdown', null);
      send({ method: 'exit' });
      child.stdin!.end();
      await exited;
    },
  };
}
