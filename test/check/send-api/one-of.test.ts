/** Rules of the kind "exactly one of": message-or-action, message-content, recipient-key, media-source. */
import { describe, expect, test } from 'vitest';
import { check, inMessage, inTemplate, summary } from './build.ts';

const image = { type: 'image', payload: { url: 'https://a.example/b.png' } };

describe('message and sender_action', () => {
  test('exactly one', () => {
    expect(check(inMessage({ text: 'Hi' }))).toEqual([]);
    expect(check({ sender_action: 'typing_on' })).toEqual([]);
    expect(summary(check({ messaging_type: 'RESPONSE' }))).toEqual(['send-api/message-or-action @ {']);
    expect(summary(check(inMessage({ text: 'Hi' }, { sender_action: 'typing_on' })))).toEqual([
      'send-api/message-or-action @ "sender_action"',
    ]);
  });
});

describe('content of a message', () => {
  test('exactly one', () => {
    expect(summary(check(inMessage({ metadata: 'x' })))).toEqual(['send-api/message-content @ {']);
    expect(summary(check(inMessage({ text: 'Hi', attachment: image })))).toEqual([
      'send-api/message-content @ "attachment"',
    ]);
    expect(
      summary(check(inMessage({ text: 'Hi', attachments: [image, image] }), { api: 'current' })),
    ).toEqual(['send-api/message-content @ "attachments"']);
  });

  test('two behind opposite conditions are one', () => {
    const body = inMessage({ text: 'Hi', attachment: image });
    const text = '/message/text';
    const attachment = '/message/attachment';
    expect(check(body, { when: { [text]: 'a', [attachment]: 'not a' } })).toEqual([]);
    expect(check(body, { when: { [text]: 'not a', [attachment]: 'a' } })).toEqual([]);
    expect(summary(check(body, { when: { [text]: 'a', [attachment]: 'not b' } }))).toEqual([
      'warning: send-api/message-content @ "attachment"',
    ]);
    expect(summary(check(body, { when: { [attachment]: 'a' } }))).toEqual([
      'warning: send-api/message-content @ "attachment"',
    ]);
  });

  test('one behind a condition may be none', () => {
    const [finding] = check(inMessage({ attachment: image }), { when: { '/message/attachment': 'a' } });
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toMatch(/here is none; .* where each "when" is false\.$/);
  });
});

describe('recipient', () => {
  const to = (recipient: Readonly<Record<string, string | Readonly<Record<string, string>>>>) =>
    summary(check(inMessage({ text: 'Hi' }, { recipient })));

  test('exactly one key', () => {
    expect(to({ id: '1' })).toEqual([]);
    expect(to({ id: '{{psid}}' })).toEqual([]);
    expect(to({})).toEqual(['send-api/recipient-key @ {']);
    expect(to({ id: '1', comment_id: '2' })).toEqual(['send-api/recipient-key @ "comment_id"']);
    expect(to({ id: '{{a}}', user_ref: '{{b}}' })).toEqual(['warning: send-api/recipient-key @ "user_ref"']);
  });

  test('a name goes with a phone number', () => {
    const name = { first_name: 'Ana' };
    expect(to({ phone_number: '+15551234567', name })).toEqual([
      'warning: send-api/deprecated @ "phone_number"',
    ]);
    expect(to({ id: '1', name })).toEqual(['send-api/recipient-key @ "name"']);
    expect(to({ name })).toEqual(['send-api/recipient-key @ {']);
  });

  test('absent is fine: the runner fills it in', () => {
    expect(check(inMessage({ text: 'Hi' }))).toEqual([]);
  });
});

describe('source of a file', () => {
  const file = (payload: Readonly<Record<string, string | boolean>>) =>
    summary(check(inMessage({ attachment: { type: 'image', payload } })));

  test('exactly one of url and attachment_id', () => {
    expect(file({ url: 'https://a.example/b.png' })).toEqual([]);
    expect(file({ attachment_id: '1' })).toEqual([]);
    expect(file({})).toEqual(['send-api/media-source @ {']);
    expect(file({ url: 'https://a.example/b.png', attachment_id: '1' })).toEqual([
      'send-api/media-source @ "attachment_id"',
    ]);
    expect(file({ url: '{{a}}', attachment_id: '{{b}}' })).toEqual([
      'warning: send-api/media-source @ "attachment_id"',
    ]);
  });

  test('of a media template’s element and of images too', () => {
    const element = inTemplate({ template_type: 'media', elements: [{ media_type: 'image' }] });
    expect(summary(check(element))).toEqual(['send-api/media-source @ {']);
    const images = inMessage({ attachments: [{ type: 'image', payload: {} }] });
    expect(summary(check(images, { api: 'current' }))).toEqual(['send-api/media-source @ {']);
  });

  test('is_reusable is for URLs', () => {
    expect(file({ attachment_id: '1', is_reusable: true })).toEqual([
      'warning: send-api/reusable-with-id @ "is_reusable"',
    ]);
    expect(file({ attachment_id: '1', is_reusable: false })).toEqual([]);
    expect(file({ url: 'https://a.example/b.png', is_reusable: true })).toEqual([]);
  });

  test('a key in another spelling is said once', () => {
    expect(file({ attachmentId: '1' })).toEqual(['send-api/unknown-field @ "attachmentId"']);
  });
});
