import { expect, it } from 'vitest';
import { meantType } from '../../grammar/meant-type.ts';
import { parseTypeWord } from '../../grammar/words.ts';

it.each([
  ['int', 'integer'],
  ['String(20)', 'string(20)'],
  ['bool?', 'boolean?'],
  ['datetime', 'date-time'],
  ['array of str(20)', 'list of string(20)'],
  ['string[]', 'list of string'],
  ['Array<int>', 'list of integer'],
  ['string(20) optional', 'string(20)?'],
  ['?string(20)', 'string(20)?'],
  ['string(20) | null', 'string(20)?'],
  ['string(1-20)', 'string(1..20)'],
  ['string(max 20)', 'string(20)'],
  ['number(0, 99.5)', 'number(0..99.5)'],
])('%s means %s', (text, meant) => {
  expect(meantType(text)).toBe(meant);
  const { problems } = parseTypeWord(text);
  expect(problems[0]?.params['hint']).toBe(` Write ${meant}.`);
  expect(problems[0]?.fixes?.[0]?.edits[0]?.newText).toBe(meant);
  expect(parseTypeWord(meant).problems).toEqual([]);
});

it.each(['strng', 'string(60) or so', 'number(many)', 'list', 'of', '', '('])(
  'nobody knows what %s means',
  (text) => {
    expect(parseTypeWord(text).problems[0]?.fixes).toBeUndefined();
  },
);
