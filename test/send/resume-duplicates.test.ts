/** The same person in several rows of the file gets the message once, wherever a run was stopped and taken up again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeFolder, optionsFor, send, startEmulator } from './support/sending.ts';

const row = fc.tuple(
  fc.integer({ min: 1, max: 8 }),
  fc.constantFrom('Bo', 'boom', '', 'much too long to be a name'),
);

describe('the same person in several rows', () => {
  it('gets it once, by the first row that fits, over any number of resumes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 24 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }),
        fc.boolean(),
        async (rows, limits, large) => {
          const folder = makeFolder();
          const emulator = await startEmulator();
          const path = join(folder, 'contacts.csv');
          // A file whose rows are not kept in memory goes another way.
          const padding = large && rows.length > 3 ? 'x'.repeat(1_100_000 / rows.length) : '';
          const head = 'psid,first_name,unused';
          writeFileSync(path, [head, ...rows.map(([id, name]) => `${id},${name},${padding}`), ''].join('\n'));
          const options = optionsFor(folder, emulator.url, path, { message: 'crash' });
          let resume = false;
          let report = (await send({ ...options, limit: limits[0] })).report;
          for (const limit of [...limits.slice(1), undefined]) {
            if (!report.resumable) break;
            resume = true;
            report = (await send({ ...options, resume, limit })).report;
          }
          const fits = (name: string) => name !== '' && name !== 'boom' && name.length <= 20;
          const wanted = new Set(rows.filter(([, name]) => fits(name)).map(([id]) => String(id)));
          const got = emulator.ledger().map(({ recipient }) => (recipient as { id: string }).id);
          expect([...got].sort()).toEqual([...wanted].sort());
          const duplicates = rows.filter(([, name]) => fits(name)).length - wanted.size;
          expect(report.skippedBy.duplicate ?? 0).toBe(duplicates);
          expect(report.counts.sent).toBe(wanted.size);
          // By the first row that fits.
          const first = [...wanted].map(
            (id) => rows.findIndex(([i, name]) => String(i) === id && fits(name)) + 1,
          );
          const keys = emulator.ledger().map(({ key }) => Number(/:(\d+)\.1$/.exec(key!)?.[1]));
          expect(keys.sort((a, b) => a - b)).toEqual(first.sort((a, b) => a - b));
          await emulator.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
