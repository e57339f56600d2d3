import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStopHandle, planSend, type SendEvent } from '../../src/send/index.ts';
import { createRedactor } from '../../src/send/redact.ts';
import { checkJournal, finishedAt } from './support/check-ledger.ts';
import {
  journalRows,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from './support/sending.ts';

describe('a send', () => {
  it('sends to everybody once and says so', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, people(50));
    const { report, events } = await send(optionsFor(folder, emulator.url, contacts));
    expect(report).toMatchObject({
      exit: 0,
      resumable: false,
      rows: 50,
      rowsLeft: 0,
      requests: 50,
      counts: { sent: 50, failed: 0, skipped: 0, unknown: 0, planned: 0 },
    });
    expect(new Set(emulator.ledger().map((entry) => entry.psid))).toEqual(new Set(people(50)));
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 50,
        steps: [1],
        mostUnknown: 0,
      }),
    ).toEqual([]);
    expect(events.filter((e) => e.type === 'sent')).toHaveLength(50);
    expect(events.filter((e) => e.type === 'contact')).toHaveLength(50);
    expect(events.at(-1)).toMatchObject({ type: 'end', report: { exit: 0 } });
    expect(statSync(report.journal!).mode & 0o777).toBe(0o600);
    expect(report.journal).toMatch(/\.sendspec\/[0-9a-f]{16}\.journal\.db$/);
    expect(finishedAt(report.journal!)).not.toBeNull();
  });

  it('leaves out rows that do not fit, with row, line and reason, and sends the rest', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = join(folder, 'people.csv');
    writeFileSync(
      contacts,
      [
        'psid,first_name,age',
        '1,Ann,',
        ',Nobody,3',
        '2,,5',
        '3,Bob,old',
        '1,Ann again,',
        '4,A name that is far too long to fit,',
        '5,"Two\nlines",7',
        '1.23457E+15,Eve,',
        '6,Zoë,8,9',
        '7,Bi\u202edi,1',
      ].join('\n'),
    );
    const { report } = await send(optionsFor(folder, emulator.url, contacts));
    expect(report).toMatchObject({
      exit: 0,
      counts: { sent: 2, skipped: 8 },
      skippedBy: { data: 5, recipient: 2, duplicate: 1 },
    });
    expect(report.badRows.map(({ row, line, detail }) => `${row} ${line} ${detail}`)).toEqual([
      '2 3 psid is empty',
      '3 4 first_name is missing',
      '4 5 age is "old", which is not a number (write 1234.5)',
      '6 7 first_name has 34 characters, at most 20 fit',
      '8 10 psid is a number that a spreadsheet has rounded: export the column as text',
      '9 11 the row has 4 cells, the header has 3',
      '10 12 first_name holds U+202E, which reorders the text around it: remove it',
    ]);
    expect(
      emulator
        .ledger()
        .map((e) => e.psid)
        .sort(),
    ).toEqual(['1', '5']);
    expect(
      checkJournal(report.journal!, emulator.ledger(), { runId: report.runId!, rows: 10, steps: [1] }),
    ).toEqual([]);
  });

  it('with strict sends nothing when one row does not fit', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = join(folder, 'people.csv');
    writeFileSync(contacts, 'psid,first_name\n1,Ann\n2,\n');
    const { report } = await send(optionsFor(folder, emulator.url, contacts, { strict: true }));
    expect(report).toMatchObject({ exit: 1, rowsLeft: 2, badRows: [{ row: 2, line: 3, reason: 'data' }] });
    expect(report.why).toContain('1 row does not fit');
    expect(emulator.ledger()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['people.csv']);
  });

  it('ends with 1 when every contact was skipped', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = join(folder, 'people.csv');
    writeFileSync(contacts, 'psid,first_name\n1,\n');
    expect((await send(optionsFor(folder, emulator.url, contacts))).report).toMatchObject({
      exit: 1,
      counts: { skipped: 1 },
    });
  });

  it('does the steps of each person in order, with sender actions and pauses between', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, people(20));
    const { report } = await send(optionsFor(folder, emulator.url, contacts, { message: 'steps' }));
    expect(report).toMatchObject({ exit: 0, counts: { sent: 60 }, requests: 100 });
    for (const psid of people(20)) {
      const own = emulator.ledger().filter((e) => e.psid === psid);
      expect(
        own.map((e) => e.body['sender_action'] ?? (e.body['message'] as { text: string }).text.split(' ')[0]),
      ).toEqual(['mark_seen', 'One', 'typing_on', 'Two', 'Three']);
    }
    expect(
      checkJournal(report.journal!, emulator.ledger(), { runId: report.runId!, rows: 20, steps: [2, 5, 6] }),
    ).toEqual([]);
  });

  it('does not go on after a step that failed or may not have arrived', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, ['fail-551-a', 'drop-b', '3']);
    const { report } = await send(optionsFor(folder, emulator.url, contacts, { message: 'two' }));
    expect(report).toMatchObject({
      exit: 1,
      counts: { sent: 2, failed: 1, unknown: 1, skipped: 2 },
      skippedBy: { blocked: 2 },
      failedBy: [{ code: 551, count: 1, fbtraceId: expect.stringMatching(/./) }],
    });
    expect(
      emulator
        .ledger()
        .map((e) => e.psid)
        .sort(),
    ).toEqual(['3', '3', 'drop-b']);
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 3,
        steps: [1, 2],
        mostUnknown: 1,
      }),
    ).toEqual([]);
  });

  it('makes nothing of a sender action that fails', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ match: { nth: 1 }, effect: { kind: 'error', code: 100 } });
    const contacts = writeContacts(folder, ['1']);
    const { report } = await send(optionsFor(folder, emulator.url, contacts, { message: 'steps' }));
    expect(report).toMatchObject({ exit: 0, counts: { sent: 3, failed: 0, unknown: 0 }, actionsFailed: 1 });
  });

  it('finishes a message of sender actions only', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, people(3));
    const options = optionsFor(folder, emulator.url, contacts, { message: 'actions' });
    expect((await send(options)).report).toMatchObject({
      exit: 0,
      rowsLeft: 0,
      requests: 6,
      resumable: false,
    });
    expect((await send(options)).report.exit).toBe(5);
    expect(emulator.ledger()).toHaveLength(6);
  });

  it('puts the delivery key into metadata, unless the author has some', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, ['1']);
    const { report } = await send(optionsFor(folder, emulator.url, contacts));
    const keyed = await send(optionsFor(folder, emulator.url, contacts, { message: 'keyed' }));
    expect(keyed.report.warnings).toEqual([expect.stringContaining('metadata of its own')]);
    expect(keyed.events.filter((e) => e.type === 'warning')).toHaveLength(1);
    expect(emulator.ledger().map((e) => e.key)).toEqual([
      `sendspec1:${report.runId}:1.1`,
      'the author’s own',
    ]);
  });

  it('skips a contact that the renderer chokes on, or that no step is for', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = join(folder, 'people.csv');
    writeFileSync(contacts, 'psid,first_name\n1,Ann\n2,boom\n3,Eve\n');
    const { report } = await send(optionsFor(folder, emulator.url, contacts, { message: 'crash' }));
    expect(report).toMatchObject({ exit: 0, counts: { sent: 2 }, skippedBy: { render: 1 } });
    expect(
      (await send(optionsFor(folder, emulator.url, contacts, { message: 'none' }))).report,
    ).toMatchObject({
      exit: 1,
      skippedBy: { render: 3 },
      requests: 0,
    });
    expect(
      (await send(optionsFor(folder, emulator.url, contacts, { message: 'sure' }))).report.badRows[0]?.detail,
    ).toBe('text of Ann is too long');
  });

  it('sends to one person without a file', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const one = { kind: 'one', recipient: { user_ref: 'abc' }, data: { first_name: 'Ann' } } as const;
    const options = optionsFor(folder, emulator.url, '', { contacts: one });
    expect((await send(options)).report).toMatchObject({ exit: 0, counts: { sent: 1 } });
    expect(emulator.ledger()[0]?.recipient).toEqual({ user_ref: 'abc' });
    expect((await send(options)).report.exit).toBe(5);
    const other = optionsFor(folder, emulator.url, '', { contacts: { ...one, data: { first_name: 'Bob' } } });
    expect((await send(other)).report.exit).toBe(0);
    const nobody = optionsFor(folder, emulator.url, '', { contacts: { ...one, recipient: { id: '' } } });
    expect((await send(nobody)).report).toMatchObject({
      exit: 1,
      why: 'Nobody to send to: there is no recipient.',
    });
  });
});

describe('a run that stops', () => {
  it.each([
    [190, undefined, 'token'],
    [10, undefined, 'permission'],
    [10, 1893063, 'restricted'],
    [368, undefined, 'restricted'],
    [200, undefined, 'permission'],
  ])('at error %s/%s asks nobody else, and goes on when it is resumed', async (code, subcode, word) => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ match: { nth: 5 }, effect: { kind: 'error', code, subcode } });
    const contacts = writeContacts(folder, people(40));
    const options = optionsFor(folder, emulator.url, contacts, { concurrency: 1 });
    const { report, events } = await send(options);
    expect(report).toMatchObject({
      exit: 4,
      resumable: true,
      counts: { sent: 4, failed: 0, unknown: 0, planned: 1 },
      requests: 5,
    });
    expect(report.why.toLowerCase()).toContain(word);
    expect(report.why).toContain(`Graph ${code}`);
    expect(events.filter((e) => e.type === 'stopping')).toHaveLength(1);
    const resumed = await send({ ...options, resume: true });
    expect(resumed.report).toMatchObject({ exit: 0, counts: { sent: 40, planned: 0 }, now: { sent: 36 } });
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 40,
        steps: [1],
        mostUnknown: 0,
      }),
    ).toEqual([]);
  });

  it('at the first wrong token has made no more requests than were in flight', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator({ token: 'the-right-one' });
    const { report } = await send(
      optionsFor(folder, emulator.url, writeContacts(folder, people(500)), { concurrency: 8 }),
    );
    expect(report).toMatchObject({ exit: 4, counts: { sent: 0, failed: 0, unknown: 0 } });
    expect(report.requests).toBeLessThanOrEqual(8);
    expect(report.why).toContain('Get a new Page access token');
  });

  it('drains at the first stop: nothing is lost, nothing is unknown', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ effect: { kind: 'delay' }, delay: 30 });
    const contacts = writeContacts(folder, people(100));
    const stop = createStopHandle();
    const options = optionsFor(folder, emulator.url, contacts, { stop, concurrency: 4 });
    let sent = 0;
    const { report } = await send(options, (event: SendEvent) => {
      if (event.type === 'sent' && ++sent === 10) stop.stop();
    });
    expect(report).toMatchObject({ exit: 130, resumable: true, counts: { unknown: 0, failed: 0 } });
    expect(report.counts.sent).toBeLessThanOrEqual(14);
    expect(report.counts.sent).toBe(emulator.ledger().length);
    expect(report.rowsLeft).toBe(100 - report.counts.sent);
    const { report: resumed } = await send({ ...options, stop: undefined, resume: true });
    expect(resumed).toMatchObject({ exit: 0, counts: { sent: 100 }, rowsLeft: 0 });
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 100,
        steps: [1],
        mostUnknown: 0,
      }),
    ).toEqual([]);
  });

  it('aborts at the second: what was in flight is unknown and stays so', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    emulator.fault({ match: { psid: '10000003' }, when: 'after-record', effect: { kind: 'hang' } });
    emulator.fault({ match: { psid: '10000004' }, when: 'before-record', effect: { kind: 'hang' } });
    const contacts = writeContacts(folder, people(4));
    const stop = createStopHandle();
    const options = optionsFor(folder, emulator.url, contacts, { stop, tuning: { totalTimeout: 30_000 } });
    let sent = 0;
    const { report } = await send(options, (event: SendEvent) => {
      if (event.type === 'sent' && ++sent === 2) {
        stop.stop();
        setTimeout(() => stop.kill(), 50);
      }
    });
    expect(report).toMatchObject({
      exit: 130,
      counts: { sent: 2, unknown: 2 },
      unknownBy: { 'aborted by the operator': 2 },
    });
    const { report: resumed } = await send({ ...options, stop: undefined, resume: true });
    expect(resumed).toMatchObject({ exit: 1, now: { sent: 0 }, counts: { sent: 2, unknown: 2 } });
    expect(emulator.ledger()).toHaveLength(3);
  });

  it('does not blame the other side for what the operator gives up', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator({ faults: [{ when: 'after-record', effect: { kind: 'hang' } }] });
    const stop = createStopHandle();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(12)), {
      stop,
      tuning: { totalTimeout: 30_000 },
    });
    const sending = send(options);
    await emulator.waitFor(12);
    stop.stop();
    stop.kill();
    const { report, events } = await sending;
    expect(report).toMatchObject({ exit: 130, unknownBy: { 'aborted by the operator': 12 } });
    expect(events.filter(({ type }) => type === 'breaker')).toEqual([]);
  });

  it('is not begun when it was stopped before', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const stop = createStopHandle();
    stop.stop();
    const { report } = await send(
      optionsFor(folder, emulator.url, writeContacts(folder, people(5)), { stop }),
    );
    expect(report).toMatchObject({ exit: 130, counts: { sent: 0 }, resumable: false });
    expect(emulator.ledger()).toEqual([]);
  });

  it('at its limit leaves the others for a resume', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, people(10));
    const options = optionsFor(folder, emulator.url, contacts, { limit: 4 });
    expect((await send(options)).report).toMatchObject({
      exit: 0,
      counts: { sent: 4 },
      rowsLeft: 6,
      resumable: true,
    });
    expect((await send({ ...options, resume: true })).report).toMatchObject({
      counts: { sent: 8 },
      rowsLeft: 2,
    });
    expect((await send({ ...options, resume: true, limit: undefined })).report).toMatchObject({
      counts: { sent: 10 },
      resumable: false,
    });
    expect(emulator.ledger()).toHaveLength(10);
  });
});

describe('a caller whose listener throws', () => {
  it('gets its error, after the run has ended in order', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(50)), { concurrency: 2 });
    let sent = 0;
    const listen = (event: SendEvent) => {
      if (event.type === 'sent' && ++sent === 5) throw new Error('listener');
    };
    await expect(send(options, listen)).rejects.toThrow('listener');
    const { report } = await send({ ...options, resume: true });
    expect(report).toMatchObject({ exit: 0, counts: { sent: 50, unknown: 0 } });
    expect(emulator.ledger()).toHaveLength(50);
  });
});

describe('answers that are not final', () => {
  it('throttled deliveries wait and are sent, without using up attempts', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    for (const code of [4, 17, 32, 613, 80001, 80002, 80006])
      emulator.fault({ effect: { kind: 'error', code }, times: 3 });
    emulator.fault({ effect: { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }, times: 3 });
    const contacts = writeContacts(folder, people(10));
    const { report, events } = await send(
      optionsFor(folder, emulator.url, contacts, { concurrency: 2, tuning: { maxAttempts: 2 } }),
    );
    expect(report).toMatchObject({ exit: 0, counts: { sent: 10 } });
    expect(events.some((e) => e.type === 'pause')).toBe(true);
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 10,
        steps: [1],
        mostUnknown: 0,
      }),
    ).toEqual([]);
  });

  it('1200 is tried three times more, then failed', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, ['twice-fail-1200-a', 'fail-1200-b', '3']);
    const { report } = await send(optionsFor(folder, emulator.url, contacts));
    expect(report).toMatchObject({
      exit: 1,
      counts: { sent: 2, failed: 1 },
      failedBy: [{ code: 1200, count: 1 }],
      requests: 3 + 4 + 1,
    });
  });

  it('errors about one person fail that person only', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const ids = [
      'fail-551-a',
      'fail-10-2018278-b',
      'fail-100-2018001-c',
      'fail-613-2018338-d',
      'fail-200-1545041-e',
      'fail-230-f',
    ];
    const { report } = await send(optionsFor(folder, emulator.url, writeContacts(folder, [...ids, '7'])));
    expect(report).toMatchObject({ exit: 1, counts: { sent: 1, failed: 6, unknown: 0 } });
    expect(report.failedBy.map((f) => f.code).sort()).toEqual([10, 100, 200, 230, 551, 613]);
  });
});

describe('the options', () => {
  it.each([
    [{ message: 'helo' }, 2, 'There is no message "helo"'],
    [{ rate: 301 }, 2, 'The rate is 301'],
    [{ rate: 0 }, 2, 'The rate is 0'],
    [{ rate: Number.NaN }, 2, 'The rate is NaN'],
    [{ concurrency: 1.5 }, 2, 'concurrency'],
    [{ limit: 0 }, 2, 'limit'],
    [{ now: 'yesterday' }, 2, 'not an instant'],
    [{ resume: true, newRun: true }, 2, 'not both'],
    [{ endpoint: 'graph.facebook.com' }, 2, 'not a URL'],
    [{ endpoint: 'http://graph.facebook.com' }, 2, 'not safe'],
    [{ endpoint: 'http://127.0.0.1.evil.example' }, 2, 'not safe'],
    [{ endpoint: 'https://user:pw@graph.facebook.com' }, 2, 'no user'],
    [{ apiVersion: '21' }, 2, 'not a version'],
    [{ pageId: '../me' }, 2, 'not a page id'],
    [
      { program: { schema: {}, uploads: [{ path: './a.png', file: 'a.png', type: 'image' }] } },
      1,
      'The local file a.png does not exist',
    ],
    [{ token: undefined }, 3, 'no page access token'],
    [{ token: () => ' ' }, 3, 'is empty'],
    [{ token: () => 'two words' }, 3, 'cannot have'],
    [{ token: () => `EAA${'x'.repeat(40)}` }, 3, 'looks like a real Page access token'],
    [{ token: () => Promise.reject(new Error('no such command')) }, 3, 'no such command'],
  ])('%j are refused', async (change, exit, text) => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const { report } = await send(optionsFor(folder, emulator.url, writeContacts(folder, ['1']), change));
    expect(report.exit).toBe(exit);
    expect(report.why).toContain(text);
    expect(report.why).not.toContain('xxxx');
    expect(emulator.ledger()).toEqual([]);
  });

  it('an endpoint that refuses connections ends the command before a journal is made', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const { url } = emulator;
    await emulator.close();
    const { report } = await send(optionsFor(folder, url, writeContacts(folder, ['1'])));
    expect(report).toMatchObject({ exit: 3, requests: 0 });
    expect(report.why).toContain('nothing listens on port');
    expect(readdirSync(folder)).toEqual(['contacts.csv']);
  });
});

describe('the plan', () => {
  it('counts people, messages, requests and time, shows three samples, writes nothing', async () => {
    const folder = makeFolder();
    const contacts = join(folder, 'people.csv');
    writeFileSync(contacts, 'psid,first_name,shoe\n1,Ann,\n2,Bob,\n2,Bob,\n3,,\n4,Dan,\n5,Eve,\n');
    const options = optionsFor(folder, 'http://127.0.0.1:9', contacts, {
      message: 'steps',
      rate: 10,
      dryRun: true,
    });
    const { report } = await send(options);
    expect(report).toMatchObject({
      exit: 0,
      plan: {
        rows: 6,
        people: 4,
        messages: 12,
        requests: 20,
        seconds: 2,
        peoplePerSecond: 2,
        skippedBy: { duplicate: 1, data: 1 },
        badRows: [{ row: 4, line: 5, detail: 'first_name is missing' }],
        journal: { state: 'none' },
        warnings: ['Column "shoe" is no param of the message and is not used.'],
      },
    });
    expect(report.plan?.samples.map((s) => s.row)).toEqual([1, 2, 5]);
    expect(report.plan?.samples[0]?.steps).toHaveLength(6);
    expect(readdirSync(folder)).toEqual(['people.csv']);
    expect(await planSend({ ...options, limit: 1 })).toMatchObject({
      ok: true,
      plan: { people: 1, messages: 3 },
    });
    expect(await planSend({ ...options, message: 'x' })).toMatchObject({ ok: false, exit: 2 });
  });
});

describe('the token', () => {
  it('is in no event, report, error or file, even where the server repeats it', async () => {
    const folder = makeFolder();
    const token = 'canary/TOKEN+"42"';
    const emulator = await startEmulator();
    emulator.fault({
      match: { nth: 1 },
      effect: { kind: 'error', code: 551, message: `Bad ${token} and ${encodeURIComponent(token)}` },
    });
    emulator.fault({
      match: { nth: 3 },
      effect: { kind: 'error', code: 190, message: `Malformed access token ${token}` },
    });
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(5)), {
      token: () => token,
      concurrency: 1,
    });
    const { report, events } = await send(options);
    expect(report.exit).toBe(4);
    expect(report.why).toContain('[token]');
    const files = readdirSync(join(folder, '.sendspec')).map((name) =>
      readFileSync(join(folder, '.sendspec', name), 'latin1'),
    );
    for (const text of [JSON.stringify(events), JSON.stringify(report), ...files]) {
      expect(text).not.toContain('canary/TOKEN');
      expect(text).not.toContain('canary%2FTOKEN');
      expect(text).not.toContain(Buffer.from(token).toString('base64'));
    }
  });

  it('is not seen in the random letters of a message id', () => {
    const redact = createRedactor();
    const token = `EAA${'x'.repeat(30)}`;
    expect(redact(`m_-GYE6agEEAAhRGbFA8HiK3kNnrBkokR3Hr_Mo4IrpsQ and (${token})`)).toBe(
      'm_-GYE6agEEAAhRGbFA8HiK3kNnrBkokR3Hr_Mo4IrpsQ and ([token])',
    );
  });

  it('contact data and recipients are in no journal', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = join(folder, 'people.csv');
    writeFileSync(
      contacts,
      'psid,first_name\n987654321,Rumpelstilz\n987654322,Rumpelstilz of the far too long name\n',
    );
    const { report } = await send(optionsFor(folder, emulator.url, contacts));
    const text = readFileSync(report.journal!, 'latin1');
    expect(journalRows(report.journal!)).toHaveLength(2);
    expect(text).not.toContain('98765432');
    expect(text).not.toContain('Rumpelstilz');
  });
});
