/** `npm run test:seeded-bugs` takes long: here only that each of its bugs can still be planted. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
// @ts-expect-error -- a list without types
import { bugs } from '../../scripts/seeded-bugs-list.mjs';

const list = bugs as readonly (readonly [what: string, file: string, text: string, instead: string])[];

it.each(list)('%s', (_, file, text, instead) => {
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(source.split(text)).toHaveLength(2);
  expect(instead).not.toBe(text);
});

it('there are as many as the proof is said to withstand', () => {
  expect(list.length).toBeGreaterThanOrEqual(20);
});
