import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDuplicates } from '../../src/send/contacts/duplicates.ts';
import { createStopHandle, journalPath, readJournal, type SendOptions } from '../../src/send/index.ts';
import { createJournal } from '../../src/send/journal/create-journal.ts';
import type { Manifest } from '../../src/send/journal/manifest.ts';
import type { OpenedJournal } from '../../src/send/journal/open-journal.ts';
import { checkJournal } from './support/check-ledger.ts';
import {
  type Change,
  execute,
  journalRows,
  makeFolder,
  optionsFor,
  people,
  query,
  send,
  startEmulator,
  writeContacts,
} from './support/sending.ts';

/** A run that was stopped after some of its messages. */
async function begin(change: Change = {}, count = 30) {
  const folder = makeFolder();
  const emulator = await startEmulator();
  const contacts = writeContacts(folder, people(count));
  const stop = createStopHandle();
  const options: SendOptions = optionsFor(folder, emulator.url, contacts, { concurrency: 4, ...change });
  const { report } = await send({ ...options, stop }, (event) => {
    if (event.type === 'sent' && event.row === 10) stop.stop();
  });
  expect(report.exit).toBe(130);
  return { folder, emulator, contacts, options, report, journal: report.journal! };
}

describe('a second runner that saw no journal yet', () => {
  it('is refused, and takes nothing away from the first', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(60)), { concurrency: 4 });
    let second: OpenedJournal | undefined;
    const { report } = await send(options, (event) => {
      if (event.type !== 'sent' || event.row !== 10) return;
      const path = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
        name.endsWith('.db'),
      )!;
      const files = () => readdirSync(dirname(join(folder, path))).toSorted();
      const before = files();
      expect(before).toContain(`${basename(path)}-wal`);
      second = createJournal({
        path: join(folder, path),
        manifest: {} as Manifest,
        duplicates: createDuplicates(),
        resume: false,
        newRun: false,
        nowGiven: false,
        failpoint: () => {},
        clock: Date.now,
      });
      expect(files()).toEqual(before);
    });
    expect(second).toMatchObject({ ok: false, exit: 5 });
    expect((second as { message: string }).message).toContain('Another runner has just begun this campaign');
    expect(report).toMatchObject({ exit: 0, counts: { sent: 60 } });
  });
});

describe('the same command again', () => {
  it('is refused when the run is finished', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(3)));
    expect((await send(options)).report.exit).toBe(0);
    for (const resume of [false, true]) {
      const { report } = await send({ ...options, resume });
      expect(report).toMatchObject({ exit: 5, requests: 0 });
      expect(report.why).toContain('This campaign is finished');
    }
    expect(emulator.ledger()).toHaveLength(3);
  });

  it('is refused when the run is not finished, without resume', async () => {
    const { options, emulator } = await begin();
    const sent = emulator.ledger().length;
    const { report } = await send(options);
    expect(report).toMatchObject({ exit: 5, requests: 0 });
    expect(report.why).toContain('go on with --resume');
    expect(emulator.ledger()).toHaveLength(sent);
  });

  it('with resume sends what is missing, once', async () => {
    const { options, emulator, report } = await begin();
    const resumed = (await send({ ...options, resume: true })).report;
    expect(resumed).toMatchObject({
      exit: 0,
      runId: report.runId,
      counts: { sent: 30 },
      now: { sent: 30 - report.counts.sent },
    });
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 30,
        steps: [1],
        mostUnknown: 0,
      }),
    ).toEqual([]);
  });

  it('with newRun sends to everybody again and keeps the old record', async () => {
    const { options, emulator, report, journal } = await begin();
    const before = emulator.ledger().length;
    const again = (await send({ ...options, newRun: true })).report;
    expect(again).toMatchObject({ exit: 0, counts: { sent: 30 }, journal });
    expect(again.runId).not.toBe(report.runId);
    expect(emulator.ledger()).toHaveLength(before + 30);
    const kept = journal.replace('.journal.db', `.${report.runId}.journal.db`);
    expect(readdirSync(dirname(journal)).sort()).toEqual(
      [journal, kept].map((p) => p.slice(dirname(p).length + 1)).sort(),
    );
    expect(journalRows(kept).length).toBeGreaterThanOrEqual(10);
  });

  it('is refused to resume what was never begun', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const { report } = await send(
      optionsFor(folder, emulator.url, writeContacts(folder, people(3)), { resume: true }),
    );
    expect(report).toMatchObject({ exit: 5, why: expect.stringContaining('no run to resume') });
    expect(existsSync(join(folder, '.sendspec'))).toBe(false);
  });

  it.each<[string, Change]>([
    ['what the message says', { compiledHash: 'hash-2' }],
    ['the API version (v21.0 then, v22.0 now)', { apiVersion: 'v22.0' }],
    ['the column mapping', { columnMap: { first_name: 'first_name' } }],
    ['now (', { now: '2020-01-01T00:00:00Z' }],
  ])('is refused to resume with another %s', async (difference, change) => {
    const { options, emulator, journal } = await begin();
    const sent = emulator.ledger().length;
    const { report } = await send({ ...options, ...change, resume: true });
    expect(report).toMatchObject({ exit: 5, requests: 0 });
    expect(report.why).toContain(difference);
    expect(emulator.ledger()).toHaveLength(sent);
    expect(query(journal, 'SELECT * FROM lock')).toEqual([]);
  });

  it.each<[string, (path: string) => void]>([
    ['the number of contacts (30 then, 31 now)', (path) => appendFileSync(path, '99,New\n')],
    [
      'the contacts: the file was edited',
      (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('Name 20', 'Name 21')),
    ],
  ])('is refused to resume where contacts changed: %s', async (difference, edit) => {
    const { options, contacts } = await begin();
    edit(contacts);
    const { report } = await send({ ...options, resume: true });
    expect(report).toMatchObject({ exit: 5, why: expect.stringContaining(difference) });
  });

  it('another page, endpoint, message or file is another campaign', () => {
    const options = optionsFor('/project', 'http://127.0.0.1:1', '/project/a.csv');
    const paths = [
      options,
      { ...options, pageId: '1' },
      { ...options, endpoint: 'http://127.0.0.1:2' },
      { ...options, spec: 'a#b' },
      { ...options, contacts: { kind: 'file', path: '/project/b.csv' } },
      { ...options, contacts: { kind: 'one', recipient: { id: '1' }, data: {} } },
    ].map((o) => journalPath(o as SendOptions));
    expect(new Set(paths).size).toBe(paths.length);
    expect(journalPath({ ...options, endpoint: 'http://127.0.0.1:1/' })).toBe(paths[0]);
    const label = { ...options, endpointLabel: 'emulator' };
    expect(journalPath({ ...label, endpoint: 'http://127.0.0.1:7' })).toBe(journalPath(label));
  });
});

describe('a run that was resumed', () => {
  it('keeps its now and its run id, so that everybody gets the same', async () => {
    const { options, report, journal } = await begin();
    const before = readJournal(journal);
    await send({ ...options, resume: true });
    const after = readJournal(journal);
    if (!before?.ok || !after?.ok) throw new Error('no journal');
    expect(after.manifest).toEqual(before.manifest);
    expect(after.runId).toBe(report.runId);
    expect(() => execute(journal, "UPDATE run SET manifest = '{}'")).toThrow('never changes');
  });

  it('does not send what is unknown, nor the steps after it', async () => {
    const { options, emulator, journal } = await begin({ message: 'two' });
    const sending = journalRows(journal).filter((r) => r.state === 2 && r.step === 1)[0]!;
    // As if the process had died between its intent and the answer.
    execute(
      journal,
      `UPDATE delivery SET state = 1, mid = NULL WHERE row = ${sending.row} AND step = 1; DELETE FROM delivery WHERE row = ${sending.row} AND step = 2`,
    );
    const { report } = await send({ ...options, resume: true });
    expect(report).toMatchObject({
      exit: 1,
      unknownBy: { crash: 1 },
      skippedBy: { blocked: 1 },
      rowsLeft: 0,
    });
    expect(emulator.ledger().filter((e) => e.key?.endsWith(`:${sending.row}.1`))).toHaveLength(1);
    expect((await send({ ...options, resume: true })).report.exit).toBe(5);
  });

  it('does not decide anew about duplicates and bad rows', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = join(folder, 'c.csv');
    const rows = people(40).flatMap((id) => [`${id},`, `${id},Ann`, `${id},Bob`]);
    writeFileSync(contacts, `psid,first_name\n${rows.join('\n')}\n`);
    const options = optionsFor(folder, emulator.url, contacts, { limit: 7 });
    let report = (await send(options)).report;
    for (let i = 0; i < 6 && report.resumable; i++)
      report = (await send({ ...options, resume: true })).report;
    expect(report).toMatchObject({
      resumable: false,
      counts: { sent: 40 },
      skippedBy: { data: 40, duplicate: 40 },
    });
    expect(emulator.ledger().every((e) => (e.body['message'] as { text: string }).text === 'Hello Ann')).toBe(
      true,
    );
    expect(
      checkJournal(report.journal!, emulator.ledger(), { runId: report.runId!, rows: 120, steps: [1] }),
    ).toEqual([]);
  });
});

describe('the lock', () => {
  const lockRow = (
    journal: string,
    change: { pid?: number; started?: string; host?: string; boot?: string },
  ) => {
    const boot = existsSync('/proc/sys/kernel/random/boot_id')
      ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      : '';
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const own = {
      pid: process.ppid,
      started: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!,
      host: hostname(),
      boot,
    };
    const { pid, started, host, boot: b } = { ...own, ...change };
    execute(
      journal,
      `INSERT OR REPLACE INTO lock VALUES (1, 'nonce', ${pid}, '${started}', '${host}', '${b}', 'then')`,
    );
  };
  const linux = existsSync('/proc/self/stat');

  it.runIf(linux)('of a living process is respected', async () => {
    const { options, journal } = await begin();
    lockRow(journal, {});
    for (const how of [{ resume: true }, { newRun: true }]) {
      const { report } = await send({ ...options, ...how });
      expect(report).toMatchObject({
        exit: 5,
        why: expect.stringContaining(`Another runner (process ${process.ppid})`),
      });
    }
  });

  it.runIf(linux).each([
    ['of a dead process', { pid: 2 ** 22 + 1 }],
    ['of a process whose pid was given out again', { started: '1' }],
    ['of before the machine was restarted', { boot: 'another-boot' }],
  ])('%s is taken over', async (_what, change) => {
    const { options, journal } = await begin();
    lockRow(journal, change);
    expect((await send({ ...options, resume: true })).report).toMatchObject({
      exit: 0,
      counts: { sent: 30 },
    });
    expect(query(journal, 'SELECT * FROM lock')).toEqual([]);
  });

  it.runIf(linux)('of another machine is respected, with advice', async () => {
    const { options, journal } = await begin();
    lockRow(journal, { host: 'another-host' });
    expect((await send({ ...options, resume: true })).report).toMatchObject({
      exit: 5,
      why: expect.stringContaining('A runner on another-host'),
    });
  });

  it('that is taken away during the run ends it before another byte leaves', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(200)), { concurrency: 2 });
    let sent = 0;
    const { report } = await send(options, (event) => {
      if (event.type === 'sent' && ++sent === 20)
        execute(journalPath(options), "UPDATE lock SET nonce = 'thief'");
    });
    expect(report).toMatchObject({ exit: 5, why: expect.stringContaining('taken over') });
    expect(emulator.ledger().length).toBeLessThan(30);
  });
});

describe('the log of the journal', () => {
  it('that was put in another place during the run ends it before another byte leaves', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(200)), { concurrency: 4 });
    const log = `${journalPath(options)}-wal`;
    let left = 0;
    const { report } = await send(options, (event) => {
      if (event.type !== 'sent' || event.row !== 20) return;
      renameSync(log, `${log}-moved`);
      writeFileSync(log, '');
      left = emulator.ledger().length;
    });
    expect(report).toMatchObject({ exit: 4, resumable: true, why: expect.stringContaining('another file') });
    // Those of one group may have been on the disk.
    expect(emulator.ledger().length).toBeLessThanOrEqual(left + 4);
    renameSync(`${log}-moved`, log);
    const again = (await send({ ...options, resume: true })).report;
    expect(again.rowsLeft).toBe(0);
    const facts = { runId: report.runId!, rows: 200, steps: [1], mostUnknown: 4 };
    expect(checkJournal(report.journal!, emulator.ledger(), facts)).toEqual([]);
  });
});

describe('a file that cannot be the journal', () => {
  const place = async (write: (journal: string) => void) => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(3)));
    const journal = journalPath(options);
    mkdirSync(dirname(journal), { recursive: true });
    write(journal);
    return { options, journal, emulator };
  };

  it.each<[string, (journal: string) => void, number, string]>([
    ['empty', (journal) => writeFileSync(journal, ''), 3, 'is empty'],
    [
      'a text',
      (journal) => writeFileSync(journal, 'dear diary\n'.repeat(1000)),
      5,
      'is not a journal of sendspec',
    ],
    ['zeros', (journal) => writeFileSync(journal, Buffer.alloc(8192)), 5, 'is not a journal of sendspec'],
    ['a folder', (journal) => mkdirSync(journal), 3, 'is not a file'],
    [
      'another database',
      (journal) => execute(journal, 'CREATE TABLE a (b)'),
      5,
      "another program's database",
    ],
    [
      'of a newer format',
      (journal) =>
        execute(
          journal,
          `PRAGMA application_id = ${0x73736a31}; PRAGMA user_version = 9; CREATE TABLE a (b)`,
        ),
      3,
      'another version of sendspec',
    ],
    ['gone, its -wal still there', (journal) => writeFileSync(`${journal}-wal`, 'x'), 3, 'is still there'],
  ])('%s: is reported and left as it is', async (_what, write, exit, text) => {
    const { options, journal, emulator } = await place(write);
    const bytes = existsSync(journal) && !text.includes('not a file') ? readFileSync(journal) : undefined;
    for (const how of [{}, { resume: text !== 'is still there' }, { newRun: true }]) {
      const { report } = await send({ ...options, ...how });
      expect(report.exit).toBe(exit);
      expect(report.why).toContain(text);
    }
    if (bytes !== undefined) expect(readFileSync(journal).equals(bytes)).toBe(true);
    expect(emulator.ledger()).toEqual([]);
  });

  it.each<[string, (journal: string) => void]>([
    [
      'in the middle',
      (journal) => {
        const bytes = readFileSync(journal);
        bytes.fill(0x5a, 4096, Math.min(bytes.length, 20_000));
        writeFileSync(journal, bytes);
      },
    ],
    ['at its end', (journal) => truncateSync(journal, 4096 * 3)],
    [
      'in its first page',
      (journal) => {
        const bytes = readFileSync(journal);
        bytes.fill(0xff, 100, 4000);
        writeFileSync(journal, bytes);
      },
    ],
  ])('damaged %s: nothing is sent', async (_where, damage) => {
    const { options, journal, emulator } = await begin();
    const sent = emulator.ledger().length;
    for (const suffix of ['-wal', '-shm']) rmSync(journal + suffix, { force: true });
    damage(journal);
    const bytes = readFileSync(journal);
    for (const how of [{ resume: true }, { newRun: true }]) {
      const { report } = await send({ ...options, ...how });
      expect(report).toMatchObject({ exit: 3, requests: 0 });
      expect(report.why).toContain('is damaged');
    }
    expect(readFileSync(journal).equals(bytes)).toBe(true);
    expect(emulator.ledger()).toHaveLength(sent);
  });

  it('of another campaign is refused', async () => {
    const { journal } = await begin();
    const { options } = await place(() => {});
    copyFileSync(journal, journalPath(options));
    const { report } = await send({ ...options, resume: true });
    expect(report.exit).toBe(5);
    expect(report.why).toContain('cannot be resumed');
    expect(report.why).toContain('the endpoint');
  });

  it.runIf(process.getuid?.() !== 0)('that may not be written', async () => {
    const { options, journal } = await begin();
    execute(journal, 'PRAGMA journal_mode = DELETE');
    const { chmodSync } = await import('node:fs');
    chmodSync(journal, 0o400);
    expect((await send({ ...options, resume: true })).report).toMatchObject({ exit: 3 });
  });
});

describe('a full disk', () => {
  it.skipIf(!canMount())('loses no outcome: a reserve is given up for them', async () => {
    const folder = makeFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=800k', 'tmpfs', disk]);
    try {
      const emulator = await startEmulator();
      const contacts = writeContacts(folder, people(3000));
      const options = optionsFor(disk, emulator.url, contacts, { concurrency: 32 });
      const { report } = await send(options);
      expect(report).toMatchObject({ exit: 4, resumable: true, warnings: [] });
      expect(report.why).toContain('The disk is full');
      execFileSync('mount', ['-o', 'remount,size=10m', disk]);
      const resumed = (await send({ ...options, resume: true })).report;
      expect(resumed.unknownBy).toEqual({});
      expect(resumed.counts.sent).toBe(3000);
      expect(new Set(emulator.ledger().map((e) => e.psid)).size).toBe(3000);
      expect(emulator.ledger()).toHaveLength(3000);
      expect(readdirSync(join(disk, '.sendspec'))).toHaveLength(1);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  it('during the run: nothing further is sent, and a resume on a larger disk sends the rest', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const contacts = writeContacts(folder, people(3000));
    const options = optionsFor(folder, emulator.url, contacts, { concurrency: 8 });
    const { report } = await send({ ...options, tuning: { ...options.tuning, maxPages: 20 } });
    expect(report).toMatchObject({ exit: 4, resumable: true });
    expect(report.why).toContain('The disk is full');
    const accepted = emulator.ledger().length;
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(3000);
    expect(report.counts.sent).toBe(accepted);
    expect(report.requests).toBe(accepted);
    const resumed = (await send({ ...options, resume: true })).report;
    expect(resumed.counts.unknown).toBeLessThanOrEqual(8);
    expect(
      checkJournal(report.journal!, emulator.ledger(), {
        runId: report.runId!,
        rows: 3000,
        steps: [1],
        mostUnknown: 8,
      }),
    ).toEqual([]);
  });

  it('from the start: ends before anything is sent', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(30)), {
      tuning: { maxPages: 1 },
    });
    const { report } = await send(options);
    // SQLite never makes the limit smaller than the file: the first intents may still fit.
    expect(report.counts.sent).toBe(emulator.ledger().length);
    rmSync(report.journal!);
    writeFileSync(join(folder, 'file'), '');
    expect((await send({ ...options, journal: join(folder, 'file', 'j.db') })).report).toMatchObject({
      exit: 3,
      requests: 0,
    });
  });
});

/** A file system of a given size needs root. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const probe = makeFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
