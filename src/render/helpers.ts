/**
 * The helpers of the language, described: what the checker, completion, hover and the docs read. How they work stands
 * in `runtime/helpers/`; a test holds the two together. A missing main value gives a missing result (so that
 * `{{default (upper name) "…"}}` works); other bad input is a problem at render, never "NaN" or "undefined".
 */
import type { DataType } from '../bind/model.ts';

/**
 * What a value can be. 'scalar': text, number or boolean. 'date': text in ISO 8601 form, or `now`. 'countable': a list or
 * a text. 'ordered': a number or a text. 'numbers': a number, or a list of them. 'scalars': a list of scalars.
 */
export type HelperType =
  | 'any'
  | 'scalar'
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'list'
  | 'date'
  | 'url'
  | 'countable'
  | 'ordered'
  | 'numbers'
  | 'scalars'
  | 'currency';

export interface HelperParam {
  readonly name: string;
  readonly type: HelperType;
  readonly doc: string;
  readonly optional?: boolean;
  /** May be repeated (last parameter only); with `optional` zero times. */
  readonly rest?: boolean;
  /** The only texts that it may be, where it is written as a literal. */
  readonly values?: readonly string[];
  /** Bounds of a number. */
  readonly min?: number;
  readonly max?: number;
  /** Without it the helper fails: it must not be missing. */
  readonly there?: true;
}

/** What the project declares of a helper of its own: types that code is held to when it runs. */
export interface OwnSignature {
  /** By name, in the order of the call. */
  readonly params: ReadonlyMap<string, DataType>;
  /** `key=value`. */
  readonly options: ReadonlyMap<string, DataType>;
  readonly returns: DataType;
}

export interface HelperSpec {
  readonly name: string;
  readonly params: readonly HelperParam[];
  readonly hash: readonly HelperParam[];
  /** Any other `key=value` is taken too, as a parameter of this type. */
  readonly anyHash?: HelperParam;
  readonly returns: HelperType;
  /** One sentence. */
  readonly doc: string;
  /** Only of the project's own helpers. */
  readonly own?: OwnSignature;
}

/** A helper of the language. */
export interface LanguageHelper extends HelperSpec {
  /** An expression and what it gives. */
  readonly example: { readonly template: string; readonly data: object; readonly gives: string };
}

const any = (name: string, doc: string, more: Partial<HelperParam> = {}): HelperParam => ({
  name,
  type: 'any',
  doc,
  ...more,
});
const text = (name: string, doc: string, more: Partial<HelperParam> = {}): HelperParam => ({
  name,
  type: 'text',
  doc,
  ...more,
});
const list = (name: string, doc: string): HelperParam => ({ name, type: 'list', doc });

const left = any('left', 'One value.');
const right = any('right', 'The other value.');
const less: HelperParam = { name: 'left', type: 'ordered', doc: 'A number, or a text.' };
const more: HelperParam = { name: 'right', type: 'ordered', doc: 'Another one.' };

const specs: readonly LanguageHelper[] = [
  {
    name: 'eq',
    params: [left, right],
    hash: [],
    returns: 'boolean',
    doc: 'True where both values are the same; null and missing are the same. In conditions: `a == b`.',
    example: {
      template: '{{#if (eq order.state "paid")}}paid{{/if}}',
      data: { order: { state: 'paid' } },
      gives: 'paid',
    },
  },
  {
    name: 'ne',
    params: [left, right],
    hash: [],
    returns: 'boolean',
    doc: 'True where the values differ. In conditions: `a != b`.',
    example: { template: '{{#if (ne state "paid")}}open{{/if}}', data: { state: 'new' }, gives: 'open' },
  },
  {
    name: 'lt',
    params: [less, more],
    hash: [],
    returns: 'boolean',
    doc: 'True where the first number (or text, by code points) is less; false where one is missing. In conditions: `a < b`.',
    example: {
      template: '{{#if (lt stock 3)}}only {{stock}} left{{/if}}',
      data: { stock: 2 },
      gives: 'only 2 left',
    },
  },
  {
    name: 'le',
    params: [less, more],
    hash: [],
    returns: 'boolean',
    doc: 'True where the first is less than or equal to the second; false where one is missing. In conditions: `a <= b`.',
    example: { template: '{{#if (le stock 2)}}few{{/if}}', data: { stock: 2 }, gives: 'few' },
  },
  {
    name: 'gt',
    params: [less, more],
    hash: [],
    returns: 'boolean',
    doc: 'True where the first is greater; false where one is missing. In conditions: `a > b`.',
    example: {
      template: '{{#if (gt (length items) 1)}}{{length items}} items{{/if}}',
      data: { items: ['a', 'b'] },
      gives: '2 items',
    },
  },
  {
    name: 'ge',
    params: [less, more],
    hash: [],
    returns: 'boolean',
    doc: 'True where the first is greater than or equal to the second; false where one is missing. In conditions: `a >= b`.',
    example: { template: '{{#if (ge points 100)}}gold{{/if}}', data: { points: 100 }, gives: 'gold' },
  },
  {
    name: 'and',
    params: [any('values', 'Values to test.', { rest: true })],
    hash: [],
    returns: 'boolean',
    doc: "True where all values are true (Handlebars' truth: 0, empty text and empty lists are false).",
    example: {
      template: '{{#if (and paid sent)}}done{{/if}}',
      data: { paid: true, sent: true },
      gives: 'done',
    },
  },
  {
    name: 'or',
    params: [any('values', 'Values to test.', { rest: true })],
    hash: [],
    returns: 'boolean',
    doc: 'True where at least one value is true. For a fallback text use `default`.',
    example: {
      template: '{{#if (or paid sent)}}moving{{/if}}',
      data: { paid: false, sent: true },
      gives: 'moving',
    },
  },
  {
    name: 'not',
    params: [any('value', 'The value to test.')],
    hash: [],
    returns: 'boolean',
    doc: 'True where the value is false, 0, empty or missing.',
    example: { template: '{{#if (not paid)}}please pay{{/if}}', data: { paid: false }, gives: 'please pay' },
  },
  {
    name: 'in',
    params: [
      any('value', 'The value to look for.'),
      any('choices', 'Values, or lists of values.', { rest: true }),
    ],
    hash: [],
    returns: 'boolean',
    doc: 'True where the value equals one of the others. In conditions: `x in [a, b]`.',
    example: { template: '{{#if (in size "S" "M")}}in stock{{/if}}', data: { size: 'M' }, gives: 'in stock' },
  },
  {
    name: 'default',
    params: [any('value', 'What to use where it is there.'), any('fallback', 'What to use where it is not.')],
    hash: [],
    returns: 'any',
    doc: 'The value, or the fallback where the value is missing, null or an empty text.',
    example: { template: 'Hi {{default first_name "there"}}', data: {}, gives: 'Hi there' },
  },
  {
    name: 'truncate',
    params: [
      { name: 'text', type: 'scalar', doc: 'The text.' },
      {
        name: 'length',
        type: 'integer',
        doc: 'The most characters (code points) that the result has.',
        min: 1,
        there: true,
      },
    ],
    hash: [],
    returns: 'text',
    doc: 'The text, cut to at most `length` characters with … at the end; never inside an emoji or an accented letter.',
    example: { template: '{{truncate name 6}}', data: { name: 'Christopher' }, gives: 'Chris…' },
  },
  {
    name: 'upper',
    params: [{ name: 'text', type: 'scalar', doc: 'The text.' }],
    hash: [],
    returns: 'text',
    doc: "The text in capital letters, by the rules of the text's language.",
    example: { template: '{{upper code}}', data: { code: 'tea10' }, gives: 'TEA10' },
  },
  {
    name: 'lower',
    params: [{ name: 'text', type: 'scalar', doc: 'The text.' }],
    hash: [],
    returns: 'text',
    doc: "The text in small letters, by the rules of the text's language.",
    example: { template: '{{lower code}}', data: { code: 'TEA10' }, gives: 'tea10' },
  },
  {
    name: 'capitalize',
    params: [{ name: 'text', type: 'scalar', doc: 'The text.' }],
    hash: [],
    returns: 'text',
    doc: 'The text with a capital first letter; the rest stays.',
    example: { template: '{{capitalize color}}', data: { color: 'green tea' }, gives: 'Green tea' },
  },
  {
    name: 'length',
    params: [{ name: 'value', type: 'countable', doc: 'A list or a text.' }],
    hash: [],
    returns: 'integer',
    doc: 'How many items a list has, or how many characters (code points) a text has; 0 where it is missing.',
    example: { template: '{{length items}}', data: { items: ['a', 'b', 'c'] }, gives: '3' },
  },
  {
    name: 'take',
    params: [
      list('list', 'The list.'),
      { name: 'count', type: 'integer', doc: 'How many items to keep.', min: 0, there: true },
    ],
    hash: [],
    returns: 'list',
    doc: 'The first items of a list.',
    example: { template: '{{join (take names 2)}}', data: { names: ['Ana', 'Bo', 'Cy'] }, gives: 'Ana, Bo' },
  },
  {
    name: 'pluck',
    params: [
      list('list', 'A list of objects.'),
      text('property', 'The name of a property of each.', { there: true }),
    ],
    hash: [],
    returns: 'list',
    doc: 'One property of each item, as a list; items without it are left out.',
    example: {
      template: '{{join (pluck items "name")}}',
      data: { items: [{ name: 'Mug' }, { name: 'Tea' }] },
      gives: 'Mug, Tea',
    },
  },
  {
    name: 'sum',
    params: [{ name: 'values', type: 'numbers', doc: 'Numbers, or lists of numbers.', rest: true }],
    hash: [],
    returns: 'number',
    doc: 'The sum of numbers, exact in decimals (0.1 and 0.2 give 0.3); missing ones count nothing.',
    example: {
      template: '{{sum (pluck items "price")}}',
      data: { items: [{ price: 0.1 }, { price: 0.2 }] },
      gives: '0.3',
    },
  },
  {
    name: 'join',
    params: [
      { name: 'list', type: 'scalars', doc: 'The list.' },
      text('separator', 'Between two items; ", " if not given.', { optional: true }),
    ],
    hash: [text('last', 'Between the last two items, as " and ".', { optional: true })],
    returns: 'text',
    doc: 'The items of a list as one text.',
    example: {
      template: '{{join names ", " last=" and "}}',
      data: { names: ['Ana', 'Bo', 'Cy'] },
      gives: 'Ana, Bo and Cy',
    },
  },
  {
    name: 'list',
    params: [any('items', 'The items.', { rest: true, optional: true })],
    hash: [],
    returns: 'list',
    doc: 'A list of the given values.',
    example: {
      template: '{{join (list city country)}}',
      data: { city: 'Porto', country: 'Portugal' },
      gives: 'Porto, Portugal',
    },
  },
  {
    name: 'number',
    params: [{ name: 'value', type: 'number', doc: 'The number.' }],
    hash: [
      {
        name: 'digits',
        type: 'integer',
        doc: 'Exactly so many digits after the point; without it up to three.',
        optional: true,
        min: 0,
        max: 20,
      },
    ],
    returns: 'text',
    doc: "A number as the text's language writes it.",
    example: { template: '{{number distance digits=1}}', data: { distance: 1234.5 }, gives: '1,234.5' },
  },
  {
    name: 'currency',
    params: [
      { name: 'amount', type: 'number', doc: 'The amount.' },
      { name: 'currency', type: 'currency', doc: 'The ISO 4217 code, as "EUR".' },
    ],
    hash: [
      {
        name: 'minor',
        type: 'boolean',
        doc: 'True where the amount is in cents (the smallest unit).',
        optional: true,
      },
    ],
    returns: 'text',
    doc: "An amount of money as the text's language writes it, with the digits that the currency has.",
    example: { template: '{{currency total "EUR"}}', data: { total: 23.5 }, gives: '€23.50' },
  },
  {
    name: 'plural',
    params: [{ name: 'count', type: 'number', doc: 'How many.' }],
    hash: [
      text('zero', 'For exactly 0, in any language; and for the category "zero" where a language has it.', {
        optional: true,
      }),
      text('one', 'For the category "one".', { optional: true }),
      text('two', 'For the category "two".', { optional: true }),
      text('few', 'For the category "few".', { optional: true }),
      text('many', 'For the category "many".', { optional: true }),
      text('other', 'For everything else.', { there: true }),
      { name: 'ordinal', type: 'boolean', doc: 'True for 1st, 2nd, 3rd.', optional: true },
    ],
    returns: 'text',
    doc: "The text for the plural category of a number in the text's language; `{n}` in it is the number.",
    example: {
      template: '{{plural n one="{n} parcel" other="{n} parcels"}}',
      data: { n: 2 },
      gives: '2 parcels',
    },
  },
  {
    name: 'date',
    params: [
      { name: 'when', type: 'date', doc: 'A date, or a date with a time and an offset, in ISO 8601 form.' },
      text(
        'style',
        'How the date is written; "unix" gives seconds since 1970. "medium" if neither this nor `time` is given.',
        {
          optional: true,
          values: ['full', 'long', 'medium', 'short', 'unix'],
        },
      ),
    ],
    hash: [
      text('time', 'Writes the time too (alone: only the time).', {
        optional: true,
        values: ['full', 'long', 'medium', 'short'],
      }),
    ],
    returns: 'text',
    doc: "A date or time in the text's language and the recipient's time zone (UTC where that is unknown).",
    example: { template: '{{date at "long"}}', data: { at: '2026-05-04T10:00:00Z' }, gives: 'May 4, 2026' },
  },
  {
    name: 'relative',
    params: [
      { name: 'when', type: 'date', doc: 'A date, or a date with a time and an offset, in ISO 8601 form.' },
    ],
    hash: [],
    returns: 'text',
    doc: 'How far a date is from `now`, in words of the language: "tomorrow", "in 3 hours".',
    example: { template: '{{relative at}}', data: { at: '2026-05-05' }, gives: 'tomorrow' },
  },
  {
    name: 'add_query',
    params: [
      { name: 'url', type: 'url', doc: 'An absolute http(s) URL.' },
      { name: 'pairs', type: 'scalar', doc: 'Names and values, in turn.', rest: true, optional: true },
    ],
    hash: [],
    anyHash: { name: 'name', type: 'scalar', doc: 'A query parameter.' },
    returns: 'url',
    doc: 'The URL with query parameters added before its fragment; missing values are left out.',
    example: {
      template: '{{add_query link utm_source="bot"}}',
      data: { link: 'https://shop.example/a?b=1#c' },
      gives: 'https://shop.example/a?b=1&utm_source=bot#c',
    },
  },
  {
    name: 'urlencode',
    params: [{ name: 'text', type: 'scalar', doc: 'The text.' }],
    hash: [],
    returns: 'text',
    doc: 'The text percent-encoded, for a URL inside a text (in URLs this happens by itself).',
    example: { template: '{{urlencode q}}', data: { q: 'tea & milk' }, gives: 'tea%20%26%20milk' },
  },
  {
    name: 'json',
    params: [any('value', 'The value.')],
    hash: [],
    returns: 'text',
    doc: 'The value as JSON.',
    example: { template: '{{json tags}}', data: { tags: ['a', 'b'] }, gives: '["a","b"]' },
  },
  {
    name: 'lookup',
    params: [
      any('object', 'An object or a list.'),
      { name: 'key', type: 'scalar', doc: 'The name of a property, or an index.' },
    ],
    hash: [],
    returns: 'any',
    doc: 'The property of an object, or the item of a list, whose name or index is itself a value.',
    example: { template: '{{lookup names 1}}', data: { names: ['Ana', 'Bo'] }, gives: 'Bo' },
  },
];

export const helperSpecs: ReadonlyMap<string, LanguageHelper> = new Map(
  specs.map((spec) => [spec.name, spec]),
);

/** What can open a block by name. All of them take one argument; `if` and `unless` also `includeZero=true`. */
export const blockSpecs: ReadonlyMap<string, { readonly name: string; readonly doc: string }> = new Map(
  [
    { name: 'if', doc: 'The block where the value is true; 0, empty texts and empty lists are false.' },
    { name: 'unless', doc: 'The block where the value is false.' },
    {
      name: 'each',
      doc: 'The block once for each item of a list or property of an object; `this` is the item.',
    },
    { name: 'with', doc: 'The block with `this` being the value, where it is not empty.' },
  ].map((spec) => [spec.name, spec]),
);

/** Names that a param cannot have. */
export const helperNames: ReadonlySet<string> = new Set([...helperSpecs.keys(), ...blockSpecs.keys()]);
