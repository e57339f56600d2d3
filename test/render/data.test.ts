import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { compilePattern, isHarmless } from '../../src/patterns/compile-pattern.ts';
import { createRenderer } from '../../src/render/index.ts';
import { json, message, program, step } from './build.ts';

const properties: { [name: string]: Json } = {
  name: { type: ['string', 'null'], minLength: 1, maxLength: 3 },
  order: {
    type: 'object',
    required: ['items', 'currency'],
    properties: {
      currency: { enum: ['EUR', 'USD'] },
      items: {
        type: 'array',
        minItems: 1,
        maxItems: 3,
        items: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string' },
            price: { type: 'number', exclusiveMinimum: 0, maximum: 10, multipleOf: 0.5 },
          },
        },
      },
    },
    additionalProperties: false,
  },
  at: { type: 'string', format: 'date-time' },
  day: { type: 'string', format: 'date' },
  link: { type: 'string', format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' },
  code: { type: 'string', pattern: '^([a-z]+)+$' },
  node: { $ref: '#/$defs/node' },
  phone: {
    anyOf: [{ type: 'string', pattern: '^\\+[0-9][0-9 ()./-]{3,22}$', maxLength: 24 }, { type: 'null' }],
  },
  odd: { type: 'string', format: 'made-up' },
};

function check(needs: readonly string[], data: Json, required: readonly string[] = needs): string[] {
  const ir = program([message('m', [step(json({}))], { needs })], {
    schema: {
      type: 'object',
      required,
      properties,
      $defs: {
        node: { type: 'object', properties: { next: { $ref: '#/$defs/node' }, v: { type: 'integer' } } },
      },
    },
  });
  return createRenderer(ir)
    .check('m', data)
    .map((p) => `${p.code}: ${p.message}`.replace('bad-data: ', ''));
}

describe('data against params', () => {
  it.each<[string, Json, string[]]>([
    ['name', { name: '😀😀😀' }, []],
    ['name', { name: null }, []],
    ['name', {}, ['name is missing']],
    ['name', { name: 'four' }, ['name has 4 characters, at most 3 are allowed']],
    ['name', { name: '' }, ['name is empty']],
    ['name', { name: 4 }, ['name must be a text, but is the number 4']],
    ['order', { order: { currency: 'EUR', items: [{ name: 'a' }] } }, []],
    [
      'order',
      { order: { currency: 'CHF', items: [{ name: 'a' }, {}, {}, { name: 'b' }] } },
      [
        'order.currency is the text "CHF", but must be one of "EUR", "USD"',
        'order.items has 4 items, at most 3 are allowed',
        'order.items[1].name is missing',
        'order.items[2].name is missing',
      ],
    ],
    [
      'order',
      {
        order: {
          currency: 'EUR',
          items: [
            { name: 'a', price: 0 },
            { name: 'b', price: 10.3 },
          ],
        },
      },
      [
        'order.items[0].price is 0, but must be more than 0',
        'order.items[1].price is 10.3, at most 10 is allowed',
        'order.items[1].price is 10.3, but must be a multiple of 0.5',
      ],
    ],
    [
      'order',
      { order: { items: [], 'x y': 1 } },
      [
        'order.currency is missing',
        'order["x y"] is not one of the properties that are declared',
        'order.items has 0 items, at least 1 are needed',
      ],
    ],
    ['order', { order: null }, ['order is null, but must be an object']],
    ['at', { at: '2026-05-04T10:00:00+02:00' }, []],
    [
      'at',
      { at: '2026-05-04 10:00' },
      ['at must be a time with its offset as 2026-05-04T10:00:00Z, but is the text "2026-05-04 10:00"'],
    ],
    ['day', { day: '2026-02-29' }, ['day must be a date as 2026-05-04, but is the text "2026-02-29"']],
    ['link', { link: 'https://a.example/%C3%A4' }, []],
    [
      'link',
      { link: 'https://a b' },
      [
        'link must be an absolute URL without spaces, other characters percent-encoded, but is the text "https://a b"',
      ],
    ],
    ['code', { code: 'abc' }, []],
    ['code', { code: 'ab1' }, ['code does not have the form ^([a-z]+)+$: "ab1"']],
    [
      'node',
      { node: { next: { next: { v: 1.5 } } } },
      ['node.next.next.v must be a whole number, but is the number 1.5'],
    ],
    [
      'link',
      { link: 'ftp://a.example' },
      ['link must be an absolute http:// or https:// URL, but is the text "ftp://a.example"'],
    ],
    ['phone', { phone: null }, []],
    [
      'phone',
      { phone: 'x'.repeat(25) },
      [
        'phone has 25 characters, at most 24 are allowed',
        `phone must be a phone number with + and country code as +15551234567, but is the text "${'x'.repeat(25)}"`,
      ],
    ],
    ['phone', { phone: 5 }, ['phone must be a text, but is the number 5']],
    ['odd', { odd: 'anything' }, []],
  ])('%s in %j', (name, data, expected) => {
    expect(check([name], data).sort()).toEqual([...expected].sort());
  });

  it('asks only for params that the message needs', () => {
    expect(check([], {}, ['name', 'order'])).toEqual([]);
    expect(check(['name'], { name: 'a', order: 'wrong', unknown: 1 }, ['name', 'order'])).toEqual([]);
  });

  it('does not take inherited properties for data', () => {
    expect(check(['name'], Object.create({ name: 'a' }) as Json)).toEqual(['name is missing']);
  });

  it('refuses data that is no object', () => {
    expect(check(['name'], 'x')).toEqual(['the data must be an object with the params, but is the text "x"']);
  });
});

describe('patterns', () => {
  it.each(['^[Hh][Tt][Tt][Pp][Ss]?://', '^\\+[0-9][0-9 ()./-]{3,22}$', '^[A-Z]{3}$', '^a*$'])(
    '%s is harmless',
    (pattern) => {
      expect(isHarmless(pattern)).toBe(true);
    },
  );

  it.each(['a', '^(a+)+$', '^a|b', '^a*b*$', '^a?a?a?a?$', '^a{1,1000}$', '^[', '^(?=a)', '^a{2}{3}'])(
    '%s is not',
    (pattern) => {
      expect(isHarmless(pattern)).toBe(false);
    },
  );

  it('agree with RegExp and do not hang', () => {
    for (const pattern of ['^[A-Z]{2}-\\d+$', '(a|b)+c', '^\\p{L}+$', 'x$', '^\\+[0-9][0-9 ()./-]{3,22}$']) {
      for (const text of ['AB-12', 'abac', 'Größe', 'x', '+49 30 12', '', 'ab-x']) {
        expect(compilePattern(pattern).test(text)).toBe(new RegExp(pattern, 'u').test(text));
      }
    }
    expect(compilePattern('^(a+)+$').test(`${'a'.repeat(20_000)}!`)).toBe(false);
  });

  it('that RE2 cannot read are a problem, not a crash', () => {
    const ir = program([message('m', [step(json({}))], { needs: ['x'] })], {
      schema: { type: 'object', properties: { x: { type: 'string', pattern: '^(?=a)b' } } },
    });
    expect(createRenderer(ir).check('m', { x: 'b' })).toEqual([
      { code: 'bad-data', message: expect.stringMatching(/^the params cannot be checked: /) },
    ]);
  });
});
