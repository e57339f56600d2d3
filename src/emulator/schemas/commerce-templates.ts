import { boolean, type JsonSchema, list, number, object, text, url } from './schema.ts';

const currency = (rule: string) =>
  text(rule, 1, undefined, {
    pattern: '^[A-Z]{3}$',
    'x-graph': { message: 'Param {param} must be a currency code of ISO 4217' },
  });

/** R3.5-1 to R3.5-20. */
export const receiptTemplate: JsonSchema = object(
  {
    template_type: { const: 'receipt' },
    recipient_name: text('R3.5-1', 1),
    order_number: text('R3.5-2', 1),
    currency: currency('R3.5-3'),
    payment_method: text('R3.5-4', 1),
    summary: object(
      {
        total_cost: number('R3.5-6'),
        subtotal: number('R3.5-7'),
        shipping_cost: number('R3.5-7'),
        total_tax: number('R3.5-7'),
      },
      ['total_cost'],
      { 'x-rule': 'R3.5-5' },
    ),
    merchant_name: text('R3.5-8', 0),
    timestamp: text('R3.5-9', 1, undefined, { pattern: '^[0-9]+$' }),
    order_url: url('R3.5-10'),
    sharable: boolean('R3.5-11'),
    elements: list(
      'R3.5-12',
      object(
        {
          title: text('R3.5-13', 1),
          price: number('R3.5-14'),
          subtitle: text('R3.5-15', 0),
          quantity: number('R3.5-15'),
          currency: currency('R3.5-15'),
          image_url: url('R3.5-15'),
        },
        ['title', 'price'],
      ),
      0,
      100,
    ),
    address: object(
      {
        street_1: text('R3.5-17', 1),
        street_2: text('R3.5-18', 0),
        city: text('R3.5-17', 1),
        postal_code: text('R3.5-17', 1),
        state: text('R3.5-17', 1),
        country: text('R3.5-17', 1, undefined, {
          pattern: '^[A-Z]{2}$',
          'x-graph': { message: 'Param {param} must be a country code of two letters' },
        }),
      },
      ['street_1', 'city', 'postal_code', 'state', 'country'],
      { 'x-rule': 'R3.5-16' },
    ),
    adjustments: list('R3.5-19', object({ name: text('R3.5-19', 0), amount: number('R3.5-19') }), 0),
  },
  ['template_type', 'recipient_name', 'order_number', 'currency', 'payment_method', 'summary'],
);

/** R3.6-1 to R3.6-3. */
export const productTemplate: JsonSchema = object(
  {
    template_type: { const: 'product' },
    elements: list('R3.6-1', object({ id: text('R3.6-2', 1) }, ['id']), 1, 10),
  },
  ['template_type', 'elements'],
);

/** R3.7-1 to R3.7-8. The limits that the reference only assumes are not enforced. */
export const couponTemplate: JsonSchema = object(
  {
    template_type: { const: 'coupon' },
    title: text('R3.7-1', 1, 80),
    subtitle: text('R3.7-2', 0, 80),
    coupon_code: text('R3.7-3', 1, undefined, {
      pattern: '^\\S+$',
      'x-graph': { message: 'Param {param} must not contain spaces' },
    }),
    coupon_url: url('R3.7-4'),
    coupon_url_button_title: text('R3.7-5', 0),
    coupon_pre_message: text('R3.7-6', 0),
    image_url: url('R3.7-7'),
    payload: text('R3.7-8', 0),
  },
  ['template_type', 'title'],
  {
    allOf: [
      {
        anyOf: [{ required: ['coupon_code'] }, { required: ['coupon_url'] }],
        'x-rule': 'R3.7-3 R3.7-4',
        'x-graph': { message: 'Param {param} must have coupon_code or coupon_url' },
      },
    ],
  },
);
