import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSource } from '../../src/source/create-source.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

const piece = fc.constantFrom(
  ...['? ', '- ', ': ', 'a: ', '?\t', '-\n', ':\n', '?\n', '\n', '\n  ', '  ', '\t', '&a ', '!t ', '*a '],
  ...['[', '{', ']', '}', '"', "'", '# ', '|\n', '>\n ', ',', 'a', '--- ', '...\n', '{{', '}}', '->'],
);
const some = (max: number) => fc.array(piece, { minLength: 1, maxLength: max }).map((all) => all.join(''));

/** Deeper and deeper: each line begins with what the one before it began with. */
const stairs = (unit: string) =>
  Array.from({ length: 60 }, (_, i) => ' '.repeat(2 * 10 * i) + unit.repeat(10)).join('\n');

it('whatever is repeated, the library is never led deeper than it bears', () => {
  fc.assert(
    fc.property(some(4), some(3), some(2), (unit, before, after) => {
      for (const text of [`${before}${unit.repeat(4000)}${after}`, `${before}${stairs(unit)}${after}`]) {
        expect(() => parseYaml(createSource('a.msg.yaml', text))).not.toThrow();
      }
    }),
    { numRuns: Number(process.env['NESTED_RUNS'] ?? 80) },
  );
});

it.each([
  ['? ', ''],
  ['? ', '- '],
  ['? - ', ''],
  ['- ? ', '\t\n'],
])('%j behind %j, 20,000 times: too deep', (unit, before) => {
  const { diagnostics } = parseYaml(createSource('a.msg.yaml', before + unit.repeat(20_000)));
  expect(diagnostics.map(({ code }) => code)).toContain('yaml/too-deep');
});
