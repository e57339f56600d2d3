/** A sum that no number holds fails at render, so check says which numbers have no range. */
import { expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const analyzed = (sum: string) =>
  analyzeText(
    `params: { a: number, b: number, i: integer, r: number(0..99), up: { type: number, minimum: 0 }, xs: list of number, x1: { type: array, maxItems: 1, items: number } }
defaults: { messaging_type: UPDATE }
messages:
  a:
    text: "{{#if (gt (${sum}) 5)}}much{{else}}little{{/if}}"
`,
  );
const told = (sum: string) =>
  analyzed(sum)
    .diagnostics.filter((d) => d.code === 'params/sum-range')
    .map((d) => `${d.severity} ${d.message.split(' can be')[0]}`);

it.each([
  ['sum a b', 'a and b'],
  ['sum a up r', 'a and up'],
  ['sum a i', 'a and i'],
  ['sum xs', 'xs'],
  ['sum x1 a', 'x1 and a'],
])('%s', (sum, names) => {
  expect(told(sum)).toEqual([`warning the sum of ${names}`]);
  const huge = 1.7e308;
  const data = { a: huge, b: huge, i: huge, r: 1, up: huge, xs: [huge, huge], x1: [huge] };
  expect(createRenderer(compile(analyzed(sum).spec!)).render('a', data)).toMatchObject({ ok: false });
});

it.each(['sum a r', 'sum r r 5', 'sum x1 r', 'sum a'])('%s: nothing', (sum) => {
  expect(told(sum)).toEqual([]);
  const huge = 1.7e308;
  const data = { a: huge, r: 99, x1: [huge] };
  expect(createRenderer(compile(analyzed(sum).spec!)).render('a', data)).toMatchObject({ ok: true });
});
