/** Random small specification files, biased towards clean ones, and data of all extremes that fits their params. */
import fc from 'fast-check';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Arb<T> = fc.Arbitrary<T>;

/** A param type as it is written, and values that it admits. `undefined` is a missing value. */
interface TypeCase {
  readonly type: Json;
  readonly values: Arb<Json | undefined>;
}

const letters = [
  'a',
  'Z',
  ' ',
  '\n',
  '😀',
  'ß',
  'ΐ',
  'ﬃ',
  'İ',
  'é',
  '‍',
  '́',
  '\t',
  '.',
  '/',
  '-',
  '>',
  '{',
  '}',
  '\\',
  '%',
  '#',
  '?',
  '"',
  '7',
  '　',
  '中',
];

function texts(min: number, max: number): Arb<string> {
  const repeated = fc
    .tuple(fc.constantFrom(...letters), fc.constantFrom(min, max, Math.min(min + 1, max)))
    .map(([letter, n]) => letter.repeat(n));
  const mixed = fc
    .array(fc.constantFrom(...letters), { minLength: min, maxLength: max })
    .map((l) => l.join(''));
  const known = fc
    .constantFrom('..', '.', '{{b}}', '-> X', '-0', '[1]', 'null', '\r\n', 'a -> b', '\\{{x', 'http://x')
    .filter((t) => [...t].length >= min && [...t].length <= max);
  const choices = max >= 2 && min <= 2 ? [repeated, repeated, mixed, known] : [repeated, mixed];
  return fc.oneof(...choices);
}

const urls = (max: number): Arb<string> =>
  fc.constantFrom(
    'https://a.example/',
    'http://a.example',
    'https://a.example/x?y=1&z=%20#f',
    'HTTPS://A.EXAMPLE/b/../c',
    `https://a.example/${'p'.repeat(max - 18)}`,
    'https://a.example/(tall)',
  );

const numbers = (min: number, max: number, integer: boolean): Arb<number> =>
  integer
    ? fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }))
    : fc.oneof(
        fc.constantFrom(min, max, min + 0.005, max - 0.005, min + 1e-7, max - 0.1 - 0.2),
        fc.double({ min, max, noNaN: true }).map((n) => n + 0),
      );

const plain: Readonly<Record<string, TypeCase>> = {
  s: { type: 'string(12)', values: texts(1, 12) },
  s0: { type: 'string(0..12)', values: texts(0, 12) },
  long: { type: 'string(300)', values: texts(1, 300) },
  with_default: {
    type: { type: 'string', maxLength: 8, default: 'nobody' },
    values: fc.oneof(fc.constantFrom(undefined), texts(0, 8)),
  },
  u: { type: 'url(60)', values: urls(60) },
  p: {
    type: 'phone',
    values: fc.constantFrom(
      '+15551234567',
      '+49 171 1234567',
      '+1 (555) 123-4567',
      '+0000',
      '+0------)',
      '+1 (555) 123-4567 / 8901',
    ),
  },
  d: { type: 'date', values: fc.constantFrom('2026-05-04', '2000-02-29', '9999-12-31', '0001-01-01') },
  dt: {
    type: 'date-time',
    values: fc.constantFrom(
      '2026-05-04T10:00:00Z',
      '2026-12-31T23:59:60Z',
      '0001-01-01T00:00:00+14:00',
      '2026-05-04T10:00:00.123456789+00:00',
    ),
  },
  i: { type: 'integer(0..99)', values: numbers(0, 99, true) },
  n: { type: 'number(0..999)', values: numbers(0, 999, false) },
  neg: { type: 'integer(-500..5)', values: numbers(-500, 5, true) },
  big: {
    type: 'number(0..1000000000000000000000)',
    values: fc.constantFrom(0, 1e21, 123456789012345680000, 0.1, 5e-324),
  },
  b: { type: 'boolean', values: fc.boolean() },
  e: { type: ['A', 'Bb', 'Eur'], values: fc.constantFrom('A', 'Bb', 'Eur') },
  en: { type: [1, 20, 3.5], values: fc.constantFrom(1, 20, 3.5) },
  el: {
    type: ['Tea', 'Green tea', 'Ceylon Orange Pekoe, loose leaf'],
    values: fc.constantFrom('Tea', 'Green tea', 'Ceylon Orange Pekoe, loose leaf'),
  },
  longer: { type: 'string(900)', values: texts(890, 900) },
  cur: { type: ['EUR', 'USD', 'JPY', 'KWD'], values: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD') },
  ls: {
    type: { type: 'array', maxItems: 3, items: 'string(6)' },
    values: fc.array(texts(1, 6), { maxLength: 3 }),
  },
  ls1: {
    type: { type: 'array', minItems: 1, maxItems: 3, items: 'string(0..6)' },
    values: fc.array(texts(0, 6), { minLength: 1, maxLength: 3 }),
  },
};

/** Each also as an optional one, called `NAME_o`. */
function withOptional(name: string, { type, values }: TypeCase): [string, TypeCase][] {
  const optional: Json =
    typeof type === 'string'
      ? `${type}?`
      : Array.isArray(type)
        ? { enum: type, optional: true }
        : { ...(type as object), optional: true };
  const maybe = fc.oneof(fc.constantFrom<Json | undefined>(undefined, null), values);
  return [
    [name, { type, values }],
    [`${name}_o`, { type: optional, values: maybe }],
  ];
}

const scalars = new Map(Object.entries(plain).flatMap(([name, c]) => withOptional(name, c)));

function record(of: ReadonlyMap<string, TypeCase>): TypeCase & { readonly values: Arb<Json> } {
  const values = fc.record(Object.fromEntries([...of].map(([n, c]) => [n, c.values]))).map(withoutUndefined);
  return {
    type: { type: 'object', properties: Object.fromEntries([...of].map(([n, c]) => [n, c.type])) },
    values,
  };
}

function withoutUndefined(o: Readonly<Record<string, Json | undefined>>): Json {
  return Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as Json;
}

const inner = record(scalars);
const items = (min: number): TypeCase => ({
  type: { type: 'array', minItems: min, maxItems: 4, items: inner.type },
  values: fc.array(inner.values, { minLength: min, maxLength: 4 }),
});

/** Lists of objects with a least and a most. */
const rows = (min: number, max: number): TypeCase => ({
  type: { type: 'array', minItems: min, maxItems: max, items: inner.type },
  // made of two, since each has dozens of properties
  values: fc
    .tuple(inner.values, inner.values, fc.constantFrom(min, max, max - 1))
    .map(([a, b, n]) => Array.from({ length: n }, (_, i) => (i % 2 ? b : a))),
});

const all = new Map<string, TypeCase>([
  ['rows', rows(2, 3)],
  ['many', rows(0, 9)],
  ...scalars,
  ...withOptional('o', inner),
  ...withOptional('items', items(1)),
  ['items0', items(0)],
]);

/** Data for these params. */
export function dataFor(names: readonly string[]): Arb<Json> {
  return record(new Map(names.map((name) => [name, all.get(name)!]))).values;
}

/** How a param is declared; undefined for a name that is none. */
export function typeOfParam(name: string): Json | undefined {
  return all.get(name)?.type;
}

function paramsNamedIn(text: string): string[] {
  return [...all.keys()].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
}

// ---------- templates ----------

/** Where names stand: '' for params, 'item.' inside a loop. */
const prefixes = ['', '', 'o.', 'o_o.'];

function path(names: readonly string[], prefix: string | undefined): Arb<string> {
  const from = fc.constantFrom(...(prefix === undefined ? prefixes : [prefix, prefix, ...prefixes]));
  return fc.tuple(from, fc.constantFrom(...names), fc.constantFrom('', '', '', '_o')).map((p) => p.join(''));
}

const textNames = [
  's',
  's0',
  'long',
  'with_default',
  'e',
  'cur',
  'i',
  'n',
  'neg',
  'en',
  'b',
  'p',
  'd',
  'big',
];

export function expression(prefix?: string): Arb<string> {
  const text = path(textNames, prefix);
  const number = path(['i', 'n', 'neg', 'en', 'big'], prefix);
  const short = path(['s', 's0', 'e', 'with_default', 'i'], prefix);
  const day = path(['d', 'dt'], prefix);
  const lists = path(['ls', 'ls1'], prefix);
  const n = fc.integer({ min: 1, max: 25 });
  const fallback = fc.constantFrom('"x"', '""', '" "', '0', 's', 'with_default');
  return fc.oneof(
    short,
    text,
    fc.tuple(text, n).map(([p, k]) => `truncate ${p} ${k}`),
    fc.tuple(short, fallback).map(([p, f]) => `default ${p} ${f}`),
    fc.tuple(short, fallback, n).map(([p, f, k]) => `truncate (default ${p} ${f}) ${k}`),
    fc
      .tuple(fc.constantFrom('upper', 'lower', 'capitalize', 'urlencode', 'json'), short)
      .map(([h, p]) => `${h} ${p}`),
    fc.tuple(short, n).map(([p, k]) => `truncate (upper ${p}) ${k}`),
    fc.tuple(short, n).map(([p, k]) => `upper (truncate ${p} ${k})`),
    fc.tuple(number, fc.constantFrom('', ' digits=0', ' digits=2')).map(([p, d]) => `number ${p}${d}`),
    fc
      .tuple(number, fc.constantFrom('"EUR"', '"JPY"', 'cur'), fc.constantFrom('', ' minor=true'))
      .map((p) => `currency ${p[0]} ${p[1]}${p[2]}`),
    number.map((p) => `plural ${p} one="{n} x" other="{n} xs"`),
    number.map((p) => `plural ${p} zero="" one="one" other=""`),
    fc
      .tuple(day, fc.constantFrom('', '"full"', '"short"', 'time="full"', '"long" time="short"', '"unix"'))
      .map(([p, s]) => `date ${p} ${s}`),
    day.map((p) => `relative ${p}`),
    fc.tuple(lists, fc.constantFrom('', ' "/"', ' "" last=" & "')).map(([p, s]) => `join ${p}${s}`),
    lists.map((p) => `join (take ${p} 2) ""`),
    lists.map((p) => `length ${p}`),
    fc.tuple(lists, fc.constantFrom('0', '1', 'i')).map(([p, i]) => `lookup ${p} ${i}`),
    lists.map((p) => `${p}.[0]`),
    fc.tuple(number, number).map(([a, b]) => `sum ${a} ${b}`),
    fc.constantFrom(
      'recipient.id',
      'recipient.locale',
      'now',
      'join (pluck items "s") ","',
      'sum (pluck items "i")',
    ),
    misfit(short, text, number, day, lists),
  );
}

/** What a helper takes for some data only, or for none: such a file must not be called clean. */
function misfit(...[short, text, number, day, lists]: readonly Arb<string>[]): Arb<string> {
  const [s, t, n, d, l] = [short!, text!, number!, day!, lists!];
  return fc.oneof(
    fc.tuple(s, n).map((p) => `truncate ${p.join(' ')}`),
    fc.tuple(n, n).map(([a, b]) => `number ${a} digits=${b}`),
    fc.tuple(n, s).map((p) => `currency ${p.join(' ')}`),
    fc.tuple(d, s).map((p) => `date ${p.join(' ')}`),
    fc.tuple(n, s).map(([a, b]) => `plural ${a} one="1" other=${b}`),
    fc.tuple(t, t).map((p) => `join (list ${p.join(' ')})`),
    fc.tuple(l, n).map(([a, b]) => `join (take ${a} ${b})`),
    fc.constantFrom('o', 'rows', 'items', 'ls', 'i', 'b').map((p) => `default ${p} "x"`),
    fc
      .tuple(fc.constantFrom('length', 'sum', 'join'), fc.constantFrom('s', 'i', 'b', 'o', 'ls', 'rows'))
      .map((p) => p.join(' ')),
    fc.constantFrom('lookup o "s"', 'lookup o "s_o"', 'join (pluck rows "s_o")', '5', '"lit"', 'true'),
  );
}

export function condition(prefix?: string): Arb<string> {
  const any = path(['s', 's0', 'with_default', 'i', 'b', 'ls', 'e', 'u', 'n'], prefix);
  const simple = fc.oneof(
    any,
    path(['i', 'n'], prefix).map((p) => `${p} > 5`),
    path(['e'], prefix).map((p) => `${p} == "A"`),
    // of what is always there it would be a condition that nothing meets, and what it guards has no witness
    path(['s', 's0'], prefix).map((p) => `${p.endsWith('_o') ? p : `${p}_o`} != null`),
    path(['e'], prefix).map((p) => `${p} in ["A", "Bb"]`),
    path(['ls'], prefix).map((p) => `(length ${p}) > 1`),
  );
  return fc.oneof(
    simple,
    simple.map((c) => `not ${c}`),
    fc.tuple(simple, fc.constantFrom(' and ', ' or '), simple).map((c) => c.join('')),
  );
}

const literal = fc.constantFrom('Hi', ' ', '', 'é😀', ': ', 'x'.repeat(18), '\n', 'A, ', '\\{{', '.');

function part(prefix: string | undefined, depth: number): Arb<string> {
  const output = expression(prefix).map((e) => `{{${e}}}`);
  if (depth === 0) return fc.oneof(literal, output);
  const body = template(prefix, depth - 1);
  const subject = path(['s', 's0', 'i', 'b', 'ls', 'with_default', 'e'], prefix);
  return fc.oneof(
    { weight: 3, arbitrary: literal },
    { weight: 5, arbitrary: output },
    { weight: 1, arbitrary: path(['s', 'i', 'e'], prefix).map((p) => `{{#if ${p}}}{{${p}}}{{/if}}`) },
    {
      weight: 1,
      arbitrary: fc.tuple(subject, body, body).map(([p, a, c]) => `{{#if ${p}}}${a}{{else}}${c}{{/if}}`),
    },
    { weight: 1, arbitrary: fc.tuple(subject, body).map(([p, a]) => `{{#unless ${p}}}${a}{{/unless}}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(path(['ls', 'ls1'], prefix), fc.constantFrom('', '-'))
        .map(([p, c]) => `{{#each ${p} as |x k|}}{{k}}{{x}}${c}{{/each}}`),
    },
    { weight: 1, arbitrary: template('it.', 0).map((t) => `{{#each items as |it|}}${t}{{/each}}`) },
    { weight: 1, arbitrary: template('', 0).map((t) => `{{#with o_o}}${t}{{else}}none{{/with}}`) },
  );
}

export function template(prefix?: string, depth = 1): Arb<string> {
  return fc.array(part(prefix, depth), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
}

// ---------- messages ----------

const never = Symbol('absent');

function fields(of: Readonly<Record<string, Arb<unknown>>>): Arb<Json> {
  return fc
    .record(of)
    .map((o) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== never)) as unknown as Json);
}

function optional<T>(arbitrary: Arb<T>, weight = 1): Arb<T | typeof never> {
  return fc.oneof({ weight, arbitrary: fc.constant<typeof never>(never) }, { weight: 1, arbitrary });
}

const title = (prefix?: string) =>
  fc.oneof(
    fc.constantFrom('Ok', 'Go on'),
    expression(prefix).map((e) => `{{truncate (default (${e}) "x") 12}}`),
    path(['s', 'e', 'i'], prefix).map((p) => `{{${p}}}`),
    path(['s', 's0', 'e', 'i'], prefix).map((p) => `T{{#if ${p}}} {{${p}}}{{/if}}`),
    template(prefix, 1),
  );
const escapeArrow = (t: string) => t.replaceAll('->', '\\->');

const link = (prefix?: string) =>
  fc.oneof(
    fc.constantFrom('https://a.example/x'),
    path(['s', 's0', 'e', 'i', 'with_default', 'd'], prefix).map((p) => `https://a.example/{{${p}}}`),
    path(['s', 'e'], prefix).map((p) => `https://a.example/?q={{${p}}}#{{${p}}}`),
    path(['e', 'cur'], prefix).map((p) => `https://{{${p}}}.example/`),
    path(['u'], prefix).map((p) => `{{${p}}}`),
    path(['u'], prefix).map((p) => `{{add_query ${p} a="b" c=s0}}`),
    path(['e', 's'], prefix).map((p) => `https://a.example/{{truncate (upper ${p}) 5}}/{{#if ${p}}}x{{/if}}`),
  );
const payload = (prefix?: string) =>
  fc.oneof(
    fc.constantFrom('P'),
    template(prefix, 0).map((t) => `P:${t}`),
    template(prefix, 1),
  );

function control(prefix: string | undefined): Arb<Json> {
  return fields({ when: optional(condition(prefix), 2) });
}

/** An item, maybe repeated, maybe guarded, maybe with an alternative. */
function listOf(item: (prefix: string | undefined) => Arb<Json>, most: number): Arb<Json> {
  const one = fc.oneof(
    { weight: 4, arbitrary: item(undefined).map((i) => [i]) },
    { weight: 1, arbitrary: fc.tuple(item(undefined), condition()).map(([i, when]) => [guard(i, { when })]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(item(undefined), condition(), item(undefined), fc.oneof(fc.constant<Json>(true), condition()))
        .map(([a, when, b, otherwise]) => [guard(a, { when }), guard(b, { otherwise })]),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          item('it.'),
          control('it.'),
          fc.constantFrom('items', '(take items 2)', '(take items i)', 'items0', 'items_o'),
          optional(item(undefined)),
        )
        .map(([i, c, list, other]) => [
          guard(i, { each: `${list} as |it|`, ...(c as object) }),
          ...(other === never ? [] : [guard(other as Json, { otherwise: true })]),
        ]),
    },
  );
  return fc.array(one, { minLength: 1, maxLength: most }).map((l) => l.flat() as Json);
}

/** A line gets a mapping around it. */
function guard(item: Json, controls: object): Json {
  return { ...controls, ...(typeof item === 'string' ? { tap: item } : (item as object)) } as Json;
}

const button = (prefix?: string): Arb<Json> =>
  fc.oneof(
    fc.tuple(title(prefix), link(prefix)).map(([t, l]) => `${escapeArrow(t)} -> ${l}`),
    fc.tuple(title(prefix), payload(prefix)).map(([t, p]) => `${escapeArrow(t)} -> ${p}`),
    path(['p'], prefix).map((p) => `Call -> tel:{{${p}}}`),
    fields({ type: fc.constant('postback'), title: title(prefix), payload: payload(prefix) }),
    fields({
      type: fc.constant('web_url'),
      title: title(prefix),
      url: link(prefix),
      webview_height_ratio: optional(fc.constant('tall')),
    }),
  );
const reply = (prefix?: string): Arb<Json> =>
  fc.oneof(
    fc.tuple(title(prefix), payload(prefix)).map(([t, p]) => `${escapeArrow(t)} -> ${p}`),
    title(prefix).map(escapeArrow),
    fc.constant<Json>('user_email'),
    fields({ title: title(prefix), payload: payload(prefix), image_url: optional(link(prefix)) }),
  );
const element = (prefix?: string): Arb<Json> =>
  fields({
    title: title(prefix),
    subtitle: optional(template(prefix, 1)),
    image_url: optional(link(prefix)),
    default_action: optional(link(prefix)),
    buttons: optional(listOf(button, 2), 2),
  });

const replies = optional(listOf(reply, 3), 2);
const body = (): Arb<Json> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fields({
        text: template(),
        quick_replies: replies,
        metadata: optional(template(undefined, 0), 3),
      }),
    },
    {
      weight: 2,
      arbitrary: fields({ text: template(), buttons: listOf(button, 3), quick_replies: replies }),
    },
    { weight: 2, arbitrary: fields({ generic: listOf(element, 2), quick_replies: replies }) },
    {
      weight: 1,
      arbitrary: fields({ image: fc.oneof(link(), fields({ url: link() })), quick_replies: replies }),
    },
    {
      weight: 1,
      arbitrary: fields({
        variants: fields({
          a: fields({ text: template(), weight: optional(fc.constant(2)) }),
          b: template(),
        }),
        quick_replies: replies,
      }),
    },
    { weight: 1, arbitrary: receipt },
  );

const receipt: Arb<Json> = fields({
  receipt: fields({
    recipient_name: title(),
    order_number: payload(),
    currency: fc.constantFrom('EUR', '{{cur}}'),
    payment_method: fc.constantFrom('Visa', '{{s}}', '{{s0}}'),
    timestamp: optional(fc.constantFrom("{{date d 'unix'}}", "{{date dt_o 'unix'}}"), 2),
    elements: optional(
      listOf(
        (prefix) =>
          fields({
            title: title(prefix),
            subtitle: optional(template(prefix, 0)),
            quantity: optional(path(['i'], prefix).map((p) => `{{${p}}}`)),
            price: path(['n', 'i'], prefix).map((p) => `{{${p}}}`),
          }),
        2,
      ),
    ),
    summary: fields({ total_cost: path(['n', 'i', 'en'], undefined).map((p) => `{{${p}}}`) }),
  }),
});

const step: Arb<Json> = fc.oneof(
  { weight: 3, arbitrary: body() },
  { weight: 1, arbitrary: fc.constantFrom<Json>('mark_seen', { typing: '1s' }, { wait: '1s' }) },
);

/** Fragments of every kind, with params of their own, with and without arguments. */
const fragments = {
  help: 'Help {{truncate (default s_o "x") 4}} -> HELP:{{i}}',
  card: {
    params: { head: 'string(10)', tail: 'string(0..10)?' },
    title: '{{head}}',
    subtitle: '{{default tail "-"}}',
    buttons: ['Go -> {{head}}{{#if tail}}:{{tail}}{{/if}}', { use: 'help' }],
  },
  both: ['Yes -> Y', { tap: 'No -> N:{{s}}', when: 'b' }],
  dear: { params: { who: 'string(12)?' }, text: 'Dear {{default who "you"}}' },
  name: 'dear {{truncate (default s_o "you") 9}}',
};

const argument = fc.constantFrom(
  'head=e',
  'head="Tea"',
  'head=o.e',
  'head=(truncate s 9)',
  'head=e tail=s_o',
  'head="a" tail=""',
);
const useOf = fc.oneof(
  fc.constantFrom<Json>({ use: 'help' }, { use: 'help', when: 'b' }),
  fc.constantFrom<Json>({ use: 'help', each: '(take ls1 2) as |l|' }),
);
const withFragments: Arb<Json> = fc.oneof(
  fields({
    generic: fc.array(
      fc
        .tuple(argument, optional(fc.constantFrom('{{s}}', 'x', '{{s0}}')))
        .map(([a, subtitle]): Json => ({ use: `card ${a}`, ...(subtitle !== never && { subtitle }) })),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fields({
    text: fc.constantFrom('{{> name}}', 'Hi {{> name s_o="Ana"}}', '{{> name s_o=s}}!'),
    buttons: fc.array(useOf, { minLength: 1, maxLength: 2 }),
  }),
  fields({
    text: template(),
    quick_replies: fc.array(fc.oneof(useOf, fc.constant<Json>({ use: 'both' })), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  fc.constantFrom<Json>(
    [{ use: 'dear who=s' }],
    [{ use: 'dear who=s_o' }],
    [{ use: 'dear', text: 'No {{s}}' }],
  ),
);

const message = fc.oneof(
  { weight: 1, arbitrary: withFragments },
  { weight: 4, arbitrary: body() },
  {
    weight: 1,
    arbitrary: fc.array(step, { minLength: 1, maxLength: 3 }).map((s): Json => [...s, { text: 'End' }]),
  },
);

/** A file of one message `m`, as JSON (which is YAML), with the params whose names occur in it. */
export const fileArbitrary: Arb<{ readonly text: string; readonly params: readonly string[] }> = message.map(
  (m) => {
    const used = JSON.stringify(m).includes('"use"') || JSON.stringify(m).includes('{{>');
    const params = paramsNamedIn(JSON.stringify([m, used && fragments]));
    const types = Object.fromEntries(params.map((name) => [name, all.get(name)!.type]));
    const file = {
      params: types,
      defaults: { messaging_type: 'RESPONSE' },
      ...(used && { fragments }),
      messages: { m },
    };
    return { text: JSON.stringify(file, null, 1), params };
  },
);
