import { describe, expect, test } from 'vitest';
import { requestValidator, type Violation } from '../oracle/index.ts';

type Body = Readonly<Record<string, unknown>>;

const to = { id: '1' };
const web = { type: 'web_url', title: 'Go', url: 'https://example.com/' };
const reply = { content_type: 'text', title: 'Yes', payload: 'YES' };
const say = (message: Body, more: Body = {}): Body => ({ recipient: to, message, ...more });
const attach = (type: string, payload: Body, more: Body = {}): Body =>
  say({ attachment: { type, payload } }, more);
const template = (template_type: string, payload: Body, more: Body = {}): Body =>
  attach('template', { template_type, ...payload }, more);
const card = (element: Body): Body =>
  template('generic', { elements: [{ title: 'A', subtitle: 'B', ...element }] });
const buttons = (...list: Body[]): Body => template('button', { text: 'Which?', buttons: list });
const receipt = (more: Body): Body =>
  template('receipt', {
    recipient_name: 'A',
    order_number: '1',
    currency: 'EUR',
    payment_method: 'Visa',
    summary: { total_cost: 1 },
    ...more,
  });
const question = { id: 'q1', type: 'csat' };
const feedback = (more: Body, asked: Body = question): Body =>
  template('customer_feedback', {
    title: 'How was it?',
    subtitle: 'Tell us',
    button_title: 'Rate',
    feedback_screens: [{ questions: [asked] }],
    business_privacy: { url: 'https://example.com/privacy' },
    ...more,
  });
const image = (more: Body = {}): Body => ({ url: 'https://example.com/a.png', ...more });
const grid = (...images: Body[]): Body => template('image_grid', { elements: [{ images }] });
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const long = (count: number): string => '😀'.repeat(count);

async function judge(
  body: unknown,
  profile: 'v21.0' | 'current' = 'v21.0',
  channel: 'messenger' | 'instagram' = 'messenger',
): Promise<Violation | undefined> {
  return (await requestValidator({ profile, channel }))(body);
}

/** Accepted by v21.0 and current, on Messenger. */
const good: readonly (readonly [name: string, body: Body])[] = [
  ['M-1: 1999 code points', say({ text: long(1999) })],
  ['M-5: thirteen quick replies', say({ text: 'x', quick_replies: times(13, reply) })],
  ['M-6: 999 code points of metadata', say({ text: 'x', metadata: long(999) })],
  ['Q-4: title of twenty', say({ text: 'x', quick_replies: [{ ...reply, title: long(20) }] })],
  [
    'Q-5: an image for a title',
    say({ text: 'x', quick_replies: [{ ...reply, title: '', image_url: 'https://a.b/c' }] }),
  ],
  [
    'Q-2: phone and e-mail',
    say({
      text: 'x',
      quick_replies: [{ content_type: 'user_phone_number' }, { content_type: 'user_email' }],
    }),
  ],
  [
    'Q-9: with an attachment',
    say({ attachment: { type: 'image', payload: image() }, quick_replies: [reply] }),
  ],
  ['A-2: attachment_id', attach('video', { attachment_id: '5' })],
  ['A-3: is_reusable', attach('file', image({ is_reusable: true }))],
  [
    'R3.2-1: ten elements',
    template('generic', { elements: times(10, { title: long(80), subtitle: long(80) }) }),
  ],
  [
    'R3.2-7: default_action',
    card({ default_action: { type: 'web_url', url: 'https://a.b/', webview_height_ratio: 'tall' } }),
  ],
  [
    'R3.2-2, R3.2-3',
    template('generic', {
      sharable: true,
      image_aspect_ratio: 'square',
      elements: [{ title: 'A', subtitle: 'B' }],
    }),
  ],
  ['R3.3-1: 640 code points', template('button', { text: long(640), buttons: [web] })],
  [
    'R4.1-1: extensions',
    buttons({
      ...web,
      messenger_extensions: true,
      fallback_url: 'https://a.b/',
      webview_share_button: 'hide',
    }),
  ],
  ['R4.1-2: payload of 1000', buttons({ type: 'postback', title: 'A', payload: long(1000) })],
  ['R4.1-3', buttons({ type: 'phone_number', title: 'Call', payload: '+15105551234' })],
  ['R4.1-4, R4.1-5', buttons({ type: 'account_link', url: 'https://a.b/' }, { type: 'account_unlink' })],
  ['R4.1-6', buttons({ type: 'game_play', title: 'Play', game_metadata: { player_id: '1' } })],
  [
    'R3.4-3: by id',
    template('media', { elements: [{ media_type: 'image', attachment_id: '1', buttons: times(3, web) }] }),
  ],
  [
    'R3.4-4: by URL',
    template('media', { elements: [{ media_type: 'video', url: 'https://www.facebook.com/a/videos/1/' }] }),
  ],
  [
    'R3.5: whole receipt',
    receipt({
      merchant_name: 'M',
      timestamp: '1428444852',
      order_url: 'https://a.b/',
      sharable: false,
      summary: { subtotal: 1, shipping_cost: 0.5, total_tax: 0.1, total_cost: 1.6 },
      elements: [
        { title: 'Shirt', subtitle: 'S', quantity: 1, price: 0, currency: 'EUR', image_url: 'https://a.b/c' },
      ],
      address: { street_1: 'A', street_2: '', city: 'B', postal_code: '1', state: 'C', country: 'DE' },
      adjustments: [{ name: 'New', amount: 1 }],
    }),
  ],
  ['R3.6-1', template('product', { elements: times(10, { id: '1' }) })],
  ['R3.7-3', template('coupon', { title: long(80), coupon_code: 'A10' })],
  [
    'R3.7-4',
    template('coupon', { title: 'A', coupon_url: 'https://a.b/', coupon_pre_message: 'hi', payload: 'p' }),
  ],
  [
    'R3.8',
    feedback(
      { expires_in_days: 7 },
      {
        ...question,
        title: 'Happy?',
        score_label: 'neg_pos',
        score_option: 'five_stars',
        follow_up: { type: 'free_form', placeholder: 'More' },
      },
    ),
  ],
  ['CB-8', { ...feedback({}), messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK' }],
  [
    'R3.9-1',
    template('customer_information', {
      countries: ['US'],
      business_privacy: { url: 'https://a.b/' },
      expires_in_days: 1,
    }),
  ],
  [
    'R3.9-4',
    template('customer_information', {
      countries: ['US'],
      business_privacy: { url: 'https://a.b/' },
      contact_overrides: [{ name: { required: true, label: 'N' } }],
    }),
  ],
  ['R3.9-5', template('instant_form', { form_id: '1' })],
  ['R3.10-1', template('one_time_notif_req', { title: 'T', payload: 'P' })],
  ['TL-4', { recipient: to, sender_action: 'mark_seen' }],
  ['CB-3', { recipient: to, sender_action: 'typing_on', persona_id: '1' }],
  [
    'TL-6, TL-8',
    say({ text: 'x' }, { notification_type: 'NO_PUSH', persona_id: '1', messaging_type: 'UPDATE' }),
  ],
  [
    'RC-9',
    {
      recipient: { phone_number: '+1(212)555-2368', name: { first_name: 'A', last_name: 'B' } },
      message: { text: 'x' },
    },
  ],
  ['RC-6', { recipient: { one_time_notif_token: 't' }, message: { text: 'x' } }],
  ['R5-5', say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })],
];

/** Refused by v21.0 and current, on Messenger. */
const bad: readonly (readonly [rule: string, message: string, body: unknown])[] = [
  ['TL-1', 'The parameter recipient is required', { message: { text: 'x' } }],
  ['TL-3', 'The parameter message is required', { recipient: to }],
  [
    'TL-2',
    'Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG',
    say({ text: 'x' }, { messaging_type: 'response' }),
  ],
  ['TL-4', 'Param sender_action must be one of {typing_on,', { recipient: to, sender_action: 'TYPING_ON' }],
  [
    'TL-6',
    'Param notification_type must be one of {REGULAR, SILENT_PUSH, NO_PUSH}',
    say({ text: 'x' }, { notification_type: 'LOUD' }),
  ],
  [
    'TL-7',
    'Param tag must be one of {',
    say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'SHIPPING_UPDATE' }),
  ],
  ['TL-14', 'Invalid keys "mesage" were found in param "request".', say({ text: 'x' }, { mesage: 1 })],
  ['TL-14', 'Param request must be a JSON object.', []],
  ['RC-1', 'Param recipient must have exactly one of id,', { recipient: {}, message: { text: 'x' } }],
  [
    'RC-1',
    'Param recipient must have exactly one of id,',
    { recipient: { id: '1', user_ref: '2' }, message: { text: 'x' } },
  ],
  ['RC-1', 'Param recipient[id] must be a string.', { recipient: { id: 1 }, message: { text: 'x' } }],
  ['RC-1', 'Param recipient[id] must be non-empty.', { recipient: { id: '' }, message: { text: 'x' } }],
  [
    'RC-9',
    'Param recipient[name] goes only with phone_number',
    { recipient: { id: '1', name: {} }, message: { text: 'x' } },
  ],
  [
    'CB-1',
    'Cannot send a message and a sender action in the same request',
    say({ text: 'x' }, { sender_action: 'typing_on' }),
  ],
  [
    'CB-2',
    'A sender action goes only with recipient',
    { recipient: to, sender_action: 'typing_on', messaging_type: 'RESPONSE' },
  ],
  ['CB-3', 'Param persona_id goes only with', { recipient: to, sender_action: 'mark_seen', persona_id: '1' }],
  [
    'CB-4',
    'Param messaging_type must be MESSAGE_TAG when tag is set',
    say({ text: 'x' }, { tag: 'HUMAN_AGENT' }),
  ],
  ['CB-5', 'The parameter tag is required', say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG' })],
  [
    'CB-8',
    'The message tag CUSTOMER_FEEDBACK',
    say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK' }),
  ],
  [
    'TG-1',
    'A coupon cannot be sent',
    template(
      'coupon',
      { title: 'A', coupon_code: 'B' },
      { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
    ),
  ],
  ['M-1', 'Message cannot be empty', say({})],
  ['M-1', 'Param message[text] must be non-empty.', say({ text: '' })],
  ['M-1', 'Length of param message[text] must be less than', say({ text: long(2001) })],
  ['M-1', 'Param message[text] must be a string.', say({ text: 5 })],
  [
    'M-3',
    'Param message must have only one of',
    say({ text: 'x', attachment: { type: 'image', payload: image() } }),
  ],
  ['M-6', 'Length of param message[metadata] must be less than', say({ text: 'x', metadata: long(1001) })],
  [
    'Q-1',
    'Param message[quick_replies] has too many elements.',
    say({ text: 'x', quick_replies: times(14, reply) }),
  ],
  [
    'Q-2',
    'Param message[quick_replies][0][content_type] must be one of {text, user_phone_number, user_email}',
    say({ text: 'x', quick_replies: [{ content_type: 'location' }] }),
  ],
  [
    'Q-4',
    'Length of param message[quick_replies][0][title] must be less than or equal to 20',
    say({ text: 'x', quick_replies: [{ ...reply, title: long(21) }] }),
  ],
  [
    'Q-5',
    'Param message[quick_replies][0][title] must be non-empty.',
    say({ text: 'x', quick_replies: [{ ...reply, title: '' }] }),
  ],
  [
    'Q-6',
    'Length of param message[quick_replies][0][payload]',
    say({ text: 'x', quick_replies: [{ ...reply, payload: long(1001) }] }),
  ],
  [
    'A-1',
    'Param message[attachment][type] must be one of {audio, file, image, video, template}',
    attach('Image', image()),
  ],
  [
    'A-2',
    'Param message[attachment][payload] must have exactly one of url and attachment_id',
    attach('image', {}),
  ],
  [
    'A-2',
    'Param message[attachment][payload] must have exactly one of url and attachment_id',
    attach('image', image({ attachment_id: '1' })),
  ],
  [
    'A-3',
    'Param message[attachment][payload][is_reusable] must be a boolean.',
    attach('image', image({ is_reusable: 'true' })),
  ],
  [
    'A-9',
    'Param message[attachment][payload][url] is not a valid URI: "a.png"',
    attach('image', { url: 'a.png' }),
  ],
  [
    'A-9',
    'Param message[attachment][payload][url] is not a valid URI: "javascript:alert(1)"',
    attach('image', { url: 'javascript:alert(1)' }),
  ],
  [
    'A-12',
    'Param message[attachment][payload][template_type] must be one of {generic, button,',
    template('list', { elements: [] }),
  ],
  [
    'R3.2-1',
    'Param message[attachment][payload][elements] must be non-empty.',
    template('generic', { elements: [] }),
  ],
  [
    'R3.2-1',
    'Param message[attachment][payload][elements] has too many elements.',
    template('generic', { elements: times(11, { title: 'A', subtitle: 'B' }) }),
  ],
  [
    'R3.2-2',
    'Param message[attachment][payload][sharable] must be a boolean.',
    template('generic', { sharable: 1, elements: [{ title: 'A', subtitle: 'B' }] }),
  ],
  [
    'R3.2-3',
    'Param message[attachment][payload][image_aspect_ratio] must be one of {horizontal, square}',
    template('generic', { image_aspect_ratio: 'SQUARE', elements: [{ title: 'A', subtitle: 'B' }] }),
  ],
  ['R3.2-4', 'Length of param message[attachment][payload][elements][0][title]', card({ title: long(81) })],
  [
    'R3.2-5',
    'Length of param message[attachment][payload][elements][0][subtitle]',
    card({ subtitle: long(81) }),
  ],
  [
    'R3.2-6',
    'Param message[attachment][payload][elements][0][image_url] is not a valid URI',
    card({ image_url: 'https//a.b' }),
  ],
  [
    'R3.2-7',
    'Invalid keys "title" were found in param "message[attachment][payload][elements][0][default_action]"',
    card({ default_action: web }),
  ],
  [
    'R3.2-8',
    'Param message[attachment][payload][elements][0][buttons] has too many elements.',
    card({ buttons: times(4, web) }),
  ],
  [
    'R3.2-9',
    'Param message[attachment][payload][elements][0] must have at least one property besides title',
    template('generic', { elements: [{ title: 'A' }] }),
  ],
  [
    'R3.3-1',
    'Length of param message[attachment][payload][text]',
    template('button', { text: long(641), buttons: [web] }),
  ],
  ['R3.3-2', 'Param message[attachment][payload][buttons] must be non-empty.', buttons()],
  [
    'R3.3-2',
    'Param message[attachment][payload][buttons] has too many elements.',
    buttons(web, web, web, web),
  ],
  [
    'R4.2-1',
    'Param message[attachment][payload][buttons][0][type] must be one of {web_url, postback,',
    buttons({ type: 'element_share' }),
  ],
  [
    'R4.1-1',
    'Length of param message[attachment][payload][buttons][0][title]',
    buttons({ ...web, title: long(21) }),
  ],
  [
    'R4.1-1',
    'Param message[attachment][payload][buttons][0][url] must be an https URL',
    buttons({ ...web, url: 'http://a.b/', messenger_extensions: true }),
  ],
  [
    'R4.1-1',
    'Param message[attachment][payload][buttons][0][fallback_url] can only be set when',
    buttons({ ...web, fallback_url: 'https://a.b/' }),
  ],
  [
    'R4.1-1',
    'Param message[attachment][payload][buttons][0][webview_height_ratio] must be one of',
    buttons({ ...web, webview_height_ratio: 'FULL' }),
  ],
  [
    'R4.1-2',
    'Length of param message[attachment][payload][buttons][0][payload]',
    buttons({ type: 'postback', title: 'A', payload: long(1001) }),
  ],
  [
    'R4.1-3',
    'Param message[attachment][payload][buttons][0][payload] must be a phone number',
    buttons({ type: 'phone_number', title: 'A', payload: '+1 510 555' }),
  ],
  [
    'R4.1-4',
    'Param message[attachment][payload][buttons][0][url] must be an https URL',
    buttons({ type: 'account_link', url: 'http://a.b/' }),
  ],
  [
    'R4.1-6',
    'Param message[attachment][payload][buttons][0][game_metadata] is invalid',
    buttons({ type: 'game_play', title: 'P', game_metadata: { player_id: '1', context_id: '2' } }),
  ],
  [
    'R3.4-1',
    'Param message[attachment][payload][elements] has too many elements.',
    template('media', { elements: times(2, { media_type: 'image', attachment_id: '1' }) }),
  ],
  [
    'R3.4-5',
    'Param message[attachment][payload][elements][0][buttons] has too many',
    template('media', { elements: [{ media_type: 'image', attachment_id: '1', buttons: times(4, web) }] }),
  ],
  [
    'R3.4-3',
    'Param message[attachment][payload][elements][0] must have only one of url and',
    template('media', {
      elements: [
        { media_type: 'image', attachment_id: '1', url: 'https://www.facebook.com/photo.php?fbid=1' },
      ],
    }),
  ],
  [
    'R3.5-1',
    'The parameter message[attachment][payload][recipient_name] is required',
    receipt({ recipient_name: undefined }),
  ],
  [
    'R3.5-3',
    'Param message[attachment][payload][currency] must be a currency code',
    receipt({ currency: 'euro' }),
  ],
  [
    'R3.5-6',
    'Param message[attachment][payload][summary][total_cost] must be a number.',
    receipt({ summary: { total_cost: '1' } }),
  ],
  [
    'R3.5-12',
    'Param message[attachment][payload][elements] has too many elements.',
    receipt({ elements: times(101, { title: 'A', price: 1 }) }),
  ],
  [
    'R3.5-14',
    'The parameter message[attachment][payload][elements][0][price] is required',
    receipt({ elements: [{ title: 'A' }] }),
  ],
  [
    'R3.5-17',
    'The parameter message[attachment][payload][address][city] is required',
    receipt({ address: { street_1: 'A', postal_code: '1', state: 'C', country: 'DE' } }),
  ],
  [
    'R3.5-17',
    'Param message[attachment][payload][address][country] must be a country code',
    receipt({ address: { street_1: 'A', city: 'B', postal_code: '1', state: 'C', country: 'Germany' } }),
  ],
  [
    'R3.6-1',
    'Param message[attachment][payload][elements] has too many elements.',
    template('product', { elements: times(11, { id: '1' }) }),
  ],
  [
    'R3.6-2',
    'The parameter message[attachment][payload][elements][0][id] is required',
    template('product', { elements: [{}] }),
  ],
  [
    'R3.7-3',
    'Param message[attachment][payload][coupon_code] must not contain spaces',
    template('coupon', { title: 'A', coupon_code: 'A 1' }),
  ],
  [
    'R3.7-3 R3.7-4',
    'Param message[attachment][payload] must have coupon_code or coupon_url',
    template('coupon', { title: 'A' }),
  ],
  [
    'R3.8-1',
    'Param message[attachment][payload][title] must not contain a URL',
    feedback({ title: 'See https://a.b' }),
  ],
  [
    'R3.8-4',
    'Param message[attachment][payload][feedback_screens] has too many elements.',
    feedback({ feedback_screens: times(2, { questions: [question] }) }),
  ],
  [
    'R3.8-6',
    'Param message[attachment][payload][feedback_screens][0][questions][0][id] is invalid',
    feedback({}, { ...question, id: 'q-1' }),
  ],
  [
    'R3.8-8',
    'Length of param message[attachment][payload][feedback_screens][0][questions][0][title] must be greater than or equal to 5',
    feedback({}, { ...question, title: 'Eh?' }),
  ],
  [
    'R3.8-10',
    'Param message[attachment][payload][feedback_screens][0][questions][0][score_option] must be one of {zero_to_ten}',
    feedback({}, { ...question, type: 'nps', score_option: 'five_stars' }),
  ],
  [
    'R3.8-14',
    'Param message[attachment][payload][expires_in_days] must be greater than or equal to 1',
    feedback({ expires_in_days: 0 }),
  ],
  [
    'R3.9-1',
    'Param message[attachment][payload][countries][0] is invalid',
    template('customer_information', { countries: ['USA'], business_privacy: { url: 'https://a.b/' } }),
  ],
];

describe('the rules on Messenger', () => {
  test.each(good)('%s is accepted', async (_, body) => {
    expect(await judge(body, 'v21.0')).toBeUndefined();
    expect(await judge(body, 'current')).toBeUndefined();
  });

  test.each(bad)('%s: %s', async (rule, message, body) => {
    // As on the wire: members that are undefined are not there.
    const wire = JSON.parse(JSON.stringify(body));
    for (const profile of ['v21.0', 'current'] as const) {
      const violation = await judge(wire, profile);
      expect(violation?.refusal.message).toContain(message);
      expect(violation?.rule).toBe(rule);
    }
  });

  test('the codes that Meta names (R7.2)', async () => {
    const media = (element: Body) => template('media', { elements: [element] });
    const code = async (body: Body) => (await judge(body))?.refusal;
    expect(await code(say({ text: 'x' }, { sender_action: 'typing_on' }))).toMatchObject({
      subcode: 2018014,
    });
    expect(await code(media({ media_type: 'audio', attachment_id: '1' }))).toMatchObject({ code: 2018182 });
    expect(await code(media({ media_type: 'image', url: 'https://example.com/' }))).toMatchObject({
      code: 2018185,
    });
    expect(await code(media({ media_type: 'image' }))).toMatchObject({ code: 2018187 });
  });
});

describe('what differs between v21.0 and current', () => {
  const both = async (body: Body) => [
    (await judge(body, 'v21.0')) === undefined,
    (await judge(body, 'current')) === undefined,
  ];
  test.each([
    ['M-1: exactly 2000', say({ text: long(2000) }), [false, true]],
    ['M-6: exactly 1000', say({ text: 'x', metadata: long(1000) }), [false, true]],
    ['R5-1', say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }), [true, false]],
    [
      'R5-2',
      say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'CONFIRMED_EVENT_UPDATE' }),
      [true, false],
    ],
    [
      'R5-3',
      say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'POST_PURCHASE_UPDATE' }),
      [true, false],
    ],
    ['TL-9', say({ text: 'x' }, { reply_to: { mid: 'm_1' } }), [false, true]],
    ['M-7', say({ sticker_id: 5 }), [false, true]],
    [
      'TL-4b',
      { recipient: to, sender_action: 'react', payload: { message_id: 'm', reaction: '😀' } },
      [false, true],
    ],
    ['CB-10: react', { recipient: to, sender_action: 'react', payload: { message_id: 'm' } }, [false, false]],
    [
      'CB-10: unreact',
      { recipient: to, sender_action: 'unreact', payload: { message_id: 'm' } },
      [false, true],
    ],
    ['TL-5', { recipient: to, sender_action: 'typing_on', payload: { message_id: 'm' } }, [false, false]],
    [
      'TL-2b',
      say({ template: { name: 'n', language: { code: 'en' } } }, { messaging_type: 'UTILITY' }),
      [false, true],
    ],
    ['CB-12', say({ text: 'x' }, { messaging_type: 'UTILITY' }), [false, false]],
    ['M-8', say({ template: { name: 'n', language: { code: 'en' } } }), [false, false]],
    [
      'M-4: thirty images',
      say({ attachments: times(30, { type: 'image', payload: image() }) }),
      [false, true],
    ],
    ['M-4: thirty-one', say({ attachments: times(31, { type: 'image', payload: image() }) }), [false, false]],
    ['A-13: a video', say({ attachments: [{ type: 'video', payload: image() }] }), [false, false]],
    [
      'A-13: by id',
      say({ attachments: [{ type: 'image', payload: { attachment_id: '1' } }] }),
      [false, false],
    ],
    [
      'Q-9: beside images',
      say({ attachments: [{ type: 'image', payload: image() }], quick_replies: [reply] }),
      [false, false],
    ],
    ['Q-9: beside nothing', say({ quick_replies: [reply] }), [false, false]],
    ['R4.1-7: seven days', buttons({ type: 'audio_call', title: 'Call', expires_in_days: 7 }), [false, true]],
    [
      'R4.1-7: eight days',
      buttons({ type: 'audio_call', title: 'Call', expires_in_days: 8 }),
      [false, false],
    ],
    [
      'R4.2-3: no call under media',
      template('media', {
        elements: [
          { media_type: 'image', attachment_id: '1', buttons: [{ type: 'audio_call', title: 'Call' }] },
        ],
      }),
      [false, false],
    ],
    ['R3.9-7: two images', grid(image(), image()), [false, true]],
    ['R3.9-7: one image', grid(image()), [false, false]],
    ['R3.9-9: one hero', grid(image({ is_hero_image: true }), image()), [false, true]],
    ['R3.9-9: two heroes', grid(...times(2, image({ is_hero_image: true }))), [false, false]],
  ])('%s', async (_, body, expected) => {
    expect(await both(body as Body)).toEqual(expected);
  });
});

describe('the rules on Instagram', () => {
  const accepted = async (body: Body) => (await judge(body, 'v21.0', 'instagram')) === undefined;
  test.each([
    ['M-1d: 1000 bytes', say({ text: 'ü'.repeat(500) }), true],
    ['M-1d: 1002 bytes', say({ text: 'ü'.repeat(501) }), false],
    ['A-1b: like_heart', say({ attachment: { type: 'like_heart' } }), true],
    ['A-1b: MEDIA_SHARE', attach('MEDIA_SHARE', { id: '1' }), true],
    ['R9-11: button template', buttons(web), true],
    ['R9-11: receipt', receipt({}), false],
    ['R9-12: phone button', buttons({ type: 'phone_number', title: 'A', payload: '+1' }), false],
    ['TG-2: HUMAN_AGENT', say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }), true],
    [
      'TG-2: another tag',
      say({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }),
      false,
    ],
    [
      'CB-9',
      {
        recipient: { comment_id: '1' },
        message: { text: 'x' },
        messaging_type: 'MESSAGE_TAG',
        tag: 'HUMAN_AGENT',
      },
      false,
    ],
    ['R9-4: post_id', { recipient: { post_id: '1' }, message: { text: 'x' } }, false],
  ])('%s', async (_, body, expected) => {
    expect(await accepted(body as Body)).toBe(expected);
  });

  test('M-4: ten images in one message, since 2025-11-03; one of them by id', async () => {
    const one = { type: 'image', payload: image() };
    const byId = { type: 'image', payload: { attachment_id: '1' } };
    const judged = (list: Body[], profile: 'v21.0' | 'current') =>
      judge(say({ attachments: list }), profile, 'instagram');
    expect(await judged([...times(9, one), byId], 'current')).toBeUndefined();
    expect((await judged(times(11, one), 'current'))?.rule).toBe('M-4');
    expect(
      (await judged([{ type: 'image', payload: { ...one.payload, attachment_id: '1' } }], 'current'))?.rule,
    ).toBe('A-13');
    expect(await judged([one], 'v21.0')).toBeDefined();
  });

  test('like_heart is no attachment on Messenger', async () => {
    expect((await judge(say({ attachment: { type: 'like_heart' } })))?.rule).toBe('A-1');
  });
});
