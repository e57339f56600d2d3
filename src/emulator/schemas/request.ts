import { messageSchema } from './message.ts';
import {
  type Edition,
  exactlyOne,
  having,
  type JsonSchema,
  notTogether,
  object,
  oneOfValues,
  text,
} from './schema.ts';

/**
 * The body of a POST to the messages edge, without access_token and appsecret_proof.
 *
 * A missing messaging_type is accepted, as most of Meta's own samples leave it out (D-3); everything else that the
 * reference marks as an error is refused.
 */
export function requestSchema(edition: Edition): JsonSchema {
  const newer = edition.profile === 'current';
  return object(
    {
      recipient: recipientSchema(edition.channel),
      messaging_type: oneOfValues('TL-2', [
        'RESPONSE',
        'UPDATE',
        'MESSAGE_TAG',
        ...(newer ? ['UTILITY'] : []),
      ]),
      message: messageSchema(edition),
      sender_action: oneOfValues('TL-4', [
        'typing_on',
        'typing_off',
        'mark_seen',
        ...(newer ? ['react', 'unreact'] : []),
      ]),
      notification_type: oneOfValues('TL-6', ['REGULAR', 'SILENT_PUSH', 'NO_PUSH']),
      tag: tagSchema(edition),
      persona_id: text('TL-8', 1),
      ...(newer
        ? {
            reply_to: object({ mid: text('TL-9', 1) }, ['mid'], { 'x-rule': 'TL-9 CB-11' }),
            payload: object({ message_id: text('TL-5', 1), reaction: text('TL-5', 1) }, ['message_id']),
          }
        : {}),
    },
    ['recipient'],
    { allOf: combinations(edition), 'x-rule': 'TL-14' },
  );
}

/** RC-1 to RC-10: exactly one of the keys that identify, and a name only beside a phone number. */
function recipientSchema(channel: Edition['channel']): JsonSchema {
  const keys =
    channel === 'instagram'
      ? ['id', 'comment_id'] // R9-4
      : [
          'id',
          'user_ref',
          'comment_id',
          'post_id',
          'phone_number',
          'one_time_notif_token',
          'notification_messages_token',
          'notification_message_token', // RC-8: the coupon page's spelling
        ];
  const identifying = Object.fromEntries(keys.map((key) => [key, text('RC-1', 1)]));
  return object(
    {
      ...identifying,
      ...(channel === 'messenger'
        ? {
            name: object({ first_name: text('RC-9', 1), last_name: text('RC-9', 1) }, [], {
              'x-rule': 'RC-9',
            }),
          }
        : {}),
    },
    [],
    {
      'x-rule': 'TL-1',
      allOf: [
        {
          if: { required: ['name'] },
          then: {
            required: ['phone_number'],
            'x-rule': 'RC-9',
            'x-graph': { message: 'Param {param}[name] goes only with phone_number' },
          },
        },
        exactlyOne('RC-1', keys, { message: `Param {param} must have exactly one of ${keys.join(', ')}` }),
      ],
    },
  );
}

/** Section 5. What was withdrawn on 2026-04-27 is still good in v21.0 and code 100 in current (D-4). */
function tagSchema({ profile, channel }: Edition): JsonSchema {
  if (channel === 'instagram') return oneOfValues('TG-2', ['HUMAN_AGENT']);
  const withdrawn = ['ACCOUNT_UPDATE', 'CONFIRMED_EVENT_UPDATE', 'POST_PURCHASE_UPDATE'];
  return oneOfValues('TL-7', [...(profile === 'v21.0' ? withdrawn : []), 'CUSTOMER_FEEDBACK', 'HUMAN_AGENT']);
}

/** Section 1.4. */
function combinations({ profile, channel }: Edition): readonly JsonSchema[] {
  const template = (type: string): JsonSchema => ({
    properties: {
      message: inside({ attachment: inside({ payload: having('template_type', type) }, ['payload']) }, [
        'attachment',
      ]),
    },
    required: ['message'],
  });
  const tagged: JsonSchema = { required: ['tag'] };
  const rules: JsonSchema[] = [
    { required: ['recipient'], 'x-rule': 'TL-1' },
    notTogether('CB-1', ['message', 'sender_action'], {
      subcode: 2018014,
      message: 'Cannot send a message and a sender action in the same request',
    }),
    {
      if: { required: ['sender_action'] },
      then: {
        propertyNames: { enum: ['recipient', 'sender_action', 'persona_id', 'payload'] },
        'x-rule': 'CB-2',
        'x-graph': { message: 'A sender action goes only with recipient' },
      },
      else: { required: ['message'], 'x-rule': 'TL-3' },
    },
    when(
      { required: ['persona_id', 'sender_action'] },
      { properties: { sender_action: { enum: ['typing_on', 'typing_off'] } } },
      'CB-3',
      { message: 'Param persona_id goes only with a message, typing_on or typing_off' },
    ),
    when(tagged, having('messaging_type', 'MESSAGE_TAG'), 'CB-4', {
      message: 'Param messaging_type must be MESSAGE_TAG when tag is set',
    }),
    when(having('messaging_type', 'MESSAGE_TAG'), tagged, 'CB-5', {
      message: 'The parameter tag is required when messaging_type is MESSAGE_TAG',
    }),
    when(having('tag', 'CUSTOMER_FEEDBACK'), template('customer_feedback'), 'CB-8', {
      message: 'The message tag CUSTOMER_FEEDBACK can only be used with the customer_feedback template',
    }),
    {
      not: { allOf: [tagged, template('coupon')] },
      ...answer('TG-1', 'A coupon cannot be sent with a message tag'),
    },
  ];
  if (channel === 'instagram') {
    rules.push({
      not: { allOf: [tagged, privateReply] },
      ...answer('CB-9', 'A message tag cannot be used with a private reply'),
    });
  }
  return profile === 'current' ? [...rules, ...newerCombinations] : rules;
}

/** Of what came after v21.0. */
const newerCombinations: readonly JsonSchema[] = [
  when(having('sender_action', 'react'), payloadWith(['message_id', 'reaction']), 'CB-10', {
    message: 'A reaction needs payload with message_id and reaction',
  }),
  when(having('sender_action', 'unreact'), payloadWith(['message_id']), 'CB-10', {
    message: 'Removing a reaction needs payload with message_id',
  }),
  when(
    { required: ['payload'] },
    { properties: { sender_action: { enum: ['react', 'unreact'] } }, required: ['sender_action'] },
    'TL-5',
    { message: 'Param payload goes only with react and unreact' },
  ),
  when(
    having('messaging_type', 'UTILITY'),
    {
      properties: { message: inside({}, ['template']), recipient: inside({}, ['id']) },
      required: ['message', 'recipient'],
    },
    'CB-12',
    { message: 'A UTILITY message needs message[template] and recipient[id]' },
  ),
  when(
    { properties: { message: inside({}, ['template']) }, required: ['message'] },
    having('messaging_type', 'UTILITY'),
    'M-8',
    { message: 'Param message[template] goes only with messaging_type UTILITY' },
  ),
];

const privateReply: JsonSchema = {
  properties: { recipient: { anyOf: [inside({}, ['comment_id']), inside({}, ['post_id'])] } },
  required: ['recipient'],
};

function payloadWith(keys: readonly string[]): JsonSchema {
  return { properties: { payload: inside({}, keys) }, required: ['payload'] };
}

function inside(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required };
}

function when(
  condition: JsonSchema,
  consequence: JsonSchema,
  rule: string,
  refusal: JsonSchema['x-graph'],
): JsonSchema {
  // Said without `then`, so that the whole carries the answer and not its first failing part.
  return { anyOf: [{ not: condition }, consequence], 'x-rule': rule, 'x-graph': refusal };
}

function answer(rule: string, message: string): JsonSchema {
  return { 'x-rule': rule, 'x-graph': { message } };
}
