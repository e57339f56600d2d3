import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

it.each([
  ['{ type: string, max: 20 }', 'params/unknown-keyword', 'maxLength'],
  ['{ type: number, min: 1 }', 'params/unknown-keyword', 'minimum'],
  ['{ type: array, max_items: 3, items: string }', 'params/unknown-keyword', 'maxItems'],
  ['{ type: string, nullable: true }', 'params/unknown-keyword', 'optional'],
  ['[string(20)]', 'params/meant-list', 'list of string(20)'],
])('%s', (type, code, newText) => {
  const { diagnostics } = analyzeText(`params:\n  p: ${type}\nmessages: { m: Hi }\n`);
  const found = diagnostics.find((d) => d.code === code);
  expect(found?.fixes?.[0]?.edits[0]?.newText).toBe(newText);
});

it.each(['["string"]', '[string, url]', '[red]', '{ enum: [string] }'])('takes %s as it is', (type) => {
  const { diagnostics } = analyzeText(`params:\n  p: ${type}\nmessages: { m: Hi }\n`);
  expect(diagnostics.filter((d) => d.code === 'params/meant-list')).toEqual([]);
});
