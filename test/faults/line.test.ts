/** What goes wrong on the line between sender and Send API, fault by fault, and the sender that everybody writes beside it. */
import { spawn } from 'node:child_process';
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import nodeFetch from 'node-fetch';
import { afterEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import type { SendEvent, SendReport } from '../../src/send/index.ts';
import { checkJournal, checkOnce, checkSecret } from '../send/support/check-ledger.ts';
import {
  type Change,
  cleanUp,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from '../send/support/sending.ts';
import { type Fault, lineFaults, startProxy } from './chaos-proxy.ts';
import { long, many, note } from './report.ts';

const count = long ? many : 60;
/** Two steps a person show the order; one is enough where there are thousands. */
const message = long ? 'hello' : 'two';
const planned = long ? [1] : [1, 2];
const share = long ? 0.01 : 0.06;
const seed = Number(process.env['FAULTS_SEED'] ?? 20261128);
const token = 'T0KEN-canary-1234';
const timeout = 1_000;

const tuning = { timeScale: 0.002, totalTimeout: 20_000, connectTimeout: 10_000 };

/** Goes on until nothing is left, as an operator would. */
async function sendAll(
  url: string,
  contacts: string,
  folder: string,
  change: Change = {},
): Promise<{ report: SendReport; events: SendEvent[] }> {
  const options = optionsFor(folder, url, contacts, {
    message,
    ...change,
    tuning: { ...tuning, ...change.tuning },
  });
  const events: SendEvent[] = [];
  for (let i = 0; i < 40; i++) {
    const { report } = await send({ ...options, ...(i > 0 && { resume: true }) }, (event) =>
      events.push(event),
    );
    if (report.exit !== 4 && report.exit !== 3) return { report, events };
    if (report.exit === 3 && i === 0) i = -1;
    await sleep(50);
  }
  throw new Error('it never ended');
}

function verify(
  report: SendReport,
  events: readonly SendEvent[],
  emulator: Emulator,
  mostUnknown: number,
  rows = count,
  steps: readonly number[] = planned,
): void {
  const ledger = emulator.ledger();
  expect([
    ...checkJournal(report.journal!, ledger, { runId: report.runId!, rows, steps, mostUnknown }),
    ...checkSecret(token, {
      events: JSON.stringify(events),
      report: JSON.stringify(report),
      journal: readFileSync(report.journal!, 'latin1'),
      ledger: JSON.stringify(ledger),
    }),
  ]).toEqual([]);
}

describe('the line', () => {
  it.each(Object.entries(lineFaults))('%s: $name', async (number, fault) => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const waits = ['6', '7', '22a'].includes(number);
    const faults: Fault[] = [{ ...fault, share: waits ? share / 3 : share }];
    const proxy = await startProxy(emulator.url, faults, seed);
    cleanUp(() => proxy.close());
    const contacts = writeContacts(folder, people(count));
    const { report, events } = await sendAll(
      proxy.url,
      contacts,
      folder,
      waits ? { tuning: { totalTimeout: 3_000 } } : {},
    );
    // A connection that ends takes the request with it that has just been put on it.
    const extra = ['16b', '17', '8', '9', '10', '23b', '4', '5', '22b', '22c'].includes(number)
      ? proxy.struck()
      : 0;
    verify(report, events, emulator, proxy.struck() + extra);
    if (fault.ambiguous && number !== '3' && number !== '16b' && number !== '17')
      expect(report.counts.unknown).toBeGreaterThan(0);
    note(number, fault.name, {
      recipients: count,
      unknown: report.counts.unknown,
      ...(fault.ambiguous && { detail: `${proxy.struck()} struck` }),
    });
  });

  it('1: nobody listens for a while', async () => {
    const { emulator, folder, contacts, proxy } = await plain();
    const sending = sendAll(proxy.url, contacts, folder);
    await emulator.waitFor(count / 2);
    await proxy.down(long ? many : 500);
    const { report, events } = await sending;
    verify(report, events, emulator, 16);
    note('1', 'connection refused', { recipients: count, unknown: report.counts.unknown });
  });

  it('2: connections that nobody answers', async () => {
    const { emulator, folder, contacts, proxy } = await plain();
    const sending = sendAll(proxy.url, contacts, folder, { tuning: { connectTimeout: timeout } });
    await emulator.waitFor(count / 2);
    const hole = deaf(proxy.port);
    await proxy.down(long ? 4_000 : 2_500).catch(() => undefined);
    await hole;
    const { report, events } = await sending;
    verify(report, events, emulator, 16);
    note('2', 'connections unanswered (SYN dropped)', { recipients: count, unknown: report.counts.unknown });
  });

  it('18: the answer comes a moment after the time is up', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator({ seed });
    emulator.fault({
      name: 'late',
      match: { probability: share / 2 },
      when: 'after-record',
      effect: { kind: 'delay' },
      delay: 3_001,
    });
    const contacts = writeContacts(folder, people(count));
    const { report, events } = await sendAll(emulator.url, contacts, folder, {
      tuning: { totalTimeout: 3_000 },
    });
    const struck = await strikes(emulator);
    verify(report, events, emulator, struck);
    note('18', 'answer 1 ms after the timeout', {
      recipients: count,
      unknown: report.counts.unknown,
      detail: `${struck} struck`,
    });
  });

  it('33: names that cannot be looked up, and a name with two addresses of which one is dead', async () => {
    const { emulator, folder, contacts } = await plain();
    const real = dns.lookup;
    let failures = 0;
    const patched = ((...args: Parameters<typeof real>) => {
      const done = args.at(-1) as unknown as (error: Error) => void;
      if (failures-- > 0)
        setImmediate(done, Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' }));
      else (real as (...args: unknown[]) => void)(...args);
    }) as unknown as typeof real;
    const sending = sendAll(emulator.url.replace('127.0.0.1', 'localhost'), contacts, folder);
    await emulator.waitFor(count / 2);
    dns.lookup = patched;
    restore = () => {
      dns.lookup = real;
    };
    failures = 20;
    const { report, events } = await sending;
    verify(report, events, emulator, 0);
    note('33', 'name look-ups fail, then work; one of two addresses is dead', {
      recipients: count,
      unknown: report.counts.unknown,
    });
  });

  it('the sender that everybody writes fails the same check', async () => {
    const emulator = await startEmulator();
    const faults = ['5', '8', '11', '14a'].map((number) => ({ ...lineFaults[number]!, share: 0.04 }));
    const proxy = await startProxy(emulator.url, faults, seed);
    cleanUp(() => proxy.close());
    await naive(`${proxy.url}/v21.0/me/messages`, people(Math.max(200, count)));
    const violations = checkOnce(emulator.ledger().map((entry) => entry.key!));
    expect(violations[0]).toMatch(/^C1: /);
    note('control', 'retrying sender without a journal: it must fail', {
      recipients: Math.max(200, count),
      detail: `${violations.length} people got it more than once`,
    });
  });
});

let restore = () => {};
afterEach(() => restore());

async function plain() {
  const folder = makeFolder();
  const emulator = await startEmulator();
  const proxy = await startProxy(emulator.url, [], seed);
  cleanUp(() => proxy.close());
  return { folder, emulator, proxy, contacts: writeContacts(folder, people(count)) };
}

/** Takes the port while the proxy is down: a stopped process whose queue is full, so that the kernel drops each SYN. */
async function deaf(port: number): Promise<void> {
  await sleep(50);
  const child = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen({ port: ${port}, host: '127.0.0.1', backlog: 1 }, () => console.log('up'));`,
  ]);
  // Asked for now: a child that found its port taken is gone before it is stopped.
  const ended = new Promise((resolve) => child.once('close', resolve));
  cleanUp(() => void child.kill('SIGKILL'));
  const up = await Promise.race([
    new Promise((resolve) => child.stdout.once('data', () => resolve(true))),
    sleep(1_500, false),
  ]);
  if (up === true) {
    child.kill('SIGSTOP');
    const fill = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}));
    await sleep(timeout);
    for (const socket of fill) socket.destroy();
  }
  child.kill('SIGKILL');
  await ended;
}

async function strikes(emulator: Emulator): Promise<number> {
  const answer = await nodeFetch(`${emulator.url}/_emulator/faults`);
  const { faults } = (await answer.json()) as { faults: { struck: number }[] };
  return faults.reduce((sum, { struck }) => sum + struck, 0);
}

/** fetch, and three more tries for whatever fails. */
async function naive(url: string, ids: readonly string[]): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let i = next++; i < ids.length; i = next++) {
      for (let attempt = 0; attempt < 4; attempt++) {
        try {
          const answer = await nodeFetch(url, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Authorization: 'Bearer T' },
            body: JSON.stringify({
              recipient: { id: ids[i] },
              messaging_type: 'UPDATE',
              message: { text: 'Hello', metadata: `sendspec1:naive:${i + 1}.1` },
            }),
          });
          const body = (await answer.json()) as { message_id?: string };
          if (answer.ok && body.message_id !== undefined) break;
          if (answer.status < 500) break;
        } catch {
          // And again.
        }
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, one));
}
