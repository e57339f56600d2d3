/** What is counted in a journal with large queries, against the same counted by hand. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDuplicates } from '../../src/send/contacts/duplicates.ts';
import { createJournal } from '../../src/send/journal/create-journal.ts';
import { State } from '../../src/send/journal/journal.ts';
import type { Manifest } from '../../src/send/journal/manifest.ts';
import { readJournal, readKnownContacts } from '../../src/send/journal/read-journal.ts';
import { execute, makeFolder } from './support/sending.ts';

interface Row {
  readonly gap: boolean;
  readonly skipped: boolean;
  readonly steps: readonly { readonly state: number; readonly action: boolean }[];
}

const states = [State.planned, State.sending, State.sent, State.failed, State.unknown, State.skipped];
const ends: readonly number[] = [State.sent, State.failed, State.unknown, State.skipped];
const step = fc.record({
  // Most are sent, as in a journal.
  state: fc.oneof({ weight: 6, arbitrary: fc.constant(State.sent) }, fc.constantFrom(...states)),
  action: fc.boolean(),
});
const row = fc.record({
  gap: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  skipped: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
});

/** One record a step, the last of them marked; or one of step 0 for the whole row. */
function recordsOf(rows: readonly Row[]) {
  return rows.flatMap(({ gap, skipped, steps }, i) => {
    if (gap) return [];
    if (skipped) return [{ row: i + 1, step: 0, kind: 0, state: State.skipped as number, last: 1 }];
    return steps.map(({ state, action }, at) => ({
      row: i + 1,
      step: at + 1,
      kind: action ? 1 : 0,
      state,
      last: at === steps.length - 1 ? 1 : 0,
    }));
  });
}

describe('a journal', () => {
  it('is counted right, whatever stands in it', () => {
    const folder = makeFolder();
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const path = join(folder, 'a.journal.db');
        for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
        const made = createJournal({
          path,
          manifest: { contacts: {} } as Manifest,
          duplicates: createDuplicates(),
          resume: false,
          newRun: false,
          nowGiven: false,
          failpoint: () => {},
          clock: Date.now,
        });
        if (!made.ok) throw new Error(made.message);
        void made.journal.close();
        const records = recordsOf(rows);
        for (const { row, step, kind, state, last } of records)
          execute(
            path,
            `INSERT INTO delivery (row, step, kind, state, last, at, end_offset, reason, error)
             VALUES (${row}, ${step}, ${kind}, ${state}, ${last}, 0, ${row * 10}, 'why', '{"status":400,"message":"x"}')`,
          );
        const done = records.filter(
          ({ step, last, state }) => step === 0 || (last === 1 && ends.includes(state)),
        );
        let whole = 0;
        while (done.some(({ row }) => row === whole + 1)) whole++;
        const known = readKnownContacts(path);
        expect([known?.rowsDone, known?.offset]).toEqual([whole, whole * 10]);
        const facts = readJournal(path);
        if (!facts?.ok) throw new Error('no journal');
        expect(facts.totals.rowsDone).toBe(done.length);
        for (const state of states)
          expect([state, facts.totals.states[state]]).toEqual([
            state,
            records.filter((record) => record.kind === 0 && record.state === state).length,
          ]);
      }),
      { numRuns: 60 },
    );
  });
});
