import { expect, test } from 'vitest';
import { check, inMessage, summary } from './build.ts';

const template = {
  name: 'parcel_here',
  language: { code: 'en' },
  components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
};
const utility = (message: Parameters<typeof inMessage>[0], extra = {}) =>
  summary(check(inMessage(message, { messaging_type: 'UTILITY', ...extra }), { api: 'current' }));

test('UTILITY and message.template belong together (CB-12)', () => {
  expect(utility({ template })).toEqual([]);
  expect(utility({ template }, { recipient: { id: '1' } })).toEqual([]);
  expect(utility({ text: 'Hi' })).toEqual(['send-api/utility @ "UTILITY"']);
  expect(utility({ template }, { messaging_type: 'UPDATE' })).toEqual(['send-api/utility @ "template"']);
  expect(utility({ template }, { messaging_type: '{{type}}' })).toEqual([]);
});

test('not with text, and to recipient.id only', () => {
  expect(utility({ template, text: 'Hi' })).toEqual(['send-api/message-content @ "template"']);
  expect(utility({ template }, { recipient: { comment_id: '1' } })).toEqual([
    'send-api/utility @ "comment_id"',
  ]);
});

test('v21.0 knows neither', () => {
  const codes = check(inMessage({ template }, { messaging_type: 'UTILITY' })).map((d) => d.code);
  expect(codes).toEqual(['send-api/newer', 'send-api/newer']);
});
