/** Lone words that are meant for actions or for the person's data are no texts. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (message: string) =>
  analyzeText(`defaults: { messaging_type: RESPONSE }\nmessages:\n  m: ${message}\n`).diagnostics.map(
    (d) => [d.code, d.message, d.fixes?.map((f) => f.title)] as const,
  );

it.each([
  ['[ typing, Hello ]', 'typing: 2s'],
  ['[ mark-seen, Hello ]', '"mark_seen"'],
  ['[ typingOn, Hello ]', '"typing_on"'],
  ['{ text: hi, quick_replies: [ user_phone ] }', '"user_phone_number"'],
  ['{ text: hi, quick_replies: [ user_mail ] }', '"user_email"'],
])('%s', (message, meant) => {
  const [only, ...more] = found(message);
  expect(more).toEqual([]);
  expect(only?.[0]).toBe('spec/unknown-action');
  expect(only?.[1]).toContain(meant);
});

it.each([
  '[ "typing", Hello ]',
  '[ Typing is fun, Hello ]',
  '{ text: hi, quick_replies: [ user_phone -> X, User manual, user_phone_number, user_email ] }',
])('%s: nothing', (message) => {
  expect(found(message)).toEqual([]);
});

it('an arrow with more dashes leaves none in the title', () => {
  expect(found('{ text: hi, quick_replies: [ Shop --> X ] }')).toEqual([
    ['template/shorthand-long-arrow', expect.stringContaining('write ->'), ['Write ->']],
  ]);
  expect(found('{ text: hi, quick_replies: [ A - B -> X ] }')).toEqual([]);
});
