/** The short way for plain texts gives the grammar's trees, to the last span. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickTemplate } from '../../grammar/quick.ts';
import { parseByGrammar } from '../../grammar/template.ts';
import { damaged, template } from './arbitrary-template.ts';

const runs = Number(process.env['GRAMMAR_RUNS'] ?? 2000);
const templates = new URL('../../templates/', import.meta.url);

/** Pieces that are plain, or nearly so. */
const piece = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{{#',
    '{{/',
    '{{else}}',
    '{{ else }}',
    '{{/if}}',
    '{{/a.b}}',
    '{{#if a}}',
    '{{#each a.b}}',
  ],
  ...[
    '{{a}}',
    '{{a.b}}',
    '{{@index}}',
    '{{ a }}',
    '{{f "x" 1 (g b c="d") k=2}}',
    '{{#a.b}}',
    '{{#each x as |i j|}}',
  ],
  ...[
    'a',
    'a.b',
    'if',
    'true',
    'this',
    'as',
    'else',
    'elsewhere',
    'null',
    'x-y',
    'é',
    '@',
    '..',
    '.',
    '/',
    '[0]',
  ],
  ...[
    ' ',
    '  ',
    '\n',
    '\t',
    '\u00a0',
    '"',
    "'",
    '"x"',
    "'y'",
    '"}"',
    '12',
    '-3',
    '4.5',
    '007',
    '(',
    ')',
    '(g a)',
  ],
  ...[
    '=',
    'k=',
    'k=1',
    ' as |x|',
    ' as |x y|',
    ' as  | x|',
    '|',
    '}',
    '{',
    '~',
    '#',
    '&',
    '!',
    '>',
    '^',
    '*',
    '\\',
    '-',
    ',',
  ],
);
const nearlyPlain = fc.array(piece, { maxLength: 14 }).map((p) => p.join(''));

/** Plain by construction: the short way has to take them. */
const plain = fc.letrec<{ text: string; expression: string; operand: string }>((tie) => {
  const path = fc.constantFrom('a', 'a.b', 'order.items.name', '@index', '@root.a', '_x1');
  const args = fc
    .tuple(fc.array(tie('operand'), { maxLength: 3 }), fc.array(tie('operand'), { maxLength: 2 }))
    .map(([items, values]) =>
      [...items, ...values.map((v, i) => `key${i}=${v}`)].map((a) => ` ${a}`).join(''),
    );
  return {
    operand: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      path,
      fc.constantFrom('"x"', "'y z'", '""', '12', '-3', '4.5'),
      fc.tuple(path, args).map(([p, a]) => `(${p}${a})`),
    ),
    expression: fc
      .tuple(fc.constantFrom('', ' '), path, args, fc.constantFrom('', ' ', '\n'))
      .map((p) => p.join('')),
    text: fc
      .array(
        fc.oneof(
          { depthSize: 'small' },
          fc.constantFrom('Hi ', ' ', '\n', 'a } b', ' }}', '-> ', '🙂'),
          tie('expression').map((e) => `{{${e}}}`),
          fc
            .tuple(
              path,
              args,
              fc.constantFrom('', ' as |x|', ' as |x y|'),
              tie('text'),
              fc.option(tie('text')),
            )
            .map(
              ([p, a, as, body, other]) =>
                `{{#${p}${a}${as}}}${body}${other === null ? '' : `{{else}}${other}`}{{/${p}}}`,
            ),
        ),
        { maxLength: 4 },
      )
      .map((p) => p.join('')),
  };
}).text;

/** Whether the short way took the text. */
function agree(text: string): boolean {
  const quick = quickTemplate(text);
  if (quick === undefined) return false;
  const { program, problems } = parseByGrammar(text);
  expect(problems).toEqual([]);
  expect(quick).toEqual(program);
  return true;
}

describe('plain texts', () => {
  it('are all taken, and read as the grammar reads them', () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(agree(text)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ['pieces', nearlyPlain],
    ['valid templates', template],
    ['damaged templates', damaged],
  ])('%s: what is taken is read alike', (_name, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (text) => void agree(text)),
      { numRuns: runs * 4 },
    );
  });

  it('are most of the texts in templates/', () => {
    const texts = readdirSync(templates)
      .filter((n) => n.endsWith('.msg.yaml'))
      .flatMap((n) => readFileSync(new URL(n, templates), 'utf8').split('\n'))
      .filter((line) => line.includes('{{'));
    const taken = texts.filter(agree);
    expect(taken.length / texts.length).toBeGreaterThan(0.9);
  });
});
