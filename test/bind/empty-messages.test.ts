/** A message of which nothing would be sent is told, however its nothing is written. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const codes = (message: string) =>
  analyzeText(`defaults: { messaging_type: RESPONSE }\nmessages:\n  m: ${message}\n`)
    .diagnostics.filter((d) => d.severity === 'error')
    .map((d) => d.code);

it.each(['', '~', '[]', '{}', '[null]', '[~, null]', '{ steps: [] }', '{ steps: [null] }'])(
  '"%s" is empty',
  (message) => {
    expect(codes(message)).toEqual(['spec/empty-message']);
  },
);

it.each(['[null, hi]', '{ steps: [hi] }', 'hi'])('%s is not', (message) => {
  expect(codes(message)).toEqual([]);
});
