/** Any body made of the Send API's fields comes back, whatever its texts are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Body, filledIn } from '../corpus/records.ts';
import { arbitraryBody } from './arbitrary-body.ts';
import { analyzed, bodiesOf, imported, notesOf } from './support.ts';

const runs = Number(process.env['IMPORT_RUNS'] ?? 150);

test('one body: the file sends it', () => {
  fc.assert(
    fc.property(arbitraryBody, (body) => {
      const result = imported(JSON.stringify(body));
      const shown = `${JSON.stringify(body)}\n${result.text}\n${notesOf(result).join('\n')}`;
      expect(bodiesOf(result), shown).toEqual([filledIn(body)]);
      expect(
        notesOf(result).filter((n) => n.includes('not sent as')),
        shown,
      ).toEqual([]);
      expect(formFindings(result.text), shown).toEqual([]);
    }),
    { numRuns: runs },
  );
}, 180_000);

test('several bodies: what they share is in defaults, and each is sent as it was', () => {
  fc.assert(
    fc.property(fc.array(arbitraryBody, { minLength: 2, maxLength: 5 }), (bodies) => {
      const result = imported(bodies.map((body) => JSON.stringify(body)).join('\n'));
      expect(bodiesOf(result), result.text).toEqual(bodies.map((body) => filledIn(body as Body)));
      expect(new Set(result.names).size).toBe(bodies.length);
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
}, 180_000);

/** Findings about how the file is written, not about what it sends. */
function formFindings(text: string): string[] {
  return analyzed(text)
    .diagnostics.filter((d) => /^(?:yaml|template|spec|params)\//.test(d.code))
    .map((d) => `${d.code}: ${d.message}`);
}
