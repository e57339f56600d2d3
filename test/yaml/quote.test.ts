import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createSource } from '../../src/source/create-source.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { quoteScalar } from '../../src/yaml/quote.ts';

const special = fc.constantFrom(
  ...'-?:,[]{}#&*!|>\'"%@`~ \\\t\n\r\u0085\u2028\uFEFF\0.0e',
  '- ',
  ': ',
  ' #',
  '---',
  'null',
  'true',
  '{{',
  '->',
  '😀',
  '\uD800',
);
const text = fc.oneof(
  fc.array(special, { maxLength: 8 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

describe('quoteScalar', () => {
  test('reads back as the same text, everywhere', () => {
    fc.assert(
      fc.property(text, (value) => {
        const quoted = quoteScalar(value);
        expect(quoted).not.toMatch(/[\r\n]/);
        const places: [string, (read: never) => unknown][] = [
          [`a: ${quoted}`, (read) => read['a']],
          [`- ${quoted} # c`, (read) => read[0]],
          [`[${quoted}, b]`, (read) => read[0]],
          [`{a: ${quoted}, b: c}`, (read) => read['a']],
          [`${quoted}: b`, (read) => Object.keys(read)[0]],
        ];
        for (const [source, pick] of places)
          expect(pick(parse(source, { prettyErrors: false }) as never)).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });

  test('its spelling earns no finding, half characters aside', () => {
    fc.assert(
      fc.property(text, (value) => {
        const { document, diagnostics } = parseYaml(
          createSource('x', `a: ${quoteScalar(value)}\nb: [${quoteScalar(value)}, c]\n`),
        );
        const half = /\p{Cs}/u.test(value) ? ['yaml/half-character', 'yaml/half-character'] : [];
        expect(diagnostics.map((one) => one.code)).toEqual(half);
        expect(document.root).toMatchObject({
          entries: [{ value: { value } }, { value: { items: [{ value }, {}] } }],
        });
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ['Hello', 'Hello'],
    ["it's", "it's"],
    ['Yes -> YES:1', 'Yes -> YES:1'],
    ['{{name}}', "'{{name}}'"],
    ['12', "'12'"],
    ['', "''"],
    ["{it's}", '"{it\'s}"'],
    ['Hi {{default name "there"}}!', `'Hi {{default name "there"}}!'`],
    ['a\nb', '"a\\nb"'],
  ])('%j', (value, spelling) => {
    expect(quoteScalar(value)).toBe(spelling);
  });
});
