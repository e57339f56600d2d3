/**
 * Families of files with one number in them: how long a param may be, how many items a list may have. The largest
 * number with which the compiler still calls the file clean is its claim: there a bound that is too small, or a limit
 * that is too high, shows itself. Fields and forms know no limit of the Send API.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

export interface Family {
  readonly name: string;
  /** The file with this number, as JSON, which is YAML. */
  readonly file: (size: number) => string;
  /** The largest number to try. */
  readonly most: number;
}

/** A text of which `size` decides the length. */
interface TextForm {
  readonly text: string;
  readonly params?: Fields;
  readonly fragments?: Fields;
}

const pad = (size: number, less = 0) => 'x'.repeat(Math.max(size - less, 0));
const string = (size: number) => `string(${size})`;
const list = (of: Json, maxItems: number, minItems = 1): Fields => ({
  type: 'array',
  items: of,
  minItems,
  maxItems,
});
const digits = (size: number) => Math.min(10 ** size - 1, 99_999_999_999_999);
/** A fixed text of unknown length, filled up to the limit. */
const filled = (expression: string, params: Fields) => (k: number) => ({
  text: `${expression}${pad(k)}`,
  params,
});

export const textForms: Readonly<Record<string, (size: number) => TextForm>> = {
  plain: (k) => ({ text: '{{s}}', params: { s: string(k) } }),
  'two outputs': (k) => ({ text: 'A {{s}}{{t}}', params: { s: string(k), t: 'string(3)' } }),
  'same twice': (k) => ({ text: '{{s}}{{s}}', params: { s: string(k) } }),
  literal: (k) => ({ text: `{{b}}${pad(k)}`, params: { b: 'boolean' } }),
  'if else': (k) => ({
    text: `{{#if b}}{{s}}{{else}}{{t}}{{/if}}!`,
    params: { b: 'boolean', s: string(k), t: string(k + 1) },
  }),
  'if there': (k) => ({ text: 'A{{#if o}} {{o}}{{/if}}', params: { o: `${string(k)}?` } }),
  'none of a list of values': (k) => ({
    text: '{{#if (in e "Tea" "Milk")}}x{{else}}{{e}}{{/if}}',
    params: { e: ['Tea', 'Milk', 'y'.repeat(Math.max(k, 1))] },
  }),
  unless: (k) => ({ text: `A{{#unless b}}${pad(k)}{{/unless}}`, params: { b: 'boolean' } }),
  with: (k) => ({
    text: '{{#with o}}{{name}}{{else}}none{{/with}}',
    params: { o: { type: 'object', optional: true, properties: { name: string(k) } } },
  }),
  'default literal': (k) => ({ text: `{{default o "${pad(k)}"}}`, params: { o: 'string(3)?' } }),
  'default param': (k) => ({ text: '{{default o s}}', params: { o: 'string(2)?', s: string(k) } }),
  'default of empty': (k) => ({ text: `{{default s0 "${pad(k)}"}}`, params: { s0: 'string(0..3)' } }),
  'declared default': (k) => ({
    text: 'A{{s}}',
    params: { s: { type: 'string', maxLength: k, default: 'x' } },
  }),
  truncate: (k) => ({ text: `{{truncate s ${k}}}`, params: { s: 'string(3000)' } }),
  'truncate param': (k) => ({ text: '{{truncate s 3000}}', params: { s: string(k) } }),
  'truncate upper': (k) => ({ text: `{{truncate (upper s) ${k}}}`, params: { s: 'string(3000)' } }),
  'upper truncate': (k) => ({ text: `{{upper (truncate s ${k})}}`, params: { s: 'string(3000)' } }),
  upper: (k) => ({ text: '{{upper s}}', params: { s: string(k) } }),
  lower: (k) => ({ text: '{{lower s}}', params: { s: string(k) } }),
  capitalize: (k) => ({ text: '{{capitalize s}}', params: { s: string(k) } }),
  urlencode: (k) => ({ text: '{{urlencode s}}', params: { s: string(k) } }),
  integer: (k) => ({ text: `${pad(k)}{{i}}{{n}}`, params: { i: 'integer(0..999)', n: 'integer(-99..5)' } }),
  'integer digits': (k) => ({
    text: '{{i}}A{{j}}',
    params: { i: { type: 'integer', minimum: 0, maximum: digits(k) }, j: 'integer(0..10)' },
  }),
  enum: (k) => ({ text: 'A{{e}}', params: { e: ['B', pad(k), 'C'] } }),
  'enum of two': (k) => ({ text: '{{e}}', params: { e: ['Rate it all', pad(k)] } }),
  'each text': (k) => ({ text: '{{#each ls}}{{this}}-{{/each}}', params: { ls: list('string(3)', k) } }),
  'each index': (k) => ({
    text: '{{#each ls as |x i|}}{{x}}{{#if i}},{{/if}}{{/each}}',
    params: { ls: list('string(2)', k) },
  }),
  'each items': (k) => ({ text: '{{#each ls}}{{this}}{{/each}}', params: { ls: list(string(k), 3) } }),
  'each each': (k) => ({
    text: '{{#each ls}}{{#each l}}{{this}}{{/each}};{{/each}}',
    params: { ls: list({ type: 'object', properties: { l: list('string(2)', k) } }, 2) },
  }),
  'each else': (k) => ({
    text: `{{#each ls}}{{this}}{{else}}${pad(k)}{{/each}}`,
    params: { ls: list('string(2)', 2, 0) },
  }),
  'each take': (k) => ({
    text: `{{#each (take ls ${k})}}{{this}}{{/each}}`,
    params: { ls: list('string(2)', 3000) },
  }),
  join: (k) => ({ text: '{{join ls}}', params: { ls: list('string(1)', k) } }),
  'join items': (k) => ({ text: '{{join ls " / "}}', params: { ls: list(string(k), 3) } }),
  'join last': (k) => ({
    text: `{{join ls "" last="${pad(k)}"}}`,
    params: { ls: list('string(1)', 2) },
  }),
  'join separator': (k) => ({ text: `{{join ls "${pad(k)}"}}`, params: { ls: list('string(1)', 3) } }),
  'join take': (k) => ({
    text: '{{join (take ls 2)}}',
    params: { ls: list(string(k), 5) },
  }),
  'plural other': (k) => ({
    text: `{{plural i one="one" other="{n} ${pad(k)}"}}`,
    params: { i: 'integer(0..99)' },
  }),
  'plural one': (k) => ({
    text: `{{plural i one="${pad(k)}" other="x"}}`,
    params: { i: 'integer(0..99)' },
  }),
  'plural zero': (k) => ({
    text: `{{plural i zero="${pad(k)}" one="x" other="y"}}`,
    params: { i: 'integer(0..2)' },
  }),
  number: filled('{{number n}}', { n: 'number(0..9999999)' }),
  'number digits': filled('{{number n digits=2}}', { n: 'number(-9999..9999)' }),
  currency: filled('{{currency n "EUR"}}', { n: 'number(-99999..99999)' }),
  date: filled('{{date d "full"}}', { d: 'date' }),
  'date short': filled('{{date d "short"}}', { d: 'date' }),
  'date time': filled('{{date d "long" time="full"}}', { d: 'date-time' }),
  'date unix': filled('{{date d "unix"}}', { d: 'date' }),
  relative: filled('{{relative d}}', { d: 'date-time' }),
  length: filled('{{length ls}}', { ls: list('string(2)', 12) }),
  lookup: (k) => ({ text: 'A{{default (lookup ls 0) "x"}}', params: { ls: list(string(k), 3) } }),
  item: (k) => ({ text: 'A{{ls.[0]}}', params: { ls: list(string(k), 3) } }),
  partial: (k) => ({ text: 'A{{> name}}', params: { s: string(k) }, fragments: { name: 'B{{s}}' } }),
  'partial argument': (k) => ({
    text: 'A{{> name t=s}}',
    params: { s: string(k), t: 'string(5)' },
    fragments: { name: 'B{{t}}' },
  }),
  pattern: (k) => ({
    text: 'Rate it {{s}}',
    params: { s: { type: 'string', maxLength: k, pattern: '^[^:/.]*$' } },
  }),
  property: (k) => ({ text: '{{o.s}}', params: { o: { type: 'object', properties: { s: string(k) } } } }),
};

interface TextField {
  /** All, where absent. */
  readonly forms?: readonly string[];
  readonly top?: Fields;
  readonly message: (text: string) => Json;
}

/** Of other texts nothing says that they hold no link. */
const proven = ['literal', 'pattern', 'enum', 'enum of two', 'plural one', 'date short'];
const feedback = (top: Fields, question: Fields = {}) => ({
  messaging_type: 'MESSAGE_TAG',
  tag: 'CUSTOMER_FEEDBACK',
  customer_feedback: {
    title: 'Rate your order',
    subtitle: 'It takes ten seconds',
    button_title: 'Rate it',
    feedback_screens: [
      { questions: [{ id: 'q1', type: 'csat', title: 'How was your order?', ...question }] },
    ],
    business_privacy: { url: 'https://a.example/' },
    ...top,
  },
});
const grid = (more: Fields) => ({
  image_grid: {
    images: [{ url: 'https://a.example/1.jpg' }, { url: 'https://a.example/2.jpg' }],
    ...more,
  },
});
const coupon = (more: Fields) => ({
  coupon: { title: 'Ten', coupon_code: 'TEN', payload: 'C', ...more },
});

export const textFields: Readonly<Record<string, TextField>> = {
  'reply title': { message: (t) => ({ text: 'Hi', quick_replies: [{ title: t, payload: 'P' }] }) },
  text: { message: (t) => ({ text: t }) },
  'text, bytes': { top: { channel: 'instagram' }, message: (t) => ({ text: t }) },
  'button title': {
    message: (t) => ({ text: 'Hi', buttons: [{ type: 'postback', title: t, payload: 'P' }] }),
  },
  'link title': {
    message: (t) => ({ text: 'Hi', buttons: [{ type: 'web_url', title: t, url: 'https://a.example/' }] }),
  },
  'card title': { message: (t) => ({ generic: [{ title: t, subtitle: 'x' }] }) },
  'card subtitle': { message: (t) => ({ generic: [{ title: 'x', subtitle: t }] }) },
  'button text': { message: (t) => ({ text: t, buttons: ['Ok -> P'] }) },
  'button payload': {
    message: (t) => ({ text: 'Hi', buttons: [{ type: 'postback', title: 'Ok', payload: t }] }),
  },
  'reply payload': { message: (t) => ({ text: 'Hi', quick_replies: [{ title: 'Ok', payload: t }] }) },
  metadata: { message: (t) => ({ text: 'Hi', metadata: t }) },
  variant: { message: (t) => ({ variants: { a: 'Hi', b: { text: t } } }) },
  'feedback title': { forms: proven, message: (t) => feedback({ title: t }) },
  'feedback subtitle': { forms: proven, message: (t) => feedback({ subtitle: t }) },
  'feedback button': { forms: proven, message: (t) => feedback({ button_title: t }) },
  question: { forms: proven, message: (t) => feedback({}, { title: t }) },
  'grid title': { top: { api: 'current' }, message: (t) => grid({ title: t }) },
  'grid subtitle': { top: { api: 'current' }, message: (t) => grid({ title: 'x', subtitle: t }) },
  'coupon title': { message: (t) => coupon({ title: t }) },
  'coupon subtitle': { message: (t) => coupon({ subtitle: t }) },
};

// ---------- lists ----------

interface ListForm {
  readonly items: readonly Json[];
  readonly params?: Fields;
  readonly fragments?: Fields;
}

/** `item(i)` writes one item. */
type Item = (index: number | string) => Fields;
const many = (k: number, item: Item, from = 0) =>
  Array.from({ length: Math.max(k, 0) }, (_, i) => item(from + i));
const loop = (of: string): Fields => ({ each: `${of} as |it|` });

export const listForms: Readonly<Record<string, (size: number, item: Item) => ListForm>> = {
  literal: (k, item) => ({
    items: [...many(k - 1, item), { ...item('a'), when: 'b' }],
    params: { b: 'boolean' },
  }),
  each: (k, item) => ({ items: [{ ...loop('ls'), ...item('a') }], params: { ls: list('string(2)', k, 2) } }),
  'each take': (k, item) => ({
    items: [{ ...loop(`(take ls ${k})`), ...item('a') }],
    params: { ls: list('string(2)', 200, 2) },
  }),
  'literal and each': (k, item) => ({
    items: [...many(k, item), { ...loop('ls'), ...item('a') }],
    params: { ls: list('string(2)', 1, 0) },
  }),
  'two each': (k, item) => ({
    items: [
      { ...loop('ls'), ...item('a') },
      { ...loop('l2'), ...item('b') },
    ],
    params: { ls: list('string(2)', k), l2: list('string(2)', 1) },
  }),
  chain: (k, item) => ({
    items: [...many(k, item), { ...item('a'), when: 'b' }, { ...item('b'), otherwise: true }],
    params: { b: 'boolean' },
  }),
  'chain of each': (k, item) => ({
    items: [item(0), { ...item('a'), when: 'b' }, { ...item('b'), ...loop('ls'), otherwise: true }],
    params: { b: 'boolean', ls: list('string(2)', k) },
  }),
  'each otherwise': (k, item) => ({
    items: [...many(k, item), { ...loop('ls'), ...item('a') }, { ...item('b'), otherwise: 'c' }],
    params: { ls: list('string(2)', 2, 0), c: 'boolean' },
  }),
  'all guarded': (k, item) => ({
    items: [item('c'), ...many(k, item).map((i) => ({ ...i, when: 'b' }))],
    params: { b: 'boolean' },
  }),
  'guarded twice': (k, item) => ({
    items: [
      item('c'),
      item('d'),
      ...many(k, item).map((i) => ({ ...i, when: 'b' })),
      ...many(k, item, 200).map((i) => ({ ...i, when: 'not b' })),
    ],
    params: { b: 'boolean' },
  }),
  spliced: (k, item) => ({
    items: [{ use: 'pair' }, ...many(k, item, 2), { use: 'pair' }],
    params: { b: 'boolean' },
    fragments: { pair: [item('a'), { ...item('b'), when: 'b' }] },
  }),
  'each spliced': (k, item) => ({
    items: [{ use: 'pair', ...loop('ls') }],
    params: { ls: list('string(2)', k) },
    fragments: { pair: [item('a'), item('b')] },
  }),
};

interface ListField {
  /** All, where absent. */
  readonly forms?: readonly string[];
  readonly top?: Fields;
  readonly message: (items: readonly Json[]) => Json;
  readonly item: Item;
}

const card: Item = (i) => ({ title: `T${i}`, subtitle: 'x' });
const button: Item = (i) => ({ type: 'postback', title: `T${i}`, payload: `P${i}` });

export const listFields: Readonly<Record<string, ListField>> = {
  replies: {
    message: (quick_replies) => ({ text: 'Hi', quick_replies }),
    item: (i) => ({ title: `T${i}`, payload: `P${i}` }),
  },
  buttons: { message: (buttons) => ({ text: 'Hi', buttons }), item: button },
  cards: { message: (generic) => ({ generic }), item: card },
  'card buttons': {
    message: (buttons) => ({ generic: [{ title: 'T', subtitle: 'x', buttons }] }),
    item: button,
  },
  'receipt lines': {
    message: (elements) => ({
      receipt: {
        recipient_name: 'A',
        order_number: '{{id}}',
        currency: 'EUR',
        payment_method: 'Visa',
        elements,
        summary: { total_cost: 1 },
      },
    }),
    item: (i) => ({ title: `T${i}`, price: 1 }),
  },
  products: {
    message: (elements) => ({ product: elements }),
    item: (i) => ({ id: `1${typeof i === 'string' ? i.charCodeAt(0) : `0${i}`}` }),
  },
  grid: {
    top: { api: 'current' },
    message: (images) => ({ image_grid: { title: 'T', images } }),
    item: (i) => ({ url: `https://a.example/${i}.jpg` }),
  },
  images: {
    forms: ['literal', 'each', 'each take', 'two each', 'chain', 'all guarded'],
    top: { api: 'current' },
    message: (image) => ({ image }),
    item: (i) => ({ url: `https://a.example/${i}.jpg` }),
  },
};

// ---------- what may be missing ----------

const conditions = [
  'o',
  '(or o q)',
  '(and o q)',
  '(not o)',
  '(or (not o) b)',
  '(eq o "a")',
  '(ne o null)',
  '(ne o "a")',
  '(in o "a" "b")',
  '(or (eq o "a") b)',
  '(and (ne o null) b)',
  'b',
  's0',
  'ls',
  '(gt (length ls) 1)',
  'o2.s',
  'o2',
  '(or o2.s o)',
];
const outputs = [
  '{{o}}',
  '{{q}}',
  '{{s0}}',
  '{{o2.s}}',
  '{{default o q}}',
  '{{default o s0}}',
  '{{default s0 "x"}}',
  '{{default s0 s0}}',
  '{{default o ""}}',
  '{{truncate o 5}}',
  '{{upper s0}}',
  '{{join ls}}',
  '{{join (list o q)}}',
  '{{join (list o "x")}}',
  '{{#each (take l1 i)}}{{this}}{{/each}}',
  '{{#each ls}}{{this}}{{/each}}',
  '{{ls.[0]}}',
  '{{plural i zero="" other="x"}}',
  '{{> name q=o}}',
  '{{> name q=s0}}',
];
const presenceParams: Fields = {
  o: 'string(6)?',
  q: 'string(6)?',
  s0: 'string(0..6)',
  b: 'boolean',
  i: 'integer(0..2)',
  ls: list('string(2)', 3, 0),
  l1: list('string(2)', 2),
  o2: { type: 'object', optional: true, properties: { s: 'string(4)?' } },
};
const presenceFragments: Fields = { name: '{{q}}' };

/** A text that may be empty in a field that must not: some of these the compiler calls clean. */
function presenceTexts(): string[] {
  const guarded = conditions.flatMap((c) =>
    outputs.flatMap((o) => [`{{#if ${c}}}${o}{{else}}x{{/if}}`, `{{#unless ${c}}}x{{else}}${o}{{/unless}}`]),
  );
  return [...outputs, ...guarded];
}

const guards = conditions.filter((c) => !c.startsWith('o2'));
const alone: readonly (readonly Fields[])[] = [
  ...guards.map((when): Fields[] => [{ when }]),
  ...guards.map((when): Fields[] => [{ when }, { otherwise: 'c' }]),
  ...guards.map((when): Fields[] => [{ when }, { otherwise: true }]),
  [{ ...loop('ls') }],
  [{ ...loop('l1') }],
  [{ ...loop('l1'), when: 'c' }],
  [{ ...loop('ls') }, { otherwise: true }],
  [{ ...loop('ls') }, { otherwise: 'c' }],
  [{ ...loop('lo') }],
  [{ ...loop('(take l1 1)') }],
  [{ ...loop('(take ls 2)') }, { ...loop('l1'), otherwise: true }],
  [{ ...loop('ls') }, { ...loop('lo'), otherwise: true }],
];
const aloneParams: Fields = {
  ...presenceParams,
  c: 'boolean',
  lo: { ...list('string(2)', 2), optional: true },
};

/** All families, in an order that a slice can be taken from. */
export function families(): Family[] {
  const result: Family[] = [];
  for (const [field, { top, message, item, forms }] of Object.entries(listFields)) {
    for (const [form, make] of Object.entries(listForms)) {
      if (forms && !forms.includes(form)) continue;
      result.push({
        name: `${field}: ${form}`,
        most: 130,
        file: (size) => {
          const { items, params, fragments } = make(size, item);
          return fileOf(message(items), params, fragments, top);
        },
      });
    }
  }
  for (const [field, { top, message, forms }] of Object.entries(textFields)) {
    for (const [form, make] of Object.entries(textForms)) {
      if (forms && !forms.includes(form)) continue;
      result.push({
        name: `${field}: ${form}`,
        most: 3000,
        file: (size) => {
          const { text, params, fragments } = make(size);
          return fileOf(message(text), params, fragments, top);
        },
      });
    }
  }
  return result;
}

/** Files about what may be missing or empty. */
export function presenceFiles(): { readonly name: string; readonly text: string }[] {
  const texts = presenceTexts().map((t) => ({
    name: `empty: ${t}`,
    text: fileOf({ generic: [{ title: t, subtitle: 'x' }] }, presenceParams, presenceFragments),
  }));
  const lists = alone.map((controls) => ({
    name: `empty: ${JSON.stringify(controls)}`,
    text: fileOf({ generic: controls.map((c, i) => ({ ...c, title: `T${i}`, subtitle: 'x' })) }, aloneParams),
  }));
  return [...texts, ...lists];
}

/** Only params whose names occur are declared. */
function fileOf(message: Json, params: Fields = {}, fragments?: Fields, top: Fields = {}): string {
  const text = JSON.stringify(message);
  const all: Fields = { ...params, ...(text.includes('{{id}}') && { id: 'string(9)' }) };
  const used = Object.entries(all).filter(([name]) =>
    new RegExp(`\\b${name}\\b`).test(text + JSON.stringify(fragments ?? '')),
  );
  const needed = fragments && /"use"|\{\{>/.test(text) ? fragments : undefined;
  return JSON.stringify(
    {
      ...top,
      params: Object.fromEntries(used),
      defaults: { messaging_type: 'RESPONSE' },
      ...(needed && { fragments: needed }),
      messages: { m: message },
    },
    null,
    1,
  );
}
