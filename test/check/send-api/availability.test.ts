import { expect, test } from 'vitest';
import type { Json } from '../../../src/bind/model.ts';
import type { Channel, Profile } from '../../../src/send-api/schema.ts';
import { check, inMessage, inTemplate, summary, withButtons } from './build.ts';

const card = { title: 'Mug', subtitle: 'Blue' };
const of = (code: string) => (found: ReturnType<typeof check>) =>
  found.filter((d) => d.code === `send-api/${code}`);

function levels(body: Json, code: string): string {
  const channels: readonly Channel[] = ['messenger', 'instagram'];
  const profiles: readonly Profile[] = ['v21.0', 'current'];
  return profiles
    .flatMap((api) =>
      channels.map((channel) => of(code)(check(body, { api, channels: [channel] }))[0]?.severity ?? '-'),
    )
    .join(' ');
}

/** v21.0 messenger, v21.0 instagram, current messenger, current instagram. */
test.each<[Json, string, string]>([
  [inMessage({ text: 'Hi' }, { tag: 'ACCOUNT_UPDATE' }), 'removed', 'warning - error -'],
  [inMessage({ text: 'Hi' }, { tag: 'ACCOUNT_UPDATE' }), 'unsupported', '- error - error'],
  [inMessage({ text: 'Hi' }, { tag: 'HUMAN_AGENT' }), 'unsupported', '- - - -'],
  [inMessage({ text: 'Hi' }, { tag: 'TICKET_UPDATE' }), 'removed', 'error error error error'],
  [inMessage({ text: 'Hi' }, { reply_to: { mid: 'm' } }), 'newer', 'error error - -'],
  [inMessage({ text: 'Hi' }, { persona_id: '1' }), 'unsupported', '- warning - warning'],
  [inMessage({ text: 'Hi' }, { notification_type: 'NO_PUSH' }), 'unsupported', '- warning - warning'],
  [inMessage({ text: 'Hi' }, { recipient: { user_ref: 'u' } }), 'unsupported', '- error - error'],
  [
    inMessage({ text: 'Hi' }, { recipient: { notification_messages_token: 't' } }),
    'removed',
    'warning - error -',
  ],
  [
    inMessage({ text: 'Hi' }, { recipient: { phone_number: '+15551234567' } }),
    'deprecated',
    'warning - warning -',
  ],
  [inMessage({ text: 'Hi' }, { recipient: { story_id: '1' } }), 'undocumented', 'error error error error'],
  [inMessage({ sticker_id: 369239263222822 }), 'newer', 'error error - -'],
  [inMessage({ attachments: [] }), 'newer', 'error error - -'],
  [
    inMessage({ text: 'Hi', folder: 'x' }, { folder: 'PARTNERSHIP' }),
    'undocumented',
    'error error error error',
  ],
  [{ sender_action: 'react', payload: { message_id: 'm', reaction: 'love' } }, 'newer', 'error error - -'],
  [
    inTemplate({ template_type: 'media', elements: [{ media_type: 'image', attachment_id: '1' }] }),
    'unsupported',
    '- error - error',
  ],
  [inTemplate({ template_type: 'image_grid', elements: [] }), 'newer', 'error - - -'],
  [
    inTemplate({ template_type: 'one_time_notif_req', title: 'News', payload: 'N' }),
    'deprecated',
    'warning - warning -',
  ],
  [
    inTemplate({ template_type: 'notification_messages', payload: 'N' }),
    'removed',
    'warning error error error',
  ],
  [inTemplate({ template_type: 'airline_update', locale: 'en_US' }), 'removed', 'error error error error'],
  [inTemplate({ template_type: 'list', elements: [] }), 'removed', 'error error error error'],
  [
    inTemplate({ template_type: 'generic', image_aspect_ratio: 'square', elements: [card] }),
    'undocumented',
    'warning warning warning warning',
  ],
  [
    inTemplate({ template_type: 'generic', elements: [{ ...card, item_url: 'https://a.example' }] }),
    'removed',
    'error error error error',
  ],
  [
    withButtons({ type: 'phone_number', title: 'Call', payload: '+15551234567' }),
    'unsupported',
    '- error - error',
  ],
  [withButtons({ type: 'audio_call', title: 'Call' }), 'newer', 'error - - -'],
  [withButtons({ type: 'element_share' }), 'removed', 'error error error error'],
  [inMessage({ attachment: { type: 'like_heart' } }), 'unsupported', 'error - error -'],
  [
    inMessage({ text: 'Hi', quick_replies: [{ content_type: 'location' }] }),
    'removed',
    'error error error error',
  ],
  [
    inMessage({
      text: 'Hi',
      quick_replies: [{ title: 'A', payload: 'A', image_url: 'https://a.example/b.png' }],
    }),
    'unsupported',
    '- warning - warning',
  ],
  [
    inMessage({ text: 'Hi', quick_replies: [{ content_type: 'user_email', payload: 'A' }] }),
    'unsupported',
    'warning warning warning warning',
  ],
  [
    inMessage({
      text: 'Hi',
      quick_replies: [{ content_type: 'user_email', image_url: 'https://a.example/b.png' }],
    }),
    'unsupported',
    'error error error error',
  ],
])('%j: %s: %s', (body, code, expected) => {
  expect(levels(body, code)).toBe(expected);
});

test('the date and the replacement are named, and editors strike it through', () => {
  const [finding] = of('removed')(
    check(inMessage({ text: 'Hi' }, { tag: 'POST_PURCHASE_UPDATE', messaging_type: 'MESSAGE_TAG' })),
  );
  expect(finding?.message).toBe(
    'The value "POST_PURCHASE_UPDATE" of "tag" was removed by Meta on 2026-04-27: send a utility message or use the Marketing Messages API.',
  );
  expect(finding?.tags).toEqual(['deprecated']);
});

test('for several channels the gravest counts', () => {
  const body = inMessage({ text: 'Hi' }, { tag: 'CONFIRMED_EVENT_UPDATE', messaging_type: 'MESSAGE_TAG' });
  expect(summary(check(body, { channels: ['messenger', 'instagram'] }))).toEqual([
    'send-api/unsupported @ "CONFIRMED_EVENT_UPDATE"',
  ]);
});

test('a template’s own status is said once, at its name', () => {
  expect(
    summary(check(inTemplate({ template_type: 'open_graph', elements: [{ url: 'https://a.example' }] }))),
  ).toEqual(['send-api/removed @ "open_graph"']);
});

test('nothing is said where the value is an expression', () => {
  expect(check(inMessage({ text: 'Hi' }, { notification_type: '{{x}}' }))).toEqual([]);
});
