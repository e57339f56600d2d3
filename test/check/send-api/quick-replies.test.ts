/** quick-replies and blank-texts. */
import { expect, test } from 'vitest';
import { check, inMessage, inTemplate, summary } from './build.ts';

const yes = { title: 'Yes', payload: 'YES' };
const no = { title: 'No', payload: 'NO' };

test('quick replies hang on a text or an attachment (Q-9)', () => {
  const image = { type: 'image', payload: { url: 'https://a.example/b.png' } };
  expect(check(inMessage({ text: 'Sure?', quick_replies: [yes, no] }))).toEqual([]);
  expect(check(inMessage({ attachment: image, quick_replies: [yes, no] }))).toEqual([]);
  expect(
    summary(check(inMessage({ attachments: [image], quick_replies: [yes] }), { api: 'current' })),
  ).toEqual(['send-api/quick-reply-host @ "quick_replies"']);
  expect(summary(check(inMessage({ quick_replies: [yes] })))).toEqual(['send-api/message-content @ {']);
});

test('equal titles are a question (Q-11)', () => {
  const titles = (...replies: readonly { title: string; payload: string }[]) =>
    summary(check(inMessage({ text: 'Sure?', quick_replies: replies })));
  expect(titles(yes, no)).toEqual([]);
  expect(titles(yes, { ...no, title: 'Yes' })).toEqual(['information: send-api/duplicate-reply @ "Yes"']);
  expect(titles({ ...yes, title: '{{x}}' }, { ...no, title: '{{x}}' })).toEqual([]);
});

test('white space is no text (M-1c)', () => {
  expect(summary(check(inMessage({ text: ' \n ' })))).toEqual(['warning: send-api/blank-text @ " \\n "']);
  expect(check(inMessage({ text: ' {{x}} ' }))).toEqual([]);
  const card = { title: 'Mug', subtitle: ' ' };
  expect(check(inTemplate({ template_type: 'generic', elements: [card] }))).toEqual([]);
});
