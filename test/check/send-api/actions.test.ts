/** action-alone and reactions. */
import { expect, test } from 'vitest';
import { check, inMessage, summary } from './build.ts';

test('a sender action goes with recipient only (CB-1, CB-2)', () => {
  expect(check({ recipient: { id: '1' }, sender_action: 'mark_seen' })).toEqual([]);
  for (const [key, value] of [
    ['messaging_type', 'RESPONSE'],
    ['notification_type', 'NO_PUSH'],
    ['tag', 'HUMAN_AGENT'],
  ] as const)
    expect(summary(check({ sender_action: 'typing_on', [key]: value }))).toEqual([
      `send-api/action-alone @ "${key}"`,
    ]);
  expect(summary(check({ sender_action: 'typing_on', reply_to: { mid: 'm' } }, { api: 'current' }))).toEqual([
    'send-api/action-alone @ "reply_to"',
  ]);
});

test('client libraries send typing with a persona (CB-3)', () => {
  expect(summary(check({ sender_action: 'typing_off', persona_id: '1' }))).toEqual([
    'warning: send-api/action-persona @ "persona_id"',
  ]);
  expect(summary(check({ sender_action: 'mark_seen', persona_id: '1' }))).toEqual([
    'send-api/action-alone @ "persona_id"',
  ]);
});

test('reactions and their payload (CB-10, TL-5)', () => {
  const react = (body: Parameters<typeof check>[0]) => summary(check(body, { api: 'current' }));
  expect(react({ sender_action: 'react', payload: { message_id: 'm', reaction: '😂' } })).toEqual([]);
  expect(react({ sender_action: 'unreact', payload: { message_id: 'm' } })).toEqual([]);
  expect(react({ sender_action: 'react', payload: { message_id: 'm' } })).toEqual([
    'send-api/reaction @ "payload"',
  ]);
  expect(react({ sender_action: 'unreact' })).toEqual(['send-api/reaction @ "unreact"']);
  expect(react({ sender_action: 'unreact', payload: {} })).toEqual(['send-api/missing-field @ {']);
  expect(react({ sender_action: 'typing_on', payload: { message_id: 'm' } })).toEqual([
    'send-api/reaction @ "payload"',
  ]);
  expect(react(inMessage({ text: 'Hi' }, { payload: { message_id: 'm' } }))).toEqual([
    'send-api/reaction @ "payload"',
  ]);
});

test('an action that only the data says may be a reaction', () => {
  expect(check({ sender_action: '{{a}}', payload: { message_id: 'm' } }, { api: 'current' })).toEqual([]);
});
