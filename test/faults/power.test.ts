/**
 * 30: a power cut. What a disk may hold after one is any state from the last commit that had returned on: the journal is put
 * back to each of them, and the run taken up again. Nothing that may have left under it may leave once more.
 */
import { copyFileSync, existsSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOnce } from '../send/support/check-ledger.ts';
import {
  execute,
  journalRows,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from '../send/support/sending.ts';
import { long, many, note, random } from './report.ts';

const rows = long ? many : 40;
/** Two steps a person show the order; one is enough where there are thousands. */
const message = long ? 'hello' : 'two';
const steps = long ? 1 : 2;
/** Of the commits, those after which the power fails. */
const cuts = long ? 0.06 : 0.75;
const seed = Number(process.env['FAULTS_SEED'] ?? 20261128);

interface Commit {
  readonly folder: string;
  readonly chosen: boolean;
  /** Bytes of the log. */
  readonly log: number;
  /** Keys that were accepted when the next commit returned: they left under this one. */
  accepted: string[];
  next?: Commit;
}

describe('the power fails', () => {
  it('30: whatever commit the disk goes back to, nothing leaves a second time', async () => {
    const emulator = await startEmulator({ seed });
    emulator.fault({ effect: { kind: 'delay' }, delay: [0, 8] });
    const folder = makeFolder();
    const contacts = writeContacts(folder, people(rows));
    const journal = join(folder, 'run.journal.db');
    const commits: Commit[] = [];
    const keys = () => emulator.ledger().map(({ key }) => key!);
    const options = optionsFor(folder, emulator.url, contacts, { message, concurrency: 8, journal });
    const draw = random(seed);
    let count = 0;
    let last: Commit | undefined;
    const failpoint = (name: string) => {
      if (name !== 'after-fsync') return;
      count++;
      if (last !== undefined) last.accepted = keys();
      const chosen = draw() < cuts;
      // The one after it, too: half of it may have reached the disk.
      if (!chosen && !last?.chosen) {
        last = undefined;
        return;
      }
      const kept = join(folder, `commit-${count}`);
      mkdirSync(kept);
      for (const suffix of ['', '-wal'])
        if (existsSync(journal + suffix))
          copyFileSync(journal + suffix, join(kept, `run.journal.db${suffix}`));
      const log = join(kept, 'run.journal.db-wal');
      const commit = { folder: kept, chosen, log: existsSync(log) ? statSync(log).size : 0, accepted: [] };
      if (last !== undefined) last.next = commit;
      last = commit;
      commits.push(last);
    };
    const { report } = await send({ ...options, tuning: { ...options.tuning, failpoint } });
    expect(report).toMatchObject({ exit: 0, counts: { sent: rows * steps } });
    if (last !== undefined) (last as Commit).accepted = keys();
    const chosen = commits.filter((commit) => commit.chosen);
    expect(chosen.length).toBeGreaterThan(5);

    let torn = 0;
    for (const commit of chosen) {
      const { next } = commit;
      // Half of the next commit may have reached the disk, too: then it did not happen.
      const cut = next !== undefined && next.log > commit.log && draw() < 0.5;
      const from = cut ? next : commit;
      const path = join(makeFolder(), 'run.journal.db');
      for (const suffix of ['', '-wal'])
        copyFileSync(join(from.folder, `run.journal.db${suffix}`), path + suffix);
      if (cut) {
        truncateSync(`${path}-wal`, commit.log + Math.floor(draw() * (next.log - commit.log)));
        torn++;
      }
      execute(path, "UPDATE lock SET boot = 'before the power cut'");
      const states = new Map(journalRows(path).map(({ row, step, state }) => [`${row}.${step}`, state]));
      // No byte left before its intent was on the disk.
      for (const key of commit.accepted) {
        const state = states.get(key.split(':')[2]!);
        expect([key, state !== undefined && state !== 0]).toEqual([key, true]);
      }
      const begun = emulator.ledger().length;
      const again = (await send({ ...options, journal: path, resume: true })).report;
      expect(again.resumable).toBe(false);
      const later = keys().slice(begun);
      // What the journal has begun may have left, whether the ledger has it yet or not.
      const gone = [...states].flatMap(([place, state]) =>
        state === 0 ? [] : [`sendspec1:${report.runId}:${place}`],
      );
      expect(checkOnce([...later, ...gone])).toEqual([]);
      expect(again.counts.sent + again.counts.unknown + again.counts.skipped).toBe(rows * steps);
    }
    note('30', 'power failure: the journal as any commit left it', {
      recipients: rows,
      detail: `${chosen.length} of ${count} commits, ${torn} with a torn one after it`,
    });
  });
});
