/** A client of a language server over stdio that never waits longer than it is told. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The request's own code where it was cancelled: by the client, by the server, or because the text has changed. */
const cancelled = [-32800, -32802, -32801];

/** `settings` answers what the server asks by workspace/configuration. `limit`: milliseconds that an answer may take. */
export function connect(command, { settings = {}, limit, cwd }) {
  const child = spawn(command[0], command.slice(1), { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const pending = new Map();
  const listeners = new Set();
  let lastId = 0;
  let buffer = Buffer.alloc(0);
  let errors = '';
  let ended;

  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors = (errors + text).slice(-2000);
  });
  child.stdin.on('error', () => {});
  child.once('exit', (code, signal) => {
    ended = new Error(`the server ended with ${signal ?? code}: ${errors}`);
    for (const { reject } of pending.values()) reject(ended);
    for (const { reject } of listeners) reject(ended);
  });
  child.stdout.on('data', (chunk) => {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    for (let message = take(); message; message = take()) receive(message);
  });

  function take() {
    const end = buffer.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const length = Number(/content-length: *(\d+)/i.exec(buffer.toString('latin1', 0, end))[1]);
    const start = end + 4;
    if (buffer.length < start + length) return undefined;
    const message = JSON.parse(buffer.toString('utf8', start, start + length));
    buffer = buffer.subarray(start + length);
    return message;
  }

  function receive(message) {
    const { id, method, params } = message;
    if (id !== undefined && method !== undefined) {
      const result =
        method === 'workspace/configuration'
          ? params.items.map(({ section }) => settings[section] ?? null)
          : null;
      write([{ id, result }]);
    } else if (id !== undefined) {
      const waiting = pending.get(id);
      pending.delete(id);
      waiting?.resolve(message);
    } else {
      for (const listener of listeners) if (listener.method === method) listener.look(params);
    }
  }

  function write(messages) {
    if (ended) throw ended;
    child.stdin.write(
      messages
        .map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }))
        .map((text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
        .join(''),
    );
  }

  function late(promise, what, ms = limit) {
    let timer;
    const timeout = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what}: no answer in ${ms} ms`)), ms);
    });
    return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
  }

  /** The whole answer, error or result. */
  function ask(method, params) {
    lastId += 1;
    const id = lastId;
    const answer = new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
    answer.catch(() => {}); // may end when nobody waits any longer
    return { id, message: { id, method, params }, answer: late(answer, method) };
  }

  return {
    notify: (method, params) => write([{ method, params }]),
    async request(method, params) {
      const { message, answer } = ask(method, params);
      write([message]);
      const { result, error } = await answer;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    /** Sends a request and gives its id at once. */
    start(method, params) {
      const { id, message, answer } = ask(method, params);
      write([message]);
      return { id, answer: answer.then((a) => ({ ...a, cancelled: cancelled.includes(a.error?.code) })) };
    },
    /** Several messages in one write, as they come from an editor that was busy. */
    batch(requests) {
      const asked = requests.map(([method, params]) => ask(method, params));
      const stops = asked.map(({ id }) => ({ method: '$/cancelRequest', params: { id } }));
      write([...asked.map(({ message }) => message), ...stops]);
      return Promise.all(
        asked.map(({ answer }) => answer.then(({ error }) => cancelled.includes(error?.code))),
      );
    },
    /** The first notification from now on that fits. */
    notified(method, fits) {
      let listener;
      const found = new Promise((resolve, reject) => {
        listener = { method, look: (params) => fits(params) && resolve(params), reject };
        listeners.add(listener);
      });
      found.catch(() => {});
      return late(found, method).finally(() => listeners.delete(listener));
    },
    /** Resident memory in MB; undefined where the system does not tell. */
    memory() {
      try {
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
      } catch {
        return undefined;
      }
    },
    async stop() {
      if (ended) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      try {
        const { message, answer } = ask('shutdown', undefined);
        write([message]);
        await answer;
        write([{ method: 'exit' }]);
        await late(exited, 'exit', 3000);
      } catch {
        child.kill('SIGKILL');
        await exited;
      }
    },
  };
}
