/** Mends that `check --fix` may make by itself, and those that the author chooses. */
import { expect, it } from 'vitest';
import { fixText } from '../../src/diagnostics/fix-text.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const file = (message: string) =>
  `params: { name: string(1..20), vip: boolean, new: boolean }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  all: "{{name}} {{vip}} {{new}}"\n  m:\n${message.replace(/^/gm, '    ')}\n`;

const fixed = (message: string) => fixText(file(message), (text) => analyzeText(text).diagnostics);

it.each([
  ['text: Hello {{#if vip}}x{{/else}}y{{/if}}', 'text: Hello {{#if vip}}x{{else}}y{{/if}}'],
  ['text: Hello {{#if vip}}x{{~#else~}}y{{/if}}', 'text: Hello {{#if vip}}x{{~else~}}y{{/if}}'],
  ['text: Hello {{#if vip}}x{{#else if new}}y{{/if}}', 'text: Hello {{#if vip}}x{{else if new}}y{{/if}}'],
  ['text: hi\nbuttons:\n  - Shop: https://a.example', 'text: hi\nbuttons:\n  - Shop -> https://a.example'],
  [
    'text: hi\nbuttons:\n  - Call us: tel:+15551234567',
    'text: hi\nbuttons:\n  - Call us -> tel:+15551234567',
  ],
  ['text: Order {{5}} it is', 'text: Order 5 it is'],
])('%s: mended', (message, mended) => {
  expect(fixed(message).text).toBe(file(mended));
  expect(analyzeText(file(mended)).diagnostics).toEqual([]);
  expect(analyzeText(file(message)).diagnostics).toHaveLength(1);
});

it.each([
  [`text: 'Hello {{"name"}}'`, ['Write {{name}}', 'Write name']],
  [`text: 'Hello {{"world"}}'`, ['Write world']],
])('%s: the author chooses', (message, titles) => {
  expect(fixed(message).applied).toBe(0);
  const found = analyzeText(file(message)).diagnostics;
  expect(found.map((d) => [d.code, d.fixes?.map((f) => f.title)])).toEqual([
    ['template/literal-output', titles],
  ]);
});
