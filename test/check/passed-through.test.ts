import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

it.each([
  ['message', 'message: { text: Hi }\n    unchecked: { message: { new_field: 1 } }'],
  ['sender_action', 'react: { message_id: m1, reaction: love }\n    unchecked: { sender_action: typing_on }'],
])('%s cannot stand under the unchecked of a request that has it', (name, body) => {
  const { file, diagnostics } = analyzeText(`messages:\n  a:\n    ${body}\n`);
  const found = diagnostics.filter(({ code }) => code === 'spec/inside-and-beside');
  expect(found.map(({ range }) => file.text.slice(range.start, range.end))).toEqual([name]);
});

it('the message under the unchecked of a message is one of its fields', () => {
  const { diagnostics } = analyzeText(
    'messages:\n  a:\n    text: Hi\n    messaging_type: RESPONSE\n    unchecked: { message: { new_field: 1 } }\n',
  );
  expect(diagnostics).toEqual([]);
});
