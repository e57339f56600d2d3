/**
 * A file without errors and warnings renders only bodies that the Send API accepts, whatever data its params admit:
 * random files, random data, and the hand-written schemas as the judge.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { compile } from '../../src/pipeline.ts';
import type { RenderProblem } from '../../src/render/api.ts';
import { createRenderer } from '../../src/render/index.ts';
import { requestValidator } from '../oracle/index.ts';
import { dataFor, fileArbitrary } from './random-specs.ts';
import { analyzeText } from './testdata.ts';

const runs = Number(process.env['SOUNDNESS_RUNS'] ?? 1000);
const seed = Number(process.env['SOUNDNESS_SEED'] ?? 20260504);
const locales = ['en', 'de-DE', 'fr', 'ar', 'hi', 'pt-BR', 'th', 'lt', 'tr', 'el'];
const rowsPerFile = 6;

it('what a clean file renders is accepted', { timeout: 600_000 }, async () => {
  const accepts = await requestValidator({ profile: 'v21.0', channel: 'messenger' });
  const failures = new Map<string, string>();
  let clean = 0;
  const property = fc.property(
    fileArbitrary,
    fc.constantFrom(...locales),
    fc.nat(),
    ({ text, params }, locale, rowSeed) => {
      const { spec, diagnostics } = analyzeText(text);
      if (!spec || diagnostics.some((d) => d.severity !== 'information')) return;
      clean++;
      const renderer = createRenderer(compile(spec), { backend: 'handlebars' });
      const fail = (what: string, data: Json) => {
        const kind = what.replace(/"[^"]*"|\d+/g, '_');
        if (!failures.has(kind))
          failures.set(
            kind,
            `${what}\n${JSON.stringify(JSON.parse(text).messages)}\n${locale} ${JSON.stringify(data)}`,
          );
      };
      for (const data of fc.sample(dataFor(params), { seed: rowSeed, numRuns: rowsPerFile }) as Json[]) {
        const unfit = renderer.check('m', data);
        if (unfit.length > 0) fail(`data refused: ${unfit[0]!.message}`, data);
        const result = renderer.render('m', data, {
          to: { id: '17' },
          recipient: { id: '17', locale, time_zone: 'Asia/Kathmandu' },
          now: '2026-05-04T12:00:00Z',
          locale,
        });
        for (const problem of result.ok || result.problems.some(isRunTimeOnly) ? [] : result.problems) {
          fail(`${problem.code}: ${problem.message}`, data);
        }
        for (const step of result.ok ? result.steps : []) {
          const violation = 'body' in step ? accepts(step.body) : undefined;
          if (violation) fail(`${violation.rule} at ${violation.pointer}`, data);
        }
      }
    },
  );
  fc.assert(property, { numRuns: runs, seed });
  expect([...failures.values()].join('\n\n')).toBe('');
  expect(clean).toBeGreaterThan(runs / 10);
});

/** Only the data can say whether a URL leaves its path, and whether a date lies before 1970. */
function isRunTimeOnly({ code, message }: RenderProblem): boolean {
  return code === 'bad-url' || message.includes('before 1970');
}
