import { expect, test } from 'vitest';
import { check, feedbackPayload, inMessage, inTemplate, summary } from './build.ts';

const tagged = (tag: string, extra = {}) => ({ messaging_type: 'MESSAGE_TAG', tag, ...extra });

test('a tag and MESSAGE_TAG belong together (CB-4, CB-5)', () => {
  const feedback = (extra: Readonly<Record<string, string>>) =>
    summary(check(inTemplate(feedbackPayload, extra)));
  expect(feedback(tagged('CUSTOMER_FEEDBACK'))).toEqual([]);
  expect(feedback({ tag: 'CUSTOMER_FEEDBACK', messaging_type: 'UPDATE' })).toEqual([
    'send-api/tag-without-type @ "UPDATE"',
  ]);
  expect(feedback({ messaging_type: 'MESSAGE_TAG' })).toEqual(['send-api/type-without-tag @ "MESSAGE_TAG"']);
  expect(feedback({ messaging_type: '{{type}}', tag: 'CUSTOMER_FEEDBACK' })).toEqual([]);
  expect(feedback({ messaging_type: 'UPDATE', tag: '{{tag}}' })).toEqual([
    'warning: send-api/tag-without-type @ "UPDATE"',
  ]);
  expect(
    summary(
      check({
        tag: 'CUSTOMER_FEEDBACK',
        message: { attachment: { type: 'template', payload: feedbackPayload } },
      }),
    ),
  ).toEqual(['send-api/tag-without-type @ "CUSTOMER_FEEDBACK"']);
});

test('CUSTOMER_FEEDBACK is for its template only (CB-8)', () => {
  expect(summary(check(inMessage({ text: 'Hi' }, tagged('CUSTOMER_FEEDBACK'))))).toEqual([
    'send-api/feedback-tag @ "tag"',
  ]);
  const generic = { template_type: 'generic', elements: [{ title: 'Mug', subtitle: 'Blue' }] };
  expect(summary(check(inTemplate(generic, tagged('CUSTOMER_FEEDBACK'))))).toEqual([
    'send-api/feedback-tag @ "tag"',
  ]);
  const open = check(inTemplate({ template_type: '{{which}}' }, tagged('CUSTOMER_FEEDBACK')));
  expect(open.map((d) => d.code)).not.toContain('send-api/feedback-tag');
});

test('HUMAN_AGENT is for people (TG-3)', () => {
  expect(summary(check(inMessage({ text: 'Hi' }, tagged('HUMAN_AGENT'))))).toEqual([
    'warning: policy/human-agent-automated @ "tag"',
  ]);
});

test('no tag allows a coupon (TG-1)', () => {
  const coupon = { template_type: 'coupon', title: 'Ten', coupon_code: 'TEN' };
  const codes = (extra: Readonly<Record<string, string>>) =>
    check(inTemplate(coupon, extra)).map((d) => d.code);
  expect(codes({})).toEqual([]);
  expect(codes(tagged('HUMAN_AGENT'))).toContain('send-api/coupon-tag');
  expect(codes(tagged('{{tag}}'))).toContain('send-api/coupon-tag');
});

test('private replies need no tag, and on Instagram refuse it (CB-9, PR-6)', () => {
  const body = inMessage({ text: 'Hi' }, tagged('HUMAN_AGENT', { recipient: { comment_id: '1_2' } }));
  const of = (channel: 'messenger' | 'instagram') =>
    summary(check(body, { channels: [channel] })).filter((line) => line.includes('private-reply-tag'));
  expect(of('messenger')).toEqual(['warning: send-api/private-reply-tag @ "tag"']);
  expect(of('instagram')).toEqual(['send-api/private-reply-tag @ "tag"']);
  const person = inMessage({ text: 'Hi' }, tagged('HUMAN_AGENT', { recipient: { id: '1' } }));
  expect(check(person).map((d) => d.code)).toEqual(['policy/human-agent-automated']);
});
