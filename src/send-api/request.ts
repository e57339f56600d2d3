/** The body of a request to /messages (rules 1.2). */
import {
  choice,
  fact,
  field,
  format,
  messengerOnly,
  newer,
  object,
  removed,
  required,
  text,
  undocumented,
} from './facts.ts';
import { message } from './message.ts';
import { recipient } from './recipient.ts';
import type { EnumValue, ObjectShape } from './schema.ts';
import { reactionPayload, senderActions } from './sender-actions.ts';
import { removedTags, tags } from './tags.ts';

export const messagingTypes: readonly EnumValue[] = [
  { value: 'RESPONSE', doc: 'Answers a message of the person, within 24 hours; promotional or not.' },
  { value: 'UPDATE', doc: 'Sent unasked, within 24 hours of the person’s message; promotional or not.' },
  { value: 'MESSAGE_TAG', doc: 'Outside the 24 hours, not promotional; needs tag.' },
  {
    value: 'UTILITY',
    doc: 'An approved utility template, also outside the 24 hours.',
    availability: [newer(fact('TL-2b', 'CG, UM', '2+'), '2025-01-01')],
  },
  {
    value: 'NON_PROMOTIONAL_SUBSCRIPTION',
    doc: 'News messages of before 2020.',
    availability: [
      removed(
        fact('TL-2c', 'YM, RF, KX', '2+'),
        'write RESPONSE or UPDATE inside the 24 hours',
        '2020-03-04',
      ),
    ],
  },
];

/** What sendspec writes where nothing says otherwise (D-3), and what goes with `tag` (CB-4) and `template` (CB-12). */
export const defaultMessagingType = 'RESPONSE';
export const taggedMessagingType = 'MESSAGE_TAG';
export const utilityMessagingType = 'UTILITY';

const notificationTypes: readonly EnumValue[] = [
  { value: 'REGULAR', doc: 'Sound or vibration (default).' },
  { value: 'SILENT_PUSH', doc: 'A notice on the screen, without sound.' },
  { value: 'NO_PUSH', doc: 'No notice at all.' },
];

const pageOnly = (rule: string) =>
  messengerOnly(fact(rule, 'CG', '1'), 'leave it out for Instagram', 'warning');

const schemaOnly = (rule: string, source: string, confidence: '1' | '2+', doc: string) =>
  field(
    fact(rule, source, confidence),
    doc,
    { kind: 'any' },
    {
      availability: [undocumented(fact(rule, source, confidence))],
    },
  );

const token = 'a token never stands in a file: give it in PAGE_ACCESS_TOKEN or by --token-file';

/** The whole body of `POST /v{N}.{M}/{page-id}/messages`. */
export const request: ObjectShape = object(
  'request',
  'The body of a Send API request: recipient, and exactly one of message and sender_action.',
  {
    recipient: field(
      fact('TL-1', 'SEED, CG', 'seed+'),
      'Who gets the message; usually filled in by the runner.',
      recipient,
    ),
    messaging_type: field(
      fact('TL-2', 'SEED, SM, JG', 'seed+'),
      'Why the message is sent. The API wants it; sendspec writes RESPONSE where nothing else is said.',
      choice(messagingTypes),
    ),
    message: field(
      fact('TL-3', 'SEED, ERR', 'seed+'),
      'What the person sees; not together with sender_action.',
      message,
    ),
    sender_action: field(
      fact('TL-4', 'SEED, SA', 'seed+'),
      'Typing indicator, read mark or reaction; not together with message.',
      choice(senderActions),
    ),
    payload: field(
      fact('TL-5', 'SA, IG-SM', '2+'),
      'Only with the actions react and unreact.',
      reactionPayload,
    ),
    notification_type: field(
      fact('TL-6', 'SEED, CG, VX', 'seed+'),
      'How the phone announces the message.',
      choice(notificationTypes),
      {
        availability: [pageOnly('CB-14')],
      },
    ),
    tag: field(
      fact('TL-7', 'SEED, CL', 'seed+'),
      'Why a message may be sent outside the 24 hours; goes with MESSAGE_TAG.',
      choice([...tags, ...removedTags]),
    ),
    persona_id: field(
      fact('TL-8', 'CG, PER, YM', '2+'),
      'Persona (name and picture) in whose name the message is sent.',
      text({ formats: [format(fact('TL-8', 'CG, PER, YM', '2+'), 'numeric-id', 'warning')] }),
      { availability: [pageOnly('CB-14')] },
    ),
    reply_to: field(
      fact('TL-9', 'SM, IG-SM, CG, CL', '2+'),
      'The message that this one answers; stands beside message.',
      object('reply_to', 'The message that this one answers.', {
        mid: required(fact('TL-9', 'SM, IG-SM, CG, CL', '2+'), 'Id of that message.', text()),
      }),
      { availability: [newer(fact('TL-9', 'SM, IG-SM, CG, CL', '2+'), '2025-07-15')] },
    ),
    thread_control: schemaOnly('TL-10', 'CG', '1', 'In Meta’s API specification, without documentation.'),
    folder: schemaOnly('TL-11', 'CG, PM', '2+', 'PARTNERSHIP (Instagram); without documentation.'),
    suggestion_action: schemaOnly(
      'TL-12',
      'CG',
      '1',
      'ACCEPT, DISMISS or IMPRESSION; without documentation.',
    ),
  },
  { misplaced: { access_token: token, appsecret_proof: token } },
);

/** Fields that stand in a body beside an action (SN-1); any other is refused (CB-2). */
export const actionCompanions: readonly string[] = ['recipient', 'sender_action', 'payload'];
