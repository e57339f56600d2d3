import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWithin } from '../../../src/check/send-api/pattern-within.ts';
import { analyzeText } from '../../pipeline/testdata.ts';

const piece = fc
  .tuple(
    fc.constantFrom('[a-z]', '[A-Z0-9]', '\\d', '\\w', '[^:/.]', '[!-~]', 'q', '_', '[\\d_]', '[A-Za-z0-9_]'),
    fc.constantFrom('', '+', '*', '?', '{2}', '{1,3}', '{2,}'),
  )
  .map((p) => p.join(''));
const pattern = fc.array(piece, { minLength: 1, maxLength: 3 }).map((p) => `^${p.join('')}$`);
const outer = fc.constantFrom('^[A-Za-z0-9_]+$', '^[!-~]+$', '^[^:/.]*$', '^[A-Z]{3}$', '^[0-9]{1,11}$');

it('what lies within a pattern fits it', () => {
  let within = 0;
  fc.assert(
    fc.property(
      pattern.chain((p) => fc.tuple(fc.constant(p), outer, fc.stringMatching(new RegExp(p, 'u')))),
      ([p, o, text]) => {
        if (!isWithin(p, o)) return;
        within++;
        expect(text, `${p} in ${o}`).toMatch(new RegExp(o, 'u'));
      },
    ),
    { numRuns: 2000 },
  );
  expect(within).toBeGreaterThan(100);
});

const params = `params: { p: phone?, q: { type: string, pattern: "^[a-z]+$", minLength: 1, maxLength: 5 }, i: integer(0..99), n: integer(10000..99999), s: string(5), neg: integer(-5..5) }
defaults: { messaging_type: UPDATE }
messages:
  a: `;
const feedback = (id: string) =>
  `{ customer_feedback: { title: A, subtitle: B, button_title: C, feedback_screens: [ { questions: [ { id: "${id}", type: csat } ] } ], business_privacy: { url: "https://a.example" } } }`;
const receipt = (time: string) =>
  `{ receipt: { recipient_name: A, order_number: "1", currency: USD, payment_method: Visa, timestamp: "${time}", summary: { total_cost: 1 } } }`;
const call = (to: string) => `{ text: hi, buttons: [ 'Call -> tel:${to}' ] }`;
const unproven = (message: string) =>
  analyzeText(`${params}${message}\n`)
    .diagnostics.filter((d) => d.code === 'send-api/not-proven')
    .map((d) => d.code);

it.each([
  feedback('q_{{q}}'),
  feedback('q{{i}}'),
  receipt('14284{{n}}'),
  call('{{default p "+15551234567"}}'),
])('%s is proven', (message) => {
  expect(unproven(message)).toEqual([]);
});

it.each([
  feedback('q_{{s}}'),
  feedback('q{{neg}}'),
  receipt('14284000{{n}}'),
  call('{{default p "5551234567"}}'),
])('%s is not', (message) => {
  expect(unproven(message)).toEqual(['send-api/not-proven']);
});
