/** Random valid conditions, loops and arguments, each with what Handlebars would have for it. */
import fc from 'fast-check';
import { path as anyPath } from './arbitrary-template.ts';

/** `text` is the condition, `call` the same as an argument of a Handlebars expression. */
export interface Pair {
  readonly text: string;
  readonly call: string;
}

const path = anyPath.filter(isNoWord);
const same = (text: string): Pair => ({ text, call: text });
const gap = fc.constantFrom(' ', ' ', ' ', '  ', '\n');
const maybeGap = fc.constantFrom(' ', ' ', '');
const name = fc.constantFrom('length', 'lower', 'a.b', 'order_total', 'android', 'inner', 'nothing');
const scalar = fc.constantFrom(
  '"x"',
  "'y z'",
  '""',
  '12',
  '-3',
  '4.5',
  'true',
  'false',
  'null',
  '"and"',
  '"a in [b]"',
);
const signs = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };

export const condition: fc.Arbitrary<Pair> = fc.letrec<Record<Rule, Pair>>((tie) => ({
  either: joined('or', tie('both')),
  both: joined('and', tie('negation')),
  negation: fc
    .tuple(fc.constantFrom(0, 0, 0, 1, 2), gap, tie('comparison'))
    .map(([count, blank, { text, call }]) => ({
      text: `not${blank}`.repeat(count) + text,
      call: '(not '.repeat(count) + call + ')'.repeat(count),
    })),
  comparison: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'condition', withCrossShrink: true },
    tie('operand'),
    fc
      .tuple(tie('operand'), maybeGap, fc.constantFrom(...Object.entries(signs)), maybeGap, tie('operand'))
      .map(([a, before, [sign, helper], after, b]) => ({
        text: a.text + before + sign + after + b.text,
        call: `(${helper} ${a.call} ${b.call})`,
      })),
    fc
      .tuple(
        tie('operand'),
        gap,
        fc.array(scalar, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(',', ', ', ' , '),
        maybeGap,
      )
      .map(([a, before, values, comma, blank]) => ({
        text: `${a.text}${before}in${blank}[${values.join(comma)}]`,
        call: `(in ${a.call} ${values.join(' ')})`,
      })),
  ),
  operand: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'condition', withCrossShrink: true },
    { weight: 4, arbitrary: path.map(same) },
    { weight: 3, arbitrary: scalar.map(same) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(maybeGap, tie('either'), maybeGap)
        .map(([a, { text, call }, b]) => ({ text: `(${a}${text}${b})`, call })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          name,
          fc.array(tie('operand'), { minLength: 1, maxLength: 3 }),
          fc.array(tie('operand'), { maxLength: 2 }),
        )
        .map(([helper, items, values]) => called(helper, items, values)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(tie('operand'), { minLength: 2, maxLength: 3 }))
        .map(([helper, items]) => called(helper, items, [])),
    },
  ),
})).either;

type Rule = 'either' | 'both' | 'negation' | 'comparison' | 'operand';

/** Operators are no names, and what an open bracket would swallow is another text. */
function isNoWord(text: string): boolean {
  return !/^(?:and|or|not|in)\b/i.test(text) && !text.includes('\\');
}

function joined(helper: 'and' | 'or', item: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> {
  return fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 3, size: 'small' }), gap, gap)
    .map(([items, before, after]) =>
      items.reduce((a, b) => ({
        text: `${a.text}${before}${helper}${after}${b.text}`,
        call: `(${helper} ${a.call} ${b.call})`,
      })),
    );
}

function called(helper: string, items: readonly Pair[], values: readonly Pair[]): Pair {
  const write = (kind: keyof Pair): string =>
    `(${[helper, ...items.map((i) => i[kind]), ...values.map((v, i) => `key${i}=${v[kind]}`)].join(' ')})`;
  return { text: write('text'), call: write('call') };
}

/** What conditions and templates read alike: `(a)` is a group in the one and a call in the other. */
const { argument } = fc.letrec<{ argument: string }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'argument', withCrossShrink: true },
    path,
    scalar,
    fc
      .tuple(path, fc.array(tie('argument'), { minLength: 1, maxLength: 3 }))
      .map(([helper, items]) => `(${helper} ${items.join(' ')})`),
  ),
}));

/** `items as |a b|`. */
export const loop = fc
  .tuple(argument, gap, fc.constantFrom('|a|', '| a|', '|a b|', '|item index |'))
  .map(([list, blank, names]) => `${list}${blank}as ${names}`);

/** `key=value …` */
export const pairs = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'x-y', '[c d]'), maybeGap, maybeGap, argument), {
    minLength: 1,
    maxLength: 3,
  })
  .map((list) => list.map(([key, before, after, value]) => `${key}${before}=${after}${value}`).join(' '));

/** Conditions with a piece too much, too little or elsewhere. */
export const mistakenCondition = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: condition.map(({ text }) => text) },
      { weight: 1, arbitrary: loop },
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          ...[
            'and',
            'or',
            'not',
            'AND',
            '&&',
            '||',
            '!',
            '==',
            '=',
            '===',
            '<>',
            '<',
            'in',
            'in [',
            'in ["a" b, ]',
            ']',
            ',',
          ],
          ...[
            '(',
            ')',
            '(and',
            '(or',
            'f(a)',
            '"x',
            '|',
            'as |x',
            'as |x|',
            '{',
            '}',
            '@',
            '.',
            'a.',
            '/',
            '+',
            '?',
            ':',
            '#',
            '](',
          ],
          ...[
            'a',
            'a b',
            'key=1',
            'key=',
            '12',
            '"y"',
            '12 = a',
            '@',
            'in ["a"',
            'in ["a',
            "in ['b",
            'in ["a", "b',
            'in ["a", a, 💥]',
            'in []',
          ],
        ),
      },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((p) => p.join(' '));
