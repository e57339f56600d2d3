/** Two runners of one campaign, the second in the middle of what the first does: each window is hit by hand. */
import { existsSync, renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDuplicates } from '../../src/send/contacts/duplicates.ts';
import { createStopHandle, journalPath, readStatus, type SendOptions } from '../../src/send/index.ts';
import { createJournal, replaceJournal } from '../../src/send/journal/create-journal.ts';
import { type JournalFile, openExisting, readRun } from '../../src/send/journal/open-file.ts';
import { type OpenJournalOptions, takeUp } from '../../src/send/journal/open-journal.ts';
import {
  execute,
  makeFolder,
  optionsFor,
  people,
  query,
  send,
  startEmulator,
  writeContacts,
} from './support/sending.ts';

/** A run that was stopped; its journal as a second runner has it open that goes no further yet. */
async function begin() {
  const folder = makeFolder();
  const emulator = await startEmulator();
  const stop = createStopHandle();
  const options: SendOptions = optionsFor(folder, emulator.url, writeContacts(folder, people(30)), {
    concurrency: 2,
  });
  const { report } = await send({ ...options, stop }, (event) => {
    if (event.type === 'sent' && event.row === 10) stop.stop();
  });
  const path = journalPath(options);
  const file = openExisting(path, true) as JournalFile;
  const { manifest } = readRun(file);
  file.close();
  const opening: OpenJournalOptions = {
    path,
    manifest,
    duplicates: createDuplicates(),
    resume: true,
    newRun: false,
    nowGiven: false,
    failpoint: () => {},
    clock: Date.now,
  };
  return { path, opening, options, runId: report.runId!, emulator };
}

/** What a runner with --new-run does between two steps of the other, and then it is gone. */
async function replaceMeanwhile(path: string, runId: string, opening: OpenJournalOptions) {
  const kept = path.replace('.journal.db', `.${runId}.journal.db`);
  renameSync(path, kept);
  const made = createJournal(opening);
  if (!made.ok) throw new Error(made.message);
  await made.journal.close();
  return { kept, newId: made.journal.runId };
}

const runOf = (path: string) => query<{ id: string }>(path, 'SELECT id FROM run')[0]?.id;

describe('the journal is replaced while a second runner has the old one open', () => {
  it.each<[string, (db: JournalFile, opening: OpenJournalOptions) => { ok: boolean }]>([
    ['to replace it, too', (db, opening) => replaceJournal(db, { ...opening, newRun: true })],
    ['to go on with it', (db, opening) => takeUp(db, opening)],
  ])('%s: it is refused, and both files stay as they are', async (_what, second) => {
    const { path, opening, runId } = await begin();
    execute(path, 'PRAGMA journal_mode = DELETE');
    const db = openExisting(path) as JournalFile;
    const { kept, newId } = await replaceMeanwhile(path, runId, opening);
    expect(second(db, opening)).toMatchObject({
      ok: false,
      exit: 5,
      message: expect.stringContaining('has begun a new run'),
    });
    expect([runOf(path), runOf(kept)]).toEqual([newId, runId]);
    for (const file of [path, kept]) expect(query(file, 'SELECT * FROM lock')).toEqual([]);
    expect(existsSync(`${path}-journal`)).toBe(false);
  });
});

describe('a new run', () => {
  it('leaves the old journal to nobody: status does not call it running', async () => {
    const { path, options, runId } = await begin();
    let old: unknown;
    const { report } = await send({ ...options, newRun: true }, (event) => {
      if (event.type === 'sent' && event.row === 5)
        old = readStatus(path.replace('.journal.db', `.${runId}.journal.db`));
    });
    expect(report.exit).toBe(0);
    expect(old).toMatchObject({ ok: true, running: false, runId });
  });

  it('that cannot have the file for itself lets it go again', async () => {
    const { path, options, runId } = await begin();
    const reader = openExisting(path, true) as JournalFile;
    reader.exec('BEGIN; SELECT count(*) FROM delivery');
    const refused = (await send({ ...options, newRun: true })).report;
    expect(refused).toMatchObject({ exit: 5, why: expect.stringContaining('in use') });
    reader.close();
    const resumed = (await send({ ...options, resume: true })).report;
    expect(resumed).toMatchObject({ exit: 0, runId, counts: { sent: 30 } });
  });
});

describe('a resume', () => {
  it('that sees the run finished when it has the lock at last is refused', async () => {
    const { path, opening } = await begin();
    const db = openExisting(path) as JournalFile;
    const opened = takeUp(db, {
      ...opening,
      // Asked for before the lock is taken.
      get manifest() {
        execute(path, "UPDATE run SET finished_at = '2026-11-28T20:00:00.000Z'");
        return opening.manifest;
      },
    });
    expect(opened).toMatchObject({ ok: false, exit: 5, message: expect.stringContaining('is finished') });
    expect(query(path, 'SELECT * FROM lock')).toEqual([]);
  });
});
