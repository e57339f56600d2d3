import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, feedbackPayload, inMessage, inTemplate, receiptPayload, summary } from './build.ts';

const total = (total_cost: string | number | boolean) =>
  inTemplate({ ...receiptPayload, summary: { total_cost } });
const reusable = (is_reusable: string | number | boolean) =>
  inMessage({ attachment: { type: 'image', payload: { url: 'https://a.example/b.png', is_reusable } } });
const days = (expires_in_days: string | number) => inTemplate({ ...feedbackPayload, expires_in_days });

test.each([
  [inMessage({ text: ['Hi'] }), '"text" must be a text, not a list. Remove the brackets, or write one text.'],
  [inMessage({ text: { en: 'Hi' } }), '"text" must be a text, not a mapping.'],
  [
    inMessage({ text: 'Hi', quick_replies: { title: 'Yes', payload: 'Y' } }),
    '"quick_replies" must be a list, not a mapping. Put a dash before each of its items.',
  ],
  [
    inMessage({ text: 'Hi', quick_replies: ['Yes'] }),
    '"an item of quick_replies" must be a mapping (quick reply), not the text "Yes".',
  ],
  [
    inTemplate([{ template_type: 'generic' }]),
    '"payload" must be a mapping (template), not a list. Remove the brackets: there is only one.',
  ],
  [
    { messaging_type: 'RESPONSE', message: 'Hi' },
    '"message" must be a mapping (message), not the text "Hi". Its fields: text, attachment, attachments, quick_replies.',
  ],
])('the other kind is named %#', (body, message) => {
  expect(check(body).map((d) => d.message)).toEqual([message]);
});

test('numbers', () => {
  for (const good of [0, 5, 5.25, -1, '{{order.total}}']) expect(check(total(good))).toEqual([]);
  for (const bad of ['5', 'five', true, '', '{{a}}{{b}}', '{{a}} EUR', '1{{a}}'])
    expect(
      check(total(bad)).map((d) => d.code),
      String(bad),
    ).toEqual(['send-api/number']);
});

test('a number in quotes loses them by the fix', () => {
  const [finding] = check(total('5.50'));
  const edit = finding?.fixes?.[0]?.edits[0];
  expect(finding?.file.text.slice(edit?.range.start, edit?.range.end)).toBe('"5.50"');
  expect(edit?.newText).toBe('5.50');
  expect(check(total('05'))[0]?.fixes).toBeUndefined();
});

test('whole numbers and their range', () => {
  for (const good of [1, 7, '{{n}}']) expect(check(days(good))).toEqual([]);
  for (const bad of [0, 8, -1, 365])
    expect(check(days(bad)).map((d) => d.code)).toEqual(['send-api/number-range']);
  expect(check(days(8))[0]?.message).toBe('"expires_in_days" is 8, allowed is 1 to 7: change it.');
  expect(check(days(1.5))[0]?.message).toMatch(/must be a whole number/);
});

test('true and false', () => {
  for (const good of [true, false, '{{x}}']) expect(check(reusable(good))).toEqual([]);
  for (const bad of ['true', 'yes', 1, 0, '{{x}}!'])
    expect(check(reusable(bad)).map((d) => d.code)).toEqual(['send-api/boolean']);
  expect(check(reusable('true'))[0]?.fixes?.[0]?.edits[0]?.newText).toBe('true');
  expect(check(reusable('yes'))[0]?.fixes).toBeUndefined();
});

test('a number where a text belongs is its source text', () => {
  expect(check(inMessage({ text: 42, metadata: true }))).toEqual([]);
});

test('any JSON in any place is judged without an exception', () => {
  const keys = fc.constantFrom(
    'message',
    'attachment',
    'payload',
    'elements',
    'buttons',
    'type',
    'template_type',
    'text',
    'title',
    'url',
    'recipient',
    'quick_replies',
    'sender_action',
    'tag',
    'generic',
    'summary',
    'id',
    'when',
    'x',
  );
  const words = fc.constantFrom(
    'template',
    'generic',
    'image',
    'receipt',
    'web_url',
    'react',
    'HUMAN_AGENT',
    'https://a.example',
    '{{x}}',
    '',
    ' ',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'large' },
      words,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    map: fc.dictionary(keys, tie('value'), { maxKeys: 6 }),
  }));
  const body = fc.dictionary(keys, value, { maxKeys: 6 });
  fc.assert(
    fc.property(body, (json) => {
      for (const d of check(json as never, { api: 'current', channels: ['messenger', 'instagram'] })) {
        expect(d.message).not.toMatch(/undefined|\[object/);
        expect(d.range.end).toBeGreaterThan(d.range.start);
      }
    }),
    { numRuns: 2000 },
  );
});

test('ranges name the first line only', () => {
  const body = inMessage({ text: { en: 'Hi', de: 'Hallo' } });
  expect(summary(check(body))).toEqual(['send-api/wrong-kind @ {']);
});
