/** `message` (rules 2.1) and the utility message inside it (rules 3.13). */
import { attachment, attachments, attachmentsAvailability } from './attachment.ts';
import {
  characters,
  choice,
  fact,
  field,
  integer,
  list,
  newer,
  object,
  required,
  text,
  undocumented,
} from './facts.ts';
import { quickReplies } from './quick-replies.ts';
import type { Field, ObjectShape, TextShape } from './schema.ts';

const utility = (rule: string) => fact(rule, 'UM', '1');

const parameter: ObjectShape = object('template parameter', 'What fills one place of the approved text.', {
  type: required(utility('R3.13-3'), 'Always text.', choice([{ value: 'text', doc: 'Words.' }])),
  text: required(utility('R3.13-3'), 'The words.', text()),
  parameter_name: field(
    fact('R3.13-3', 'UM, CL', '2+'),
    'Name of the place, in templates with named places.',
    text(),
  ),
});

const component: ObjectShape = object('template component', 'Parameters of one part of the template.', {
  type: required(
    utility('R3.13-3'),
    'Which part.',
    choice([
      { value: 'header', doc: 'The header.' },
      { value: 'body', doc: 'The body.' },
    ]),
  ),
  parameters: field(utility('R3.13-3'), 'One per place of the part.', list(parameter)),
});

/** `message.template`: an approved utility template of the Page. */
export const utilityTemplate: ObjectShape = object(
  'utility template',
  'A template that Meta approved for the Page; no marketing.',
  {
    name: required(utility('R3.13-1'), 'Name of the approved template.', text()),
    language: required(
      utility('R3.13-2'),
      'Language of the template.',
      object('template language', 'Language of the template.', {
        code: required(utility('R3.13-2'), 'As en or en_US.', text()),
      }),
    ),
    components: field(
      fact('R3.13-3', 'UM, CL', '2+'),
      'What fills the places of the template.',
      list(component),
    ),
  },
);

const messageText: TextShape = text({
  limits: [
    characters(fact('M-1d', 'IG-SM', '1'), 1, 1000, { channel: 'instagram' }),
    characters(fact('M-1', 'SEED', 'seed'), 1, 1999, { profile: 'v21.0' }),
    characters(fact('M-1', 'SEED, SM', 'seed+'), 1, 2000),
  ].map((limit) => (limit.channel === 'instagram' ? { ...limit, unit: 'bytes' as const } : limit)),
  cautions: [
    characters(fact('D-1', 'SEED', 'seed'), 0, 1999, {
      profile: 'current',
      channel: 'messenger',
      level: 'warning',
    }),
  ],
});

const metadata: TextShape = text({
  limits: [
    characters(fact('M-6', 'SEED', 'seed'), 0, 999, { profile: 'v21.0' }),
    characters(fact('M-6', 'SEED, SO, KX', 'seed+'), 0, 1000),
  ],
  cautions: [characters(fact('M-6', 'SEED', 'seed'), 0, 999, { profile: 'current', level: 'warning' })],
});

const unknown = (): Field =>
  field(
    fact('M-10', 'PM', '1'),
    'In Meta’s generated schema, without documentation.',
    { kind: 'any' },
    {
      availability: [undocumented(fact('M-10', 'PM', '1'))],
    },
  );

export const message: ObjectShape = object(
  'message',
  'What the person sees: text, or one attachment, with quick replies if you like.',
  {
    text: field(
      fact('M-1', 'SEED', 'seed'),
      'Plain text, UTF-8. On Instagram at most 1000 bytes.',
      messageText,
    ),
    attachment: field(
      fact('M-2', 'SEED, SM', 'seed+'),
      'A file or a template; not together with text.',
      attachment,
    ),
    attachments: field(
      fact('M-4', 'SM, IG-SM, CL', '2+'),
      'Several images; alone in the message.',
      attachments,
      {
        availability: attachmentsAvailability,
      },
    ),
    quick_replies: field(
      fact('M-5', 'SEED, QR, RF', 'seed+'),
      'Up to 13 buttons that vanish after a tap or the next message.',
      quickReplies,
    ),
    metadata: field(
      fact('M-6', 'SEED, SO, KX', 'seed+'),
      'Text of yours that comes back in message_echoes.',
      metadata,
    ),
    sticker_id: field(fact('M-7', 'CL', '1'), 'A sticker of Meta’s own; alone in the message.', integer(), {
      availability: [newer(fact('M-7', 'CL', '1'), '2026-06-01', 'send an image')],
    }),
    template: field(
      fact('M-8', 'UM', '1'),
      'An approved utility template; goes with messaging_type UTILITY.',
      utilityTemplate,
      {
        availability: [newer(fact('M-8', 'UM', '1'), '2025-01-01')],
      },
    ),
    dynamic_text: field(
      fact('M-9', 'PM, RS', '2+'),
      'Left over from the broadcast API.',
      { kind: 'any' },
      {
        availability: [
          {
            ...fact('M-9', 'PM, RS', '2+'),
            level: 'error',
            status: 'removed',
            replacement: 'write the text with {{expressions}} instead',
          },
        ],
      },
    ),
    a2ui: unknown(),
    quick_reply_type: unknown(),
  },
  {
    misplaced: {
      is_reusable: 'it belongs in attachment.payload',
      reply_to: 'it belongs beside message, not inside it',
      persona_id: 'it belongs beside message, not inside it',
      tag: 'it belongs beside message, not inside it',
      messaging_type: 'it belongs beside message, not inside it',
      notification_type: 'it belongs beside message, not inside it',
      recipient: 'it belongs beside message, not inside it',
      sender_action: 'an action is a request of its own, without message',
    },
  },
);

/** The keys of a message of which exactly one must be there (M-1 … M-4, M-7, CB-12). */
export const contentKeys: readonly string[] = [
  'text',
  'attachment',
  'attachments',
  'sticker_id',
  'template',
  'dynamic_text',
];
/** Content that quick replies can hang on. */
export const quickReplyHosts: readonly string[] = ['text', 'attachment'];
