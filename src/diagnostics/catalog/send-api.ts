/** What Meta would refuse (error), and what works but should not be relied on (warning). */
import { entry } from '../entry.ts';

/** A file with one message `m`; `head` goes above `messages:`. */
function file(message: string, head = 'defaults: { messaging_type: RESPONSE }\n'): string {
  const lines = message.split('\n').map((line) => (line === '' ? line : `    ${line}`));
  return `${head}messages:\n  m:\n${lines.join('\n')}\n`;
}

const current = 'api: current\ndefaults: { messaging_type: RESPONSE }\n';
const bare = '';

const card = `generic:
  - title: Mug
    subtitle: Blue, 0.3 l`;

export const sendApi = {
  'send-api/unknown-field': entry<{ field: string; object: string; hint: string }>({
    severity: 'error',
    message: ({ field, object, hint }) => `"${field}" is not a field of ${object}.${hint}`,
    explain:
      'The Send API refuses fields that it does not know, and so does sendspec, because most of them are slips of the pen. Correct the name, or move the field to where it belongs. A field that Meta has introduced and sendspec does not know yet can be sent under "unchecked".',
    bad: file(`${card}\n    sub_titel: Blue`),
    good: file(card),
  }),
  'send-api/missing-field': entry<{ field: string; object: string; hint: string }>({
    severity: 'error',
    message: ({ field, object, hint }) => `${object} needs "${field}": add it.${hint}`,
    explain: 'The Send API refuses the object without this field.',
    bad: file('generic:\n  - subtitle: Blue, 0.3 l'),
    good: file(card),
  }),
  'send-api/field-may-be-missing': entry<{ field: string; object: string }>({
    severity: 'warning',
    message: ({ field, object }) =>
      `${object} needs "${field}", but its "when" can leave it out: move "when" to the object itself, or give the field a value for the other case too.`,
    explain:
      'A field with "when" is left out where the condition is false. The Send API refuses the object without this field, so such a message could not be sent.',
    bad: file(
      `receipt:
  recipient_name: Ana
  order_number: A-1
  currency: EUR
  payment_method: Visa
  summary: { when: paid, total_cost: 5 }`,
      'params: { paid: boolean }\ndefaults: { messaging_type: RESPONSE }\n',
    ),
    good: file(`receipt:
  recipient_name: Ana
  order_number: A-1
  currency: EUR
  payment_method: Visa
  summary: { total_cost: 5 }`),
  }),
  'send-api/wrong-kind': entry<{ field: string; expected: string; found: string; hint: string }>({
    severity: 'error',
    message: ({ field, expected, found, hint }) => `"${field}" must be ${expected}, not ${found}.${hint}`,
    explain:
      'The Send API expects a text, a list or a mapping in each place. In YAML the items of a list begin with a dash; the fields of a mapping are "key: value" lines.',
    bad: file('generic:\n  - title: Mug\n    subtitle: { text: Blue }'),
    good: file(card),
  }),
  'send-api/number': entry<{ field: string; expected: string; value: string }>({
    severity: 'error',
    message: ({ field, expected, value }) =>
      `"${field}" must be ${expected}, not the text "${value}": write a number without quotes, or exactly one expression.`,
    explain:
      'In a number\'s place stands a YAML number (12.5) or one expression whose value is a number ("{{order.total}}"). An expression with other text around it makes a text of both.',
    bad: file(`receipt:
  recipient_name: Ana
  order_number: A-1
  currency: EUR
  payment_method: Visa
  summary: { total_cost: 5 EUR }`),
    good: file(`receipt:
  recipient_name: Ana
  order_number: A-1
  currency: EUR
  payment_method: Visa
  summary: { total_cost: 5 }`),
  }),
  'send-api/boolean': entry<{ field: string; value: string }>({
    severity: 'error',
    message: ({ field, value }) =>
      `"${field}" must be true or false, not the text "${value}": write true or false without quotes, or exactly one expression.`,
    explain: 'YAML 1.2 knows true and false; yes, no, on and off are texts.',
    bad: file('attachment:\n  type: image\n  payload: { url: https://cdn.example/a.png, is_reusable: yes }'),
    good: file(
      'attachment:\n  type: image\n  payload: { url: https://cdn.example/a.png, is_reusable: true }',
    ),
  }),
  'send-api/number-range': entry<{ field: string; value: number; range: string }>({
    severity: 'error',
    message: ({ field, value, range }) => `"${field}" is ${value}, allowed is ${range}: change it.`,
    explain: 'The Send API accepts numbers of this range only.',
    bad: file(feedback('expires_in_days: 30')),
    good: file(feedback('expires_in_days: 3')),
  }),
  'send-api/unknown-value': entry<{ field: string; value: string; hint: string }>({
    severity: 'error',
    message: ({ field, value, hint }) => `"${value}" is not a value of "${field}".${hint}`,
    explain: 'The Send API knows a closed list of values here, and upper and lower case count.',
    bad: file('notification_type: SILENT\ntext: Hello'),
    good: file('notification_type: SILENT_PUSH\ntext: Hello'),
  }),
  'send-api/decided-by-data': entry<{ field: string; what: string }>({
    severity: 'error',
    message: ({ field, what }) =>
      `"${field}" says ${what}, and must be known before there is data: write its value out, and for another value write the whole again with a "when" on each.`,
    explain:
      'Some fields say what an object is: the type of a button, the content_type of a quick reply, the tag of a request. The Send API wants other fields beside each of their values, so an expression there cannot be checked.',
    bad: file(
      'text: Hello\nquick_replies:\n  - { content_type: "{{#if b}}text{{/if}}", title: Yes, payload: Y }',
      'params: { b: boolean }\ndefaults: { messaging_type: RESPONSE }\n',
    ),
    good: file(
      'text: Hello\nquick_replies:\n  - { content_type: text, title: Yes, payload: Y, when: b }\n  - { content_type: user_email, when: not b }',
      'params: { b: boolean }\ndefaults: { messaging_type: RESPONSE }\n',
    ),
  }),
  'send-api/not-proven': entry<{ field: string; allowed: string; cause: string; mend: string }>({
    severity: 'warning',
    message: ({ field, allowed, cause, mend }) =>
      `"${field}" takes ${allowed} only, but ${cause} can be something else: ${mend}.`,
    explain:
      'A file without warnings cannot produce a request that the Send API refuses. Where the data decides about a value of a closed list or range, its param must say that it is one of them.',
    bad: file(
      `receipt:
  recipient_name: Ana
  order_number: A-1
  currency: "{{money}}"
  payment_method: Visa
  summary: { total_cost: 5 }`,
      'params: { money: string(3) }\ndefaults: { messaging_type: RESPONSE }\n',
    ),
    good: file(
      `receipt:
  recipient_name: Ana
  order_number: A-1
  currency: "{{money}}"
  payment_method: Visa
  summary: { total_cost: 5 }`,
      'params: { money: [EUR, USD] }\ndefaults: { messaging_type: RESPONSE }\n',
    ),
  }),
  'send-api/url': entry<{ field: string; value: string; problem: string }>({
    severity: 'error',
    message: ({ field, value, problem }) => `"${field}" is "${value}", ${problem}.`,
    explain:
      'Links must be absolute: https:// (or http://), then the host. Where the Send API accepts https only, http is an error.',
    bad: file('generic:\n  - title: Mug\n    image_url: cdn.example/mug.png'),
    good: file('generic:\n  - title: Mug\n    image_url: https://cdn.example/mug.png'),
  }),
  'send-api/format': entry<{ field: string; value: string; problem: string }>({
    severity: 'error',
    message: ({ field, value, problem }) => `"${field}" is "${value}", but ${problem}.`,
    explain:
      'The Send API wants this text in a certain form: a currency of ISO 4217, a country of ISO 3166, an id.',
    bad: file(`receipt:
  recipient_name: Ana
  order_number: A-1
  currency: Euro
  payment_method: Visa
  summary: { total_cost: 5 }`),
    good: file(`receipt:
  recipient_name: Ana
  order_number: A-1
  currency: EUR
  payment_method: Visa
  summary: { total_cost: 5 }`),
  }),
  'send-api/blank-text': entry<{ field: string }>({
    severity: 'warning',
    message: ({ field }) =>
      `"${field}" holds white space only, which Messenger refuses or shows as nothing: write some words.`,
    explain: 'A text of spaces and line breaks counts as empty.',
    bad: file('text: "   "'),
    good: file('text: Hello'),
  }),
  'send-api/removed': entry<{ what: string; since: string; replacement: string }>({
    severity: 'error',
    message: ({ what, since, replacement }) => `${what} was removed by Meta${since}${replacement}.`,
    explain:
      'Meta has withdrawn this. What was withdrawn after the v21.0 reference is a warning under "api: v21.0" (the default) and an error under "api: current".',
    bad: file('tag: SHIPPING_UPDATE\ntext: Your parcel is on its way.', bare),
    good: file('messaging_type: UPDATE\ntext: Your parcel is on its way.', bare),
  }),
  'send-api/deprecated': entry<{ what: string; since: string; replacement: string }>({
    severity: 'warning',
    message: ({ what, since, replacement }) => `${what} is outdated${since}${replacement}.`,
    explain: 'Old ways that may still work, but that Meta no longer describes.',
    bad: file('recipient: { phone_number: "+1(212)555-2368" }\ntext: Hello'),
    good: file('recipient: { id: "1234567890123456" }\ntext: Hello'),
  }),
  'send-api/unsupported': entry<{ what: string; channel: string; replacement: string }>({
    severity: 'error',
    message: ({ what, channel, replacement }) => `${what} does not work ${channel}${replacement}.`,
    explain:
      'Messenger and Instagram accept different things. A file says by "channel" which of them its messages are for; a list of both is checked for each.',
    bad: file('tag: CUSTOMER_FEEDBACK\ntext: Hello', 'channel: instagram\n'),
    good: file('messaging_type: RESPONSE\ntext: Hello', 'channel: instagram\n'),
  }),
  'send-api/newer': entry<{ what: string; since: string; of: string; replacement: string }>({
    severity: 'error',
    message: ({ what, since, of, replacement }) =>
      `${what} is newer than the v21.0 reference${since}: write "api: current" at the top of ${of}${replacement}.`,
    explain:
      '"api: v21.0" (the default) is the Send API reference of that version. "api: current" allows what Meta has added since, and refuses what it has withdrawn.',
    bad: file('reply_to: { mid: m_1 }\ntext: Hello'),
    good: file('reply_to: { mid: m_1 }\ntext: Hello', current),
  }),
  'send-api/undocumented': entry<{ what: string; replacement: string }>({
    severity: 'warning',
    message: ({ what, replacement }) => `${what} is not in Meta's documentation${replacement}.`,
    explain:
      'Names that appear in old client libraries or in generated schemas only. They may do nothing, or fail.',
    bad: file(`generic:
  image_aspect_ratio: square
  elements:
    - title: Mug
      subtitle: Blue, 0.3 l`),
    good: file(card),
  }),
  'send-api/message-or-action': entry<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `A request holds exactly one of "message" and "sender_action": ${problem}.`,
    explain:
      'Messages and sender actions are requests of their own (error 100, subcode 2018014). Make two steps of them.',
    bad: file('sender_action: typing_on\ntext: Hello'),
    good: file('- typing_on\n- text: Hello'),
  }),
  'send-api/message-content': entry<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `A message holds exactly one content (a text, an attachment …): ${problem}.`,
    explain:
      'A message is a text or an attachment (a file or a template), never both and never neither. Make two steps of text and image.',
    bad: file('message: { metadata: nothing to see }'),
    good: file('message: { text: Hello, metadata: greeting }'),
  }),
  'send-api/recipient-key': entry<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) =>
      `A recipient is named by exactly one key (id, user_ref, comment_id …): ${problem}.`,
    explain: 'The Send API refuses a recipient with no identifying key, or with two.',
    bad: file('recipient: { id: "1234567890123456", user_ref: abc }\ntext: Hello'),
    good: file('recipient: { id: "1234567890123456" }\ntext: Hello'),
  }),
  'send-api/media-source': entry<{ object: string; problem: string }>({
    severity: 'error',
    message: ({ object, problem }) => `${object} needs exactly one of "url" and "attachment_id": ${problem}.`,
    explain: 'A file is fetched from a URL or was uploaded before; it cannot be both.',
    bad: file('attachment:\n  type: image\n  payload: { is_reusable: true }'),
    good: file(
      'attachment:\n  type: image\n  payload: { url: https://cdn.example/a.png, is_reusable: true }',
    ),
  }),
  'send-api/reusable-with-id': entry<object>({
    severity: 'warning',
    message: () =>
      '"is_reusable" has no effect beside "attachment_id", which already is reusable: remove it.',
    explain: 'is_reusable keeps an uploaded file for later messages; a file sent by its id is kept already.',
    bad: file('attachment:\n  type: image\n  payload: { attachment_id: "123", is_reusable: true }'),
    good: file('attachment:\n  type: image\n  payload: { attachment_id: "123" }'),
  }),
  'send-api/action-alone': entry<{ field: string }>({
    severity: 'error',
    message: ({ field }) => `A sender action goes with "recipient" only: remove "${field}".`,
    explain: 'The request of a sender action holds nothing else (error 100, subcode 2018014).',
    bad: file('sender_action: typing_on\nnotification_type: NO_PUSH', bare),
    good: file('sender_action: typing_on', bare),
  }),
  'send-api/action-persona': entry<{ action: string }>({
    severity: 'warning',
    message: ({ action }) =>
      `"persona_id" beside "${action}" is not documented by Meta, although client libraries send it: remove it if it fails.`,
    explain: 'The reference allows recipient and sender_action only.',
    bad: file('sender_action: typing_on\npersona_id: "123"', bare),
    good: file('sender_action: typing_on', bare),
  }),
  'send-api/reaction': entry<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `${problem}.`,
    explain:
      'react needs payload with message_id and reaction, unreact payload with message_id; no other request has a payload beside recipient.',
    bad: file('sender_action: react\npayload: { message_id: m_1 }', 'api: current\n'),
    good: file("sender_action: react\npayload: { message_id: m_1, reaction: '❤' }", 'api: current\n'),
  }),
  'send-api/tag-without-type': entry<{ tag: string; type: string; found: string }>({
    severity: 'error',
    message: ({ tag, type, found }) =>
      `${tag} goes with "messaging_type: ${type}" only, ${found}: leave messaging_type out, or remove the tag.`,
    explain:
      'A tag and the messaging type MESSAGE_TAG belong together; sendspec writes the type where a tag stands.',
    bad: file(`tag: CUSTOMER_FEEDBACK\nmessaging_type: UPDATE\n${feedback('expires_in_days: 3')}`, bare),
    good: file(`tag: CUSTOMER_FEEDBACK\n${feedback('expires_in_days: 3')}`, bare),
  }),
  'send-api/type-without-tag': entry<{ type: string }>({
    severity: 'error',
    message: ({ type }) => `"messaging_type: ${type}" needs "tag": add one, or write RESPONSE or UPDATE.`,
    explain:
      'MESSAGE_TAG says that the message is sent outside the 24 hours for the reason that the tag names.',
    bad: file('messaging_type: MESSAGE_TAG\ntext: Hello', bare),
    good: file('messaging_type: UPDATE\ntext: Hello', bare),
  }),
  'send-api/feedback-tag': entry<{ tag: string; template: string }>({
    severity: 'error',
    message: ({ tag, template }) =>
      `The tag ${tag} is for the ${template} template only: send that template, or remove the tag.`,
    explain: 'With any other content the Send API refuses the tag.',
    bad: file('tag: CUSTOMER_FEEDBACK\ntext: How did you like it?', bare),
    good: file('messaging_type: UPDATE\ntext: How did you like it?', bare),
  }),
  'send-api/coupon-tag': entry<object>({
    severity: 'error',
    message: () =>
      'A coupon is promotional and cannot be sent with a tag: remove the tag and send it within the 24 hours.',
    explain: 'No tag allows promotional content.',
    bad: file('tag: HUMAN_AGENT\ncoupon: { title: 10 % off, coupon_code: TEN }', bare),
    good: file('messaging_type: RESPONSE\ncoupon: { title: 10 % off, coupon_code: TEN }', bare),
  }),
  'send-api/private-reply-tag': entry<{ key: string }>({
    severity: 'warning',
    message: ({ key }) => `A message to "${key}" needs no tag (on Instagram it is refused): remove the tag.`,
    explain:
      'Private replies and opt-in tokens have a window of their own. On Instagram the tag HUMAN_AGENT stopped working for private replies on 2021-09-13.',
    bad: file('tag: HUMAN_AGENT\nrecipient: { comment_id: "1_2" }\ntext: Hello', bare),
    good: file('messaging_type: RESPONSE\nrecipient: { comment_id: "1_2" }\ntext: Hello', bare),
  }),
  'send-api/utility': entry<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `${problem}.`,
    explain:
      'A utility message is an approved template (message.template with name and language), sent to recipient.id with messaging_type UTILITY, without text or attachment.',
    bad: file('messaging_type: UTILITY\ntext: Your parcel is here.', 'api: current\n'),
    good: file(
      'messaging_type: UTILITY\nmessage: { template: { name: parcel_here, language: { code: en } } }',
      'api: current\n',
    ),
  }),
  'send-api/coupon-target': entry<object>({
    severity: 'error',
    message: () => 'A coupon needs "coupon_code", "coupon_url" or both: add one.',
    explain: 'A coupon without code and link gives nothing.',
    bad: file('coupon: { title: 10 % off }'),
    good: file('coupon: { title: 10 % off, coupon_code: TEN }'),
  }),
  'send-api/extensions-https': entry<{ value: string }>({
    severity: 'error',
    message: ({ value }) =>
      `With "messenger_extensions: true" the page must be https, not "${value}": write https://…`,
    explain: 'Messenger Extensions run on https pages only.',
    bad: file(`text: Our shop\nbuttons:
  - { title: Shop, url: "http://shop.example", messenger_extensions: true }`),
    good: file(`text: Our shop\nbuttons:
  - { title: Shop, url: "https://shop.example", messenger_extensions: true }`),
  }),
  'send-api/fallback-url': entry<object>({
    severity: 'error',
    message: () =>
      '"fallback_url" goes with "messenger_extensions: true" only: add that, or remove fallback_url.',
    explain: 'The fallback is for clients without Messenger Extensions.',
    bad: file(`text: Our shop\nbuttons:
  - { title: Shop, url: "https://shop.example", fallback_url: "https://shop.example/plain" }`),
    good: file(`text: Our shop\nbuttons:
  - { title: Shop, url: "https://shop.example", messenger_extensions: true, fallback_url: "https://shop.example/plain" }`),
  }),
  'send-api/game-metadata': entry<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) =>
      `"game_metadata" holds exactly one of "player_id" and "context_id": ${problem}.`,
    explain: 'A game starts against one player or in one context.',
    bad: file(`text: Play!\nbuttons:
  - { type: game_play, title: Play, game_metadata: { player_id: "1", context_id: "2" } }`),
    good: file(`text: Play!\nbuttons:
  - { type: game_play, title: Play, game_metadata: { player_id: "1" } }`),
  }),
  'send-api/hero-image': entry<{ count: number | undefined }>({
    severity: 'error',
    message: ({ count }) =>
      `${count ?? 'With some data several'} images have "is_hero_image: true", at most one may: keep one.`,
    explain: 'One image of a grid can be the large one.',
    bad: file(grid('is_hero_image: true', 'is_hero_image: true'), current),
    good: file(grid('is_hero_image: true', 'is_hero_image: false'), current),
  }),
  'send-api/quick-reply-host': entry<{ content: string }>({
    severity: 'error',
    message: ({ content }) =>
      `Quick replies need a text or an attachment in the same message, not "${content}": send them with a text.`,
    explain: 'Quick replies hang on a text, a file or a template.',
    bad: file('sticker_id: 369239263222822\nquick_replies: [Thanks]', current),
    good: file('text: How are you?\nquick_replies: [Thanks]', current),
  }),
  'send-api/only-title': entry<{ object: string }>({
    severity: 'error',
    message: ({ object }) =>
      `${object} needs something besides its title: add a subtitle, an image_url, a default_action or buttons.`,
    explain: 'The Send API refuses a card that holds a title only. To send a line of text, send a text.',
    bad: file('generic:\n  - title: Mug'),
    good: file(card),
  }),
  'send-api/duplicate-reply': entry<{ title: string }>({
    severity: 'information',
    message: ({ title }) =>
      `Another quick reply of this message has the title "${title}" too: is one of them a slip?`,
    explain: 'Nothing forbids equal titles, but people cannot tell such buttons apart.',
    bad: file('text: Sure?\nquick_replies: [Yes -> YES, Yes -> NO]'),
    good: file('text: Sure?\nquick_replies: [Yes -> YES, No -> NO]'),
  }),
  'send-api/file-type': entry<{ type: string; ending: string; where: string; endings: string }>({
    severity: 'warning',
    message: ({ type, ending, where, endings }) =>
      `A ".${ending}" file does not go as "${type}"${where}, which takes ${endings}: send it as what it is.`,
    explain:
      'Meta looks into the file and refuses one whose kind is not that of the attachment (100/2018047). sendspec goes by the ending of its name only.',
    bad: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    image: https://cdn.example/menu.pdf\n',
    good: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    file: https://cdn.example/menu.pdf\n',
  }),
  'send-api/second-private-reply': entry<{ key: string }>({
    severity: 'error',
    message: ({ key }) =>
      `A comment or post gets one private reply only, and a step before this one goes to the same "${key}": put it into one message, or send the rest by "id" when the person has answered.`,
    explain:
      'Meta takes one private reply for each comment or post, within 7 days. After it, messages need an answer of the person.',
    bad: 'defaults: { messaging_type: RESPONSE, recipient: { comment_id: "12_34" } }\nmessages:\n  m:\n    - Thank you!\n    - What may we send you?\n',
    good: 'defaults: { messaging_type: RESPONSE, recipient: { comment_id: "12_34" } }\nmessages:\n  m:\n    - Thank you! What may we send you?\n',
  }),
};

function feedback(extra: string): string {
  return `customer_feedback:
  title: Rate your visit
  subtitle: It takes ten seconds
  button_title: Rate
  feedback_screens:
    - questions:
        - { id: visit, type: csat, title: How was your visit? }
  business_privacy: { url: https://clinic.example/privacy }
  ${extra}`;
}

function grid(first: string, second: string): string {
  return `image_grid:
  images:
    - { url: https://cdn.example/1.png, ${first} }
    - { url: https://cdn.example/2.png, ${second} }`;
}
