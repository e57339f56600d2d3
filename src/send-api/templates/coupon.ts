/** Coupon template (rules 3.7). */
import {
  characters,
  fact,
  field,
  format,
  link,
  mediaUrl,
  messengerOnly,
  object,
  required,
  text,
} from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

const page = (rule: string) => fact(rule, 'T-CPN', '1');

export const coupon: ObjectShape = object(
  'coupon template',
  'A discount code, a discount link or both. Promotional: never with a tag.',
  {
    title: required(
      page('R3.7-1'),
      'What the coupon gives.',
      text({ limits: [characters(page('R3.7-1'), 1, 80)] }),
    ),
    subtitle: field(page('R3.7-2'), 'Terms.', text({ limits: [characters(page('R3.7-2'), 0, 80)] })),
    coupon_code: field(
      page('R3.7-3'),
      'The code, without spaces; needed unless coupon_url is given.',
      text({ formats: [format(page('R3.7-3'), 'no-spaces')] }),
    ),
    coupon_url: field(
      page('R3.7-4'),
      'Link that applies the coupon; needed unless coupon_code is given.',
      link(page('R3.7-4')),
    ),
    coupon_url_button_title: field(
      page('R3.7-5'),
      'Words on the link’s button. Default: Shop now.',
      text({ limits: [characters(fact('R3.7-5', 'T-CPN', 'mem'), 0, 20, { level: 'warning' })] }),
    ),
    coupon_pre_message: field(
      page('R3.7-6'),
      'Message that is sent before the card.',
      text({ limits: [characters(page('R3.7-6'), 0, 2000, { level: 'warning' })] }),
    ),
    image_url: field(page('R3.7-7'), 'Picture on the card.', mediaUrl(page('R3.7-7'))),
    payload: field(
      page('R3.7-8'),
      'Comes back to the webhook.',
      text({ limits: [characters(fact('R3.7-8', 'T-CPN', 'mem'), 0, 1000, { level: 'warning' })] }),
      { answer: true },
    ),
  },
  {
    availability: [messengerOnly(fact('R3.1-6', 'TPL, T-CPN, IG-PT', '2+'), 'send the code as text')],
  },
);
