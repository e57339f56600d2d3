/** A condition narrows what a text below it can be: values, ranges, lengths, presence. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const params = `params:
  state: [new, paid, "a state with a long name"]
  text: string(0..40)
  name: string(40)?
  n: integer(0..99999)
  x: number(0..9)
  flag: boolean
  xs: { type: array, maxItems: 9, items: string(3) }
  ys: { type: array, maxItems: 9, items: string(3) }?
defaults: { messaging_type: RESPONSE }
messages:
  m:
`.replace('items: string(3) }?', 'items: string(3), optional: true }');

const found = (steps: string) =>
  analyzeText(`${params}${steps.replace(/^/gm, '    ')}\n`)
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => `${d.severity} ${d.code}`);

/** A quick reply with this title, below this condition: at most 20 characters fit. */
const reply = (when: string, title: string) =>
  found(`text: Hi\nquick_replies:\n  - Always -> A\n  - when: ${when}\n    tap: '${title} -> P'`);

describe('what a condition makes certain', () => {
  it.each([
    ['state == "new"', 'State: {{state}}'],
    [`'"new" == state'`, 'State: {{state}}'],
    ['state in ["new", "paid"]', 'State: {{state}}'],
    ['state != "a state with a long name"', 'State: {{state}}'],
    ['not (state == "a state with a long name")', 'State: {{state}}'],
    ['not (state in ["a state with a long name"])', 'State: {{state}}'],
    ['state == "new" or state == "paid"', 'State: {{state}}'],
    ['flag and state == "paid"', 'State: {{state}}'],
    ['n < 100', 'You have {{n}} points'],
    ['n <= 99', '123456789012345678{{n}}'],
    ['100 > n', '123456789012345678{{n}}'],
    ['n == 7', '1234567890123456789{{n}}'],
    ['n >= 0 and n < 10', '1234567890123456789{{n}}'],
    ['not (n >= 10)', '1234567890123456789{{n}}'],
    ['n in [1, 2, 3]', '1234567890123456789{{n}}'],
    ['(length text) <= 10', 'Text: {{text}}.'],
    ['(length text) < 11 and text', 'Text: {{text}}'],
    ['name and (length name) < 9', '{{name}}'],
    ['(length xs) < 4', '{{join xs ", "}}!'],
  ])('%s: %s', (when, title) => {
    expect(reply(when, title)).toEqual([]);
    expect(reply('flag', title)).not.toEqual([]);
  });
});

describe('what it does not make certain', () => {
  it.each([
    ['state == "new" or flag', 'State: {{state}}'],
    ['state != "new"', 'State: {{state}}'],
    ['n < 100 or flag', '123456789012345678{{n}}'],
    ['n > 100', '123456789012345678{{n}}'],
    ['x < 5', '1234567890123{{x}}'],
    ['not (flag and n < 100)', '123456789012345678{{n}}'],
    ['(length text) >= 10', 'Text: {{text}}.'],
    ['(length text) != 40', 'Text: {{text}}.'],
    ['name == null', 'Name {{name}}'],
  ])('%s: %s', (when, title) => expect(reply(when, title)).not.toEqual([]));
});

it('conditions in a text narrow what stands in their block', () => {
  const text = (template: string) =>
    found(`text: Hi\nquick_replies:\n  - { title: '${template}', payload: P }`);
  expect(text('{{#if (eq state "new")}}State: {{state}}{{else}}Other{{/if}}')).toEqual([]);
  expect(text('{{#if (lt n 100)}}123456789012345678{{n}}{{else}}Many{{/if}}')).toEqual([]);
  expect(text('{{#if (ge n 100)}}Many{{else}}123456789012345678{{n}}{{/if}}')).toEqual([]);
  expect(text('{{#unless (gt n 99)}}123456789012345678{{n}}{{else}}Many{{/unless}}')).toEqual([]);
  expect(text('{{#if (lt n 100)}}Few{{else}}123456789012345678{{n}}{{/if}}')).not.toEqual([]);
});

it('@index of one loop says nothing of that of another', () => {
  const nested = (inner: string) =>
    found(
      `text: Hi\nquick_replies:\n  - { title: '{{#each xs}}{{#if (lt @index 1)}}{{#each ../xs}}${inner}{{/each}}{{/if}}{{/each}}.', payload: P }`,
    );
  expect(nested('{{@index}}1')).not.toEqual([]);
});

describe('otherwise: what came before gave nothing', () => {
  it.each([
    ['- when: not name\n  text: Hi\n- otherwise: true\n  text: Hi {{name}}'],
    ['- when: name == null\n  text: Hi\n- otherwise: true\n  text: Hi {{name}}'],
    ['- when: not name\n  text: Hi\n- otherwise: flag\n  text: Ho\n- otherwise: true\n  text: Hi {{name}}'],
    ['- when: not name\n  typing: 1s\n- otherwise: true\n  text: Hi {{name}}'],
    [
      '- when: n >= 100\n  text: Hi\n- otherwise: true\n  text: Hi\n  quick_replies: [{ title: "123456789012345678{{n}}", payload: P }]',
    ],
    [
      '- when: state == "a state with a long name"\n  text: Hi\n- otherwise: true\n  text: Hi\n  quick_replies: [{ title: "State: {{state}}", payload: P }]',
    ],
  ])('%s', (steps) => expect(found(steps)).toEqual([]));

  it.each([
    ['- when: name\n  text: Hi\n- otherwise: true\n  text: Hi {{name}}'],
    ['- when: not name and flag\n  text: Hi\n- otherwise: true\n  text: Hi {{name}}'],
    ['- when: not name\n  each: xs as |i|\n  text: Hi {{i}}\n- otherwise: true\n  text: Hi {{name}}'],
    ['- when: not name\n  text: Hi\n- text: Hi {{name}}'],
    ['- when: not name\n  text: Hi\n- when: flag\n  text: Ho\n- otherwise: true\n  text: Hi {{name}}'],
  ])('%s leaves it open', (steps) => expect(found(steps)).toContain('warning params/may-be-missing'));
});

it('what a condition above decides makes one below it constant', () => {
  expect(found('- when: n > 5\n  text: "{{#if (gt n 3)}}a{{/if}}b"')).toEqual([
    'information params/constant-condition',
  ]);
  expect(found('- when: xs\n  text: "{{#if xs}}a{{/if}}b"')).toEqual([
    'information params/constant-condition',
  ]);
  expect(found('- when: n > 5\n  text: "{{#if (gt n 7)}}a{{/if}}b"')).toEqual([]);
});

describe('a part that no data reaches', () => {
  const params = 'params: { el: [Tea, Ceylon Orange Pekoe in a tin] }\n';
  const found = (items: string) =>
    analyzeText(
      `${params}messages:\n  m:\n    messaging_type: RESPONSE\n    text: Hi\n    quick_replies:\n${items}`,
    ).diagnostics.map(({ code }) => code);
  const other = '      - Other\n';

  it.each([
    [
      '{ when: el != "Tea", title: A, payload: A }',
      '{ otherwise: el != "Tea", title: "{{el}}", payload: B }',
    ],
    [
      '{ when: el == "Tea", title: A, payload: A }',
      '{ otherwise: el == "Tea", title: "{{el}}", payload: B }',
    ],
    [
      '{ when: el == "Tea", title: A, payload: A }',
      '{ otherwise: \'el in ["Tea"]\', title: "x{{el}}", payload: B }',
    ],
  ])('%s %s', (first, second) => {
    const codes = found(`      - ${first}\n      - ${second}\n${other}`);
    expect(codes.filter((code) => code !== 'params/constant-condition')).toEqual([]);
  });

  it('is one part only: the next alternative is reached', () => {
    const items = [
      '{ when: el == "Tea", title: A, payload: A }',
      '{ otherwise: el != "Tea", title: "{{el}}", payload: B }',
    ];
    expect(found(`${items.map((item) => `      - ${item}\n`).join('')}${other}`)).toContain(
      'length/too-long',
    );
  });
});

describe('what a condition on a length says', () => {
  const check = (types: string, item: string) =>
    analyzeText(
      `params:\n${types}messages:\n  m:\n    messaging_type: RESPONSE\n    text: Hi\n    quick_replies:\n      - ${item}\n      - Other\n`,
    )
      .diagnostics.filter(({ severity }) => severity !== 'information')
      .map(({ code }) => code);
  const list = '  l: { type: array, maxItems: 20, items: string(3) }\n';

  it.each([
    ['  a: string(1..50)\n', '{ when: a.length <= 20, title: "{{a}}", payload: P }'],
    ['  a: string(1..50)\n', '{ when: not a.length > 20, title: "{{a}}", payload: P }'],
    [list, '{ each: l as |i|, when: (length l) <= 12, title: "x{{i}}", payload: P }'],
    [list, '{ each: l as |i|, when: l.length < 13, title: "x{{i}}", payload: P }'],
  ])('%s %s is clean', (types, item) => {
    expect(check(types, item)).toEqual([]);
  });

  it.each([
    ['  a: string(1..50)\n', '{ when: a.length <= 21, title: "{{a}}", payload: P }', 'length/can-exceed'],
    ['  a: string(1..50)\n', '{ when: a.length >= 20, title: "{{a}}", payload: P }', 'length/can-exceed'],
    [
      list,
      '{ each: l as |i|, when: (length l) <= 13, title: "x{{i}}", payload: P }',
      'length/can-exceed-items',
    ],
    ['  a: string(5)?\n', '{ when: (length a) >= 0, title: "x {{a}}", payload: P }', 'params/may-be-missing'],
    [
      '  a: string(5)?\n',
      '{ when: \'a in [null, "x"]\', title: "x {{a}}", payload: P }',
      'params/may-be-missing',
    ],
    ['  a: string(5)?\n', '{ when: (in a null "x"), title: "x {{a}}", payload: P }', 'params/may-be-missing'],
  ])('%s %s is not', (types, item, code) => {
    expect(check(types, item)).toContain(code);
  });

  it('the line break at the end of a block text does not count', () => {
    const text = (s: number) => `  s: string(1..${s})\n`;
    const item = '{ title: "x", payload: P }\n      - title: |\n          12345 {{s}}\n        payload: Q';
    expect(check(text(14), item)).toEqual([]);
    expect(check(text(15), item)).toContain('length/can-exceed');
  });
});

it('dates are compared as times, whatever their offsets', () => {
  const { diagnostics, spec } = analyzeText(
    'params: { t: date-time }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  m: "{{#if (lt t now)}}over{{else}}to come{{/if}}"\n  n: { text: Hi, quick_replies: [{ tap: A -> B, when: \'t < "2026-1-1"\' }, C] }\n',
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(['params/different-types']);
  const renderer = createRenderer(compile(spec!));
  const render = (t: string) =>
    JSON.stringify(renderer.render('m', { t }, { to: { id: '1' }, now: '2026-05-04T12:00:00Z' }));
  expect(render('2026-05-04T13:30:00+02:00')).toContain('over');
  expect(render('2026-05-04T11:30:00-02:00')).toContain('to come');
  expect(render('2026-05-04')).toContain('over');
});

it('in a text, too, values of two kinds are not compared', () => {
  const { file, diagnostics } = analyzeText(
    'params: { s: string(5), n: integer(0..9) }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  m: "a{{#if (lt s n)}}b{{/if}}{{#if (or (eq s 5) (eq n 5))}}c{{/if}}"\n',
  );
  const found = diagnostics.filter(({ code }) => code === 'params/different-types');
  expect(found.map(({ range }) => file.text.slice(range.start, range.end))).toEqual(['lt s n', 'eq s 5']);
});
