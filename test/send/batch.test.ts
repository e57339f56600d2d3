import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import { createStopHandle } from '../../src/send/index.ts';
import { splitAnswer } from '../../src/send/transport/batch-transport.ts';
import { checkJournal } from './support/check-ledger.ts';
import { makeFolder, optionsFor, people, send, startEmulator, writeContacts } from './support/sending.ts';

const ids = people(120);

async function run(faults: FaultRule[], batch = 50, contacts = ids) {
  const folder = makeFolder();
  const emulator = await startEmulator({ seed: 3, faults });
  const options = optionsFor(folder, emulator.url, writeContacts(folder, contacts), {
    batch,
    concurrency: 150,
  });
  const { report, events } = await send(options);
  const facts = { runId: report.runId!, rows: contacts.length, steps: [1] };
  return {
    emulator,
    options,
    report,
    events,
    violations: checkJournal(report.journal!, emulator.ledger(), facts),
  };
}

describe('a send in batches', () => {
  it('sends everybody once, many in a request, each with its own outcome', async () => {
    const mixed = [...ids, 'fail-551-1', 'fail-10-2018278-2'];
    const { emulator, report, violations } = await run([], 50, mixed);
    expect(report).toMatchObject({ exit: 1, counts: { sent: 120, failed: 2, unknown: 0 } });
    expect(report.failedBy.map((f) => f.code).sort()).toEqual([10, 551]);
    expect(violations).toEqual([]);
    const places = emulator.ledger().map((entry) => entry.batch_item);
    expect(places.every((place) => place !== undefined)).toBe(true);
    expect(Math.max(...(places as number[]))).toBe(49);
    expect(emulator.ledger()[0]!.body).toMatchObject({
      messaging_type: 'UPDATE',
      message: { text: 'Hello Name 1' },
    });
  });

  it('keeps the steps of a person in order', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const { report } = await send(
      optionsFor(folder, emulator.url, writeContacts(folder, people(30)), { message: 'steps', batch: 10 }),
    );
    expect(report).toMatchObject({ exit: 0, counts: { sent: 90 } });
    const facts = { runId: report.runId!, rows: 30, steps: [2, 5, 6], mostUnknown: 0 };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
  });

  const edge = { edge: 'batch' } as const;
  const once = { match: edge, times: 1 } as const;
  it.each<[string, FaultRule[], number, number]>([
    ['null for one', [{ match: { psid: ids[7]! }, effect: { kind: 'null' } }], 1, 119],
    ['an answer without the first', [{ ...once, effect: { kind: 'items', change: 'drop-first' } }], 50, 70],
    ['an answer without the last', [{ ...once, effect: { kind: 'items', change: 'drop-last' } }], 50, 70],
    ['an answer in another order', [{ ...once, effect: { kind: 'items', change: 'reverse' } }], 50, 70],
    ['nothing but null', [{ ...once, effect: { kind: 'items', change: 'all-null' } }], 50, 70],
    [
      'HTTP 500 after all were taken',
      [{ ...once, when: 'after-record', effect: { kind: 'status', status: 500 } }],
      50,
      70,
    ],
    [
      'code 2 after all were taken',
      [{ ...once, when: 'after-record', effect: { kind: 'error', code: 2 } }],
      50,
      70,
    ],
    ['a connection that is reset', [{ ...once, when: 'after-record', effect: { kind: 'reset' } }], 50, 70],
    ['no answer', [{ ...once, when: 'after-record', effect: { kind: 'hang' } }], 50, 70],
    [
      'half an answer',
      [{ ...once, when: 'after-record', effect: { kind: 'truncate', framing: 'close' } }],
      50,
      70,
    ],
    [
      'one of them without a message id',
      [{ match: { psid: ids[7]! }, effect: { kind: 'no-message-id' } }],
      1,
      119,
    ],
    ['a refusal of the whole for its volume', [{ ...once, effect: { kind: 'error', code: 613 } }], 0, 120],
    [
      'a refusal of one for the volume',
      [{ match: { psid: ids[7]! }, times: 1, effect: { kind: 'error', code: 613 } }],
      0,
      120,
    ],
  ])(
    '%s: what may have arrived is unknown, and nobody gets it twice',
    async (_name, faults, unknown, sent) => {
      const { report, violations } = await run(faults);
      expect(violations).toEqual([]);
      expect(report.counts).toMatchObject({ sent, unknown, failed: 0 });
    },
  );

  it('stops where the token is refused, with nothing lost', async () => {
    const { report, emulator, options } = await run([
      { match: edge, times: 1, effect: { kind: 'error', code: 190, subcode: 463 } },
    ]);
    expect(report).toMatchObject({ exit: 4, resumable: true, counts: { failed: 0, unknown: 0 } });
    const again = await send({ ...options, resume: true });
    expect(again.report).toMatchObject({ exit: 0, counts: { sent: 120 } });
    expect(emulator.ledger()).toHaveLength(120);
  });

  it('proves itself with appsecret_proof, for the batch and each message', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator({ appSecret: 'made-up' });
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(5)), { batch: 5 });
    const { report } = await send({ ...options, appSecret: () => 'made-up' });
    expect(report).toMatchObject({ exit: 0, counts: { sent: 5 } });
    const proof = createHmac('sha256', 'made-up').update('T0KEN-canary-1234').digest('hex');
    expect(JSON.stringify(emulator.ledger())).not.toContain(proof);
  });

  it('sends recipients of other kinds alone', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const path = join(folder, 'c.csv');
    writeFileSync(path, 'user_ref,first_name\na,A\nb,B\n');
    const { report } = await send(optionsFor(folder, emulator.url, path, { batch: 2 }));
    expect(report).toMatchObject({ exit: 0, counts: { sent: 2 } });
    expect(emulator.ledger().map((entry) => entry.batch_item)).toEqual([undefined, undefined]);
  });

  it('a second Ctrl-C leaves what still waits for its batch to a resume', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator({
      faults: [{ match: edge, effect: { kind: 'hang' }, when: 'after-record' }],
    });
    const contacts = writeContacts(folder, people(75));
    const stop = createStopHandle();
    const options = optionsFor(folder, emulator.url, contacts, {
      batch: 50,
      concurrency: 75,
      stop,
      rate: 200,
    });
    void emulator.waitFor(50, 30_000).then(() => stop.kill());
    const { report } = await send({ ...options, tuning: { ...options.tuning, totalTimeout: 20_000 } });
    expect(report).toMatchObject({ exit: 130, resumable: true, counts: { sent: 0, failed: 0, unknown: 50 } });
    const again = await send({ ...options, stop: createStopHandle(), resume: true, batch: undefined });
    expect(again.report.counts).toMatchObject({ sent: 25, unknown: 50 });
    const facts = { runId: report.runId!, rows: 75, steps: [1], mostUnknown: 50 };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
  });

  it.each([
    [{ batch: 51 }, 'from 1 to 50'],
    [{ batch: 0 }, 'from 1 to 50'],
    [{ batch: 50, rate: 280 }, 'the rate may be at most 250'],
    [{ batch: 50, concurrency: 20 }, 'never gets full'],
  ])('%j is refused', async (change, words) => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, ['1']), {
      concurrency: 60,
      ...change,
    });
    expect((await send(options)).report).toMatchObject({ exit: 2, why: expect.stringContaining(words) });
  });
});

describe('the answer of a batch', () => {
  it('gives each message an outcome, and a message id to nobody else, whatever it holds', () => {
    const items = [{ recipient: '1' }, { recipient: '2' }, { recipient: '3' }];
    const entry = fc.oneof(
      fc.constant(null),
      fc.json().map((text) => JSON.parse(text) as unknown),
      fc.record({
        code: fc.constantFrom(200, 400, 500, '200'),
        body: fc.oneof(
          fc.string(),
          fc
            .record({ recipient_id: fc.constantFrom('1', '2', '3'), message_id: fc.string() })
            .map((v) => JSON.stringify(v)),
        ),
        headers: fc.oneof(fc.anything(), fc.array(fc.record({ name: fc.string(), value: fc.string() }))),
      }),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(entry, { maxLength: 5 }).map((list) => JSON.stringify(list)),
    );
    fc.assert(
      fc.property(text, (answer) => {
        const outcomes = splitAnswer({ kind: 'response', status: 200, text: answer, milliseconds: 1 }, items);
        expect(outcomes).toHaveLength(3);
        for (const [i, outcome] of outcomes.entries()) {
          if (outcome.kind !== 'response' || outcome.text === answer) continue;
          const id = (safe(outcome.text) as { recipient_id?: unknown } | null)?.recipient_id;
          if (id !== undefined) expect(String(id)).toBe(items[i]!.recipient);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function safe(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
