/** Where a property that is never empty is false there is no owner, and of its other properties nothing. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const lengths = (title: string) =>
  analyzeText(
    `params:
  o: { type: object, optional: true, properties: { s: string(9), e: [A, B], n: integer(1..9), z: integer(0..9), b: boolean, p: string(30), xs: { type: array, minItems: 1, maxItems: 50, items: string(5) }, in: { type: object, optional: true, properties: { id: string(5), p: string(30) } } } }
  r: { type: object, properties: { s0: string(0..9), p: string(30) } }
defaults: { messaging_type: RESPONSE }
messages:
  a:
    text: Hi
    quick_replies:
      - { title: "A${title}", payload: A }
`,
  )
    .diagnostics.filter((d) => d.code.startsWith('length/'))
    .map((d) => d.code);

it.each([
  '{{#unless o}}{{o.p}}{{/unless}}',
  '{{#unless o.s}}{{o.p}}{{join o.xs}}{{/unless}}',
  '{{#if o.e}}{{else}}{{o.p}}{{/if}}',
  '{{#unless o.n}}{{o.p}}{{/unless}}',
  '{{#unless o.xs}}{{o.p}}{{/unless}}',
  '{{#unless o.in.id}}{{o.in.p}}{{/unless}}',
])('%s is nothing', (title) => {
  expect(lengths(title)).toEqual([]);
});

it.each([
  '{{#unless o.z}}{{o.p}}{{/unless}}',
  '{{#unless o.b}}{{o.p}}{{/unless}}',
  '{{#unless r.s0}}{{r.p}}{{/unless}}',
  '{{#unless o.in.id}}{{o.p}}{{/unless}}',
  '{{#unless (eq o.s "x")}}{{o.p}}{{/unless}}',
])('%s may be too long', (title) => {
  expect(lengths(title)).toEqual(['length/can-exceed']);
});
