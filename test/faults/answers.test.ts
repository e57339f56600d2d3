/** What a Send API answers that works as it should, and what stands in the contacts. */
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import type { SendEvent, SendReport } from '../../src/send/index.ts';
import { checkJournal } from '../send/support/check-ledger.ts';
import {
  type Change,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from '../send/support/sending.ts';
import { long, many, note } from './report.ts';

const count = long ? many : 90;
const seed = Number(process.env['FAULTS_SEED'] ?? 20261128);
const tuning = { timeScale: 0.0005, totalTimeout: 20_000, connectTimeout: 10_000 };
const usage = (percent: number) => JSON.stringify({ call_count: percent, total_time: 1, total_cputime: 1 });

async function run(rules: readonly FaultRule[], change: Change = {}, write?: (path: string) => void) {
  const folder = makeFolder();
  const emulator = await startEmulator({ seed, faults: rules });
  const contacts = writeContacts(folder, people(count));
  write?.(contacts);
  const options = optionsFor(folder, emulator.url, contacts, {
    ...change,
    tuning: { ...tuning, ...change.tuning },
  });
  const { report, events } = await send(options);
  const verify = (result: SendReport, rows = count) =>
    expect(
      checkJournal(result.journal!, emulator.ledger(), {
        runId: result.runId!,
        rows,
        steps: [1],
        mostUnknown: 0,
      }),
    ).toEqual([]);
  return { emulator, options, report, events: events as SendEvent[], verify };
}

describe('19: too fast', () => {
  it.each<[string, FaultRule['effect']]>([
    ['code 613', { kind: 'error', code: 613 }],
    ['code 4 with usage headers', { kind: 'error', code: 4, headers: { 'X-App-Usage': usage(100) } }],
    ['code 80001', { kind: 'error', code: 80001 }],
    ['HTTP 429', { kind: 'status', status: 429 }],
    ['headers alone, at 97 %', { kind: 'headers', headers: { 'X-App-Usage': usage(97) } }],
    [
      'shut out for two minutes',
      {
        kind: 'headers',
        headers: {
          'X-Business-Use-Case-Usage': JSON.stringify({
            '1': [{ type: 'messenger', call_count: 100, estimated_time_to_regain_access: 2 }],
          }),
        },
      },
    ],
  ])('%s', async (what, effect) => {
    const { report, events, verify } = await run([{ match: { probability: 0.02 }, effect }]);
    verify(report);
    expect(report.counts.sent).toBe(count);
    expect(events.some((event) => event.type === 'pause')).toBe(true);
    note('19', what, {
      recipients: count,
      unknown: 0,
      detail: `${events.filter((event) => event.type === 'pause').length} pauses`,
    });
  });
});

describe('20: the Page may not', () => {
  it.each([
    ['190', { code: 190 }],
    ['10/1893063', { code: 10, subcode: 1893063 }],
    ['200, permission', { code: 200 }],
  ])('%s in the middle: stops, and a resume sends the rest', async (what, code) => {
    const at = Math.floor(count / 3);
    const { report, options, verify, emulator } = await run([
      { match: { nth: at }, effect: { kind: 'error', ...code } },
    ]);
    expect(report).toMatchObject({ exit: 4, resumable: true, counts: { failed: 0, unknown: 0 } });
    expect(emulator.ledger().length).toBeLessThan(at + 20);
    verify((await send({ ...options, resume: true })).report);
    note('20', what, { recipients: count, unknown: 0 });
  });
});

describe('21: code 1200', () => {
  it.each([1, 2, 10])('%i times for the same person', async (times) => {
    const ids = people(count).filter((_, i) => i % 30 === 0);
    const { report, verify } = await run(
      ids.map((psid) => ({ match: { psid }, effect: { kind: 'error', code: 1200 }, times })),
    );
    verify(report);
    expect(report.counts.failed).toBe(times === 10 ? ids.length : 0);
    note('21', `code 1200, ${times} times`, {
      recipients: count,
      unknown: 0,
      detail: `${report.counts.failed} failed`,
    });
  });
});

describe('21: code 1200, where the operator does not believe it', () => {
  it('is unknown, and never tried again', async () => {
    const ids = people(count).filter((_, i) => i % 30 === 0);
    const { report, emulator } = await run(
      ids.map((psid) => ({ match: { psid }, effect: { kind: 'error', code: 1200 }, times: 1 })),
      { code1200: 'unknown' },
    );
    expect(report.counts).toMatchObject({ unknown: ids.length, failed: 0, sent: count - ids.length });
    const facts = { runId: report.runId!, rows: count, steps: [1], mostUnknown: ids.length };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
    expect(report.requests).toBe(count);
    note('21', 'code 1200, taken for unknown', { recipients: count, unknown: ids.length });
  });
});

describe('34: contacts', () => {
  it('BOM, CRLF, quoted line breaks, rows twice, rows without a value', async () => {
    const ids = people(count);
    const lines = ids.flatMap((id, i) => {
      if (i % 10 === 0) return [`${id},"Ann`, `Lee"`];
      if (i % 10 === 1) return [`${ids[i - 1]},Twice`];
      return [`${id},${i % 10 === 2 ? '' : 'Bo'}`];
    });
    const { report, verify, emulator } = await run([], {}, (path) =>
      writeFileSync(path, `\ufeffpsid,first_name\r\n${lines.join('\r\n')}\r\n`),
    );
    verify(report);
    const tenth = count / 10;
    expect(report).toMatchObject({
      counts: { sent: count - 2 * tenth },
      skippedBy: { duplicate: tenth, data: tenth },
    });
    expect(emulator.ledger()).toHaveLength(count - 2 * tenth);
    note('34', 'BOM, CRLF, quoted line breaks, duplicates, missing values', {
      recipients: count,
      unknown: 0,
    });
  });

  it('one row, and none', async () => {
    const one = await run([], {}, (path) => writeFileSync(path, 'psid,first_name\n1,Ann\n'));
    one.verify(one.report, 1);
    const none = await run([], {}, (path) => writeFileSync(path, 'psid,first_name\n'));
    expect([none.report.exit, none.report.requests]).toEqual([1, 0]);
    note('34', 'one row; no row', { recipients: 1, unknown: 0 });
  });

  it('many rows, few of which get anything, stopped in the middle', { timeout: 900_000 }, async () => {
    const rows = long ? 1_000_000 : 20_000;
    const gets = long ? many : 90;
    const { report, options, emulator } = await run([], { limit: gets / 2 }, (path) => {
      // Everybody stands there many times, the first time without a name; in the middle of the file nobody new comes.
      const lines = Array.from(
        { length: rows },
        (_, i) => `${10_000_001 + (i % gets)},${i < gets ? '' : 'Bo'}`,
      );
      writeFileSync(path, `psid,first_name\n${lines.join('\n')}\n`);
    });
    expect(report).toMatchObject({ resumable: true, counts: { sent: gets / 2 } });
    const last = (await send({ ...options, limit: undefined, resume: true })).report;
    expect(last).toMatchObject({
      exit: 0,
      counts: { sent: gets, skipped: rows - gets },
      skippedBy: { data: gets, duplicate: rows - 2 * gets },
    });
    const facts = { runId: last.runId!, rows, steps: [1], mostUnknown: 0 };
    expect(checkJournal(last.journal!, emulator.ledger(), facts)).toEqual([]);
    note('34', `${rows.toLocaleString('en')} rows, everybody many times`, { recipients: gets, unknown: 0 });
  });

  it('38: rows on which rendering fails', async () => {
    const { report, verify } = await run([], { message: 'crash' }, (path) =>
      writeFileSync(
        path,
        `psid,first_name\n${people(count)
          .map((id, i) => `${id},${i % 30 === 7 ? 'boom' : 'Bo'}`)
          .join('\n')}\n`,
      ),
    );
    verify(report);
    expect(report.skippedBy).toEqual({ render: Math.floor(count / 30) });
    note('38', 'rows that crash rendering', {
      recipients: count,
      unknown: 0,
      detail: `${report.skippedBy.render} skipped`,
    });
  });
});
