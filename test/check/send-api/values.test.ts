import { expect, test } from 'vitest';
import { check, feedbackPayload, inMessage, inTemplate, summary, withButtons } from './build.ts';

test('an unknown value names the nearest ones, or all', () => {
  const messages = (type: string) =>
    check(inMessage({ text: 'Hi' }, { notification_type: type })).map((d) => d.message);
  expect(messages('SILENT_PUSHH')).toEqual([
    '"SILENT_PUSHH" is not a value of "notification_type". Did you mean "SILENT_PUSH"?',
  ]);
  expect(messages('LOUD')).toEqual([
    '"LOUD" is not a value of "notification_type". Known: REGULAR, SILENT_PUSH, NO_PUSH.',
  ]);
});

test('the wrong case is mended', () => {
  const [finding] = check(inMessage({ text: 'Hi' }, { messaging_type: 'response' }));
  expect(finding?.code).toBe('send-api/unknown-value');
  expect(finding?.fixes?.[0]?.edits[0]?.newText).toBe('RESPONSE');
  const [action] = check({ sender_action: 'TYPING_ON' });
  expect(action?.fixes?.[0]?.edits[0]?.newText).toBe('typing_on');
});

test('a template that does not exist', () => {
  const [finding] = check(inTemplate({ template_type: 'generik', elements: [] }));
  expect(finding?.message).toBe('"generik" is not a value of "template_type". Did you mean "generic"?');
});

test('a type that exists in another place says where', () => {
  const media = (type: string) =>
    inTemplate({
      template_type: 'media',
      elements: [{ media_type: 'image', attachment_id: '1', buttons: [{ type, title: 'Call' }] }],
    });
  expect(check(media('audio_call')).map((d) => d.message)).toEqual([
    '"audio_call" is not a value of "type". The media template takes these types only: web_url, postback, phone_number, account_link.',
  ]);
  expect(check(withButtons({ type: 'nested', title: 'More' }))[0]?.message).toMatch(/persistent menu only/);
  expect(check(inMessage({ attachment: { type: 'ig_reel', payload: {} } }))[0]?.message).toMatch(
    /that people send/,
  );
});

test.each([
  ['csat', 'five_stars', []],
  ['csat', 'zero_to_ten', ['send-api/unknown-value']],
  ['nps', 'zero_to_ten', []],
  ['nps', 'five_stars', ['send-api/unknown-value']],
  ['ces', 'one_to_seven', []],
  ['ces', 'one_to_five', ['send-api/unknown-value']],
  ['free_form', 'five_stars', ['send-api/unknown-field']],
  ['csat', '1_to_5', ['send-api/undocumented']],
])('score_option of %s: %s (R3.8-10, R3.8-11, R3.8-15)', (type, score_option, codes) => {
  const questions = [{ id: 'q1', type, title: 'How was it?', score_option }];
  const body = inTemplate({ ...feedbackPayload, feedback_screens: [{ questions }] });
  expect(check(body).map((d) => d.code)).toEqual(codes);
});

test('an expression may have any value', () => {
  expect(summary(check(inMessage({ text: 'Hi' }, { notification_type: '{{how}}' })))).toEqual([]);
});
