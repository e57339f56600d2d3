/** `# sendspec-ignore`: whatever is a warning where it stands, whatever the rule is elsewhere. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (text: string) =>
  analyzeText(text).diagnostics.map(({ severity, code }) => `${severity} ${code}`);

const prices = (comment: string, text: string) =>
  `params: { n: number(0..99), s: string(1..99) }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  all: "{{n}}{{s}}"\n  a:\n    text: hi\n    quick_replies:\n      # sendspec-ignore ${comment}\n      - ${text}\n`;

it('a rule that is an error elsewhere, and a warning here', () => {
  expect(found(prices('spec/unused-ignore: x', '"{{n}}"'))).toContain('warning length/can-exceed');
  expect(found(prices('length/can-exceed: two decimals at most', '"{{n}}"'))).toEqual([]);
});

it('not an error', () => {
  const codes = found(prices('length/can-exceed: why not', '"{{s}}"'));
  expect(codes.toSorted()).toEqual(['error length/can-exceed', 'warning spec/bad-ignore']);
});

it('what withdrawn tags are told', () => {
  const text = 'defaults: { tag: ACCOUNT_UPDATE }\nmessages:\n  a: { text: hi }\n';
  expect(found(text)).toEqual(['warning send-api/removed']);
  expect(found(`# sendspec-ignore send-api/removed: still allowed to us\n${text}`)).toEqual([]);
});
