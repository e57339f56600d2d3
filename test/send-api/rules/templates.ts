/** Sections 3 and 4: templates and buttons. */
import {
  both,
  buttons,
  card,
  coupon,
  feedback,
  grid,
  ig,
  image,
  information,
  items,
  long,
  media,
  now,
  old,
  type Rule,
  receipt,
  rule,
  template,
  under,
  untested,
  url,
  utility,
} from './rule.ts';

const removed = (yaml: string, ...more: readonly string[]) => both(yaml, 'error send-api/removed', ...more);
const form = template('instant_form', { form_id: '"12"' });
const generic = (count: number) => under('generic', items(count, '{ title: A, subtitle: B }'));
const product = (count: number) => under('product', items(count, '"12"'));
const notOnInstagram = (yaml: string) => [both(yaml), ig(yaml, 'error send-api/unsupported')];
const payload = (lines: string) => `attachment: { type: template, payload: ${lines} }`;
const three = '[A -> A, B -> B, C -> C]';
const four = '[A -> A, B -> B, C -> C, D -> D]';
const kind = 'error send-api/wrong-kind';
const boolean = 'error send-api/boolean';
const missing = 'error send-api/missing-field';
const tooLong = 'error length/too-long';
const tooMany = 'error length/too-many';
const unknown = 'error send-api/unknown-value';
const noField = 'error send-api/unknown-field';
const badUrl = 'error send-api/url';
const format = 'error send-api/format';
const range = 'error send-api/number-range';
const question = (more: string) => feedback({}, `id: q1, ${more}`);

export const templates: readonly Rule[] = [
  rule('R3.1-1', 'generic lives, on both channels', both(generic(1)), ig(generic(1))),
  rule('R3.1-2', 'button lives, on both channels', both(buttons('- A -> A')), ig(buttons('- A -> A'))),
  rule('R3.1-3', 'media lives on Messenger', ...notOnInstagram(media())),
  rule('R3.1-4', 'receipt lives on Messenger', ...notOnInstagram(receipt())),
  rule('R3.1-5', 'product lives, on both channels', both(product(1)), ig(product(1))),
  rule('R3.1-6', 'coupon lives on Messenger', ...notOnInstagram(coupon())),
  rule('R3.1-7', 'customer_feedback lives on Messenger', ...notOnInstagram(feedback())),
  rule('R3.1-8', 'customer_information lives on Messenger', ...notOnInstagram(information())),
  rule('R3.1-9', 'instant_form lives on Messenger', ...notOnInstagram(form)),
  rule('R3.1-10', 'image_grid is newer than v21.0', now(grid()), old(grid(), 'error send-api/newer')),
  rule('R3.1-11', 'utility is message.template', now(utility())),
  rule(
    'R3.1-12',
    'notification_messages ended on 2026-02-10',
    old('notification_messages: { payload: A }', 'warning send-api/removed'),
    now('notification_messages: { payload: A }', 'error send-api/removed'),
  ),
  rule(
    'R3.1-13',
    'one_time_notif_req is outdated',
    both('one_time_notif_req: { title: A, payload: A }', 'warning send-api/deprecated'),
  ),
  rule(
    'R3.1-14',
    'the airline templates are gone',
    ...['boardingpass', 'checkin', 'itinerary', 'update'].map((name) =>
      removed(payload(`{ template_type: airline_${name} }`), missing),
    ),
  ),
  rule('R3.1-15', 'list is gone', removed(under('list', items(2, '{ title: A }')))),
  rule('R3.1-16', 'open_graph is gone', removed(`open_graph: [ { url: ${url} } ]`)),

  rule(
    'R3.2-1',
    '1 to 10 cards',
    both(generic(10)),
    both(generic(11), tooMany),
    both('generic: []', 'error length/too-few'),
  ),
  rule(
    'R3.2-2',
    'sharable is true or false',
    both(`generic: { sharable: yes, elements: [ { title: A, subtitle: B } ] }`, boolean),
  ),
  rule(
    'R3.2-3',
    'image_aspect_ratio left Meta’s page',
    both(
      'generic: { image_aspect_ratio: square, elements: [ { title: A, subtitle: B } ] }',
      'warning send-api/undocumented',
    ),
  ),
  rule(
    'R3.2-4',
    'title: needed, at most 80 characters',
    both(`generic: [ { title: ${long(81)}, subtitle: B } ]`, tooLong),
    both('generic: [ { subtitle: B } ]', missing),
  ),
  rule(
    'R3.2-5',
    'subtitle: at most 80 characters',
    both(`generic: [ { title: A, subtitle: ${long(81)} } ]`, tooLong),
  ),
  rule(
    'R3.2-6',
    'image_url is a link',
    both(card(`image_url: ${image}`)),
    both(card('image_url: a.png'), badUrl),
  ),
  rule(
    'R3.2-7',
    'default_action is a URL button without title',
    both(card(`default_action: ${url}`)),
    both(card(`default_action: { type: web_url, url: ${url}, title: A }`), noField),
    both(card('default_action: { type: postback, payload: A }'), unknown, missing, noField),
  ),
  rule(
    'R3.2-8',
    '1 to 3 buttons',
    both(card(`buttons: ${three}`)),
    both(card(`buttons: ${four}`), tooMany),
    both(card('buttons: []'), 'error length/too-few'),
  ),
  rule(
    'R3.2-9',
    'a card has more than its title',
    both('generic: [ { title: A } ]', 'error send-api/only-title'),
  ),
  rule('R3.2-10', 'item_url is gone', both(card(`item_url: ${url}`), 'error send-api/removed')),

  rule(
    'R3.3-1',
    'text: 1 to 640 characters',
    both(`text: ${long(640)}\nbuttons: [A -> A]`),
    both(`text: ${long(641)}\nbuttons: [A -> A]`, tooLong),
  ),
  rule(
    'R3.3-2',
    '1 to 3 buttons',
    both(`text: A\nbuttons: ${three}`),
    both(`text: A\nbuttons: ${four}`, tooMany),
    both('text: A\nbuttons: []', 'error length/too-few'),
  ),
  rule(
    'R3.3-3',
    'sharable is not on Meta’s page',
    both('button: { text: A, buttons: [A -> A], sharable: true }', 'warning send-api/undocumented'),
  ),

  rule(
    'R3.4-1',
    'exactly one element',
    both(
      'media: { elements: [ { media_type: image, attachment_id: "1" }, { media_type: image, attachment_id: "2" } ] }',
      tooMany,
    ),
  ),
  rule('R3.4-2', 'image or video', both(media({ media_type: 'audio' }), unknown)),
  rule(
    'R3.4-3',
    'attachment_id or url, not both',
    both(media({ url: 'https://www.facebook.com/a/videos/1/' }), 'error send-api/media-source'),
  ),
  rule(
    'R3.4-4',
    'url is one of Facebook',
    both(media({ attachment_id: '', url: 'https://www.facebook.com/a/videos/1/' })),
    both(media({ attachment_id: '', url: image }), badUrl),
    both(media({ attachment_id: '', url: 'https://www.facebook.com/a' }), 'warning send-api/url'),
  ),
  rule(
    'R3.4-5',
    'at most 3 buttons',
    both(media({ buttons: '[A -> A]' })),
    both(media({ buttons: four }), tooMany),
  ),
  rule(
    'R3.4-6',
    'sharable is true or false',
    both(media({ sharable: 'true' })),
    both(media({ sharable: '1' }), boolean),
  ),

  rule('R3.5-1', 'recipient_name is needed', both(receipt({ recipient_name: '' }), missing)),
  rule('R3.5-2', 'order_number is needed', both(receipt({ order_number: '' }), missing)),
  rule(
    'R3.5-3',
    'currency is of ISO 4217',
    both(receipt({ currency: 'Euro' }), format),
    both(receipt({ currency: '' }), missing),
  ),
  rule('R3.5-4', 'payment_method is needed', both(receipt({ payment_method: '' }), missing)),
  rule('R3.5-5', 'summary is needed', both(receipt({ summary: '' }), missing)),
  rule(
    'R3.5-6',
    'total_cost: a number with the decimals of the currency',
    both(receipt({ summary: '{}' }), missing),
    both(receipt({ summary: '{ total_cost: 10.005 }' }), 'warning policy/receipt-decimals'),
  ),
  rule(
    'R3.5-7',
    'the other sums are numbers',
    both(receipt({ summary: '{ total_cost: 10, subtotal: ten }' }), 'error send-api/number'),
  ),
  rule('R3.5-8', 'merchant_name is free', both(receipt({ merchant_name: 'Shop' }))),
  rule(
    'R3.5-9',
    'timestamp is in seconds',
    both(receipt({ timestamp: '"1428444852"' })),
    both(receipt({ timestamp: '"1428444852000"' }), 'warning send-api/format'),
  ),
  rule('R3.5-10', 'order_url is a link', both(receipt({ order_url: 'shop' }), badUrl)),
  rule('R3.5-11', 'sharable is true or false', both(receipt({ sharable: 'maybe' }), boolean)),
  rule(
    'R3.5-12',
    'at most 100 items',
    both(
      receipt({ elements: `[${Array.from({ length: 101 }, () => '{ title: A, price: 1 }').join(', ')}]` }),
      tooMany,
    ),
  ),
  rule('R3.5-13', 'an item has a title', both(receipt({ elements: '[ { price: 1 } ]' }), missing)),
  rule(
    'R3.5-14',
    'an item has a price, 0 allowed',
    both(receipt({ elements: '[ { title: A, price: 0 } ]' })),
    both(receipt({ elements: '[ { title: A } ]' }), missing),
  ),
  rule(
    'R3.5-15',
    'other fields of items',
    both(
      receipt({
        elements: `[ { title: A, price: 1, quantity: 2, subtitle: B, currency: EUR, image_url: ${image} } ]`,
      }),
    ),
    both(receipt({ elements: '[ { title: A, price: 1, quantity: two } ]' }), 'error send-api/number'),
  ),
  rule('R3.5-16', 'address may be left out', both(receipt())),
  rule(
    'R3.5-17',
    'an address has five lines, the country two letters',
    both(receipt({ address: '{ street_1: A, city: B, postal_code: C, state: D, country: DE }' })),
    both(
      receipt({ address: '{ street_1: A, city: B, postal_code: C, state: D, country: Germany }' }),
      format,
    ),
    both(receipt({ address: '{ street_1: A, postal_code: C, state: D, country: DE }' }), missing),
  ),
  rule(
    'R3.5-18',
    'street_2 may be there',
    both(
      receipt({ address: '{ street_1: A, street_2: B, city: B, postal_code: C, state: D, country: DE }' }),
    ),
  ),
  rule(
    'R3.5-19',
    'an adjustment has name and amount',
    both(receipt({ adjustments: '[ { name: New } ]' }), 'warning send-api/missing-field'),
  ),
  rule(
    'R3.5-20',
    'the sums add up',
    both(receipt({ summary: '{ subtotal: 5, total_cost: 10 }' }), 'information policy/receipt-sum'),
  ),

  rule('R3.6-1', '1 to 10 products', both(product(10)), both(product(11), tooMany)),
  rule('R3.6-2', 'a product has an id', both('product: { elements: [ {} ] }', missing)),
  untested('R3.6-3', 'product needs API v8.0', 'both profiles are later; run time says 100/2018328'),

  rule(
    'R3.7-1',
    'title: needed, at most 80 characters',
    both(coupon({ title: '' }), missing),
    both(coupon({ title: long(81) }), tooLong),
  ),
  rule('R3.7-2', 'subtitle: at most 80 characters', both(coupon({ subtitle: long(81) }), tooLong)),
  rule(
    'R3.7-3',
    'a code without spaces, unless there is a link',
    both(coupon({ coupon_code: 'TEN OFF' }), format),
    both(coupon({ coupon_code: '' }), 'error send-api/coupon-target'),
  ),
  rule('R3.7-4', 'a link, unless there is a code', both(coupon({ coupon_code: '', coupon_url: url }))),
  rule(
    'R3.7-5',
    'coupon_url_button_title: 20 characters by what is known',
    both(coupon({ coupon_url: url, coupon_url_button_title: long(21) }), 'warning length/too-long'),
  ),
  rule(
    'R3.7-6',
    'coupon_pre_message: 2000 characters by what is known',
    both(coupon({ coupon_pre_message: long(2001) }), 'warning length/too-long'),
  ),
  rule('R3.7-7', 'image_url is a link', both(coupon({ image_url: 'a.png' }), badUrl)),
  rule(
    'R3.7-8',
    'payload: 1000 characters by what is known',
    both(coupon({ payload: long(1001) }), 'warning length/too-long'),
  ),
  rule(
    'R3.7-9',
    'coupon is a template, no type of attachment',
    both('attachment: { type: coupon, payload: { title: A, coupon_code: B } }', unknown),
  ),
  rule(
    'R3.7-10',
    'no coupon under a tag',
    both(
      `tag: HUMAN_AGENT\n${coupon()}`,
      'error send-api/coupon-tag',
      'warning policy/human-agent-automated',
    ),
  ),

  rule(
    'R3.8-1',
    'title: at most 65 characters, no link',
    both(feedback({ title: long(66) }), tooLong),
    both(feedback({ title: 'www.a.example' }), format),
  ),
  rule(
    'R3.8-2',
    'subtitle: at most 80 characters, no link',
    both(feedback({ subtitle: long(81) }), tooLong),
    both(feedback({ subtitle: url }), format),
  ),
  rule(
    'R3.8-3',
    'button_title: at most 20 characters, no link',
    both(feedback({ button_title: long(21) }), tooLong),
    both(feedback({ button_title: '' }), missing),
  ),
  rule('R3.8-4', 'exactly one screen', both(feedback({ feedback_screens: '[]' }), 'error length/too-few')),
  rule(
    'R3.8-5',
    'exactly one question',
    both(
      feedback({ feedback_screens: '[ { questions: [ { id: a, type: csat }, { id: b, type: nps } ] } ]' }),
      tooMany,
    ),
  ),
  rule(
    'R3.8-6',
    'id: letters, digits and _, at most 80',
    both(feedback({}, 'id: q-1, type: csat'), format),
    both(feedback({}, `id: ${long(81)}, type: csat`), tooLong),
  ),
  rule('R3.8-7', 'four types of questions', both(feedback({}, 'id: q1, type: stars'), unknown)),
  rule(
    'R3.8-8',
    'title of a question: 5 to 85 characters',
    both(question('type: csat, title: Good'), 'error length/too-short'),
    both(question(`type: csat, title: ${long(86)}`), tooLong),
  ),
  rule('R3.8-9', 'six labels of scales', both(question('type: csat, score_label: bad_good'), unknown)),
  rule(
    'R3.8-10',
    'each type has its scales',
    both(question('type: ces, score_option: one_to_seven')),
    both(question('type: nps, score_option: five_stars'), unknown),
  ),
  rule(
    'R3.8-11',
    '1_to_5 is a slip of one table',
    both(question('type: csat, score_option: 1_to_5'), 'warning send-api/undocumented'),
  ),
  rule(
    'R3.8-12',
    'follow_up is a text box; placeholder at most 65',
    both(question('type: csat, follow_up: { type: free_form, placeholder: More }')),
    both(question('type: csat, follow_up: { type: stars }'), unknown),
    both(question(`type: csat, follow_up: { type: free_form, placeholder: ${long(66)} }`), tooLong),
  ),
  rule(
    'R3.8-13',
    'the privacy policy is a link',
    both(feedback({ business_privacy: '{ url: privacy }' }), badUrl),
    both(feedback({ business_privacy: '' }), missing),
  ),
  rule(
    'R3.8-14',
    '1 to 7 days',
    both(feedback({ expires_in_days: '7' })),
    both(feedback({ expires_in_days: '8' }), range),
  ),
  rule(
    'R3.8-15',
    'free_form has no scale',
    both(question('type: free_form, score_option: five_stars'), noField),
  ),
  untested('R3.8-16', '24 hours without, 7 days with its tag', 'run time: the window'),

  rule(
    'R3.9-1',
    'countries are of two letters',
    both(information({ countries: '[Germany]' }), format),
    both(information({ countries: '' }), missing),
  ),
  rule('R3.9-2', 'the privacy policy is a link', both(information({ business_privacy: '{}' }), missing)),
  rule('R3.9-3', '1 to 7 days', both(information({ expires_in_days: '0' }), range)),
  rule(
    'R3.9-4',
    'contact_overrides is not described',
    both(information({ contact_overrides: '[]' }), 'warning send-api/undocumented'),
  ),
  rule('R3.9-5', 'form_id should be there', both('instant_form: {}', 'warning send-api/missing-field')),
  rule('R3.9-6', 'exactly one element', now('image_grid: { elements: [] }', 'error length/too-few')),
  rule(
    'R3.9-7',
    '2 to 6 images',
    now(grid({ images: `[ { url: ${image} } ]` }), 'error length/too-few'),
    now(grid({ images: `[${Array.from({ length: 7 }, () => `{ url: ${image} }`).join(', ')}]` }), tooMany),
  ),
  rule('R3.9-8', 'an image has a url', now(grid({ images: `[ {}, { url: ${image} } ]` }), missing)),
  rule(
    'R3.9-9',
    'one large image',
    now(
      grid({ images: `[ { url: ${image}, is_hero_image: true }, { url: ${image}, is_hero_image: true } ]` }),
      'error send-api/hero-image',
    ),
  ),
  rule(
    'R3.9-10',
    'an action opens a page or sends a payload',
    now(
      grid({
        images: `[ { url: ${image}, action: { type: web_url, url: ${url} } }, { url: ${image}, action: { type: postback, payload: A } } ]`,
      }),
    ),
    now(
      grid({
        images: `[ { url: ${image}, action: { type: phone_number, payload: A } }, { url: ${image} } ]`,
      }),
      unknown,
    ),
  ),
  rule('R3.9-11', 'title: at most 45 characters', now(grid({ title: long(46) }), tooLong)),
  rule('R3.9-12', 'subtitle: at most 80 characters', now(grid({ subtitle: long(81) }), tooLong)),
  rule(
    'R3.9-13',
    'at most 3 buttons, of two types',
    now(grid({ buttons: four }), tooMany),
    now(grid({ buttons: '[Call -> tel:+15551234567]' }), unknown),
  ),

  rule(
    'R3.10-1',
    'one_time_notif_req: title at most 65',
    both(`one_time_notif_req: { title: ${long(66)}, payload: A }`, 'warning send-api/deprecated', tooLong),
  ),
  rule(
    'R3.10-2',
    'one_time_notif_req: payload is needed',
    both('one_time_notif_req: { title: A }', 'warning send-api/deprecated', missing),
  ),
  rule(
    'R3.10-3',
    'notification_messages: title at most 65',
    old(`notification_messages: { payload: A, title: ${long(66)} }`, 'warning send-api/removed', tooLong),
  ),
  rule(
    'R3.10-4',
    'notification_messages: image_url is a link',
    old('notification_messages: { payload: A, image_url: a.png }', 'warning send-api/removed', badUrl),
  ),
  rule(
    'R3.10-5',
    'notification_messages: two forms of pictures',
    old(
      'notification_messages: { payload: A, image_aspect_ratio: ROUND }',
      'warning send-api/removed',
      unknown,
    ),
  ),
  rule(
    'R3.10-6',
    'notification_messages: elements is a list',
    old('notification_messages: { payload: A, elements: 3 }', 'warning send-api/removed', kind),
  ),
  rule(
    'R3.10-7',
    'notification_messages: payload is needed',
    old('notification_messages: {}', 'warning send-api/removed', missing),
  ),
  rule(
    'R3.10-8',
    'the frequency is deprecated since 2023-02-02',
    old(
      'notification_messages: { payload: A, notification_messages_frequency: DAILY }',
      'warning send-api/removed',
      'warning send-api/deprecated',
    ),
  ),
  rule(
    'R3.10-9',
    'six words on its button',
    old(
      'notification_messages: { payload: A, notification_messages_cta_text: BUY }',
      'warning send-api/removed',
      unknown,
    ),
  ),
  rule(
    'R3.10-10',
    'a time zone',
    old(
      'notification_messages: { payload: A, notification_messages_timezone: Europe/Berlin }',
      'warning send-api/removed',
    ),
  ),
  rule(
    'R3.10-11',
    'asked again or not',
    old(
      'notification_messages: { payload: A, notification_messages_reoptin: MAYBE }',
      'warning send-api/removed',
      unknown,
    ),
  ),
  untested(
    'R3.10-12',
    'how often a person may be asked',
    'run time: only Meta counts; the feature has ended',
  ),
  rule(
    'R3.10-13',
    'Marketing Messages took its place',
    now('notification_messages: { payload: A }', 'error send-api/removed'),
  ),

  ...['boardingpass', 'checkin', 'itinerary', 'update'].map((name, i) =>
    rule(
      `R3.11-${i + 1}`,
      `airline_${name}: known by name, refused`,
      removed(payload(`{ template_type: airline_${name}, intro_message: Hi }`), missing),
    ),
  ),
  untested('R3.11-5', 'inner fields of airline templates', 'the templates are refused as a whole'),
  rule(
    'R3.12-1',
    'list: refused whatever it holds',
    removed(under('list', `- { title: A, buttons: [A -> A] }\n- { title: B }`)),
  ),
  rule(
    'R3.12-2',
    'open_graph: refused whatever it holds',
    removed(`open_graph: { elements: [ { url: ${url}, buttons: [A -> A] } ] }`),
  ),

  rule('R3.13-1', 'a utility template has a name', now(utility('{ language: { code: en } }'), missing)),
  rule(
    'R3.13-2',
    'and a language',
    now(utility('{ name: order }'), missing),
    now(utility('{ name: order, language: {} }'), missing),
  ),
  rule(
    'R3.13-3',
    'components: header or body, with texts',
    now(
      utility(
        '{ name: order, language: { code: en }, components: [ { type: body, parameters: [ { type: text, text: A, parameter_name: a } ] } ] }',
      ),
    ),
    now(utility('{ name: order, language: { code: en }, components: [ { type: footer } ] }'), unknown),
  ),
  rule(
    'R3.13-4',
    'template stands in message',
    now('messaging_type: UTILITY\nmessage: { template: { name: order, language: { code: en } } }'),
  ),
  untested('R3.13-5', 'no marketing in it', 'Meta reviews the template; the file holds its parameters only'),

  rule(
    'R4.1-1',
    'web_url: https where extensions are on, fallback_url only then',
    both(
      buttons(
        `- { type: web_url, title: A, url: ${url}, webview_height_ratio: tall, messenger_extensions: true, fallback_url: ${url}, webview_share_button: hide }`,
      ),
    ),
    both(
      buttons('- { type: web_url, title: A, url: http://a.example/, messenger_extensions: true }'),
      'error send-api/extensions-https',
    ),
    both(
      buttons(`- { type: web_url, title: A, url: ${url}, fallback_url: ${url} }`),
      'error send-api/fallback-url',
    ),
    both(buttons(`- { type: web_url, title: A, url: ${url}, webview_height_ratio: TALL }`), unknown),
  ),
  rule(
    'R4.1-2',
    'postback: title 20, payload 1000',
    both(buttons(`- { type: postback, title: ${long(20)}, payload: ${long(1000)} }`)),
    both(buttons(`- { type: postback, title: ${long(21)}, payload: A }`), tooLong),
    both(buttons(`- { type: postback, title: A, payload: ${long(1001)} }`), tooLong),
    both(buttons('- { type: postback, title: "", payload: A }'), 'error length/empty'),
  ),
  rule(
    'R4.1-3',
    'phone_number: + and digits',
    both(buttons('- { type: phone_number, title: A, payload: "+15105551234" }')),
    both(buttons('- { type: phone_number, title: A, payload: "0151 123" }'), format),
  ),
  rule(
    'R4.1-4',
    'account_link: https, no title',
    both(buttons(`- { type: account_link, url: ${url} }`)),
    both(buttons('- { type: account_link, url: http://a.example/ }'), badUrl),
    both(buttons(`- { type: account_link, url: ${url}, title: A }`), noField),
  ),
  rule(
    'R4.1-5',
    'account_unlink: nothing else',
    both(buttons('- { type: account_unlink }')),
    both(buttons('- { type: account_unlink, title: A }'), noField),
  ),
  rule(
    'R4.1-6',
    'game_play: one of player and context',
    both(buttons('- { type: game_play, title: A, game_metadata: { player_id: "1" } }')),
    both(
      buttons('- { type: game_play, title: A, game_metadata: { player_id: "1", context_id: "2" } }'),
      'error send-api/game-metadata',
    ),
  ),
  rule(
    'R4.1-7',
    'audio_call: 1 to 7 days; newer than v21.0',
    now(buttons('- { type: audio_call, title: A, expires_in_days: 7 }')),
    now(buttons('- { type: audio_call, title: A, expires_in_days: 8 }'), range),
    old(buttons('- { type: audio_call, title: A }'), 'error send-api/newer'),
  ),
  rule('R4.1-8', 'element_share is gone', removed(card('buttons: [ { type: element_share } ]'))),
  rule('R4.1-9', 'payment is gone', removed(card('buttons: [ { type: payment, title: A } ]'))),
  rule(
    'R4.1-10',
    'nested is for the menu',
    both(buttons('- { type: nested, title: A, call_to_actions: [] }'), unknown, noField),
  ),

  rule(
    'R4.2-1',
    'the button template takes all types',
    now(
      buttons(
        `- { type: game_play, title: A }\n- { type: audio_call, title: A }\n- { type: account_unlink }`,
      ),
    ),
  ),
  rule(
    'R4.2-2',
    'generic takes the same',
    now(card('buttons: [ { type: game_play, title: A }, { type: audio_call, title: A }, logout ]')),
  ),
  rule(
    'R4.2-3',
    'media takes four types',
    both(media({ buttons: `[ "A -> tel:+15551234567" ]` })),
    both(media({ buttons: '[ { type: account_unlink } ]' }), unknown),
  ),
  rule(
    'R4.2-4',
    'image_grid takes two types',
    now(grid({ buttons: `[ "A -> ${url}", A -> A ]` })),
    now(grid({ buttons: '[ logout ]' }), unknown),
  ),
  rule(
    'R4.2-5',
    'Instagram takes two types',
    ig(buttons(`- "A -> ${url}"\n- A -> A`)),
    ig(buttons('- "A -> tel:+15551234567"'), 'error send-api/unsupported'),
  ),
  rule(
    'R4.2-6',
    'six templates have no buttons',
    both(receipt({ buttons: '[A -> A]' }), noField),
    both(coupon({ buttons: '[A -> A]' }), noField),
    both(feedback({ buttons: '[A -> A]' }), noField),
    both(information({ buttons: '[A -> A]' }), noField),
    both('product: { elements: ["1"], buttons: [A -> A] }', noField),
    both(template('instant_form', { form_id: '"1"', buttons: '[A -> A]' }), noField),
  ),
  rule(
    'R4.2-7',
    'list had one button',
    removed(under('list', '- { title: A, buttons: [A -> A, B -> B] }\n- { title: B }'), tooMany),
  ),
];
