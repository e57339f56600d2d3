import {
  attachmentId,
  boolean,
  chosenBy,
  type Edition,
  exactlyOne,
  type JsonSchema,
  list,
  object,
  text,
  url,
} from './schema.ts';
import { templateSchema } from './templates.ts';

/** `message` (M-1 to M-11). What Meta published after the v21.0 reference is in `current` only. */
export function messageSchema(edition: Edition): JsonSchema {
  const { profile, channel } = edition;
  const newer = profile === 'current';
  const contents = ['text', 'attachment', ...(newer ? ['attachments', 'sticker_id', 'template'] : [])];
  return object(
    {
      text: messageText(edition),
      attachment: attachmentSchema(edition),
      quick_replies: list('Q-1', quickReply, 1, 13),
      metadata: text('M-6', 0, newer ? 1000 : 999),
      ...(newer
        ? {
            attachments: list('M-4', imageItem(channel), 1, channel === 'instagram' ? 10 : 30),
            sticker_id: { type: 'integer', 'x-rule': 'M-7' },
            template: utilityTemplate,
          }
        : {}),
    },
    [],
    {
      'x-rule': 'TL-3',
      allOf: [
        {
          anyOf: contents.map((key) => ({ required: [key] })),
          'x-rule': 'M-1',
          'x-graph': { message: 'Message cannot be empty, must provide valid attachment or text' },
        },
        exactlyOne('M-3', contents, {
          message: `Param {param} must have only one of ${contents.join(', ')}`,
        }),
        {
          if: { required: ['quick_replies'] },
          then: {
            anyOf: [{ required: ['text'] }, { required: ['attachment'] }],
            'x-rule': 'Q-9',
            'x-graph': { message: 'Param {param}[quick_replies] needs text or an attachment beside it' },
          },
        },
      ],
    },
  );
}

/** M-1 to M-1d, D-1: the v21.0 reference says fewer than 2000, the server "at most 2000". */
function messageText({ profile, channel }: Edition): JsonSchema {
  if (channel === 'instagram') return text('M-1d', 1, undefined, { maxBytes: 1000 });
  return text('M-1', 1, profile === 'v21.0' ? 1999 : 2000);
}

const title = text('Q-4', 1, 20);
const replyPayload = { type: ['string', 'number'], maxLength: 1000, 'x-rule': 'Q-6' };

/** An image may stand in for the title; phone and e-mail replies have no image. */
const quickReply: JsonSchema = chosenBy(
  'content_type',
  [
    object(
      {
        content_type: { const: 'text' },
        title: text('Q-4', 0, 20),
        payload: replyPayload,
        image_url: url('Q-7'),
      },
      ['content_type', 'title', 'payload'],
      {
        if: { not: { required: ['image_url'] } },
        then: { properties: { title: { minLength: 1, 'x-rule': 'Q-5' } } },
      },
    ),
    ...['user_phone_number', 'user_email'].map((type) =>
      object({ content_type: { const: type }, title, payload: replyPayload }, ['content_type']),
    ),
  ],
  { 'x-rule': 'Q-2' },
);

/** `message.attachment`. */
function attachmentSchema(edition: Edition): JsonSchema {
  const media = ['audio', 'file', 'image', 'video'].map((type) =>
    object({ type: { const: type }, payload: mediaPayload }, ['type', 'payload'], { 'x-rule': 'A-1' }),
  );
  const template = object({ type: { const: 'template' }, payload: templateSchema(edition) }, [
    'type',
    'payload',
  ]);
  const instagram = [
    object({ type: { const: 'like_heart' } }, ['type'], { 'x-rule': 'A-1b' }),
    object({ type: { const: 'MEDIA_SHARE' }, payload: object({ id: text('A-1b', 1) }, ['id']) }, [
      'type',
      'payload',
    ]),
  ];
  const variants = [...media, template, ...(edition.channel === 'instagram' ? instagram : [])];
  return chosenBy('type', variants, { 'x-rule': 'A-1' });
}

const mediaPayload: JsonSchema = object(
  { url: url('A-9'), attachment_id: attachmentId('A-2'), is_reusable: boolean('A-3') },
  [],
  {
    allOf: [
      exactlyOne('A-2', ['url', 'attachment_id'], {
        message: 'Param {param} must have exactly one of url and attachment_id',
      }),
    ],
  },
);

/** */
function imageItem(channel: Edition['channel']): JsonSchema {
  const payload =
    channel === 'instagram'
      ? object({ url: url('A-13'), attachment_id: attachmentId('A-13') }, [], {
          minProperties: 1,
          maxProperties: 1,
          'x-rule': 'A-13',
        })
      : object({ url: url('A-13') }, ['url']);
  return object({ type: { const: 'image', 'x-rule': 'A-13' }, payload }, ['type', 'payload']);
}

/** R3.13-1 to R3.13-3. */
const utilityTemplate: JsonSchema = object(
  {
    name: text('R3.13-1', 1),
    language: object({ code: text('R3.13-2', 1) }, ['code']),
    components: list(
      'R3.13-3',
      object(
        {
          type: { enum: ['header', 'body'], 'x-rule': 'R3.13-3' },
          parameters: list(
            'R3.13-3',
            object(
              { type: { const: 'text' }, text: text('R3.13-3', 1), parameter_name: text('R3.13-3', 1) },
              ['type', 'text'],
            ),
            0,
          ),
        },
        ['type'],
      ),
      0,
    ),
  },
  ['name', 'language'],
);
