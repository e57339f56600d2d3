/** What goes wrong around the journal: the process, the disk, the file, the clock. */
import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { readJournal, type SendReport } from '../../src/send/index.ts';
import type { Failpoint } from '../../src/send/tuning.ts';
import { checkJournal, checkSecret } from '../send/support/check-ledger.ts';
import type { ChildOrder } from '../send/support/child.ts';
import { runChild } from '../send/support/run-child.ts';
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
import { long, many, note, random } from './report.ts';

const count = long ? many : 60;
const seed = Number(process.env['FAULTS_SEED'] ?? 20261128);
const concurrency = 8;

interface Scene {
  readonly emulator: Emulator;
  readonly folder: string;
  readonly contacts: string;
  options(change?: Change): ReturnType<typeof optionsFor>;
  order(change?: Change): ChildOrder['options'];
}

async function scene(rows = count): Promise<Scene> {
  const folder = makeFolder();
  const emulator = await startEmulator({ seed });
  const contacts = writeContacts(folder, people(rows));
  const options = (change: Change = {}) =>
    optionsFor(folder, emulator.url, contacts, {
      message: 'two',
      concurrency,
      ...change,
      tuning: { timeScale: 0.002, totalTimeout: 20_000, connectTimeout: 10_000, ...change.tuning },
    });
  return {
    emulator,
    folder,
    contacts,
    options,
    order: (change) => {
      const { renderer: _, token: __, program: ___, ...rest } = options(change);
      return rest;
    },
  };
}

function verify(
  report: SendReport,
  { emulator }: Scene,
  mostUnknown: number,
  rows = count,
  steps: readonly number[] = [1, 2],
): void {
  const ledger = emulator.ledger();
  expect([
    ...checkJournal(report.journal!, ledger, { runId: report.runId!, rows, steps, mostUnknown }),
    ...checkSecret('T0KEN-canary', {
      report: JSON.stringify(report),
      journal: readFileSync(report.journal!, 'latin1'),
      ledger: JSON.stringify(ledger),
    }),
  ]).toEqual([]);
}

async function resume(it: Scene, change: Change = {}): Promise<SendReport> {
  return (await send(it.options({ resume: true, ...change }))).report;
}

const points: readonly Failpoint[] = [
  'before-intent',
  'after-append',
  'after-fsync',
  'after-write',
  'after-response',
  'before-outcome-flush',
];

describe('the process', () => {
  it.each(points)('24: kill -9 %s', async (at) => {
    const it_ = await scene();
    const draw = random(seed);
    const kills = long ? 10 : 2;
    let done = 0;
    for (; done < kills; done++) {
      const child = await runChild({
        options: it_.order({ resume: done > 0 }),
        die: { at, nth: 1 + Math.floor(draw() * 12) },
      });
      if ((await child.done) !== undefined) break;
    }
    verify(await last(it_), it_, concurrency * done);
    note('24', `kill -9 ${at}`, { recipients: count, detail: `${done} kills` });
  });

  it('25: kill -9 at random', async () => {
    const it_ = await scene(long ? 2 * many : count);
    const rows = long ? 2 * many : count;
    it_.emulator.fault({ effect: { kind: 'delay' }, delay: [0, 10] });
    const draw = random(seed);
    const rounds = long ? 100 : 5;
    let kills = 0;
    for (let i = 0; i < rounds; i++) {
      const child = await runChild({ options: it_.order({ resume: i > 0 }) });
      const some = it_.emulator.ledger().length + Math.ceil((rows * 2 * draw()) / rounds);
      await Promise.race([it_.emulator.waitFor(some, 60_000), child.done]);
      await sleep(draw() * 20);
      child.process.kill('SIGKILL');
      if ((await child.done) !== undefined) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(rounds / 2);
    const report = await last(it_);
    verify(report, it_, concurrency * kills, rows);
    note('25', 'kill -9 at random', {
      recipients: rows,
      unknown: report.counts.unknown,
      detail: `${kills} kills`,
    });
  });

  it.each([
    ['SIGINT', 130, 1],
    ['SIGTERM', 143, 1],
    ['SIGHUP', 143, 1],
    ['SIGINT', 130, 2],
  ] as const)('26: %s (exit code %i), %i times, at the command itself', async (signal, code, times) => {
    const it_ = await scene();
    it_.emulator.fault({ effect: { kind: 'delay' }, delay: times === 2 ? 300 : 20, times: 100 });
    const args = commandLine(it_);
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: it_.folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Asked for now: a process that is stopped twice may be gone before the pause after the second signal is over.
    const ended = new Promise((resolve) => child.once('close', resolve));
    cleanUp(() => void child.kill('SIGKILL'));
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (out += String(data)));
    await it_.emulator.waitFor(times === 2 ? 2 : 20);
    for (let i = 0; i < times; i++) {
      child.kill(signal);
      await sleep(30);
    }
    expect(await ended).toBe(code);
    const { report, text } = await finishByCommand(it_);
    verify(report, it_, times === 2 ? concurrency : 0);
    expect(checkSecret('T0KEN-canary', { output: out + text })).toEqual([]);
    note('26', `${signal}, ${times === 1 ? 'once' : 'twice'}`, {
      recipients: count,
      unknown: report.counts.unknown,
    });
  });

  it('26: SIGSTOP and SIGCONT: the journal stays with the frozen process', async () => {
    const it_ = await scene();
    it_.emulator.fault({ effect: { kind: 'delay' }, delay: 5 });
    const child = await runChild({ options: it_.order() });
    await it_.emulator.waitFor(count / 2);
    child.process.kill('SIGSTOP');
    expect((await resume(it_)).exit).toBe(5);
    await sleep(long ? 60_000 : 500);
    child.process.kill('SIGCONT');
    verify((await child.done)!, it_, long ? concurrency : 0);
    note('26', 'SIGSTOP, SIGCONT', { recipients: count, detail: long ? '60 s' : '0.5 s' });
  });

  it('32: the event loop stands still', async () => {
    const it_ = await scene();
    let blocked = false;
    const { report } = await send(it_.options(), (event) => {
      if (event.type !== 'sent' || blocked || it_.emulator.ledger().length < count) return;
      blocked = true;
      const until = Date.now() + (long ? 10_000 : 1_000);
      while (Date.now() < until);
    });
    expect(blocked).toBe(true);
    verify(report, it_, 0);
    note('32', 'event loop blocked', { recipients: count, detail: long ? '10 s' : '1 s' });
  });

  it('29: three runners at once', async () => {
    const it_ = await scene();
    const children = await Promise.all([1, 2, 3].map(() => runChild({ options: it_.order() })));
    const reports = await Promise.all(children.map((child) => child.done));
    expect(reports.map((report) => report!.exit).sort()).toEqual([0, 5, 5]);
    verify(reports.find((report) => report!.exit === 0)!, it_, 0);
    note('29', 'three runners at once', { recipients: count, unknown: 0 });
  });

  it.each([
    ['back an hour', -3_600_000, 0],
    ['forward a day and an hour', 25 * 3_600_000, 1],
  ] as const)('31: the clock jumps %s', async (what, jump, closes) => {
    const it_ = await scene();
    const now = Date.now();
    const rows = people(count).map((id, i) => `${id},N${i},${new Date(now - 3_600_000).toISOString()}`);
    writeFileSync(it_.contacts, `psid,first_name,last_interaction_at\n${rows.join('\n')}\n`);
    let shift = 0;
    const { report } = await send(
      {
        ...it_.options({ message: 'reply' }),
        tuning: { ...it_.options().tuning, clock: () => Date.now() + shift },
      },
      (event) => {
        if (event.type === 'sent' && it_.emulator.ledger().length >= count / 2) shift = jump;
      },
    );
    verify(report, it_, 0, count, [1]);
    expect((report.skippedBy.window ?? 0) > 0).toBe(closes === 1);
    note('31', `clock jumps ${what}`, {
      recipients: count,
      detail: `${report.skippedBy.window ?? 0} windows closed`,
    });
  });
});

describe('the file', () => {
  const interrupted = async () => {
    const it_ = await scene();
    const child = await runChild({
      options: it_.order(),
      die: { at: 'after-write', nth: Math.floor(count / 2) },
    });
    expect(await child.done).toBeUndefined();
    const [name] = execFileSync('ls', [join(it_.folder, '.sendspec')], { encoding: 'utf8' })
      .split('\n')
      .filter((file) => file.endsWith('.journal.db'));
    return { it_, journal: join(it_.folder, '.sendspec', name!) };
  };

  it.each<[string, (journal: string) => void]>([
    ['a torn tail', (journal) => appendFileSync(`${journal}-wal`, Buffer.alloc(1_500, 0x5a))],
    ['a tail of zeros', (journal) => appendFileSync(`${journal}-wal`, Buffer.alloc(8_192))],
    ['no shared memory file', (journal) => rmSync(`${journal}-shm`, { force: true })],
  ])('27: %s: nothing that was on the disk is lost', async (what, damage) => {
    const { it_, journal } = await interrupted();
    damage(journal);
    verify(await resume(it_), it_, concurrency);
    note('27', what, { recipients: count });
  });

  it.each<[string, number, (journal: string) => void]>([
    ['bytes changed in the middle', 3, (journal) => scribble(journal)],
    ['empty', 3, (journal) => truncateSync(journal, 0)],
    ['gone, its log still there', 5, (journal) => rmSync(journal)],
  ])('27: %s: refused, and nothing is sent', async (what, exit, damage) => {
    const { it_, journal } = await interrupted();
    checkpoint(journal, what !== 'gone, its log still there');
    damage(journal);
    const before = it_.emulator.ledger().length;
    const report = await resume(it_);
    expect([report.exit, report.requests, it_.emulator.ledger().length]).toEqual([exit, 0, before]);
    note('27', `journal ${what}`, { recipients: count, detail: `refused, exit ${exit}` });
  });

  it('27: contacts changed between two invocations: refused', async () => {
    const { it_ } = await interrupted();
    const before = it_.emulator.ledger().length;
    writeContacts(it_.folder, people(count + 1));
    const report = await resume(it_);
    expect([report.exit, it_.emulator.ledger().length]).toEqual([5, before]);
    note('27', 'contacts changed in between', { recipients: count, detail: 'refused, exit 5' });
  });
});

describe('the disk', () => {
  it.skipIf(process.getuid?.() !== 0)('28: full (a small tmpfs)', async () => {
    const it_ = await scene(3_000);
    const disk = join(it_.folder, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=800k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      // A container that may not mount: the maxPages form below stands for it.
      return;
    }
    try {
      const options = it_.options({ projectRoot: disk, message: 'hello' });
      const { report } = await send(options);
      expect(report).toMatchObject({ exit: 4, resumable: true });
      execFileSync('mount', ['-o', 'remount,size=40m', disk]);
      const resumed = (await send({ ...options, resume: true })).report;
      verify(resumed, it_, 0, 3_000, [1]);
      note('28', 'disk full', { recipients: 3_000, unknown: resumed.counts.unknown });
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  it.each(['SQLITE_FULL', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_WRITE'])(
    '28: %s while intents are written',
    async (sqliteCodeName) => {
      const it_ = await scene();
      let calls = 0;
      const failpoint = (name: Failpoint) => {
        if (name === 'after-append' && ++calls === 5)
          throw Object.assign(new Error('disk'), { sqliteCodeName });
      };
      const { report } = await send(it_.options({ tuning: { failpoint } }));
      expect(report).toMatchObject({ exit: 4, resumable: true });
      verify(await resume(it_), it_, concurrency);
      note('28', `${sqliteCodeName} at an intent`, { recipients: count });
    },
  );
});

describe('the program around it', () => {
  it('40: stdout and stderr closed', async () => {
    const it_ = await scene();
    const child = spawn(
      '/bin/sh',
      ['-c', `"$0" "$@" | head -c 1 >/dev/null`, process.execPath, cli, ...commandLine(it_), '--json'],
      {
        cwd: it_.folder,
        env: environment,
        stdio: ['ignore', 'ignore', 'ignore'],
      },
    );
    await new Promise((resolve) => child.once('close', resolve));
    await it_.emulator.waitFor(count * 2, 60_000);
    const { report } = await finishByCommand(it_);
    verify(report, it_, 0);
    note('40', 'stdout closed early', { recipients: count, unknown: report.counts.unknown });
  });
});

const cli = join(import.meta.dirname, '../../dist/sendspec.js');
const environment = { ...process.env, PAGE_ACCESS_TOKEN: 'T0KEN-canary-1234' };

function commandLine(it_: Scene): string[] {
  writeFileSync(join(it_.folder, 'sendspec.config.yaml'), '');
  writeFileSync(
    join(it_.folder, 'a.msg.yaml'),
    'params:\n  first_name: string(40)\nmessages:\n  two:\n    - messaging_type: UPDATE\n      text: One {{first_name}}\n    - messaging_type: UPDATE\n      text: Two\n',
  );
  return [
    'send',
    'a.msg.yaml#two',
    '--to',
    'contacts.csv',
    '--endpoint',
    it_.emulator.url,
    '--rate',
    'unlimited',
    '--concurrency',
    String(concurrency),
  ];
}

/** Resumes by the command until it is done; its report, from the JSON events, and all that it said. */
async function finishByCommand(it_: Scene): Promise<{ report: SendReport; text: string }> {
  let text = '';
  const child = spawn(process.execPath, [cli, ...commandLine(it_), '--resume', '--json'], {
    cwd: it_.folder,
    env: environment,
  });
  child.stdout.on('data', (data) => (text += String(data)));
  child.stderr.on('data', (data) => (text += String(data)));
  await new Promise((resolve) => child.once('close', resolve));
  const status = execFileSync(process.execPath, [cli, 'status', '--format', 'json'], {
    cwd: it_.folder,
    encoding: 'utf8',
  });
  const [run] = JSON.parse(status) as (SendReport & { journal: string })[];
  return { report: run as SendReport, text };
}

async function last(it_: Scene): Promise<SendReport> {
  const report = await resume(it_);
  // All was done before the last kill, or nothing begun.
  if (report.exit === 5 && report.why.includes('no run to resume')) return (await send(it_.options())).report;
  if (report.exit !== 5) return report;
  const facts = readJournal(report.journal!);
  if (!facts?.ok || facts.finished === undefined) throw new Error(report.why);
  return { ...report, runId: facts.runId };
}

function scribble(journal: string): void {
  const bytes = readFileSync(journal);
  bytes.fill(0x5a, 4_096, Math.min(bytes.length, 20_000));
  writeFileSync(journal, bytes);
}

/** The log into the file, as SQLite does it when the last connection closes; or the file aside, so that only the log is left. */
function checkpoint(journal: string, whole: boolean): void {
  if (!whole) return;
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(journal + suffix) && statSync(journal + suffix).size > 0)
      copyFileSync(journal + suffix, `${journal}${suffix}.kept`);
    rmSync(journal + suffix, { force: true });
  }
}
