/** Sections 1.1, 6.4, 6.5, 8, 9 and 10: transport, uploads, answers, limits, batches, Instagram, disagreements. */
import {
  both,
  buttons,
  card,
  coupon,
  feedback,
  ig,
  igNow,
  image,
  long,
  media,
  now,
  old,
  type Rule,
  reply,
  rule,
  tested,
  under,
  untested,
  url,
  utility,
} from './rule.ts';

const hi = 'text: Hi';
const platform = 'run time';
const send = 'emulator/send.test.ts';
const uploads = 'emulator/uploads.test.ts';
const batch = 'emulator/batch.test.ts';
const limits = 'emulator/limits.test.ts';
const replies = (count: number) =>
  `${hi}\n${under('quick_replies', Array.from({ length: count }, (_, i) => `- R${i}`).join('\n'))}`;
const example = 'works as it is written, single quotes included';
const answersInOrder = 'is answered in order, each entry with code, headers and its body as text';

export const transport: readonly Rule[] = [
  tested('EP-1', 'POST to /v{N}.{M}/{page-id}/messages', send, example),
  tested('EP-2', '/me/messages with a Page token is the same', send, 'JSON body, token as a member'),
  untested(
    'EP-3',
    'the reference’s prose spells the edge with three s',
    'a slip of the page: sendspec writes messages',
  ),
  tested('EP-4', 'only POST', send, '%s on the edge'),
  untested(
    'EP-5',
    'a version stands in the path',
    'sendspec always writes one; which version answers is up to Meta',
  ),
  untested('EP-6', 'how long versions live', 'dates of Meta; sendspec speaks v21.0'),
  tested(
    'EP-7',
    'JSON, form or multipart',
    send,
    'token in the query, Bearer header and form with JSON in double quotes',
  ),
  tested('EP-8', 'single quotes are no JSON, though the reference has them', send, example),
  tested('EP-9', 'the token in query, form, body or header', send, 'everything in the query'),
  untested('EP-10', 'a Page token with pages_messaging', `${platform}: what a token may do`),
  tested(
    'EP-11',
    'appsecret_proof is HMAC-SHA256 of the token',
    limits,
    'in the query; a wrong token comes first; without a secret a proof does not matter',
  ),
  untested(
    'EP-12',
    'without review only people with a role get messages',
    `${platform}: access level of the app`,
  ),

  tested(
    'AU-1',
    'an upload has message.attachment with type and payload',
    'clients/messaging-api-messenger.test.ts',
    'by url and by file, then used in messages',
  ),
  tested('AU-2', 'platform: MESSENGER or INSTAGRAM', uploads, '%j is refused'),
  tested('AU-3', 'a file goes as multipart with filedata', uploads, 'is known by name, type and size'),
  tested('AU-4', 'image, audio, video, file', uploads, '%j is refused'),
  tested(
    'AU-5',
    'the answer has attachment_id',
    'clients/messaging-api-messenger.test.ts',
    'by url and by file, then used in messages',
  ),
  tested('AU-6', 'is_reusable in a message gives one too', send, 'a reusable attachment gets an id'),
  tested('AU-7', '25 MB, 90 days', uploads, '25 MB pass, a byte more does not'),
  tested(
    'AU-8',
    'Instagram Login spells it messageattachments',
    uploads,
    'GET is no way to see it, Instagram spells the edge in its own way',
  ),

  tested('R6.5-1', 'recipient_id and message_id', send, 'JSON body, token as a member'),
  tested(
    'R6.5-2',
    'no recipient_id for user_ref and phone numbers',
    send,
    'no recipient_id for user_ref and phone_number',
  ),
  tested(
    'R6.5-3',
    'private replies are answered like others',
    send,
    'a person is made up for a comment and stays the same',
  ),
  tested('R6.5-4', 'reusable media: attachment_id too', send, 'a reusable attachment gets an id'),
  tested('R6.5-5', 'actions: recipient_id only', send, 'a sender action has no message_id'),
  tested(
    'R6.5-6',
    'uploads: attachment_id',
    'clients/messaging-api-messenger.test.ts',
    'by url and by file, then used in messages',
  ),
  untested('R6.5-7', 'one page shows another shape', 'a slip of the page about calls'),

  untested(
    'RLM-1',
    '200 calls a day for each person',
    `${platform}: Meta counts; the runner obeys its answers and headers`,
  ),
  tested(
    'RLM-2',
    '300 texts a second for a Page',
    'send-api/limits.test.ts',
    'limits that belong to no field',
  ),
  tested(
    'RLM-3',
    '10 sounds or videos a second for a Page',
    limits,
    "Meta's figures with {}: 10 videos a second, texts go on",
  ),
  untested(
    'RLM-4',
    'many messages to one thread',
    'the number is not known; the emulator has a limit to set',
  ),
  tested(
    'RLM-5',
    'Instagram has its own',
    limits,
    "private replies by the hour, one person by the second, Instagram's own codes",
  ),
  tested(
    'RLM-6',
    '750 private replies an hour',
    limits,
    "private replies by the hour, one person by the second, Instagram's own codes",
  ),
  untested('RLM-7', 'Conversations API: 2 a second', 'sendspec does not call it'),
  tested(
    'RLM-8',
    'above 40 a second the inbox suffers',
    'send-api/limits.test.ts',
    'limits that belong to no field',
  ),
  untested(
    'RLM-9',
    'pictures and templates count as texts',
    'no page says so: the emulator counts them as texts',
  ),

  tested(
    'R8.2-1',
    'X-App-Usage in percent',
    limits,
    'by the hour: percentages grow, then 80006 with the minutes to wait',
  ),
  tested(
    'R8.2-2',
    'X-Business-Use-Case-Usage by Page',
    limits,
    'by the hour: percentages grow, then 80006 with the minutes to wait',
  ),
  untested('R8.2-3', 'headers of ads', 'other products'),
  tested('R8.2-4', 'Retry-After is not promised', 'send/transport.test.ts', 'reads Retry-After'),
  untested('R8.2-5', 'ids for Meta’s support', `${platform}: text without a meaning for sendspec`),

  tested('BA-1', 'batch: a list at the root', batch, 'as a form, at the root, without headers'),
  tested(
    'BA-2',
    'at most 50',
    'clients/messaging-api-messenger.test.ts',
    'the queue of facebook-batch: 50 at a time, failures apart',
  ),
  tested('BA-3', 'what an operation holds', batch, answersInOrder),
  tested('BA-4', 'the body is a form', batch, answersInOrder),
  tested('BA-5', 'tokens of operations', batch, 'in relative_url or body, with a proof of their own'),
  tested(
    'BA-6',
    'no order among those that do not depend',
    batch,
    'waits for what is slow; nobody waits for what comes later, or for himself',
  ),
  tested('BA-7', 'answers in order, bodies as text', batch, answersInOrder),
  tested(
    'BA-8',
    'null for what did not end',
    'clients/messaging-api-messenger.test.ts',
    'a null entry fails all items of the queue, though the others were sent',
  ),
  tested('BA-9', 'a failure has its code, the whole is 200', batch, answersInOrder),
  tested('BA-10', 'refused as a whole: one error', batch, 'its shape'),
  tested(
    'BA-11',
    'depends_on and JSONPath',
    batch,
    'a value of one goes into the next; the first is left out unless it asks not to be',
  ),
  tested(
    'BA-12',
    'the first of two is left out of the answer',
    batch,
    'a value of one goes into the next; the first is left out unless it asks not to be',
  ),
  tested('BA-13', 'after a failure the dependent is not run', batch, 'what depends on a failure is not run'),
  tested(
    'BA-14',
    '1/1357046: failed in name only',
    batch,
    'an error or a broken connection, after everything was recorded or before',
  ),
  tested('BA-15', 'attached_files', batch, 'attached_files names the part'),
];

export const instagram: readonly Rule[] = [
  tested(
    'R9-1',
    'hosts and edges',
    limits,
    'an Instagram account is judged by the rules of Instagram, me with its token too',
  ),
  untested('R9-2', 'tokens', `${platform}: what a token may do`),
  untested('R9-3', 'permissions', `${platform}: what a token may do`),
  rule(
    'R9-4',
    'recipients: id and comment_id',
    ig(`recipient: { id: "12" }\n${hi}`),
    ig(`recipient: { phone_number: "+1(212)555-2368" }\n${hi}`, 'error send-api/unsupported'),
  ),
  rule(
    'R9-5',
    'text: 1000 bytes',
    ig(`text: ${long(1001)}`, 'error length/too-long'),
    both(`text: ${long(1001)}`),
  ),
  rule('R9-6', 'messaging_type as on Messenger', ig(`messaging_type: UPDATE\n${hi}`)),
  rule(
    'R9-7',
    'HUMAN_AGENT only',
    ig(`tag: CUSTOMER_FEEDBACK\n${hi}`, 'error send-api/unsupported', 'error send-api/feedback-tag'),
  ),
  rule(
    'R9-8',
    'no notification_type, no persona_id',
    ig(`notification_type: NO_PUSH\n${hi}`, 'warning send-api/unsupported'),
  ),
  rule(
    'R9-9',
    'the same actions',
    ig('sender_action: mark_seen'),
    igNow('react: { message_id: m, reaction: love }'),
  ),
  rule('R9-10', 'reply_to since 2025-12-19', igNow(`reply_to: { mid: m }\n${hi}`)),
  rule(
    'R9-11',
    'generic, button, product',
    ig(card('')),
    ig(buttons('- A -> A')),
    ig('product: ["1"]'),
    ig(media(), 'error send-api/unsupported'),
    ig(coupon(), 'error send-api/unsupported'),
  ),
  rule('R9-12', 'web_url and postback', ig(buttons('- logout'), 'error send-api/unsupported')),
  rule(
    'R9-13',
    'quick replies without icons',
    ig(reply('title: A, payload: A')),
    ig(reply(`title: A, payload: A, image_url: ${image}`), 'warning send-api/unsupported'),
  ),
  rule(
    'R9-14',
    'images: png, jpeg, gif; up to 10',
    ig('image: https://a.example/x.webp', 'warning send-api/file-type'),
    both('image: https://a.example/x.webp'),
  ),
  rule(
    'R9-15',
    'audio: aac, m4a, wav, mp4',
    ig('audio: https://a.example/x.mp3', 'warning send-api/file-type'),
    ig('audio: https://a.example/x.m4a'),
  ),
  rule(
    'R9-16',
    'video: mp4, ogg, avi, mov, webm',
    ig('video: https://a.example/x.mkv', 'warning send-api/file-type'),
    ig('video: https://a.example/x.mov'),
  ),
  rule(
    'R9-17',
    'files: pdf',
    ig('file: https://a.example/x.docx', 'warning send-api/file-type'),
    ig('file: https://a.example/x.pdf'),
  ),
  rule(
    'R9-18',
    'hearts and own posts',
    ig('attachment: { type: like_heart }'),
    ig('attachment: { type: MEDIA_SHARE, payload: { id: "1" } }'),
  ),
  rule(
    'R9-19',
    'no feedback, no one-time notifications',
    ig(feedback(), 'error send-api/unsupported'),
    ig('one_time_notif_req: { title: A, payload: A }', 'error send-api/unsupported'),
  ),
  tested(
    'R9-20',
    'uploads have their edges',
    uploads,
    'GET is no way to see it, Instagram spells the edge in its own way',
  ),
  tested(
    'R9-21',
    'private replies within 7 days',
    'emulator/state.test.ts',
    'one for each comment, within seven days',
  ),
  untested('R9-22', 'what web clients show', 'the person’s client decides'),
];

export const disagreements: readonly Rule[] = [
  rule(
    'D-1',
    'a text of exactly 2000: error by v21.0, warning today',
    old(`text: ${long(2000)}`, 'error length/too-long'),
    now(`text: ${long(2000)}`, 'warning length/doubtful'),
    now(`text: ${long(1999)}`),
  ),
  rule(
    'D-2',
    'code points on Messenger, bytes on Instagram',
    both(`text: ${'😀'.repeat(1999)}`),
    ig(`text: ${'😀'.repeat(250)}`),
    ig(`text: ${'😀'.repeat(251)}`, 'error length/too-long'),
  ),
  tested(
    'D-3',
    'a missing messaging_type is RESPONSE, and said so',
    'send-api/rules.test.ts',
    'D-3: a missing messaging_type is RESPONSE, and said so',
  ),
  rule(
    'D-4',
    'withdrawn tags: warning, then error',
    old(`tag: ACCOUNT_UPDATE\n${hi}`, 'warning send-api/removed'),
    now(`tag: ACCOUNT_UPDATE\n${hi}`, 'error send-api/removed'),
  ),
  rule(
    'D-5',
    'a tag needs MESSAGE_TAG',
    both(
      `tag: CUSTOMER_FEEDBACK\nmessaging_type: RESPONSE\n${feedback()}`,
      'error send-api/tag-without-type',
    ),
  ),
  rule(
    'D-6',
    'HUMAN_AGENT on a private reply of Instagram is refused',
    ig(
      `tag: HUMAN_AGENT\nrecipient: { comment_id: "1" }\n${hi}`,
      'error send-api/private-reply-tag',
      'warning policy/human-agent-automated',
    ),
  ),
  rule(
    'D-7',
    'typing with a persona: warning',
    both('sender_action: typing_off\npersona_id: "1"', 'warning send-api/action-persona'),
  ),
  rule(
    'D-8',
    'more than 13 quick replies: error, more than 11: information',
    both(replies(13), 'information length/doubtful'),
    both(replies(14), 'error length/too-many'),
  ),
  rule(
    'D-9',
    'an empty title beside an icon: warning',
    both(reply(`title: "", payload: A, image_url: ${image}`), 'warning length/empty'),
  ),
  rule(
    'D-10',
    'a title over 20: error',
    both(reply(`title: ${long(21)}, payload: A`), 'error length/too-long'),
  ),
  rule(
    'D-11',
    'more than one button on media: information by v21.0',
    old(media({ buttons: '[A -> A, B -> B]' }), 'information length/doubtful'),
    now(media({ buttons: '[A -> A, B -> B]' })),
  ),
  rule(
    'D-12',
    'sharable is sent as written, nothing by default',
    both('generic: { sharable: false, elements: [ { title: A, subtitle: B } ] }'),
  ),
  rule(
    'D-13',
    'image_aspect_ratio: warning',
    both(
      'generic: { image_aspect_ratio: square, elements: [ { title: A, subtitle: B } ] }',
      'warning send-api/undocumented',
    ),
  ),
  rule(
    'D-14',
    '1_to_5: warning; days, not minutes',
    both(feedback({}, 'id: q1, type: csat, score_option: 1_to_5'), 'warning send-api/undocumented'),
    both(feedback({ expires_in_days: '2' })),
  ),
  rule(
    'D-15',
    'coupon is a template; the singular token: warning',
    both(coupon()),
    both(`recipient: { notification_message_token: a }\n${hi}`, 'warning send-api/undocumented'),
  ),
  tested(
    'D-16',
    '1545041: the person, no retry',
    'send-api/rules.test.ts',
    '10, 613 and 1545041 mean what their subcodes say',
  ),
  tested(
    'D-17',
    'code 10 by its subcode',
    'send-api/rules.test.ts',
    '10, 613 and 1545041 mean what their subcodes say',
  ),
  untested(
    'D-18',
    'Instagram: 100 or 300 a second',
    'a setting of the runner (--rate); the emulator has a limit to set',
  ),
  untested('D-19', 'order in a batch', 'the runner never relies on it'),
  tested('D-20', '25 MB for all, 8 MB for images by URL', uploads, '25 MB pass, a byte more does not'),
  rule(
    'D-21',
    'payload of react is a mapping',
    now('sender_action: react\npayload: "{}"', 'error send-api/wrong-kind'),
  ),
  rule(
    'D-22',
    'template inside message',
    now('messaging_type: UTILITY\nmessage: { template: { name: a, language: { code: en } } }'),
    now(utility()),
  ),
  rule(
    'D-23',
    'one-time notifications: warning',
    both('one_time_notif_req: { title: A, payload: A }', 'warning send-api/deprecated'),
  ),
  rule(
    'D-24',
    'account_link has url',
    both(
      buttons(`- { type: account_link, account_linking_url: ${url} }`),
      'error send-api/missing-field',
      'error send-api/unknown-field',
    ),
  ),
  rule(
    'D-25',
    'two spellings of phone numbers',
    both(`recipient: { phone_number: "12125552368" }\n${hi}`, 'warning send-api/deprecated'),
    both(
      `recipient: { phone_number: "phone" }\n${hi}`,
      'warning send-api/deprecated',
      'warning send-api/format',
    ),
  ),
  rule(
    'D-26',
    'values in another case: error',
    both('sender_action: MARK_SEEN', 'error send-api/unknown-value'),
    both(`notification_type: regular\n${hi}`, 'error send-api/unknown-value'),
  ),
  tested('D-27', 'the edge is messages', send, example),
  rule('D-28', 'Instagram: 1000 bytes', ig(`text: ${long(1001)}`, 'error length/too-long')),
  rule(
    'D-29',
    'Instagram takes all kinds of quick replies',
    ig(`${hi}\nquick_replies: [user_email, user_phone_number, Yes]`),
  ),
];
