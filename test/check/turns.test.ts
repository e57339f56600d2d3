/** Conditions about the place of a turn bound how often an item is made. 13 quick replies are allowed. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (reply: string) =>
  analyzeText(
    `params: { xs: { type: array, maxItems: 20, items: string(1..5) }, b: boolean, u: { type: array, uniqueItems: true, maxItems: 20, items: [a, b] }, bs: { type: array, uniqueItems: true, items: boolean } }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  all: "{{length xs}}{{b}}{{length u}}{{length bs}}"\n  m: { text: hi, quick_replies: [{ ${reply}, tap: "{{x}}" }, Z] }\n`,
  ).diagnostics.flatMap(({ severity, code }) => (severity === 'information' ? [] : [code]));

it.each([
  'each: xs as |x i|, when: i < 12',
  'each: xs as |x i|, when: i <= 11',
  'each: xs as |x i|, when: 12 > i and b',
  'each: xs as |x i|, when: 11 >= i',
  'each: xs as |x|, when: "@index < 12"',
  'each: xs as |x|, when: "@first or @index == 3 or @last"',
  'each: xs as |x i|, when: i == 7',
  'each: u as |x|',
  'each: bs as |x|',
])('few enough: %s', (reply) => {
  expect(found(reply)).toEqual([]);
});

it.each([
  'each: xs as |x i|, when: i < 13',
  'each: xs as |x i|, when: i <= 12',
  'each: xs as |x i|, when: not (i < 12)',
  'each: xs as |x i|, when: i > 3',
  'each: xs as |x i|, when: i < 12 or b',
  'each: xs as |x i|, when: i != 7',
])('too many: %s', (reply) => {
  expect(found(reply)).toEqual(['length/can-exceed-items']);
});
