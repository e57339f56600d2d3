import { expect, test } from 'vitest';
import { check, inMessage, inTemplate, receiptPayload, summary, withButtons } from './build.ts';

test.each([
  [
    inTemplate({ template_type: 'generic', elements: [{ subtitle: 'Blue' }] }),
    'A generic element needs "title": add it.',
  ],
  [inTemplate({ template_type: 'generic' }), 'A generic template needs "elements": add it.'],
  [inTemplate({ template_type: 'button', text: 'Hi' }), 'A button template needs "buttons": add it.'],
  [withButtons({ type: 'web_url', title: 'Go' }), 'A URL button needs "url": add it.'],
  [inMessage({ text: 'Hi', quick_replies: [{ title: 'Yes' }] }), 'A quick reply needs "payload": add it.'],
  [inMessage({ attachment: { type: 'image' } }), 'An image attachment needs "payload": add it.'],
  [inMessage({ text: 'Hi' }, { reply_to: {} }), 'A reply_to needs "mid": add it.'],
])('the object and the field are named %#', (body, message) => {
  const found = check(body, { api: 'current' }).filter((d) => d.code === 'send-api/missing-field');
  expect(found.map((d) => [d.severity, d.message])).toEqual([['error', message]]);
});

test('an object whose kind cannot be told needs its discriminator', () => {
  const [finding] = check(withButtons({ title: 'Go' }));
  expect(finding?.message).toMatch(
    /^A button needs "type": add it\. It says which button this is: web_url, postback/,
  );
  const [attachment] = check(inMessage({ attachment: { payload: { url: 'https://a.example/b.png' } } }));
  expect(attachment?.message).toMatch(/^An attachment needs "type"/);
});

test('implied types are not missed', () => {
  expect(
    check(withButtons({ title: 'Go', url: 'https://a.example' }, { title: 'Go', payload: 'GO' })),
  ).toEqual([]);
  expect(check(inMessage({ text: 'Hi', quick_replies: [{ title: 'Yes', payload: 'YES' }] }))).toEqual([]);
});

test('a field in another spelling is said once', () => {
  const body = inTemplate({
    templateType: 'generic',
    elements: [{ title: 'Mug', imageUrl: 'https://a.example/b.png' }],
  });
  expect(summary(check(body))).toEqual([
    'send-api/unknown-field @ "templateType"',
    'send-api/unknown-field @ "imageUrl"',
  ]);
});

test('a required field behind "when" may be missing', () => {
  const body = inTemplate(receiptPayload);
  const when = { '/message/attachment/payload/summary': 'paid' };
  expect(summary(check(body, { when }))).toEqual(['warning: send-api/field-may-be-missing @ "summary"']);
});

test('fields that only should be there are warnings', () => {
  const body = inTemplate({ ...receiptPayload, adjustments: [{ name: 'Discount' }] });
  expect(summary(check(body))).toEqual(['warning: send-api/missing-field @ {']);
});

test('an expression in a required field is there', () => {
  expect(check(inMessage({ text: 'Hi', quick_replies: [{ title: '{{t}}', payload: '{{p}}' }] }))).toEqual([]);
});
