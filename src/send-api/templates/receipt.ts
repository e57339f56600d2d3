/** Receipt template (rules 3.5). */
import {
  boolean,
  fact,
  field,
  format,
  items,
  link,
  list,
  mediaUrl,
  messengerOnly,
  number,
  object,
  required,
  text,
} from '../facts.ts';
import type { Field, ObjectShape, TextShape } from '../schema.ts';

const price = fact('R3.5-7', 'VX, YM', '2+');
const currency = (rule: string): TextShape =>
  text({ formats: [format(fact(rule, 'T-RCP, VX', '2+'), 'currency')] });

export const receiptElement: ObjectShape = object('receipt item', 'One line of the receipt.', {
  title: required(fact('R3.5-13', 'VX, SO', '2+'), 'What was bought.', text()),
  subtitle: field(fact('R3.5-15', 'VX, SO', '2+'), 'Detail of the item.', text()),
  quantity: field(fact('R3.5-15', 'VX, SO', '2+'), 'How many.', number()),
  price: required(fact('R3.5-14', 'VX, SO', '2+'), 'Price of the item; 0 is allowed.', number()),
  currency: field(fact('R3.5-15', 'VX, SO', '2+'), 'Currency of the price.', currency('R3.5-15')),
  image_url: field(
    fact('R3.5-15', 'VX, SO', '2+'),
    'Picture of the item.',
    mediaUrl(fact('R3.5-15', 'VX, SO', '2+')),
  ),
});

export const receiptSummary: ObjectShape = object('receipt summary', 'The sums.', {
  subtotal: field(price, 'Sum of the items.', number()),
  shipping_cost: field(price, 'Shipping.', number()),
  total_tax: field(price, 'Tax.', number()),
  total_cost: required(
    fact('R3.5-6', 'VX, YM, SO', '2+'),
    'What was paid in all; two decimals for most currencies.',
    number(),
  ),
});

const line = (doc: string): Field => required(fact('R3.5-17', 'SO, YM, RS', '2+'), doc, text());

export const receiptAddress: ObjectShape = object('receipt address', 'Where the order goes.', {
  street_1: line('Street and number.'),
  street_2: field(fact('R3.5-18', 'SO, YM, RS', '2+'), 'Second line of the street.', text()),
  city: line('City.'),
  postal_code: line('Postal code.'),
  state: line('State (in the United States its abbreviation) or region.'),
  country: required(
    fact('R3.5-17', 'SO, YM, RS', '2+'),
    'Country, two letters.',
    text({ formats: [format(fact('R3.5-17', 'SO, YM, RS', '2+'), 'country')] }),
  ),
});

const adjustment = fact('R3.5-19', 'YM, VX', '2+');
export const receiptAdjustment: ObjectShape = object('receipt adjustment', 'A discount or surcharge.', {
  name: field(adjustment, 'What it is.', text(), { required: 'warning' }),
  amount: field(adjustment, 'How much, in the receipt’s currency.', number(), { required: 'warning' }),
});

export const receipt: ObjectShape = object(
  'receipt template',
  'Confirmation of an order.',
  {
    recipient_name: required(fact('R3.5-1', 'T-RCP, YM, SO', '2+'), 'Name of the customer.', text()),
    order_number: required(
      fact('R3.5-2', 'T-RCP, VX', '2+'),
      'Number of the order; a number is sent once only.',
      text(),
    ),
    currency: required(
      fact('R3.5-3', 'T-RCP, VX', '2+'),
      'Currency, three letters of ISO 4217.',
      currency('R3.5-3'),
    ),
    payment_method: required(
      fact('R3.5-4', 'T-RCP, VX', '2+'),
      'How it was paid, in words: Visa 1234.',
      text(),
    ),
    summary: required(fact('R3.5-5', 'T-RCP', '2+'), 'The sums.', receiptSummary),
    merchant_name: field(fact('R3.5-8', 'T-RCP, VX', '2+'), 'Name of the shop, shown as logo text.', text()),
    timestamp: field(
      fact('R3.5-9', 'T-RCP, VX', '2+'),
      'When it was ordered: Unix time in seconds, as text.',
      text({ formats: [format(fact('R3.5-9', 'T-RCP, VX', '2+'), 'unix-seconds', 'warning')] }),
    ),
    order_url: field(
      fact('R3.5-10', 'T-RCP, YM', '2+'),
      'Page of the order.',
      link(fact('R3.5-10', 'T-RCP, YM', '2+')),
    ),
    sharable: field(fact('R3.5-11', 'T-RCP, SO', '2+'), 'True shows a share button.', boolean),
    elements: field(
      fact('R3.5-12', 'T-RCP, KX, RS', '2+'),
      'Up to 100 items; their order is not guaranteed.',
      list(receiptElement, { limits: [items(fact('R3.5-12', 'T-RCP, KX, RS', '2+'), 0, 100)] }),
    ),
    address: field(
      fact('R3.5-16', 'T-RCP, VX', '2+'),
      'Where the order goes; left out if nothing is shipped.',
      receiptAddress,
    ),
    adjustments: field(adjustment, 'Discounts and surcharges.', list(receiptAdjustment)),
  },
  { availability: [messengerOnly(fact('R3.1-4', 'TPL, IG-PT', '2+'), 'send the receipt as text')] },
);
