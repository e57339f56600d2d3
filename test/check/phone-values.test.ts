/** Of a value that is no number a phone number takes nothing: a button without a number, if that is all there is. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const told = (number: string) =>
  analyzeText(
    `params: { b: boolean, e: [AA, "+15551234567"], good: ["+15551234567", "+1 (555) 123-4567"], o: { enum: ["+15551234567"], optional: true }, sep: ["-", " "] }
defaults: { messaging_type: RESPONSE }
messages:
  a:
    - text: Hi
      buttons: ["Call -> tel:${number}"]
      when: o
`,
  )
    .diagnostics.filter((d) => d.severity !== 'information')
    .map((d) => `${d.severity} ${d.message.split(',')[0]}`);

it.each([
  ['{{b}}', 'error "payload" is "true"'],
  ['{{e}}', 'error "payload" is "AA"'],
  ['{{sep}}', 'error "payload" is "-"'],
])('%s', (number, message) => {
  expect(told(number)).toEqual([message]);
});

it.each(['{{good}}', '{{o}}', '+1{{sep}}555{{sep}}1234567'])('%s: nothing', (number) => {
  expect(told(number)).toEqual([]);
});
