/**
 * Files that reviews found clean although some data broke the promise: each is told now, or keeps it. What data does is
 * judged by the oracle; what kinds of these there are, random-traps.ts makes at random.
 */
import { expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { isClean, judgeFile } from './judge-file.ts';
import { analyzeFiles } from './testdata.ts';

interface Case {
  readonly params: string;
  /** The text of the message, or the message as YAML in one line. */
  readonly m: string;
  readonly fragments?: string;
  /** Of the file `c.msg.yaml`, imported as c. */
  readonly imported?: string;
  readonly language?: string;
  readonly data?: readonly Json[];
}

function analyzed({ params, m, fragments, imported, language = 'en' }: Case) {
  const lines = [
    `language: ${language}`,
    `params: ${params}`,
    'defaults: { messaging_type: RESPONSE }',
    ...(imported === undefined ? [] : ['imports: { c: ./c.msg.yaml }']),
    ...(fragments === undefined ? [] : [`fragments: ${fragments}`]),
    `messages: { m: ${m} }`,
  ];
  return analyzeFiles(`${lines.join('\n')}\n`, imported === undefined ? {} : { 'c.msg.yaml': imported });
}

const reply = (title: string) => `{ text: Hi, quick_replies: [ { title: '${title}', payload: P } ] }`;
const button = (line: string) => `{ text: Hi, buttons: [ '${line}' ] }`;
const feedback = (title: string) =>
  `{ customer_feedback: { title: Rate, subtitle: Please, button_title: Go, business_privacy: { url: https://a.example }, feedback_screens: [ { questions: [ { id: q, type: csat, title: '${title}' } ] } ] } }`;
const list = (of: string) => `{ type: array, minItems: 1, maxItems: 3, items: ${of} }`;
const object = (properties: string) => `{ type: object, properties: { ${properties} } }`;
const maybe = 'string(5)?';

/** What the finding's code is. */
const told: readonly (readonly [name: string, code: string, file: Case])[] = [
  [
    'an index with a nought before it is none',
    'params/no-properties',
    { params: `{ xs: ${list('string(5)')} }`, m: "'{{xs.[00]}}'" },
  ],
  [
    'lookup of what a text, number or list does not have',
    'params/no-properties',
    { params: `{ xs: ${list('string(5)')} }`, m: `'{{lookup xs "a"}}'` },
  ],
  ['lookup of a letter', 'params/no-properties', { params: '{ s: string(0..5) }', m: "'{{lookup s 1}}'" }],
  [
    'a text as key of a list may be its length',
    'params/helper-type',
    { params: `{ ds: ${list('date')}, k: string(6) }`, m: `'{{default (date (lookup ds k)) "x"}}'` },
  ],
  [
    '@../index outside of two loops',
    'params/unknown-name',
    { params: `{ xs: ${list('string(5)')} }`, m: "'{{#each xs}}{{@../index}}{{/each}}'" },
  ],
  [
    '@root of an imported fragment, whose argument may be missing',
    'params/required-may-be-empty',
    {
      params: `{ o: { type: object, optional: true, properties: { id: string(5) } } }`,
      m: '{ use: c.p x=o.id }',
      imported: "params: { x: string(5)? }\nfragments: { p: { text: '{{@root.x}}' } }\n",
    },
  ],
  [
    'a property with a dot in its name is no path',
    'params/can-render-empty',
    {
      params: `{ o: ${object(`a.b: ${maybe}, a: ${object(`b: ${maybe}`)}`)} }`,
      m: "'{{#if o.[a.b]}}{{o.a.b}}{{else}}x{{/if}}'",
    },
  ],
  [
    'includeZero',
    'params/helper-type',
    { params: '{ n: integer(0..9) }', m: `'{{#if n includeZero=true}}{{truncate "abc" n}}{{/if}}x'` },
  ],
  [
    '{{#with}} of 0',
    'params/helper-type',
    {
      params: '{ n: integer(0..9) }',
      fragments: `{ p: '{{truncate "abc" n}}' }`,
      m: "'{{#with n}}{{> p}}{{/with}}x'",
    },
  ],
  [
    'a loop in a text fragment inside of the same loop',
    'params/helper-type',
    {
      params: `{ xs: ${list(object('n: integer(0..9)'))} }`,
      fragments: `{ p: '{{#each @root.xs}}{{truncate "abc" n}}{{/each}}' }`,
      m: "'{{#each @root.xs}}{{#if (gt n 0)}}{{> p}}{{/if}}{{/each}}x'",
    },
  ],
  [
    'two calls of one helper as contexts',
    'params/can-render-empty',
    {
      params: `{ a: { type: object, optional: true, properties: { t: ${maybe} } }, b: ${object(`t: ${maybe}`)}, c: ${object(`t: ${maybe}`)} }`,
      m: "'{{#with (default a b)}}{{#if t}}{{#with (default @root.a @root.c)}}{{t}}{{/with}}{{else}}x{{/if}}{{/with}}'",
    },
  ],
  [
    'two calls of one helper as arguments',
    'params/can-render-empty',
    {
      params: `{ a: { type: object, optional: true, properties: { t: ${maybe} } }, b: ${object(`t: ${maybe}`)}, c: ${object(`t: ${maybe}`)} }`,
      m: '{ use: c.p u=(default a b) v=(default a c) }',
      imported: `params: { u: ${object(`t: ${maybe}`)}, v: ${object(`t: ${maybe}`)} }\nfragments: { p: { text: '{{#if u.t}}{{v.t}}{{else}}x{{/if}}' } }\n`,
    },
  ],
  [
    'the length of nothing is 0',
    'params/can-render-empty',
    { params: `{ s: ${maybe} }`, m: "'{{#if (eq (length s) 0)}}{{s}}{{else}}x{{/if}}'" },
  ],
  [
    'the length of nothing is not null',
    'params/can-render-empty',
    { params: `{ s: ${maybe} }`, m: "'{{#if (ne (length s) null)}}{{s}}{{else}}x{{/if}}'" },
  ],
  [
    'a call that is false',
    'params/can-render-empty',
    { params: `{ s: ${maybe}, t: ${maybe} }`, m: "'{{#if (eq (and s t) false)}}{{s}}{{else}}x{{/if}}'" },
  ],
  [
    'an argument that goes on to a fragment of a fragment',
    'length/can-exceed',
    {
      params: '{ t: string(5), long: string(100) }',
      fragments: "{ A: { title: '{{t}}', payload: P, content_type: text }, B: { use: A } }",
      m: '{ text: Hi, quick_replies: [ { use: B t=long } ] }',
    },
  ],
  [
    'an argument that goes on to a text fragment of a text fragment',
    'length/can-exceed',
    {
      params: '{ t: string(5), long: string(100) }',
      fragments: "{ A: '{{t}}', B: 'x{{> A}}' }",
      m: reply('{{> B t=long}}'),
    },
  ],
  ['a number that is written out', 'length/can-exceed', { params: '{ n: [1e21, 1] }', m: reply('{{n}}') }],
  ['a number among other values', 'length/can-exceed', { params: '{ n: [1e30, a] }', m: reply('{{n}}') }],
  [
    'a name without a value',
    'params/helper-arguments',
    { params: '{ u: url }', m: button(`A -> {{add_query u "a"}}`) },
  ],
  [
    'listed hosts that are none',
    'params/url-host',
    { params: '{ h: ["999999999999", a.example] }', m: button('A -> https://{{h}}/x') },
  ],
  [
    'a port that is none',
    'params/url-host',
    { params: '{ s: string(5) }', m: button('A -> https://a.example:99999/{{s}}') },
  ],
  [
    'a text that may be cut is shorter than its least length',
    'length/can-be-short',
    {
      params: '{ q: { type: string, pattern: "^[a-z]{9,20}$" }, n: integer(1..40) }',
      m: feedback('{{truncate q n}}'),
    },
  ],
  [
    'capitals of Lithuanian',
    'length/can-be-short',
    { language: 'lt', params: '{ q: string(6..20) }', m: feedback('{{upper q}}') },
  ],
  [
    'what is missing is among items that may be missing',
    'params/can-render-empty',
    { params: `{ s: ${maybe}, xs: ${list(maybe)} }`, m: "'{{#if (in s xs)}}{{s}}{{else}}x{{/if}}'" },
  ],
  [
    'a number that is not whole',
    'send-api/not-proven',
    { params: '{ n: number(1..99) }', m: "{ api: current, sticker_id: '{{n}}' }" },
  ],
  [
    'a number beyond all numbers',
    'length/unbounded',
    { params: '{ n: integer(0..9)? }', m: reply(`{{default n 1${'0'.repeat(310)}}}`) },
  ],
  [
    '{{#with this}} is a block too',
    'length/can-exceed',
    {
      params: `{ t: string(5), xs: ${list(object('t: string(100)'))} }`,
      m: reply('{{#each xs}}{{#with this}}{{../t}}{{/with}}{{/each}}'),
    },
  ],
];

it.each(told)('is told: %s', (_name, code, file) => {
  const found = analyzed(file).diagnostics.filter((d) => d.severity !== 'information');
  expect(found.map((d) => d.code)).toContain(code);
});

const kept: readonly (readonly [name: string, file: Case])[] = [
  [
    'a pattern beside url',
    {
      params: '{ u: { type: url, pattern: example } }',
      m: button('A -> {{u}}'),
      data: [{ u: 'https://example.com' }],
    },
  ],
  [
    '../ beside equal values',
    {
      params: `{ a: string(1), xs: ${list('string(20)')} }`,
      m: "'{{#each xs}}{{#with @root.a}}{{../this}}{{/with}}{{../a}}{{/each}}'",
      data: [
        { a: 'a', xs: ['a'] },
        { a: 'a', xs: ['[object Object]'] },
      ],
    },
  ],
  [
    '../ beside an object that looks like none',
    {
      params: `{ o: ${object(`a: string(3), xs: ${list('string(3)')}`)} }`,
      m: "'{{#with o}}{{#each xs}}{{../a}}{{/each}}{{/with}}'",
      data: [{ o: { a: 'a', xs: ['b'], toString: 'x' } }],
    },
  ],
  [
    'defaults that are lists and objects in text fragments',
    {
      params: '{}',
      m: "'{{> c.p}}'",
      imported: `params: { xs: { type: array, items: string(3), minItems: 1, maxItems: 3, default: [a] }, o: { ${object('t: string(3)').slice(1, -1)}, default: { t: b } } }\nfragments: { p: '{{join xs}}{{o.t}}' }\n`,
      data: [{}],
    },
  ],
  [
    'an empty text is no missing one for a text fragment',
    {
      params: '{ e: string(0..5) }',
      m: reply('x{{> c.p x=e}}'),
      imported:
        "params: { x: { type: string, maxLength: 50, default: 'a text that is longer' } }\nfragments: { p: '{{x}}' }\n",
      data: [{ e: '' }],
    },
  ],
  [
    'what a condition says of an argument that is a call',
    {
      params: `{ a: ${maybe}, b: string(50)? }`,
      m: '{ text: Hi, quick_replies: [ { use: c.p u=(default a b) } ] }',
      imported:
        "params: { u: string(5)? }\nfragments: { p: { content_type: text, payload: P, title: '{{#if u}}{{truncate u 20}}{{else}}x{{/if}}' } }\n",
      data: [{}, { b: 'b'.repeat(50) }],
    },
  ],
  [
    'what may be missing where the fragment has a default',
    {
      params: '{ o: { type: object, optional: true, properties: { id: string(5) } } }',
      m: '{ use: c.p x=o.id }',
      imported:
        "params: { x: { type: string, minLength: 1, maxLength: 5, default: a } }\nfragments: { p: { text: '{{x}}' } }\n",
      data: [{}, { o: { id: 'b' } }],
    },
  ],
  [
    'the whole of a text fragment',
    {
      params: '{ t: string(3) }',
      fragments: `{ p: '{{lookup this "t"}}' }`,
      m: "'{{> p}}'",
      data: [{ t: 'a' }],
    },
  ],
  [
    '{{#with}} of an object that is there',
    {
      params: `{ o: ${object('t: string(3)')} }`,
      m: "'{{#with o}}{{t}}{{/with}}'",
      data: [{ o: { t: 'a' } }],
    },
  ],
  [
    'conditions about items of {{#each}}',
    {
      params: `{ xs: ${list('integer(0..9)?')} }`,
      m: `'{{#each xs as |x|}}{{#if x}}{{truncate "abc" x}}{{else}}n{{/if}}{{/each}}'`,
      data: [{ xs: [0, 1, null] }],
    },
  ],
  [
    'conditions about (lookup xs i)',
    {
      params: `{ xs: ${list('string(3)?')}, i: integer(0..5) }`,
      m: "'{{#if (lookup xs i)}}{{lookup xs i}}{{else}}n{{/if}}'",
      data: [
        { xs: ['a'], i: 3 },
        { xs: ['a'], i: 0 },
      ],
    },
  ],
  [
    'xs.length',
    { params: `{ xs: ${list('string(3)')} }`, m: `'{{truncate "abcdef" xs.length}}'`, data: [{ xs: ['a'] }] },
  ],
  [
    'a value among the items of a list',
    {
      params: `{ s: ${maybe}, xs: ${list('string(5)')} }`,
      m: "'{{#if (in s xs)}}{{s}}{{else}}x{{/if}}'",
      data: [{ xs: ['a'] }, { s: 'a', xs: ['a'] }],
    },
  ],
  [
    '{{#with}} of what holds something',
    {
      params: `{ xs: ${list(list('string(5)'))}, n: integer(0..9) }`,
      m: "'{{#with (lookup xs 0)}}{{this.[0]}}{{/with}}{{#with n}}{{this}}{{/with}}'",
      data: [{ xs: [['a']], n: 0 }],
    },
  ],
  [
    'a pattern says how long a text is',
    {
      params: '{ c: { type: string, pattern: "^[A-Za-z0-9_]{1,20}$" } }',
      m: reply('{{c}}'),
      data: [{ c: 'a' }, { c: 'a'.repeat(20) }],
    },
  ],
  [
    'a date by default',
    {
      params: '{ c: date?, d: date-time? }',
      m: `'{{date (default c "2026-05-04")}}{{date (default d now) time="short"}}'`,
      data: [{}, { c: '2026-05-05', d: '2026-05-05T10:00:00Z' }],
    },
  ],
  [
    'an enum narrowed where a field takes few values',
    {
      params: '{ ratio: [tall, full, huge] }',
      m: `{ text: Hi, buttons: [ { when: ratio != "huge", type: web_url, title: A, url: https://a.example, webview_height_ratio: '{{ratio}}' }, B -> B ] }`,
      data: [{ ratio: 'tall' }, { ratio: 'huge' }],
    },
  ],
];

it.each(kept)('is kept: %s', async (_name, file) => {
  const analysis = analyzed(file);
  expect(analysis.diagnostics.filter((d) => d.severity !== 'information').map((d) => d.message)).toEqual([]);
  const counts = { files: 0, dataSets: 0, bodies: 0 };
  expect(isClean(analysis)).toBe(true);
  // four times: one of ten rows goes to the other backend
  const data = [...(file.data ?? [])].flatMap((row) => [row, row, row, row]);
  expect(await judgeFile(analysis.spec!, 0, 1, counts, data)).toBeUndefined();
});

it('data must fit the form of a short type and that beside it', async () => {
  const { spec } = analyzed({
    params:
      '{ u: { type: url, pattern: example }, p: { type: phone, pattern: "." }, d: { type: date, format: email } }',
    m: "'{{u}}{{p}}{{d}}'",
  });
  const counts = { files: 0, dataSets: 0, bodies: 0 };
  for (const odd of [{ u: 'ftp://example' }, { p: 'abc' }, { d: 'a@b.example' }]) {
    const data = { u: 'https://example.com', p: '+1234567', d: '2026-05-04', ...odd };
    expect(await judgeFile(spec!, 0, 1, counts, [data])).toContain('data refused');
  }
});
