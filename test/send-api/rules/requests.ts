/** Sections 1.2 to 1.4: the request, its recipient, what goes together. */
import { both, coupon, feedback, ig, igNow, now, old, type Rule, rule, untested, utility } from './rule.ts';

const hi = 'text: Hi';
const to = (recipient: string) => `recipient: ${recipient}\n${hi}`;

export const requests: readonly Rule[] = [
  rule(
    'TL-1',
    'recipient: a mapping; the runner fills in a missing one',
    both(to('{ id: "12" }')),
    both(to('[a]'), 'error send-api/wrong-kind'),
  ),
  rule(
    'TL-2',
    'messaging_type is one of three; a missing one is filled in',
    both(`messaging_type: UPDATE\n${hi}`),
    both(`messaging_type: REPLY\n${hi}`, 'error send-api/unknown-value'),
  ),
  rule('TL-2b', 'UTILITY is newer than v21.0', now(utility()), old(utility(), 'error send-api/newer')),
  rule(
    'TL-2c',
    'NON_PROMOTIONAL_SUBSCRIPTION is gone',
    both(`messaging_type: NON_PROMOTIONAL_SUBSCRIPTION\n${hi}`, 'error send-api/removed'),
  ),
  rule(
    'TL-3',
    'exactly one of message and sender_action',
    both('recipient: { id: "12" }\nmessaging_type: RESPONSE', 'error send-api/message-or-action'),
  ),
  rule(
    'TL-4',
    'sender_action is one of three',
    both('sender_action: typing_off'),
    both('sender_action: wave', 'error send-api/unknown-value'),
  ),
  rule(
    'TL-4b',
    'react and unreact are newer than v21.0',
    now('react: { message_id: m_1, reaction: 👍 }'),
    now('unreact: { message_id: m_1 }'),
    old('unreact: { message_id: m_1 }', 'error send-api/newer'),
  ),
  rule(
    'TL-5',
    'a top-level payload goes with react and unreact only',
    now('sender_action: react\npayload: { message_id: m_1, reaction: 👍 }'),
    both(`${hi}\npayload: { message_id: m_1 }`, 'error send-api/reaction'),
  ),
  rule(
    'TL-6',
    'notification_type is one of three',
    both(`notification_type: NO_PUSH\n${hi}`),
    both(`notification_type: LOUD\n${hi}`, 'error send-api/unknown-value'),
  ),
  rule('TL-7', 'tag is a known one', both(`tag: WEATHER_UPDATE\n${hi}`, 'error send-api/unknown-value')),
  rule(
    'TL-8',
    'persona_id is a number as text',
    both(`persona_id: "123"\n${hi}`),
    both(`persona_id: anna\n${hi}`, 'warning send-api/format'),
  ),
  rule(
    'TL-9',
    'reply_to names a message by mid; newer than v21.0',
    now(`reply_to: { mid: m_1 }\n${hi}`),
    old(`reply_to: { mid: m_1 }\n${hi}`, 'error send-api/newer'),
  ),
  rule(
    'TL-10',
    'thread_control is undocumented',
    both(`thread_control: {}\n${hi}`, 'error send-api/undocumented'),
    both(`${hi}\nunchecked: { thread_control: {} }`),
  ),
  rule('TL-11', 'folder is undocumented', both(`folder: PARTNERSHIP\n${hi}`, 'error send-api/undocumented')),
  rule(
    'TL-12',
    'suggestion_action is undocumented',
    both(`suggestion_action: ACCEPT\n${hi}`, 'error send-api/undocumented'),
  ),
  rule('TL-13', 'tokens do not stand in files', both(`access_token: EAAB\n${hi}`, 'error spec/unknown-key')),
  rule('TL-14', 'any other key is refused', both(`colour: red\n${hi}`, 'error spec/unknown-key')),

  rule(
    'RC-1',
    'id is a text, of digits by what is known',
    both(to('{ id: "12" }')),
    both(to('{ id: anna }'), 'information send-api/format'),
    both(to('{ id: "" }'), 'error length/empty'),
  ),
  rule(
    'RC-2',
    'user_ref, not on Instagram',
    both(to('{ user_ref: abc }')),
    ig(to('{ user_ref: abc }'), 'error send-api/unsupported'),
  ),
  rule(
    'RC-3',
    'comment_id, on both channels',
    both(to('{ comment_id: "1_2" }')),
    ig(to('{ comment_id: "1_2" }')),
  ),
  rule(
    'RC-4',
    'post_id, not on Instagram',
    both(to('{ post_id: "1_2" }')),
    ig(to('{ post_id: "1_2" }'), 'error send-api/unsupported'),
  ),
  rule(
    'RC-5',
    'phone_number is outdated',
    both(to('{ phone_number: "+1(212)555-2368" }'), 'warning send-api/deprecated'),
  ),
  rule(
    'RC-6',
    'one_time_notif_token is outdated',
    both(to('{ one_time_notif_token: abc }'), 'warning send-api/deprecated'),
  ),
  rule(
    'RC-7',
    'notification_messages_token ended on 2026-02-10',
    old(to('{ notification_messages_token: abc }'), 'warning send-api/removed'),
    now(to('{ notification_messages_token: abc }'), 'error send-api/removed'),
  ),
  rule(
    'RC-8',
    'notification_message_token is a slip of one page',
    both(to('{ notification_message_token: abc }'), 'warning send-api/undocumented'),
  ),
  rule(
    'RC-9',
    'name stands beside phone_number only',
    both(to('{ name: { first_name: A } }'), 'error send-api/recipient-key'),
    both(to('{ id: "12", name: { first_name: A } }'), 'error send-api/recipient-key'),
  ),
  rule(
    'RC-10',
    'keys of the generated schema alone are refused',
    both(to('{ login_id: "1" }'), 'error send-api/undocumented'),
  ),

  rule(
    'CB-1',
    'an action and a message are two requests',
    both(`sender_action: mark_seen\n${hi}`, 'error send-api/message-or-action'),
  ),
  rule(
    'CB-2',
    'an action goes with recipient only',
    both('sender_action: mark_seen\nnotification_type: NO_PUSH', 'error send-api/action-alone'),
  ),
  rule(
    'CB-3',
    'typing with a persona is doubtful',
    both('sender_action: typing_on\npersona_id: "1"', 'warning send-api/action-persona'),
  ),
  rule(
    'CB-4',
    'a tag needs MESSAGE_TAG',
    both(`tag: CUSTOMER_FEEDBACK\nmessaging_type: UPDATE\n${feedback()}`, 'error send-api/tag-without-type'),
  ),
  rule(
    'CB-5',
    'MESSAGE_TAG needs a tag',
    both(`messaging_type: MESSAGE_TAG\n${hi}`, 'error send-api/type-without-tag'),
  ),
  untested(
    'CB-6',
    'RESPONSE and UPDATE are for the 24 hours',
    'run time: only the thread knows when the person wrote last',
  ),
  untested(
    'CB-7',
    'MESSAGE_TAG is for outside the 24 hours',
    'run time: only the thread knows when the person wrote last',
  ),
  rule(
    'CB-8',
    'CUSTOMER_FEEDBACK goes with its template only',
    both(`tag: CUSTOMER_FEEDBACK\n${feedback()}`),
    both(`tag: CUSTOMER_FEEDBACK\n${hi}`, 'error send-api/feedback-tag'),
  ),
  rule(
    'CB-9',
    'a private reply needs no tag',
    both(
      `tag: CUSTOMER_FEEDBACK\nrecipient: { comment_id: "1" }\n${feedback()}`,
      'warning send-api/private-reply-tag',
    ),
    ig(
      `tag: HUMAN_AGENT\nrecipient: { comment_id: "1" }\n${hi}`,
      'error send-api/private-reply-tag',
      'warning policy/human-agent-automated',
    ),
  ),
  rule(
    'CB-10',
    'react needs message_id and reaction, unreact message_id',
    now('react: { message_id: m_1 }', 'error send-api/reaction'),
    now('unreact: {}', 'error send-api/missing-field'),
  ),
  rule(
    'CB-11',
    'reply_to goes with a message and needs mid',
    now('sender_action: typing_on\nreply_to: { mid: m_1 }', 'error send-api/action-alone'),
    now(`reply_to: {}\n${hi}`, 'error send-api/missing-field'),
  ),
  rule(
    'CB-12',
    'UTILITY goes with template, and template with UTILITY',
    now(`messaging_type: UTILITY\n${hi}`, 'error send-api/utility'),
    now('template: { name: order, language: { code: en } }', 'error send-api/utility'),
  ),
  untested(
    'CB-13',
    'no typing_on and typing_off in one batch',
    'the runner puts steps of one person into separate requests, never into one batch',
  ),
  rule(
    'CB-14',
    'notification_type and persona_id are for Messenger',
    ig(`notification_type: NO_PUSH\n${hi}`, 'warning send-api/unsupported'),
    igNow(`persona_id: "1"\n${hi}`, 'warning send-api/unsupported'),
  ),

  rule(
    'SN-1',
    'an action’s body holds recipient and action only',
    both('recipient: { id: "12" }\nsender_action: mark_seen'),
    both('sender_action: mark_seen\nmessaging_type: RESPONSE', 'error send-api/action-alone'),
  ),
  rule(
    'SN-2',
    'the typing sign shows for 20 seconds',
    both('- typing: 20s\n- Hi'),
    both('- typing: 21s\n- Hi', 'error spec/too-long-pause'),
  ),
  {
    id: 'SN-3',
    words: 'an action is answered without message_id',
    test: { file: 'emulator/send.test.ts', title: 'a sender action has no message_id' },
  },
  rule(
    'SN-4',
    'a reaction is an emoji; Instagram’s page names love',
    now('react: { message_id: m_1, reaction: 👍 }'),
    now('react: { message_id: m_1, reaction: nice }', 'warning send-api/format'),
    igNow('react: { message_id: m_1, reaction: love }'),
    igNow('react: { message_id: m_1, reaction: 👍 }', 'warning send-api/format'),
  ),
  rule(
    'SN-5',
    'actions are written in small letters',
    both('sender_action: TYPING_ON', 'error send-api/unknown-value'),
  ),

  rule(
    'PR-1',
    'a comment or post may get any kind of message',
    both(`recipient: { comment_id: "1" }\ngeneric: [ { title: A, subtitle: B } ]`),
    both(`recipient: { post_id: "1" }\n${coupon()}`),
  ),
  rule(
    'PR-2',
    'one message for each comment or post',
    both('recipient: { post_id: "1" }\nsteps: [A, B]', 'error send-api/second-private-reply'),
    both('recipient: { id: "1" }\nsteps: [A, B]'),
  ),
  untested('PR-3', 'more messages only when the person has answered', 'run time: the window'),
  untested('PR-4', 'no private reply in the name of another Page', 'run time: who owns the comment'),
  untested('PR-5', 'comments on reels and in groups count too', 'run time: what the comment belongs to'),
  rule(
    'PR-6',
    'no HUMAN_AGENT on private replies of Instagram',
    ig(
      `tag: HUMAN_AGENT\nrecipient: { comment_id: "1" }\n${hi}`,
      'error send-api/private-reply-tag',
      'warning policy/human-agent-automated',
    ),
  ),
  {
    id: 'PR-7',
    words: 'a comment that is no target is 100/2534025 on Instagram',
    test: { file: 'emulator/state.test.ts', title: 'Instagram has a code for all of it' },
  },

  {
    id: 'PE-1',
    words: 'a persona is made of a name and a picture',
    test: { file: 'emulator/personas.test.ts', title: 'made, shown, listed page by page, deleted' },
  },
  {
    id: 'PE-2',
    words: 'a persona’s name has at most 50 characters',
    test: { file: 'send-api/limits.test.ts', title: 'limits that belong to no field' },
  },
  untested(
    'PE-3',
    'a persona’s picture has at most 8 MB',
    'run time: Meta fetches it; message files do not make personas',
  ),
  {
    id: 'PE-4',
    words: 'personas are listed, shown and deleted',
    test: { file: 'emulator/personas.test.ts', title: 'made, shown, listed page by page, deleted' },
  },
  rule(
    'PE-5',
    'persona_id stands beside message, not inside',
    both('message: { text: Hi, persona_id: "1" }', 'error send-api/unknown-field'),
  ),
  rule('PE-6', 'no personas on Instagram', ig(`persona_id: "1"\n${hi}`, 'warning send-api/unsupported')),
];
