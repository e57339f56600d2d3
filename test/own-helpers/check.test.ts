/** What is said of messages that call helpers of the project, from their declarations alone. */
import { describe, expect, it } from 'vitest';
import { show } from '../pipeline/testdata.ts';
import { analyzeWith } from './project.ts';

const functions = `    tier: { params: { points: integer(0..100) }, options: { long: boolean?, at: date? }, returns: [Bronze, Gold] }
    short: { params: { text: string(20) }, returns: string(10) }
    maybe: { returns: string(5)? }
    count: { params: { names: { type: array, minItems: 1, maxItems: 5, items: string(20) } }, returns: integer(0..99) }
    link: { returns: url(60) }
    place: { params: { of: { type: object, properties: { city: string(9), zip: integer(0..9)? } } }, returns: string(20) }
    flag: { returns: boolean }
    names: { returns: { type: array, minItems: 1, maxItems: 3, items: string(8) } }
    day: { params: { day: date }, returns: string(20) }
    size: { params: { of: [S, M] }, returns: string(20) }
`;

const params = `params:
  points: integer(0..100)
  many: integer(0..101)
  some: number(0..100)
  name: string(20)
  long: string(21)
  nick: string(20)?
  empty: string(0..20)
  few: { type: array, minItems: 1, maxItems: 5, items: string(20) }
  six: { type: array, minItems: 1, maxItems: 6, items: string(20) }
  wide: { type: array, minItems: 1, maxItems: 5, items: string(21) }
  home: { type: object, properties: { city: string(9), zip: integer(0..9) } }
  town: { type: object, properties: { city: string(9)? } }
  where: { type: object, properties: { zip: integer(0..9) } }
  born: date
  at: date-time
  medium: [M]
  large: [M, L]
  huge: [XL]
defaults: { messaging_type: RESPONSE }
messages:
`;

const found = (text: string) =>
  analyzeWith(functions, `${params}  m: '${text.replaceAll("'", "''")}'\n`)
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => `${d.severity} ${d.code}: ${d.message}`);

describe('what fits is clean', () => {
  it.each([
    '{{tier points}} {{tier 5}} {{tier points long=true}} {{tier points at=born}}',
    'Hi {{short name}} {{short (truncate long 20)}} {{short "x"}}',
    '{{count few}} {{count (take six 5)}} {{count (list name)}}',
    '{{place home}}',
    '{{day born}}',
    '{{size medium}} {{size "S"}}',
    '{{#if (flag)}}a{{else}}b{{/if}}',
    '{{#each (names)}}{{this}} {{/each}}.',
    '{{#if nick}}{{short nick}}{{/if}}.',
    '{{default (short nick) "nobody"}}',
    '{{#if (eq (tier points) "Gold")}}a{{/if}}b',
    '{{upper (short name)}}',
    '{{plural (count few) one="{n} name" other="{n} names"}}',
  ])('%s', (text) => expect(found(text)).toEqual([]));
});

describe('what certainly does not fit is an error, what may not fit a warning', () => {
  it.each([
    ['{{tier}}', 'error params/helper-arguments'],
    ['{{tier 1 2}}', 'error params/helper-arguments'],
    ['{{tier points size=1}}', 'error params/unknown-argument'],
    [
      '{{tier name}}',
      'error params/helper-type: tier: points must be a whole number from 0 to 100, but it is a text of 1 to 20 characters',
    ],
    [
      '{{tier 101}}',
      'error params/helper-type: tier: points must be a whole number from 0 to 100, but it is 101',
    ],
    ['{{tier 1.5}}', 'error params/helper-type'],
    [
      '{{tier many}}',
      'warning params/helper-type: tier: points must be a whole number from 0 to 100, but it is a whole number from 0 to 101',
    ],
    ['{{tier some}}', 'warning params/helper-type'],
    ['{{tier points long=1}}', 'error params/helper-type: tier: long must be true or false, but it is 1'],
    [
      '{{short long}}',
      'warning params/helper-type: short: text must be a text of 1 to 20 characters, but it is a text of 1 to 21 characters',
    ],
    ['{{short empty}}', 'warning params/helper-type'],
    ['{{short (lookup few 1)}}', 'warning params/'],
    ['{{short "123456789012345678901"}}', 'error params/helper-type'],
    ['{{short points}}', 'error params/helper-type'],
    ['{{count six}}', 'warning params/helper-type'],
    [
      '{{count wide}}',
      'warning params/helper-type: count: names must be a list, each item is a text of 1 to 20 characters',
    ],
    ['{{count name}}', 'error params/helper-type'],
    [
      '{{place town}}',
      'warning params/helper-type: place: of must be an object with city, but it is an object whose city may be missing',
    ],
    [
      '{{place where}}',
      'error params/helper-type: place: of must be an object with city, but it is an object without it',
    ],
    ['{{day at}}', 'error params/helper-type'],
    ['{{day name}}', 'error params/helper-type'],
    [
      '{{size large}}',
      'warning params/helper-type: size: of must be one of "S", "M", but it is one of "M", "L"',
    ],
    ['{{size huge}}', 'error params/helper-type'],
    ['{{size name}}', 'warning params/helper-type'],
    ['Hi {{maybe}}', 'warning params/may-be-missing'],
    ['Hi {{short nick}}', 'warning params/may-be-missing'],
    ['{{names}}', 'error params/not-text: (names) is a list'],
    ['{{#if (eq (tier points) 3)}}a{{/if}}b', ''],
    ['{{tir points}}', 'error params/unknown-helper: there is no helper "tir". Did you mean "tier"?'],
    ['{{#tier points}}x{{/tier}}', 'error params/unknown-helper'],
    ['{{#each few as |tier|}}x{{/each}}', 'error params/helper-name'],
    ['{{#each few as |now|}}x{{/each}}', 'error params/reserved-name'],
    ['{{#each few as |length|}}x{{/each}}', 'error params/helper-name'],
    ['{{t "hello"}}', 'error spec/not-yet: a translation'],
  ])('%s', (text, said) => expect(found(text).join('\n')).toContain(said));
});

it('lengths are proven from the declaration, and never refuted: nobody knows how much of it the code uses', () => {
  const reply = (title: string) =>
    analyzeWith(
      functions,
      `${params}  m:\n    text: Hi\n    quick_replies:\n      - { title: '${title}', payload: P }\n`,
    )
      .diagnostics.filter((d) => d.code !== 'params/unused')
      .map(show);
  expect(reply('1234567890{{short name}}')).toEqual([]);
  expect(reply('12345678901{{short name}}')).toEqual([
    expect.stringMatching(/warning length\/can-exceed: title can have 21 characters, at most 20 are allowed/),
  ]);
  expect(reply('12345678901234{{tier points}}')).toEqual([]);
  expect(reply('{{link}}').join()).toContain('can-exceed');
});

it('a name of a param or loop cannot be a helper of the project', () => {
  const { diagnostics } = analyzeWith(
    functions,
    'params: { tier: string(3), xs: { type: array, minItems: 1, maxItems: 2, items: string(3) } }\n' +
      'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    - each: xs as |short|\n      text: Hi\n',
  );
  expect(diagnostics.map((d) => d.code)).toEqual(
    expect.arrayContaining(['params/helper-name', 'params/helper-name']),
  );
  expect(diagnostics.filter((d) => d.code === 'params/helper-name')).toHaveLength(2);
});

it('links, conditions, loops, arguments, fragments and partials call them', () => {
  const { diagnostics } = analyzeWith(
    functions,
    `${params}  m:
    - text: "{{> hi}}"
      when: (tier points) == "Gold" and (flag)
    - each: (names) as |n|
      text: "{{n}} {{short n}}"
    - each: names as |n|
      text: "{{n}}!"
      when: not flag
    - text: More?
      buttons:
        - Open -> {{link}}
        - use: more of=(short name) is=flag
fragments:
  hi: "Hi {{short name}} {{tier points}}"
  more:
    params: { of: string(10), is: boolean }
    tap: "{{of}} {{is}} -> MORE:{{short name}}"
`,
  );
  expect(diagnostics.filter((d) => d.code !== 'params/unused').map(show)).toEqual([]);
});

it('words that a template reads as something else are no params', () => {
  const { diagnostics } = analyzeWith(
    functions,
    'params: { true: string(3), else: string(3), null: string(3), as: string(3) }\nmessages: {}\n',
  );
  expect(diagnostics.filter((d) => d.code === 'params/reserved-name')).toHaveLength(3);
});
