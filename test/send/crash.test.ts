import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SendReport } from '../../src/send/index.ts';
import type { Failpoint } from '../../src/send/tuning.ts';
import { checkJournal } from './support/check-ledger.ts';
import type { ChildOrder } from './support/child.ts';
import { runChild } from './support/run-child.ts';
import {
  journalRows,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from './support/sending.ts';

function orderFor(
  folder: string,
  url: string,
  contacts: string,
  more: Partial<ChildOrder['options']> = {},
): ChildOrder['options'] {
  const {
    renderer: _,
    token: __,
    program: ___,
    ...options
  } = optionsFor(folder, url, contacts, { message: 'two', ...more });
  return options;
}

const points: readonly Failpoint[] = [
  'before-intent',
  'after-append',
  'after-fsync',
  'after-write',
  'after-response',
  'before-outcome-flush',
];

describe('a process killed with SIGKILL', () => {
  it.each(points.flatMap((at) => [1, 3, 7].map((nth) => [at, nth] as const)))(
    '%s, time %i: sends nothing twice and loses nothing',
    async (at, nth) => {
      const folder = makeFolder();
      const emulator = await startEmulator();
      const count = 30;
      const contacts = writeContacts(folder, people(count));
      const options = orderFor(folder, emulator.url, contacts, { concurrency: 8 });
      const first = await runChild({ options, die: { at, nth } });
      const killed = await first.done;
      expect(killed).toBeUndefined();
      const { report } = await send(
        optionsFor(folder, emulator.url, contacts, {
          message: 'two',
          resume: true,
          concurrency: 8,
        }),
      );
      const runId = report.runId!;
      expect(report.counts.planned).toBe(0);
      expect(report.unknownBy).toEqual(report.counts.unknown > 0 ? { crash: report.counts.unknown } : {});
      expect(
        checkJournal(report.journal!, emulator.ledger(), {
          runId,
          rows: count,
          steps: [1, 2],
          mostUnknown: 8,
        }),
      ).toEqual([]);
    },
  );

  it('at random moments, again and again: sends nothing twice and loses nothing', async () => {
    const rounds = Number(process.env['SENDSPEC_TEST_KILLS'] ?? 6);
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ effect: { kind: 'delay' }, delay: [0, 15] });
    const count = 300;
    const contacts = writeContacts(folder, people(count));
    const options = orderFor(folder, emulator.url, contacts, { concurrency: 8 });
    let kills = 0;
    let report: SendReport | undefined;
    for (let i = 0; i < rounds && report === undefined; i++) {
      const child = await runChild({ options: { ...options, resume: i > 0 } });
      const some = emulator.ledger().length + Math.floor(count / rounds);
      await Promise.race([emulator.waitFor(some, 20_000), child.done]);
      await sleep((i * 7) % 11);
      child.process.kill('SIGKILL');
      report = await child.done;
      if (report === undefined) kills++;
    }
    expect(kills).toBeGreaterThan(0);
    const last = optionsFor(folder, emulator.url, contacts, { message: 'two', resume: true });
    report ??= (await send(last)).report;
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: count,
        steps: [1, 2],
        mostUnknown: 8 * kills,
      }),
    ).toEqual([]);
    expect(report).toMatchObject({
      exit: report.counts.unknown > 0 ? 1 : 0,
      rowsLeft: 0,
      counts: { planned: 0, failed: 0 },
    });
  });

  it('while frozen and continued, keeps the journal to itself', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ effect: { kind: 'delay' }, delay: 5 });
    const contacts = writeContacts(folder, people(100));
    const child = await runChild({ options: orderFor(folder, emulator.url, contacts, { concurrency: 4 }) });
    await emulator.waitFor(20);
    child.process.kill('SIGSTOP');
    const { report: second } = await send(
      optionsFor(folder, emulator.url, contacts, { message: 'two', resume: true }),
    );
    expect(second).toMatchObject({ exit: 5, requests: 0 });
    expect(second.why).toContain(`Another runner (process ${child.process.pid}) is sending this campaign`);
    child.process.kill('SIGCONT');
    const report = await child.done;
    expect(report).toMatchObject({ exit: 0, counts: { sent: 200 } });
    expect(
      checkJournal(report!.journal!, emulator.ledger(), {
        runId: report!.runId!,
        rows: 100,
        steps: [1, 2],
        mostUnknown: 0,
      }),
    ).toEqual([]);
  });
});

describe('two runners of one campaign', () => {
  it('started at once: one sends, the other is refused', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ effect: { kind: 'delay' }, delay: 5 });
    const contacts = writeContacts(folder, people(100));
    const options = orderFor(folder, emulator.url, contacts, { concurrency: 4 });
    const children = await Promise.all([runChild({ options }), runChild({ options }), runChild({ options })]);
    const reports = await Promise.all(children.map((child) => child.done));
    expect(reports.map((report) => report?.exit).sort()).toEqual([0, 5, 5]);
    const winner = reports.find((report) => report?.exit === 0)!;
    expect(
      checkJournal(winner.journal!, emulator.ledger(), {
        runId: winner.runId!,
        rows: 100,
        steps: [1, 2],
        mostUnknown: 0,
      }),
    ).toEqual([]);
    expect(journalRows(winner.journal!)).toHaveLength(200);
  });
});
