/** Commas in braces: what they cut off is no key. */
import { expect, it } from 'vitest';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const file = (message: string) => `defaults: { messaging_type: UPDATE }\nmessages:\n  m: ${message}\n`;

it.each([
  ['{ text: Hello, how are you }', "{ text: 'Hello, how are you' }"],
  ['{ text: Hello, how are you, my friend }', "{ text: 'Hello, how are you, my friend' }"],
  [
    '{ generic: [{ title: A, subtitle: Only 9,50 euros, image_url: https://a.example/b.png }] }',
    "{ generic: [{ title: A, subtitle: 'Only 9,50 euros', image_url: https://a.example/b.png }] }",
  ],
  [
    '{ text: hi, buttons: [{ title: Yes, please, payload: X }] }',
    "{ text: hi, buttons: [{ title: 'Yes, please', payload: X }] }",
  ],
])('%s', (message, mended) => {
  const { diagnostics } = analyzeText(file(message));
  expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/comma-in-value']);
  const text = applyEdits(file(message), diagnostics[0]!.fixes![0]!.edits);
  expect(text).toBe(file(mended));
  expect(analyzeText(text).diagnostics).toEqual([]);
});

it.each([
  ['{ text: hi, quik_replies: }', ['spec/unknown-key']],
  ['{ text: hi, quick_replies: }', ['spec/null-field']],
  ['{ generic: [{ title: A, subtitle: B, colour: null }] }', ['send-api/unknown-field']],
  ['{ text: "Hello", quick_replies }', ['spec/null-field']],
])('a key without a value: %s', (message, codes) => {
  expect(analyzeText(file(message)).diagnostics.map(({ code }) => code)).toEqual(codes);
});
