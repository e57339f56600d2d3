/** Who gets the message (rules 1.3): exactly one identifying key. */
import {
  characters,
  fact,
  field,
  format,
  messengerOnly,
  object,
  text,
  undocumented,
  withdrawn,
} from './facts.ts';
import type { Fact, Field, ObjectShape } from './schema.ts';

const seed = (rule: string): Fact => fact(rule, 'SEED, SM', 'seed+');
const notOnInstagram = messengerOnly(
  fact('R9-4', 'SEED, IG-SM, IG-PR', 'seed+'),
  'address people on Instagram by id or comment_id',
);

/** Each key is refused when empty. */
const filled = (from: Fact) => ({ limits: [characters(from, 1, undefined)] });

const legacy = (rule: string, source: string): Field['availability'] => [
  notOnInstagram,
  { ...fact(rule, source, '2+'), level: 'warning', status: 'legacy', replacement: 'address people by id' },
];

const personName = object('name', 'Helps to match a phone number with a person.', {
  first_name: field(fact('RC-9', 'YM, TTC, VX', '2+'), 'Given name.', text()),
  last_name: field(fact('RC-9', 'YM, TTC, VX', '2+'), 'Family name.', text()),
});

const unknown = (key: string): Field =>
  field(
    fact('RC-10', 'TTC', '1'),
    `Named ${key} in Meta’s generated schema, without documentation.`,
    text(),
    {
      availability: [undocumented(fact('RC-10', 'TTC', '1'))],
    },
  );

export const recipient: ObjectShape = object(
  'recipient',
  'Who gets the message: exactly one identifying key.',
  {
    id: field(
      seed('RC-1'),
      'Page-scoped id of the person (on Instagram the Instagram-scoped id).',
      text({
        ...filled(seed('RC-1')),
        formats: [format(fact('RC-1', 'SEED, SM', 'seed+'), 'numeric-id', 'information')],
      }),
    ),
    user_ref: field(seed('RC-2'), 'Reference from the checkbox plugin.', text(filled(seed('RC-2'))), {
      availability: [notOnInstagram],
    }),
    comment_id: field(
      seed('RC-3'),
      'Comment that gets a private reply: one message, within 7 days.',
      text(filled(seed('RC-3'))),
    ),
    post_id: field(
      seed('RC-4'),
      'Visitor post that gets a private reply: one message, within 7 days.',
      text(filled(seed('RC-4'))),
      {
        availability: [notOnInstagram],
      },
    ),
    phone_number: field(
      fact('RC-5', 'SEED, YM, VX, TTC', '2+'),
      'Phone number of a customer (customer matching, United States only, closed to new Pages).',
      text({
        ...filled(fact('RC-5', 'TTC', '2+')),
        formats: [format(fact('D-25', 'YM, VX', '2+'), 'loose-phone-number', 'warning')],
      }),
      { availability: legacy('RC-5', 'SEED, YM, VX, TTC') },
    ),
    one_time_notif_token: field(
      fact('RC-6', 'YM, TTC, T-OTN', '2+'),
      'Token of a one-time notification opt-in: good for one message within a year.',
      text(filled(fact('RC-6', 'TTC', '2+'))),
      { availability: legacy('RC-6', 'YM, TTC, T-OTN') },
    ),
    notification_messages_token: field(
      fact('RC-7', 'TTC, CO, ERR, MM', '2+'),
      'Token of a recurring notification opt-in.',
      text(filled(fact('RC-7', 'TTC', '2+'))),
      {
        availability: [
          notOnInstagram,
          ...withdrawn(
            fact('RC-7', 'TTC, CO, ERR, MM', '2+'),
            '2026-02-10',
            'use the Marketing Messages API',
          ),
        ],
      },
    ),
    notification_message_token: field(
      fact('RC-8', 'T-CPN', '1'),
      'A spelling of notification_messages_token that only the coupon page uses.',
      text(filled(fact('RC-8', 'TTC', '1'))),
      {
        availability: [
          notOnInstagram,
          {
            ...fact('RC-8', 'T-CPN', '1'),
            level: 'warning',
            status: 'undocumented',
            replacement: 'write notification_messages_token',
          },
        ],
      },
    ),
    name: field(fact('RC-9', 'YM, TTC, VX', '2+'), 'Only beside phone_number.', personName, {
      availability: [notOnInstagram],
    }),
    player_id: unknown('player_id'),
    login_id: unknown('login_id'),
    follow_id: unknown('follow_id'),
    story_id: unknown('story_id'),
    poll_response_id: unknown('poll_response_id'),
  },
);

/** Keys of the recipient that do not identify anybody by themselves (RC-9). */
export const recipientCompanions: readonly string[] = ['name'];

/** Recipients of a private reply (PR-1), and recipients that need no tag (CB-9). */
export const privateReplyKeys: readonly string[] = ['comment_id', 'post_id'];
export const tokenKeys: readonly string[] = [
  'one_time_notif_token',
  'notification_messages_token',
  'notification_message_token',
];
