/** Sender actions (rules 1.2, 6.3). */
import { fact, field, format, newer, object, required, text } from './facts.ts';
import type { EnumValue, ObjectShape } from './schema.ts';

const reaction = fact('TL-4b', 'SA, CL, CG', '2+');

export const senderActions: readonly EnumValue[] = [
  { value: 'typing_on', doc: 'Shows the typing indicator; it goes away by itself after about 20 seconds.' },
  { value: 'typing_off', doc: 'Hides the typing indicator.' },
  { value: 'mark_seen', doc: 'Marks the person’s last message as seen.' },
  {
    value: 'react',
    doc: 'Puts a reaction on a message; needs payload with message_id and reaction.',
    availability: [newer(reaction, '2025-12-02')],
  },
  {
    value: 'unreact',
    doc: 'Takes the reaction away; needs payload with message_id.',
    availability: [newer(reaction, '2025-12-02')],
  },
];

/** The actions that carry a payload, and which of its keys they need (CB-10). */
export const actionPayload: Readonly<Record<string, readonly string[]>> = {
  react: ['message_id', 'reaction'],
  unreact: ['message_id'],
};

/** The actions about the typing indicator: SDKs send them with a persona (CB-3). */
export const typingActions: readonly string[] = ['typing_on', 'typing_off'];

/** Top-level `payload`. */
export const reactionPayload: ObjectShape = object('reaction', 'Which message gets which reaction.', {
  message_id: required(fact('CB-10', 'SA, IG-SM', '2+'), 'Message that gets the reaction.', text()),
  reaction: field(
    fact('SN-4', 'SA, IG-SM, CL', '2+'),
    'An emoji; Instagram’s page names love.',
    text({
      formats: [
        format(fact('SN-4', 'SA, CL', '2+'), 'emoji', 'warning', { channel: 'messenger' }),
        format(fact('SN-4', 'IG-SM', '2+'), 'love', 'warning', { channel: 'instagram' }),
      ],
    }),
  ),
});
