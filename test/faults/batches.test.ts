/** 39: what is known to go wrong with Graph's batches; each message of one has an outcome of its own. */
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import { checkJournal } from '../send/support/check-ledger.ts';
import {
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from '../send/support/sending.ts';
import { long, many, note } from './report.ts';

const count = long ? many : 300;
const batch = 25;
const seed = Number(process.env['FAULTS_SEED'] ?? 20261128);
const edge = { edge: 'batch', probability: long ? 0.1 : 0.4 } as const;
const recorded = { match: edge, when: 'after-record' } as const;

describe('39: batches', () => {
  it.each<[string, FaultRule, number]>([
    ['null for a message', { match: { probability: 0.02 }, effect: { kind: 'null' } }, 1],
    ['an answer too few', { match: edge, effect: { kind: 'items', change: 'drop-first' } }, batch],
    ['answers in another order', { match: edge, effect: { kind: 'items', change: 'reverse' } }, batch],
    ['nothing but null', { match: edge, effect: { kind: 'items', change: 'all-null' } }, batch],
    ['recorded, then HTTP 500', { ...recorded, effect: { kind: 'status', status: 500 } }, batch],
    ['recorded, then code 2', { ...recorded, effect: { kind: 'error', code: 2 } }, batch],
    ['recorded, then reset', { ...recorded, effect: { kind: 'reset' } }, batch],
    ['recorded, then half an answer', { ...recorded, effect: { kind: 'truncate', framing: 'close' } }, batch],
  ])('%s', async (what, rule, share) => {
    const folder = makeFolder();
    const most = long ? 12 : 3;
    const emulator = await startEmulator({ seed, faults: [{ ...rule, times: most }] });
    const { report } = await send(
      optionsFor(folder, emulator.url, writeContacts(folder, people(count)), {
        batch,
        concurrency: 75,
        // The breaker's waits; what it does is not the question here.
        tuning: { timeScale: 0.0005 },
      }),
    );
    const facts = { runId: report.runId!, rows: count, steps: [1], mostUnknown: share * most };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
    expect(report.counts.unknown).toBeGreaterThan(0);
    note('39', `batch: ${what}`, { recipients: count, unknown: report.counts.unknown });
  });
});
