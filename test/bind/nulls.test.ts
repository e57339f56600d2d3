/** A null is no value: it takes away what a level further out says of its key. */
import { expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText } from '../pipeline/testdata.ts';

function sent(defaults: string, message: string) {
  const { spec, diagnostics } = analyzeText(`defaults: ${defaults}\nmessages:\n  m: ${message}\n`);
  const result = createRenderer(compile(spec!)).render('m', {}, { recipient: { id: '17' } });
  const {
    recipient: _,
    message: __,
    ...body
  } = (result.ok && result.steps[0] && 'body' in result.steps[0] ? result.steps[0].body : {}) as Record<
    string,
    unknown
  >;
  return {
    body,
    notes: diagnostics.filter((d) => d.code === 'spec/messaging-type-assumed').map((d) => d.message),
  };
}

it.each([
  ['{ messaging_type: UPDATE }', '{ text: hi, tag: }', { messaging_type: 'UPDATE' }],
  [
    '{ messaging_type: UPDATE, persona_id: "1" }',
    '{ text: hi, persona_id: null }',
    { messaging_type: 'UPDATE' },
  ],
  [
    '{ tag: HUMAN_AGENT }',
    '{ text: hi, messaging_type: ~ }',
    { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
  ],
])('%s and %s: nothing is assumed', (defaults, message, body) => {
  expect(sent(defaults, message)).toEqual({ body, notes: [] });
});

it.each([
  ['{ messaging_type: UPDATE }', '{ text: hi, messaging_type: null }'],
  ['{ tag: HUMAN_AGENT }', '{ text: hi, tag: null }'],
])('%s and %s: RESPONSE, and what the note says mends it', (defaults, message) => {
  const { body, notes } = sent(defaults, message);
  expect(body).toEqual({ messaging_type: 'RESPONSE' });
  expect(notes).toEqual([
    '"m" names no messaging_type, so RESPONSE is sent: write "messaging_type: RESPONSE" to say so',
  ]);
  const mended = message.replace(/(messaging_type|tag): null/, 'messaging_type: RESPONSE');
  expect(sent(defaults, mended)).toEqual({ body, notes: [] });
});
