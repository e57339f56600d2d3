/** What a helper is given is what it takes, for all data: else an error, or a warning where only some data does not fit. */
import { describe, expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const params = `params:
  s: string(20)
  os: string(20)?
  n: integer(0..3)
  n15: integer(1..5)
  half: number(1..9)
  b: boolean
  o: { type: object, properties: { a: string(5), c: string(4)? } }
  l: { type: array, minItems: 1, maxItems: 3, items: { type: object, properties: { a: string(5), p: number(0..9) } } }
  ls: { type: array, minItems: 1, maxItems: 3, items: string(5) }
  ll: { type: array, minItems: 1, maxItems: 3, items: { type: array, maxItems: 2, items: string(3) } }
  u: url(50)?
  un: {}
  en: { enum: [A, null] }
  mixed: { enum: [A, null, 3] }
  nullable: { type: [string, "null"], maxLength: 5 }
  five: { const: 5 }
  map: { type: object, additionalProperties: { type: string } }
  code: string(3)
  codes: [EUR, USD]
  some_codes: [EUR, XXQ]
  style: string(5)
  styles: [full, long]
  day: date
defaults: { messaging_type: RESPONSE }
messages:
  m:
`;

/** The findings of a message, without their places. */
function found(message: string): string[] {
  return analyzeText(`${params}${message.replace(/^/gm, '    ')}\n`)
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => `${d.severity} ${d.code}: ${d.message}`);
}
const inText = (template: string) => found(`text: |-\n  x ${template}`);

describe('what is never right is an error', () => {
  it.each([
    ['{{length n}}', 'length: value must be a list or a text, but it is an integer'],
    ['{{length b}}', 'length: value must be a list or a text, but it is true or false'],
    ['{{length o}}', 'length: value must be a list or a text, but it is an object'],
    ['{{default o "x"}}', '(default o "x") is an object and cannot be written as text'],
    ['{{upper (default o "x")}}', 'upper: text must be a text or a number, but it is an object'],
    [
      '{{truncate (join l) 20}}',
      'join: list must be a list of texts or numbers, but it is a list of objects',
    ],
    ['{{join (list ls)}}', 'join: list must be a list of texts or numbers, but it is a list of lists'],
    ['{{join ll}}', 'join: list must be a list of texts or numbers, but it is a list of lists'],
    ['{{sum s}}', 'sum: values must be a number or a list of numbers, but it is a text'],
    ['{{sum ls}}', 'sum: values must be a number or a list of numbers, but it is a list'],
    ['{{#each s}}x{{/each}}', 's is a text, and only a list can be repeated'],
    ['{{#each n}}x{{/each}}', 'n is an integer, and only a list can be repeated'],
    ['{{#if (gt b b)}}x{{/if}}', 'gt: left must be a number or a text, but it is true or false'],
    ["{{currency n 'EURO'}}", 'but it is "EURO"'],
    ['{{truncate s 0}}', 'truncate: length must be a whole number of 1 or more, but it is 0'],
    ['{{number n digits=21}}', 'number: digits must be a whole number from 0 to 20, but it is 21'],
    [
      '{{truncate s null}}',
      'truncate: length must be a whole number of 1 or more, but it is null, which may be missing',
    ],
  ])('%s', (template, message) => {
    expect(inText(template)).toContainEqual(expect.stringMatching(/^error/));
    expect(inText(template).join('\n')).toContain(message);
  });
});

describe('what is wrong for some data is a warning', () => {
  it.each([
    ['{{truncate un 5}}', 'truncate: text must be a text or a number, but it is something that is not known'],
    ['{{truncate un 5}}', 'un may be missing'],
    ['{{truncate en 5}}', 'en may be missing'],
    ['{{truncate map.foo 5}}', 'map.foo may be missing'],
    ['{{truncate s n}}', 'it is a whole number from 0 to 3'],
    ['{{truncate s half}}', 'it is a number from 1 to 9'],
    ['{{#each (take ls half)}}x{{/each}}', 'take: count must be a whole number of 0 or more'],
    ['{{number n digits=half}}', 'number: digits must be a whole number from 0 to 20'],
    ['{{date day style}}', 'date: style must be one of "full"'],
    ['{{currency n code}}', 'currency: currency must be an ISO 4217 code'],
    ['{{currency n some_codes}}', 'it is one of "EUR", "XXQ"'],
    ['{{plural n other=os}}', 'plural: other must be a text, but it is os, which may be missing'],
    ['{{mixed}}', 'mixed may be missing'],
  ])('%s: %s', (template, message) => {
    const all = inText(template);
    expect(all.join('\n')).toContain(message);
    expect(all.every((d) => d.startsWith('warning'))).toBe(true);
  });
});

it.each([
  '{{truncate s n15}}',
  '{{number half digits=n}}',
  '{{date day styles}}',
  '{{currency half codes}}',
  '{{sum (pluck l "p") n}}',
  '{{join (list s n b)}}',
  '{{length s}} {{length ls}} {{length os}}',
  '{{five}} {{default mixed "x"}} {{default nullable "x"}} {{truncate five 5}}',
  '{{#if (gt s "a")}}x{{/if}}',
  '{{#with o}}x{{/with}}',
  '{{json ls}} {{json n}} {{json b}}',
])('%s is right', (template) => expect(inText(template)).toEqual([]));

it('the type of a fallback counts', () => {
  expect(found(`image: "{{default u 'x.co'}}"`)).toContainEqual(
    expect.stringMatching(/^error params\/url-type/),
  );
  expect(found(`image: "{{default u 'https://x.co/a.png'}}"`)).toEqual([]);
  expect(inText('{{currency n (default codes code)}}')).toEqual([]);
  expect(inText('{{currency n (default os codes)}}')).toContainEqual(expect.stringMatching(/^warning/));
});

it('a count that may be 0 may leave nothing', () => {
  const buttons = (count: string) =>
    found(`text: Hi\nbuttons: [{ each: (take ls ${count}) as |i|, title: x, payload: y, type: postback }]`);
  expect(buttons('n')).toContainEqual(expect.stringMatching(/^warning length\/can-be-empty/));
  expect(buttons('n15')).toEqual([]);
});

it('a list whose items may all be missing may be joined to nothing', () => {
  const joined = (list: string) => found(`text: "{{join (list ${list})}}"`);
  expect(joined('os os')).toContainEqual(expect.stringMatching(/^warning params\/can-render-empty/));
  expect(joined('os s')).toEqual([]);
});

describe('how long a text can become', () => {
  const title = (expression: string) =>
    found(`generic: [{ title: '{{${expression}}}', subtitle: x }]`).filter((d) => d.includes('length/'));
  it.each([
    // the digits, the style, the forms come from the data
    `plural n one="1" other=(join (list s s s s))`,
    'date day (default styles "short") time="full"',
    'truncate (join (list s s s s s)) (sum 85 n)',
    'join ls (join (list s s s s))',
  ])('%s can exceed a title', (expression) => expect(title(expression)).not.toEqual([]));
  it('number of digits that a param gives', () => {
    expect(title('number n digits=n}}{{join (list s s s)')).toEqual([]);
    expect(title('number n digits=(sum n 17)}}{{join (list s s s)')).not.toEqual([]);
  });
  it.each(['number n digits=n', 'plural n one="1" other=s', 'truncate (join (list s s s s s)) (sum 70 n)'])(
    '%s does not',
    (expression) => expect(title(expression)).toEqual([]),
  );
});

describe('line breaks at the end of a block are removed, so data of breaks alone leaves nothing', () => {
  const block = (template: string) => found(`text: |\n  ${template}`);
  it.each([
    '{{s}}',
    '{{truncate s 5}}',
    '{{default os s}}',
    '{{#if b}}Hi{{else}}{{s}}{{/if}}',
    '{{join ls}}',
    '{{#each ls}}{{this}}{{/each}}',
    '{{default s "x"}}',
  ])('%s', (template) =>
    expect(block(template)).toContainEqual(
      expect.stringMatching(/^warning params\/can-render-empty: .*breaks/),
    ),
  );
  it.each([
    'Hi {{s}}',
    '{{n}}',
    '{{codes}}',
    '{{day}}',
    '{{number n}}',
    '{{#if b}}Hi{{else}}{{s}}!{{/if}}',
    '{{#each ls}}{{this}},{{/each}}',
    '{{default en "x"}}',
    '{{urlencode s}}',
    '{{json ls}}',
  ])('%s', (template) => expect(block(template)).toEqual([]));
  it('a text in quotes keeps them', () => expect(found('text: "{{s}}"')).toEqual([]));
});

it.each(['5', '"lit"', 'true', '1.50', 'null'])('{{%s}} would write nothing', (literal) => {
  expect(inText(`{{${literal}}}`)).toEqual([
    `error template/literal-output: {{${literal}}} writes nothing: write the text itself, without braces`,
  ]);
});

it('a literal key names a declared property', () => {
  expect(inText('{{lookup o "a"}} {{lookup ls 0}}')).toEqual([]);
  expect(inText('{{lookup o "zz"}}')).toEqual([expect.stringContaining('o has no property "zz"')]);
  expect(inText('{{join (pluck l "zz")}}')).toEqual([
    expect.stringContaining('an item of l has no property "zz"'),
  ]);
  expect(inText('{{lookup o "c"}}')).toEqual([expect.stringContaining('may be missing')]);
});

it('helpers and blocks in the place of values are told as that', () => {
  expect(inText('{{upper length}}')).toEqual([
    'error params/unknown-name: length is a helper, no value: give it one, as in (length …)',
  ]);
  expect(inText('{{upper (if s)}}')).toEqual([
    'error params/unknown-helper: there is no helper "if". It opens a block: {{#if …}} … {{/if}}.',
  ]);
  expect(inText('{{@index}}').join()).not.toContain('Did you mean');
});

it('what has no bound is told how it gets one', () => {
  expect(inText('{{json o}}')).toEqual([expect.stringContaining('no maximum length: use {{truncate …}}')]);
  expect(inText('{{nullable}}').join()).not.toContain('length/');
  const lists = analyzeText(
    `params: { l: list of string(9), n: number }\ndefaults: { messaging_type: RESPONSE }\nmessages: { a: "x {{join l}}", b: "x {{n}}" }\n`,
  ).diagnostics.map((d) => d.message);
  expect(lists).toEqual([
    expect.stringContaining('l has no maximum of items: give it one, as in maxItems: 10, or'),
    expect.stringContaining('n is a number without a range: give it one, as in number(0..99), or'),
  ]);
});
