/** `{{#if (lookup xs 0)}}`: inside, the item is there. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const codes = (text: string) =>
  analyzeText(
    `params: { xs: list of string(5), o: { type: object, properties: { a: string(5)? } }, i: integer(0..3) }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  a: '${text}'\n`,
  )
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => d.code);

it.each([
  'a {{#if (lookup xs 0)}}{{lookup xs 0}}{{/if}}',
  'a {{#if (lookup xs 0)}}{{xs.[0]}}{{/if}}',
  'a {{#if (lookup o "a")}}{{o.a}}{{/if}}',
])('%s', (text) => {
  expect(codes(text)).toEqual([]);
});

it.each([
  'a {{#if (lookup xs 0)}}{{lookup xs 1}}{{/if}}',
  'a {{#unless (lookup xs 0)}}{{lookup xs 0}}{{/unless}}',
])('%s may be missing', (text) => {
  expect(codes(text)).toEqual(['params/may-be-missing']);
});
