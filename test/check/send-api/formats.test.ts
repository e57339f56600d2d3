import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/bind/model.ts';
import {
  check,
  feedbackPayload,
  inMessage,
  inTemplate,
  receiptPayload,
  summary,
  withButtons,
} from './build.ts';

const image = (url: string) => inMessage({ attachment: { type: 'image', payload: { url } } });
const link = (url: string) => withButtons({ title: 'Go', url });
const login = (url: string) => withButtons({ type: 'account_link', url });
const phone = (payload: string) => withButtons({ type: 'phone_number', title: 'Call', payload });
const receipt = (extra: Readonly<Record<string, Json>>) => inTemplate({ ...receiptPayload, ...extra });
const media = (url: string) =>
  inTemplate({ template_type: 'media', elements: [{ media_type: 'video', url }] });
const coupon = (coupon_code: string) => inTemplate({ template_type: 'coupon', title: 'Ten', coupon_code });
const feedback = (title: string) => inTemplate({ ...feedbackPayload, title });
const question = (id: string) =>
  inTemplate({ ...feedbackPayload, feedback_screens: [{ questions: [{ id, type: 'csat' }] }] });
const country = (code: string) =>
  receipt({ address: { street_1: 'A', city: 'B', postal_code: '1', state: 'C', country: code } });

const codes = (body: Json) => check(body).map((d) => d.code);

describe('links', () => {
  test.each([
    'https://a.example',
    'http://a.example',
    'HTTPS://a.example/b?c#d',
    'https://a.example/ü',
    'https://{{host}}',
    '{{url}}',
    'h{{x}}',
    'https://a.example/{{x}}/b',
    'http://localhost:8080/x',
  ])('%s passes', (url) => expect(codes(link(url))).toEqual([]));
  test.each([
    'a.example',
    '//a.example',
    'ftp://a.example',
    'https//a.example',
    'https://',
    'https:// a.example',
    'https://a.example/b c',
    'javascript:alert(1)',
    'www.a.example/{{x}}',
    'ftp://{{x}}',
    'https://a.example/b c/{{x}}',
    '/path/{{x}}',
  ])('%s is refused', (url) => expect(codes(link(url))).toEqual(['send-api/url']));
});

test('files that Meta fetches should be https', () => {
  expect(summary(check(image('http://a.example/b.png')))).toEqual([
    'warning: policy/http-url @ "http://a.example/b.png"',
  ]);
  expect(summary(check(image('http://a.example/{{x}}.png')))).toEqual([
    'warning: policy/http-url @ "http://a.example/{{x}}.png"',
  ]);
  for (const good of ['https://a.example/b.png', '{{url}}', 'http{{s}}://a.example'])
    expect(codes(image(good))).toEqual([]);
  expect(codes(image('b.png'))).toEqual(['send-api/url']);
});

test('a log-in page must be https', () => {
  expect(codes(login('https://a.example/in'))).toEqual([]);
  expect(codes(login('http://a.example/in'))).toEqual(['send-api/url']);
});

test('media templates show what is on Facebook (R3.4-4)', () => {
  for (const good of [
    'https://business.facebook.com/tea/videos/123',
    'https://www.facebook.com/tea/videos/123/',
    'https://www.facebook.com/tea/photos/a.1.2/345/',
    'https://www.facebook.com/photo.php?fbid=123',
    'https://www.facebook.com/{{page}}/videos/1',
    'https://{{x}}',
  ])
    expect(summary(check(media(good))), good).toEqual([]);
  for (const bad of [
    'https://www.youtube.com/watch?v=1',
    'https://notfacebook.com/a/videos/1',
    'https://a.example/facebook.com/videos/1',
    'https://a.example/{{x}}',
  ])
    expect(codes(media(bad)), bad).toEqual(['send-api/url']);
  expect(summary(check(media('https://www.facebook.com/tea')))).toEqual([
    'warning: send-api/url @ "https://www.facebook.com/tea"',
  ]);
});

test('phone numbers of call buttons', () => {
  for (const good of ['+15551234567', '+{{n}}', '{{n}}', '+49{{n}}'])
    expect(codes(phone(good)), good).toEqual([]);
  for (const bad of ['15551234567', '+1 555 123', '+1-555-1234', '0049{{n}}', '+49 {{n}} 7', 'tel:{{n}}'])
    expect(codes(phone(bad)), bad).toEqual(['send-api/format']);
});

test('currencies are those of ISO 4217, countries those of ISO 3166', () => {
  for (const good of ['EUR', 'UAH', '{{c}}']) expect(codes(receipt({ currency: good }))).toEqual([]);
  for (const bad of ['Euro', 'EURO', 'XYZ', '€', 'Euro {{c}}'])
    expect(codes(receipt({ currency: bad }))).toEqual(['send-api/format']);
  expect(check(receipt({ currency: 'eur' }))[0]?.fixes?.[0]?.edits[0]?.newText).toBe('EUR');
  for (const good of ['DE', '{{c}}']) expect(codes(country(good))).toEqual([]);
  for (const bad of ['Germany', 'UK', 'DEU']) expect(codes(country(bad))).toEqual(['send-api/format']);
});

test('times in seconds', () => {
  for (const good of ['1428444852', '{{date x "unix"}}'])
    expect(codes(receipt({ timestamp: good }))).toEqual([]);
  for (const bad of ['1428444852000', '2026-05-04', '2026-05-04T{{t}}'])
    expect(summary(check(receipt({ timestamp: bad })))).toEqual([`warning: send-api/format @ "${bad}"`]);
});

test('codes, ids and words without links', () => {
  expect(codes(coupon('TEN-10'))).toEqual([]);
  expect(codes(coupon('TEN 10'))).toEqual(['send-api/format']);
  expect(codes(question('visit_1'))).toEqual([]);
  expect(codes(question('visit-1'))).toEqual(['send-api/format']);
  expect(codes(question('visit-{{n}}'))).toEqual(['send-api/format']);
  expect(codes(feedback('Rate us'))).toEqual([]);
  expect(codes(feedback('Rate us at https://a.example'))).toEqual(['send-api/format']);
  expect(codes(feedback('{{x}} www.a.example {{y}}'))).toEqual(['send-api/format']);
});

test('reactions', () => {
  const react = (reaction: string, channel: 'messenger' | 'instagram') =>
    summary(
      check(
        { sender_action: 'react', payload: { message_id: 'm', reaction } },
        { api: 'current', channels: [channel] },
      ),
    );
  expect(react('😂', 'messenger')).toEqual([]);
  expect(react('❤️', 'messenger')).toEqual([]);
  expect(react('love', 'instagram')).toEqual([]);
  expect(react('love', 'messenger')).toEqual(['warning: send-api/format @ "love"']);
  expect(react('😂', 'instagram')).toEqual(['warning: send-api/format @ "😂"']);
});

test('ids of people are digits, others only an information', () => {
  expect(codes(inMessage({ text: 'Hi' }, { recipient: { id: '1234567890123456' } }))).toEqual([]);
  expect(summary(check(inMessage({ text: 'Hi' }, { recipient: { id: 'PSID' } })))).toEqual([
    'information: send-api/format @ "PSID"',
  ]);
  expect(summary(check(inMessage({ text: 'Hi' }, { persona_id: 'bot' })))).toEqual([
    'warning: send-api/format @ "bot"',
  ]);
});
