/** What goes wrong with the file of the journal and with the disk. */
import { execFileSync } from 'node:child_process';
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
import { describe, expect, it } from 'vitest';
import type { Failpoint } from '../../src/send/tuning.ts';
import { runChild } from '../send/support/run-child.ts';
import { people, send, writeContacts } from '../send/support/sending.ts';
import { note } from './report.ts';
import { brief, concurrency, count, resume, scene, verify } from './scene.ts';

describe('the file', () => {
  const interrupted = async () => {
    const it_ = await scene(count, brief);
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
      const it_ = await scene(count, brief);
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
