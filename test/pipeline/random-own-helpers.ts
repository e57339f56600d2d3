/** Messages that call helpers of the project's own, and code for them: whatever the declarations admit, extremes first. */
import fc from 'fast-check';
import type { Arb, Json } from './random-specs.ts';

/** For sendspec.config.yaml, below `functions:`. */
export const ownFunctions = `    own_text: { params: { value: string(0..60) }, returns: string(2..9) }
    own_maybe: { params: { value: string(0..60) }, returns: string(1..9)? }
    own_number: { params: { value: number? }, returns: integer(-5..1200) }
    own_flag: { params: { value: number? }, returns: boolean }
    own_choice: { params: { value: string(0..60) }, returns: [Tea, Green tea, "Ceylon Orange Pekoe, loose leaf"] }
    own_list: { params: { value: string(0..60) }, returns: { type: array, maxItems: 4, items: string(1..6) } }
    own_link: { params: { value: string(0..60) }, returns: url(40) }
    own_day: { returns: date }
`;

const texts = (least: number, most: number) => [
  'x'.repeat(least),
  'ΐ'.repeat(most),
  '😀'.repeat(most),
  'ﬃ'.repeat(most),
  `${'e\u0301'.repeat(most)}`.slice(0, most),
  'שלום'.slice(0, Math.max(least, 4)),
  'a'.repeat(most),
];
const results: { readonly [name: string]: readonly unknown[] } = {
  own_text: texts(2, 9),
  own_maybe: [undefined, null, ...texts(1, 9)],
  own_number: [-5, 1200, 0, 1, 999, 7],
  own_flag: [true, false],
  own_choice: ['Tea', 'Green tea', 'Ceylon Orange Pekoe, loose leaf'],
  own_list: [
    [],
    ...texts(1, 6).map((text) => [text]),
    ['a', 'b', 'c', 'd'],
    Array.from({ length: 4 }, () => '😀'.repeat(6)),
  ],
  own_link: ['https://a.example/', `https://a.example/${'x'.repeat(22)}`],
  own_day: ['2026-01-01', '2031-12-31', '0999-02-03'],
};

/** Functions of their arguments and of `row`, so that the same call gives the same within one message. */
export function ownModule(row: () => number): { readonly [name: string]: (...args: unknown[]) => unknown } {
  const functions = Object.entries(results).map(([name, all]) => [
    name,
    (value?: unknown) => {
      let hash = row() * 31;
      for (const letter of JSON.stringify(value) ?? '') hash = (hash * 33 + letter.charCodeAt(0)) % 65_521;
      return all[hash % all.length];
    },
  ]);
  return Object.fromEntries(functions);
}

const value = fc.constantFrom('s', 'e', '"x"', '(truncate s 9)', '(upper e)');
const number = fc.constantFrom('i', '5', 'n');
const call: Arb<string> = fc.oneof(
  value.map((v) => `own_text ${v}`),
  value.map((v) => `default (own_maybe ${v}) "-"`),
  number.map((v) => `own_number ${v}`),
  value.map((v) => `own_choice ${v}`),
  value.map((v) => `upper (own_text ${v})`),
  value.map((v) => `own_text (own_choice ${v})`),
  value.map((v) => `join (own_list ${v}) ", "`),
  number.map((v) => `plural (own_number ${v}) one="{n} one" other="{n} others"`),
  number.map((v) => `currency (own_number ${v}) "EUR"`),
  fc.constantFrom('date (own_day)', 'date (own_day) "full"'),
  fc.tuple(value, fc.integer({ min: 2, max: 20 })).map(([v, n]) => `truncate (own_choice ${v}) ${n}`),
);
const padding = fc.integer({ min: 0, max: 76 }).map((n) => 'x'.repeat(n));
const condition: Arb<string> = fc.oneof(
  number.map((v) => `(own_flag ${v})`),
  number.map((v) => `(own_number ${v}) > 3`),
  value.map((v) => `(own_choice ${v}) == "Tea"`),
  value.map((v) => `(own_maybe ${v})`),
);

export const ownCalls: Arb<Json> = fc.oneof(
  fc.tuple(call, call).map(([a, b]): Json => ({ text: `T{{${a}}} {{${b}}}` })),
  fc.tuple(call, padding).map(([a, p]): Json => ({ generic: [{ title: `T${p}{{${a}}}`, subtitle: 'x' }] })),
  call.map((a): Json => ({ text: 'Hi', quick_replies: [{ title: `{{${a}}}`, payload: 'P' }] })),
  call.map((a): Json => ({ text: `{{${a}}}` })),
  value.map(
    (v): Json => ({
      text: 'Hi',
      quick_replies: [{ each: `(own_list ${v}) as |x|`, title: '{{x}}', payload: 'P{{@index}}' }, 'Other'],
    }),
  ),
  value.map((v): Json => ({ text: `T{{#each (own_list ${v}) as |x|}}{{x}}{{else}}none{{/each}}` })),
  fc.tuple(value, call).map(([v, a]): Json => ({ text: `{{${a}}}!`, buttons: [`Go -> {{own_link ${v}}}`] })),
  fc.tuple(condition, call).map(
    ([when, a]): Json => ({
      text: 'Hi',
      quick_replies: [
        { when, title: `{{${a}}}`, payload: 'A' },
        { otherwise: true, title: 'No', payload: 'B' },
      ],
    }),
  ),
  fc
    .tuple(value, value)
    .map(([v, w]): Json => ({ text: `{{#if (own_maybe ${v})}}{{own_maybe ${w}}}{{/if}}` })),
);
