import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInteraction } from '../../src/send/contacts/read-interaction.ts';
import { createLookAhead } from '../../src/send/deliver/look-ahead.ts';
import { createStopHandle, planSend } from '../../src/send/index.ts';
import { windowOf } from '../../src/send/window.ts';
import { checkJournal } from './support/check-ledger.ts';
import { handSchema } from './support/renderer.ts';
import { journalRows, makeFolder, optionsFor, people, send, startEmulator } from './support/sending.ts';

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString();

function write(folder: string, rows: readonly (readonly [id: string, last: string])[]): string {
  const path = join(folder, 'contacts.csv');
  const lines = rows.map(([id, last]) => `${id},Name,${last}`);
  writeFileSync(path, `psid,first_name,last_interaction_at\n${lines.join('\n')}\n`);
  return path;
}

describe('the window of a body', () => {
  const text = { recipient: { id: '1' }, message: { text: 'hi' } };
  it.each([
    ['a response', { ...text, messaging_type: 'RESPONSE' }, 24],
    ['an update', { ...text, messaging_type: 'UPDATE' }, 24],
    ['nothing said', text, 24],
    ['HUMAN_AGENT', { ...text, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }, 168],
    ['CUSTOMER_FEEDBACK', { ...text, tag: 'CUSTOMER_FEEDBACK' }, 168],
    ['another tag', { ...text, tag: 'ACCOUNT_UPDATE' }, undefined],
    ['a utility message', { ...text, messaging_type: 'UTILITY' }, undefined],
    ['a sender action', { recipient: { id: '1' }, sender_action: 'typing_on' }, undefined],
    ['a private reply', { ...text, recipient: { comment_id: 'c' } }, undefined],
    ['a phone number', { ...text, recipient: { phone_number: '+1' } }, undefined],
  ])('%s', (_name, body, hours) => {
    expect(windowOf(body)).toBe(hours === undefined ? undefined : hours * hour);
  });
});

describe('last_interaction_at', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  it.each([
    ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00Z'],
    ['2026-11-22T09:30Z', '2026-11-22T09:30:00Z'],
    ['2026-11-22 11:30:00+02:00', '2026-11-22T09:30:00Z'],
    ['2026-11-22T11:30:00.123+0200', '2026-11-22T09:30:00.123Z'],
  ])('%s', (cell, iso) => {
    expect(readInteraction(cell, now)).toBe(Date.parse(iso));
  });
  it.each([
    ['2026-11-22T09:30:00', 'without a time zone'],
    ['2026-11-22', 'no moment'],
    ['1795339800', 'a number: write it as 2026-11-22T'],
    ['1795339800000', 'a number: write it as 2026-11-22T'],
    ['2026-13-40T09:30:00Z', 'no moment of the calendar'],
    ['2026-11-22T11:30:00Z', 'still to come'],
    ['yesterday', 'no moment'],
  ])('%s is refused', (cell, words) => {
    expect(readInteraction(cell, now)).toEqual({ problem: expect.stringContaining(words) });
  });
});

describe('the look-ahead', () => {
  it('gives what was added in the order of deadlines, then rows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 600 }), (deadlines) => {
        const ahead = createLookAhead<number>();
        for (const [i, deadline] of deadlines.entries()) {
          ahead.add(i + 1, { row: i + 1, offset: i * 10 }, deadline);
        }
        const taken = Array.from({ length: deadlines.length }, () => ({
          deadline: ahead.firstDeadline,
          row: ahead.takeFirst()!,
        }));
        const wanted = deadlines
          .map((deadline, i) => ({ deadline, row: i + 1 }))
          .sort((a, b) => a.deadline - b.deadline || a.row - b.row);
        expect(taken).toEqual(wanted);
        expect(ahead.takeFirst()).toBeUndefined();
      }),
    );
  });
  it('is full by rows and by bytes', () => {
    const few = createLookAhead(2);
    few.add('a', { row: 1, offset: 10 }, 1);
    expect(few.full).toBe(false);
    few.add('b', { row: 2, offset: 20 }, 2);
    expect(few.full).toBe(true);
    const large = createLookAhead();
    large.add('a', { row: 1, offset: 9_000_000 }, 1);
    expect(large.full).toBe(true);
    large.takeFirst();
    expect(large.full).toBe(false);
  });
});

describe('a send with last_interaction_at', () => {
  it('leaves out whose window is closed, and sends to whom it closes first first', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator({
      users: [
        { psid: '1', last_interaction_at: '1h ago' },
        { psid: '2', last_interaction_at: '23h ago' },
        { psid: '3', last_interaction_at: '30h ago' },
        { psid: '4', last_interaction_at: '12h ago' },
        { psid: '5', last_interaction_at: '2h ago' },
      ],
    });
    const contacts = write(folder, [
      ['1', ago(1)],
      ['2', ago(23)],
      ['3', ago(30)],
      ['4', ago(12)],
      ['5', ''],
    ]);
    const options = optionsFor(folder, emulator.url, contacts, { concurrency: 1 });
    const planned = await planSend({ ...options, rate: 35 });
    expect(planned).toMatchObject({
      ok: true,
      plan: { people: 4, skippedBy: { window: 1 }, windows: { assumed: 1, closing: 0 } },
    });
    const { report, events } = await send(options);
    expect(report).toMatchObject({ exit: 0, counts: { sent: 4, skipped: 1 }, skippedBy: { window: 1 } });
    expect(emulator.ledger().map((entry) => entry.psid)).toEqual(['2', '4', '1', '5']);
    expect(events.find((e) => e.type === 'skipped')).toMatchObject({ row: 3, step: 0, reason: 'window' });
    const facts = { runId: report.runId!, rows: 5, steps: [1], mostUnknown: 0 };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
  });

  it('with skip leaves out those of whom nobody knows', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = write(folder, [
      ['1', ago(1)],
      ['2', ''],
    ]);
    const { report } = await send(optionsFor(folder, emulator.url, contacts, { window: 'skip' }));
    expect(report.skippedBy).toEqual({ window: 1 });
    expect(emulator.ledger().map((entry) => entry.psid)).toEqual(['1']);
  });

  it('tells how many windows close before their turn, and does not send to them when it comes', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    // At one request a second the clock of the run moves a minute each: some are too late when their turn comes.
    const rows = people(40).map((id, i) => [id, ago(23 + (i % 2 === 0 ? 0.75 : 0))] as const);
    const contacts = write(folder, rows);
    const start = Date.now();
    let calls = 0;
    const clock = () => start + calls++ * 10_000;
    const options = optionsFor(folder, emulator.url, contacts, { concurrency: 1, tuning: { clock } });
    const planned = await planSend({ ...options, rate: 1, tuning: {} });
    expect(planned.ok && planned.plan.windows).toMatchObject({ closing: 0, assumed: 0 });
    const slow = await planSend({
      ...options,
      message: 'two',
      rate: 1,
      tuning: { clock: () => start + 9.92 * 60_000 },
    });
    expect(slow.ok && slow.plan.windows.closing).toBe(18);
    const { report } = await send(options);
    expect(report.counts.sent).toBeGreaterThan(0);
    expect(report.counts.skipped).toBeGreaterThan(0);
    expect(report.counts.sent + report.counts.skipped).toBe(40);
    expect(report.skippedBy).toEqual({ window: report.counts.skipped });
    expect(emulator.ledger()).toHaveLength(report.counts.sent);
  });

  it('a step that is too late blocks the steps after it, also on a resume', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = write(folder, [['1', ago(1)]]);
    const stop = createStopHandle();
    const first = await send(
      optionsFor(folder, emulator.url, contacts, { message: 'two', stop, concurrency: 1 }),
      (event) => event.type === 'sent' && stop.stop(),
    );
    expect(first.report).toMatchObject({ exit: 130, counts: { sent: 1 } });
    const late = Date.now() + 24 * hour;
    const again = await send(
      optionsFor(folder, emulator.url, contacts, {
        message: 'two',
        resume: true,
        tuning: { clock: () => late },
      }),
    );
    expect(again.report).toMatchObject({ exit: 0, resumable: false, counts: { sent: 1, skipped: 1 } });
    expect(journalRows(again.report.journal!)).toMatchObject([
      { step: 1, state: 2 },
      { step: 2, state: 6, reason: 'window' },
    ]);
    expect(emulator.ledger()).toHaveLength(1);
  });
});

describe('HUMAN_AGENT to a whole file', () => {
  it('needs a reason, which is kept', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = write(folder, [['1', ago(100)]]);
    const change = { message: 'agent', program: { schema: handSchema, tags: ['HUMAN_AGENT'] } };
    const refused = await send(optionsFor(folder, emulator.url, contacts, change));
    expect(refused.report).toMatchObject({ exit: 2, why: expect.stringContaining('--human-agent') });
    const hidden = await send(
      optionsFor(folder, emulator.url, contacts, { message: 'agent', program: { schema: handSchema } }),
    );
    expect(hidden.report.skippedBy).toEqual({ policy: 1 });
    const { report } = await send(
      optionsFor(folder, emulator.url, contacts, { ...change, humanAgent: 'Ana answers', newRun: true }),
    );
    expect(report).toMatchObject({ exit: 0, counts: { sent: 1 } });
    const one = { kind: 'one', recipient: { id: '7' }, data: { first_name: 'Bo' } } as const;
    const single = await send(optionsFor(folder, emulator.url, contacts, { ...change, contacts: one }));
    expect(single.report).toMatchObject({ exit: 0, counts: { sent: 1 } });
  });
});

describe('a canary', () => {
  it('goes on when the first people got theirs', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = write(
      folder,
      people(30).map((id) => [id, '']),
    );
    const { report, events } = await send(optionsFor(folder, emulator.url, contacts, { canary: 10 }));
    expect(report).toMatchObject({ exit: 0, counts: { sent: 30 } });
    const at = events.findIndex((e) => e.type === 'canary');
    expect(events[at]).toMatchObject({ ok: true, people: 10, sent: 10, failed: 0, unknown: 0 });
    expect(events.slice(0, at).filter((e) => e.type === 'sent')).toHaveLength(10);
  });

  it('stops before the others when too much went wrong, and a resume goes on', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = write(
      folder,
      ['fail-551-1', ...people(30)].map((id) => [id, '']),
    );
    const { report } = await send(optionsFor(folder, emulator.url, contacts, { canary: 10 }));
    expect(report).toMatchObject({ exit: 4, resumable: true, counts: { sent: 9, failed: 1 }, rowsLeft: 21 });
    expect(report.why).toContain('--canary');
    const again = await send(optionsFor(folder, emulator.url, contacts, { resume: true }));
    expect(again.report).toMatchObject({ exit: 1, counts: { sent: 30, failed: 1 } });
  });
});
