/**
 * Seeded mixes of faults, checked against the emulator's ledger (delivery.md section 5). Longer by
 * SENDSPEC_TEST_RECIPIENTS and SENDSPEC_TEST_SEEDS.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import nodeFetch from 'node-fetch';
import { describe, expect, it } from 'vitest';
import type { Emulator, FaultRule } from '../../src/emulator/index.ts';
import { checkJournal, checkOnce } from './support/check-ledger.ts';
import {
  execute,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from './support/sending.ts';

const recipients = Number(process.env['SENDSPEC_TEST_RECIPIENTS'] ?? 300);
const seeds = Array.from({ length: Number(process.env['SENDSPEC_TEST_SEEDS'] ?? 3) }, (_, i) => 1000 + i);

/** Each with its share; those after the record are what doubles are made of. */
const mix: readonly FaultRule[] = [
  { name: 'refused', match: { probability: 0.02 }, when: 'before-record', effect: { kind: 'reset' } },
  { name: 'reset', match: { probability: 0.02 }, when: 'after-record', effect: { kind: 'reset' } },
  { name: 'hang', match: { probability: 0.01 }, when: 'after-record', effect: { kind: 'hang' } },
  { name: 'stall', match: { probability: 0.01 }, when: 'after-record', effect: { kind: 'stall' } },
  {
    name: 'cut',
    match: { probability: 0.01 },
    when: 'after-record',
    effect: { kind: 'truncate', framing: 'length' },
  },
  {
    name: 'chunk',
    match: { probability: 0.01 },
    when: 'after-record',
    effect: { kind: 'truncate', framing: 'chunked' },
  },
  {
    name: 'short',
    match: { probability: 0.01 },
    when: 'after-record',
    effect: { kind: 'truncate', framing: 'close' },
  },
  {
    name: 'gateway',
    match: { probability: 0.01 },
    when: 'after-record',
    effect: { kind: 'status', status: 502 },
  },
  {
    name: 'unavailable',
    match: { probability: 0.01 },
    when: 'before-record',
    effect: { kind: 'status', status: 503 },
  },
  {
    name: 'one',
    match: { probability: 0.01 },
    when: 'after-record',
    effect: { kind: 'error', code: 1, subcode: 1357046 },
  },
  { name: 'junk', match: { probability: 0.01 }, when: 'after-record', effect: { kind: 'garbage' } },
  { name: 'noid', match: { probability: 0.01 }, when: 'after-record', effect: { kind: 'no-message-id' } },
  { name: 'close', match: { probability: 0.05 }, when: 'after-record', effect: { kind: 'close' } },
  { name: 'blocked', match: { probability: 0.02 }, effect: { kind: 'error', code: 551 } },
  { name: 'throttled', match: { probability: 0.02 }, effect: { kind: 'error', code: 613 } },
  { name: 'retryable', match: { probability: 0.02 }, effect: { kind: 'error', code: 1200 } },
  {
    name: 'redirect',
    match: { probability: 0.01 },
    effect: { kind: 'status', status: 307, headers: { Location: '/elsewhere' } },
  },
];
/** Faults that leave a delivery unknown. */
const ambiguous = new Set([
  'refused',
  'reset',
  'hang',
  'stall',
  'cut',
  'chunk',
  'short',
  'gateway',
  'unavailable',
  'one',
  'junk',
  'noid',
  'redirect',
]);

async function struck(emulator: Emulator): Promise<Map<string, number>> {
  const answer = await nodeFetch(`${emulator.url}/_emulator/faults`);
  const { faults } = (await answer.json()) as { faults: { rule: FaultRule; struck: number }[] };
  return new Map(faults.map(({ rule, struck: n }) => [rule.name!, n]));
}

describe('under a mix of faults', () => {
  it.each(seeds)('seed %i: C1 to C6 and C9 hold', async (seed) => {
    const folder = makeFolder();
    const emulator = await startEmulator({ seed, faults: mix });
    const contacts = writeContacts(folder, people(recipients));
    const { report } = await send(
      optionsFor(folder, emulator.url, contacts, {
        message: 'two',
        // Longer than a busy machine takes for a real answer: what it gives up would be unknown without a fault.
        tuning: { totalTimeout: 1_500, timeScale: 0.001 },
      }),
    );
    const counts = await struck(emulator);
    const explained = [...counts].filter(([name]) => ambiguous.has(name)).reduce((sum, [, n]) => sum + n, 0);
    // A server that closes right after its answer can take the next request on that connection with it.
    const mostUnknown = explained + counts.get('close')!;
    const facts = { runId: report.runId!, rows: recipients, steps: [1, 2], mostUnknown };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
    expect(report).toMatchObject({ exit: 1, rowsLeft: 0, resumable: false, counts: { planned: 0 } });
    expect(report.counts.unknown).toBeGreaterThan(0);
    expect(report.counts.failed).toBeGreaterThan(0);
    expect(report.counts.sent).toBeGreaterThan(recipients);
  });

  it('a sender that retries whatever fails sends twice: the checker sees it', async () => {
    const emulator = await startEmulator({ seed: 1, faults: mix });
    const controllers = people(recipients).map(async (id, i) => {
      await sleep(i);
      for (let attempt = 0; attempt < 4; attempt++) {
        try {
          const answer = await nodeFetch(`${emulator.url}/v21.0/me/messages`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Authorization: 'Bearer T' },
            body: JSON.stringify({
              recipient: { id },
              messaging_type: 'UPDATE',
              message: { text: 'Hello', metadata: `sendspec1:naive:${i + 1}.1` },
            }),
            signal: AbortSignal.timeout(1_500),
          });
          const body = (await answer.json()) as { message_id?: string };
          if (answer.ok && body.message_id !== undefined) return;
          if (answer.status < 500) return;
        } catch {
          // And again.
        }
      }
    });
    await Promise.all(controllers);
    const violations = checkOnce(emulator.ledger().map((entry) => entry.key!));
    expect(violations.length).toBeGreaterThan(0);
    expect(violations[0]).toMatch(/^C1: sendspec1:naive:\d+\.1 was accepted more than once$/);
  });
});

describe('the checker', () => {
  it.each([
    ['C2', 'UPDATE delivery SET mid = NULL WHERE row = 1'],
    ['C3', 'UPDATE delivery SET state = 3 WHERE row = 1'],
    ['C3', 'UPDATE delivery SET state = 6 WHERE row = 1'],
    ['C4', 'DELETE FROM delivery WHERE row = 1'],
    ['C5', 'UPDATE delivery SET state = 0 WHERE row = 1'],
    ['C9', 'UPDATE delivery SET state = 4'],
  ])('sees a breach of %s', async (rule, sql) => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const { report } = await send(optionsFor(folder, emulator.url, writeContacts(folder, people(3))));
    const facts = { runId: report.runId!, rows: 3, steps: [1], mostUnknown: 0 };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
    execute(report.journal!, sql);
    expect(checkJournal(report.journal!, emulator.ledger(), facts).map((v) => v.slice(0, 2))).toContain(rule);
    const [first] = emulator.ledger();
    const late = { ...first!, key: first!.key!.replace(/\.1$/, '.0') };
    expect(checkJournal(report.journal!, [...emulator.ledger(), late], facts).join()).toContain('C6');
  });
});

describe('an outage', () => {
  it('of answers: the breaker bounds what becomes unknown, and the run stops resumable', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ name: 'outage', effect: { kind: 'status', status: 503 } });
    const contacts = writeContacts(folder, people(500));
    const concurrency = 8;
    const { report, events } = await send(
      optionsFor(folder, emulator.url, contacts, { concurrency, tuning: { timeScale: 0.0005 } }),
    );
    expect(report).toMatchObject({ exit: 4, resumable: true, counts: { sent: 0, failed: 0 } });
    expect(report.why).toContain('does not answer as it should');
    // In flight, five to open it, and its five probes.
    expect(report.counts.unknown).toBeLessThanOrEqual(concurrency + 5 + 5);
    expect(events.filter((e) => e.type === 'breaker' && e.state === 'open').length).toBe(5);
  });

  it('that ends: the run goes on by itself', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({
      match: { nth: Array.from({ length: 12 }, (_, i) => i + 20) },
      effect: { kind: 'status', status: 503 },
    });
    const contacts = writeContacts(folder, people(200));
    const { report } = await send(
      optionsFor(folder, emulator.url, contacts, { concurrency: 4, tuning: { timeScale: 0.0005 } }),
    );
    expect(report).toMatchObject({ exit: 1, rowsLeft: 0, counts: { unknown: 12, sent: 188 } });
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 200,
        steps: [1],
        mostUnknown: 12,
      }),
    ).toEqual([]);
  });

  it('of the network: nothing is unknown but what was in flight; a resume sends the rest', async () => {
    const folder = makeFolder();
    const first = await startEmulator();
    const contacts = writeContacts(folder, people(200));
    const options = optionsFor(folder, first.url, contacts, {
      concurrency: 4,
      tuning: { timeScale: 0.0005 },
    });
    let sent = 0;
    let closed: Promise<void> | undefined;
    const { report } = await send(options, (event) => {
      if (event.type === 'sent' && ++sent === 50) closed = first.close();
    });
    await closed;
    expect(report).toMatchObject({ exit: 4, resumable: true });
    expect(report.counts.unknown).toBeLessThanOrEqual(4);
    expect(report.counts.planned).toBeGreaterThan(0);
    const second = await startEmulator({ port: first.port });
    const resumed = (await send({ ...options, resume: true })).report;
    expect(resumed.counts.planned).toBe(0);
    expect(resumed.rowsLeft).toBe(0);
    const both = [...first.ledger(), ...second.ledger()];
    expect(checkOnce(both.map((e) => e.key!))).toEqual([]);
    expect(new Set(both.map((e) => e.psid)).size + resumed.counts.unknown).toBeGreaterThanOrEqual(200);
  });
});
