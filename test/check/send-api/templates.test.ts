/** Rules about one template: elements, coupons, image-grid, receipts. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/bind/model.ts';
import { check, inTemplate, receiptPayload, summary } from './build.ts';

describe('a card has something besides its title (R3.2-9)', () => {
  const card = (fields: Readonly<Record<string, Json>>, when = {}) =>
    summary(
      check(inTemplate({ template_type: 'generic', elements: [{ title: 'Mug', ...fields }] }), { when }),
    );
  const subtitle = '/message/attachment/payload/elements/0/subtitle';

  test('for every input, some input, no input', () => {
    expect(card({})).toEqual(['send-api/only-title @ {']);
    expect(card({ subtitle: 'Blue' }, { [subtitle]: 'x' })).toEqual(['warning: send-api/only-title @ {']);
    expect(card({ subtitle: 'Blue' })).toEqual([]);
    expect(card({ image_url: '{{image}}' })).toEqual([]);
    expect(card({ buttons: [{ title: 'Go', payload: 'GO' }] })).toEqual([]);
  });
});

test('a coupon has a code, a link or both (R3.7-3, R3.7-4)', () => {
  const coupon = (fields: Readonly<Record<string, string>>) =>
    summary(check(inTemplate({ template_type: 'coupon', title: 'Ten', ...fields })));
  expect(coupon({})).toEqual(['send-api/coupon-target @ {']);
  expect(coupon({ coupon_code: 'TEN' })).toEqual([]);
  expect(coupon({ coupon_url: 'https://a.example' })).toEqual([]);
  expect(coupon({ coupon_code: 'TEN', coupon_url: 'https://a.example' })).toEqual([]);
  expect(coupon({ couponCode: 'TEN' })).toEqual(['send-api/unknown-field @ "couponCode"']);
});

test('at most one image of a grid is the hero (R3.9-9)', () => {
  const grid = (...heroes: readonly (boolean | string)[]) => {
    const images = heroes.map((is_hero_image) => ({ url: 'https://a.example/b.png', is_hero_image }));
    return summary(
      check(inTemplate({ template_type: 'image_grid', elements: [{ images }] }), { api: 'current' }),
    );
  };
  expect(grid(true, false)).toEqual([]);
  expect(grid(true, '{{x}}')).toEqual(['warning: send-api/hero-image @ "is_hero_image"']);
  expect(grid(true, false, true)).toEqual(['send-api/hero-image @ "is_hero_image"']);
});

test('images of a grid take links and postbacks', () => {
  const grid = (action: Json) => {
    const images = [{ url: 'https://a.example/b.png', action }];
    return summary(
      check(inTemplate({ template_type: 'image_grid', elements: [{ images }] }), { api: 'current' }),
    );
  };
  expect(grid({ type: 'web_url', url: 'https://a.example' })).toEqual([]);
  expect(grid({ type: 'postback', payload: 'X' })).toEqual([]);
  expect(grid({ type: 'phone_number', payload: '+15551234567' })).toEqual([
    'send-api/unknown-value @ "phone_number"',
  ]);
});

describe('amounts of a receipt', () => {
  const receipt = (
    summaryFields: Readonly<Record<string, Json>>,
    extra: Readonly<Record<string, Json>> = {},
  ) => summary(check(inTemplate({ ...receiptPayload, ...extra, summary: summaryFields })));

  test('sums that add up in some reading', () => {
    expect(receipt({ subtotal: 75, shipping_cost: 4.95, total_tax: 6.19, total_cost: 86.14 })).toEqual([]);
    const adjustments = [
      { name: 'New customer', amount: 20 },
      { name: 'Coupon', amount: 10 },
    ];
    expect(
      receipt({ subtotal: 75, shipping_cost: 4.95, total_tax: 6.19, total_cost: 56.14 }, { adjustments }),
    ).toEqual([]);
    const minus = [{ name: 'Coupon', amount: -10 }];
    expect(receipt({ subtotal: 75, total_cost: 65 }, { adjustments: minus })).toEqual([]);
    expect(receipt({ subtotal: 0.1, shipping_cost: 0.2, total_cost: 0.3 })).toEqual([]);
  });

  test('sums that do not', () => {
    expect(receipt({ subtotal: 75, shipping_cost: 4.95, total_cost: 75 })).toEqual([
      'information: policy/receipt-sum @ 75',
    ]);
  });

  test('nothing is said of what the data decides', () => {
    expect(receipt({ subtotal: '{{s}}', total_cost: 75 })).toEqual([]);
    expect(
      receipt({ subtotal: 70, total_cost: 75 }, { adjustments: [{ name: 'x', amount: '{{a}}' }] }),
    ).toEqual([]);
    expect(receipt({ total_cost: 75 })).toEqual([]);
  });

  test('decimals are those of the currency', () => {
    expect(receipt({ total_cost: 1.25 })).toEqual([]);
    expect(receipt({ total_cost: 1.255 })).toEqual(['warning: policy/receipt-decimals @ 1.255']);
    expect(receipt({ total_cost: 120.5 }, { currency: 'JPY' })).toEqual([
      'warning: policy/receipt-decimals @ 120.5',
    ]);
    expect(receipt({ total_cost: 1.255 }, { currency: 'KWD' })).toEqual([]);
    expect(receipt({ total_cost: 1.255 }, { currency: '{{c}}' })).toEqual([]);
    expect(receipt({ total_cost: 5 }, { elements: [{ title: 'Mug', price: 1.005 }] })).toEqual([
      'warning: policy/receipt-decimals @ 1.005',
    ]);
  });
});
