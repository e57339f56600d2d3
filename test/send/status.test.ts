import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractRows } from '../../src/send/contacts/extract-rows.ts';
import { createStopHandle, readStatus } from '../../src/send/index.ts';
import {
  cleanUp,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from './support/sending.ts';

describe('the rows of a contacts file', () => {
  it('come out as they went in, whatever stands in them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sendspec-status-'));
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ö', '美', '"', ',', '\n', '\r\n', ' ', '=', '😀'),
      maxLength: 8,
    });
    const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const file = fc.record({
      rows: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }).map(String), cell), {
        minLength: 1,
        maxLength: 40,
      }),
      newline: fc.constantFrom('\n', '\r\n'),
      blank: fc.boolean(),
      bom: fc.boolean(),
      end: fc.boolean(),
      pick: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    });
    try {
      await fc.assert(
        fc.asyncProperty(file, async ({ rows, newline, blank, bom, end, pick }) => {
          const lines = [['psid', 'x'], ...rows].map((row) => row.map(quote).join(','));
          const text =
            (bom ? '\ufeff' : '') + lines.join(blank ? newline + newline : newline) + (end ? newline : '');
          const path = join(folder, 'c.csv');
          writeFileSync(path, text);
          const chosen = rows.map((_, i) => i + 1).filter((i) => pick[i - 1]);
          const wanted = new Map(chosen.map((i) => [i, { state: 'failed', why: '=1+1, "x"' }]));
          let out = '';
          const sha256 = createHash('sha256').update(text).digest('hex');
          const done = await extractRows({ path, format: 'csv', sha256, wanted }, (some) => {
            out += some;
          });
          expect(done).toEqual({ ok: true });
          const [header, ...found] = parse(out, { bom: true, relax_column_count: true }) as string[][];
          expect(header).toEqual(['psid', 'x', 'sendspec_state', 'sendspec_why']);
          expect(found).toEqual(chosen.map((i) => [...rows[i - 1]!, 'failed', '\'=1+1, "x"']));
        }),
        { numRuns: 300 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('status', () => {
  it('can be asked while the run goes on, and disturbs nothing', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, people(300));
    const options = optionsFor(folder, emulator.url, contacts, { concurrency: 4 });
    let path = '';
    const seen: ReturnType<typeof readStatus>[] = [];
    const { report } = await send(options, (event) => {
      if (event.type === 'start') path = event.journal;
      if (event.type === 'sent' && event.row % 100 === 50) seen.push(readStatus(path));
    });
    expect(report.counts.sent).toBe(300);
    expect(seen).toHaveLength(3);
    for (const status of seen) expect(status).toMatchObject({ ok: true, running: true, rows: 300 });
    const after = readStatus(path);
    expect(after).toMatchObject({ ok: true, running: false, rowsLeft: 0, counts: { sent: 300 } });
    expect((after as { finished?: string }).finished).toBeDefined();
  });

  it('counts what a stopped run has left', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, people(40));
    const stop = createStopHandle();
    const options = optionsFor(folder, emulator.url, contacts, { concurrency: 2 });
    let path = '';
    await send({ ...options, stop }, (event) => {
      if (event.type === 'start') path = event.journal;
      if (event.type === 'sent' && event.row === 10) stop.stop();
    });
    const status = readStatus(path);
    if (status === undefined || !status.ok) throw new Error('no status');
    expect(status.rowsLeft).toBe(40 - emulator.ledger().length);
    expect(status.finished).toBeUndefined();
    expect(status.unsent.size).toBe(0);
  });

  it('knows of no journal where there is none', () => {
    expect(readStatus(join(makeFolder(), 'x.db'))).toBeUndefined();
  });
});

describe('a journal in a folder that nobody can write to', () => {
  it('is read all the same; nothing is sent with it', async (context) => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const root = process.getuid?.() === 0;
    try {
      if (root) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      context.skip('this container may not mount');
    }
    cleanUp(() => {
      if (root) execFileSync('umount', ['-l', disk]);
      else chmodSync(join(disk, '.sendspec'), 0o700);
    });
    const options = optionsFor(disk, emulator.url, writeContacts(folder, people(5)), { limit: 3 });
    const { report } = await send(options);
    if (root) execFileSync('mount', ['-o', 'remount,ro', disk]);
    else chmodSync(join(disk, '.sendspec'), 0o500);
    expect(readStatus(report.journal!)).toMatchObject({ ok: true, counts: { sent: 3 }, rowsLeft: 2 });
    expect((await send({ ...options, resume: true })).report).toMatchObject({
      exit: 3,
      why: expect.stringContaining('cannot be written'),
    });
    expect(emulator.ledger()).toHaveLength(3);
  });
});

describe('why a run was stopped', () => {
  it('stands in what happened', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator({
      faults: [{ match: { nth: 3 }, effect: { kind: 'error', code: 190 } }],
    });
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(20)), { concurrency: 1 });
    const { report } = await send(options);
    const status = readStatus(report.journal!);
    expect(status?.ok && status.course.map(({ type, detail }) => `${type}: ${detail.slice(0, 12)}`)).toEqual([
      expect.stringMatching(/^start: /),
      'stop: Meta refuses',
    ]);
  });
});
