import { describe, expect, test } from 'vitest';
import { yaml as yamlCatalog } from '../../src/diagnostics/catalog/yaml.ts';
import { catalog } from '../../src/diagnostics/catalog.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

/** Source with the range of its one finding between « and », the code, and what the tree holds. */
const TRAPS: readonly [string, string, unknown][] = [
  ['text: «{{name}}»', 'yaml/unquoted-template', { text: '{{name}}' }],
  ['text: «{{name}} hello: you»\nb: 1', 'yaml/unquoted-template', { text: '{{name}} hello: you', b: '1' }],
  ['text: «{{name}}»   # who\nb: 1', 'yaml/unquoted-template', { text: '{{name}}', b: '1' }],
  ['text: «{{#if a}}A»\n  B{{/if}}\nb: 1', 'yaml/unquoted-template', { text: '{{#if a}}A B{{/if}}', b: '1' }],
  ['- «{{name}} -> NAME»\n- b', 'yaml/unquoted-template', ['{{name}} -> NAME', 'b']],
  ['«{{name}}»', 'yaml/unquoted-template', '{{name}}'],
  [
    'a: [Yes -> Y, «No -> N:{{id}}»]\nb: 1',
    'yaml/unquoted-template',
    { a: ['Yes -> Y', 'No -> N:{{id}}'], b: '1' },
  ],
  ['a: [«Yes -> Y:{{id}}»]', 'yaml/unquoted-template', { a: ['Yes -> Y:{{id}}'] }],
  [
    'a: { text: «Hi {{default name "a, b"}}!», b: 1 }',
    'yaml/unquoted-template',
    { a: { text: 'Hi {{default name "a, b"}}!', b: '1' } },
  ],
  ['a: {text: «{{name}}»}', 'yaml/unquoted-template', { a: { text: '{{name}}' } }],
  ['text: Order «#»{{id}}', 'yaml/hash-cuts-text', { text: 'Order #{{id}}' }],
  ['text: Order «#»5 is here # really\nb: 1', 'yaml/hash-cuts-text', { text: 'Order #5 is here', b: '1' }],
  ['text: Hi {{f "a «#»b"}}', 'yaml/hash-cuts-text', { text: 'Hi {{f "a #b"}}' }],
  ['- «#»1 choice -> ONE\n- b', 'yaml/hash-cuts-text', ['#1 choice -> ONE', 'b']],
  ['a: [«#»1 choice -> ONE, b]', 'yaml/reserved-start', { a: ['#1 choice -> ONE', 'b'] }],
  ['a: [«Choice #1 -> ONE», b]', 'yaml/flow-text', { a: ['Choice #1 -> ONE', 'b'] }],
  ['text: We are «#one»', 'yaml/comment-without-space', { text: 'We are' }],
  ['title: Note«:» x\nb: 1', 'yaml/colon-in-text', { title: 'Note: x', b: '1' }],
  ['title: Note«:»\nb: 1', 'yaml/colon-in-text', { title: 'Note:', b: '1' }],
  ['- Yes -> YES«:» 1', 'yaml/colon-in-text', ['Yes -> YES: 1']],
  ['- tap: Yes -> YES«:» 1\n  when: a', 'yaml/colon-in-text', [{ tap: 'Yes -> YES: 1', when: 'a' }]],
  ['a: { title: Note«:» x, b: 1 }', 'yaml/colon-in-text', { a: { title: 'Note: x', b: '1' } }],
  ['a: [Yes -> YES«:» 1, b]', 'yaml/colon-in-text', { a: ['Yes -> YES: 1', 'b'] }],
  ['- «-» Remove -> X\n- b', 'yaml/reserved-start', ['- Remove -> X', 'b']],
  ['text: «-» one', 'yaml/reserved-start', { text: '- one' }],
  ['- «?» -> HELP\n- b', 'yaml/reserved-start', ['? -> HELP', 'b']],
  ['- «&»more -> MORE', 'yaml/reserved-start', ['&more -> MORE']],
  ['text: «&» more\nb: 1', 'yaml/reserved-start', { text: '& more', b: '1' }],
  ['text: «&»more is less\nb: 1', 'yaml/reserved-start', { text: '&more is less', b: '1' }],
  ['- «!»Urgent -> U\n- b', 'yaml/reserved-start', ['!Urgent -> U', 'b']],
  ['a: [«!»Urgent -> U, b]', 'yaml/reserved-start', { a: ['!Urgent -> U', 'b'] }],
  ['text: «!»Urgent', 'yaml/reserved-start', { text: '!Urgent' }],
  ['text: «@»ana hi\nb: 1', 'yaml/reserved-start', { text: '@ana hi', b: '1' }],
  ['text: «`»code` # why\nb: 1', 'yaml/reserved-start', { text: '`code`', b: '1' }],
  ['text: «%» off\nb: 1', 'yaml/reserved-start', { text: '% off', b: '1' }],
  ['text: «*»bold* text: x\nb: 1', 'yaml/reserved-start', { text: '*bold* text: x', b: '1' }],
  ['text: «*»Sale*\nb: 1', 'yaml/reserved-start', { text: '*Sale*', b: '1' }],
  ['text: «*» point\nb: 1', 'yaml/reserved-start', { text: '* point', b: '1' }],
  ['text: «>» hi there\nb: 1', 'yaml/reserved-start', { text: '> hi there', b: '1' }],
  ['text: «|» hi there\nb: 1', 'yaml/reserved-start', { text: '| hi there', b: '1' }],
  ['text: «,» and\nb: 1', 'yaml/reserved-start', { text: ', and', b: '1' }],
  ['text: «*hello»', 'yaml/unknown-anchor', { text: '' }],
  ['when: «!order.paid»\nb: 1', 'yaml/exclamation-in-condition', { when: 'not order.paid', b: '1' }],
  ["{ when: «x == 'a, b'», c: d }", 'yaml/flow-text', { when: "x == 'a, b'", c: 'd' }],
  ["{ when: «x in ['a', 'b']», c: d }", 'yaml/flow-text', { when: "x in ['a', 'b']", c: 'd' }],
  [
    'a: "Hi {{default name «"there"}}!"»\nb: 1',
    'yaml/quotes-in-quotes',
    { a: 'Hi {{default name "there"}}!', b: '1' },
  ],
  [
    'a: ["Hi {{default name «"there, x"}}!"», b]',
    'yaml/quotes-in-quotes',
    { a: ['Hi {{default name "there, x"}}!', 'b'] },
  ],
  ["a: 'it«'s ok'»\nb: 1", 'yaml/quotes-in-quotes', { a: "it's ok", b: '1' }],
  ['- "Yes«" -> YES»\n- b', 'yaml/text-after-quote', ['Yes -> YES', 'b']],
  ['text: "Hello«" she said»\nb: 1', 'yaml/text-after-quote', { text: '"Hello" she said', b: '1' }],
  ['text: «"»Hello\nb: "x"', 'yaml/unclosed-quote', { text: 'Hello', b: 'x' }],
  ["text: «'»Hello\nb: 'x'", 'yaml/unclosed-quote', { text: 'Hello', b: 'x' }],
  ['text: "a «\\-»> b"', 'yaml/bad-escape', { text: 'a \\-> b' }],
  ['a: ["«\\{»{", b]', 'yaml/bad-escape', { a: ['\\{{', 'b'] }],
  ['text: «[New] Our menu»\nb: 1', 'yaml/bracket-text', { text: '[New] Our menu', b: '1' }],
  ['text: «{name}, hello»\nb: 1', 'yaml/bracket-text', { text: '{name}, hello', b: '1' }],
  ['a: {\n  "b": [1]\n«}»\nc: 1', 'yaml/bracket-indent', { a: { b: ['1'] }, c: '1' }],
  ['a: {\n«"»b": [1\n]\n}\nc: 1', 'yaml/bracket-indent', { a: { b: ['1'] }, c: '1' }],
  [
    'a:\n  - b:\n      {\n        "c": 1\n  «}»\nd: 1',
    'yaml/bracket-indent',
    { a: [{ b: { c: '1' } }], d: '1' },
  ],
  ['a: [«Yes, please -> YES», No -> NO]', 'yaml/comma-in-item', { a: ['Yes', 'please -> YES', 'No -> NO'] }],
  ['a: 1\ntext«:»foo\nb: 1', 'yaml/space-after-colon', { a: '1', text: 'foo', b: '1' }],
  ['- text: Hi\n    «buttons:»\n      - a\n- b', 'yaml/indentation', [{ text: 'Hi' }, 'b']],
  ['q:\n    - a\n  «- b»\n  - c\nd: 1', 'yaml/misaligned', { q: ['a'], d: '1' }],
  ['a:\n  b: 1\n «c: 2»\nd: 3', 'yaml/misaligned', { a: { b: '1' }, d: '3' }],
  ['- text: "Hi"\n    «buttons:»\n      - a\n- b', 'yaml/misaligned', [{ text: 'Hi' }, 'b']],
  [' «a: 1»\nb: 2\nc: 3', 'yaml/misaligned', { b: '2', c: '3' }],
  ['  a: 1\n  b: 2\n  c: 3\n«d: 4»', 'yaml/misaligned', { a: '1', b: '2', c: '3' }],
  ['q:\n  - a\n   «- b»\n  - c', 'yaml/dash-in-text', { q: ['a - b', 'c'] }],
  ['a:\n«\t»b: 1\n\tc: 2\nd: 1', 'yaml/tab-indent', { a: { b: '1', c: '2' }, d: '1' }],
  ['«%YAML 1.1»\n---\na: 1', 'yaml/directive', { a: '1' }],
  ['a: «!!str» 1\nb: 2', 'yaml/tag', { a: '1', b: '2' }],
  ['a: «!x» [1]\nb: 2', 'yaml/tag', { a: ['1'], b: '2' }],
  ['a: { b: «!!str» 1, c: d }', 'yaml/tag', { a: { b: '1', c: 'd' } }],
  ['a: [«!x» "b", c]', 'yaml/tag', { a: ['b', 'c'] }],
  ['a: [«&»more -> MORE, b]', 'yaml/reserved-start', { a: ['&more -> MORE', 'b'] }],
  ['a: { b: «&»more is less, c: d }', 'yaml/reserved-start', { a: { b: '&more is less', c: 'd' } }],
  ['a: [«*»bold* text, b]', 'yaml/reserved-start', { a: ['*bold* text', 'b'] }],
  ['a: «[»1, No -> NO\nb: 3\nc: 4', 'yaml/unclosed-bracket', { a: ['1', 'No -> NO'], b: '3', c: '4' }],
];

const UNMENDED: readonly [string, string, unknown][] = [
  ['a: x«\u0007»y\nb: \ufffd', 'yaml/unreadable-character', { a: 'x\u0007y', b: '\ufffd' }],
  ['- a\n«b: 1»\nc: 2\n- d', 'yaml/mixed-list', ['a', 'd']],
  ['a: 1\n«- b»\n- c\nd: 2', 'yaml/mixed-list', { a: '1', d: '2' }],
  ['a: 1\n«foo»\nb: 2', 'yaml/stray-text', { a: '1', b: '2' }],
  ['a: 1\n«---»\nb: 2', 'yaml/several-documents', { a: '1' }],
  ['a: 1\n«?» b\n: c\n', 'yaml/complex-key', undefined],
  ['«<<»: { a: 1 }\nb: 1', 'yaml/merge-key', { b: '1' }],
  ['a: 1\n«a»: 2', 'yaml/duplicate-key', { a: '1' }],
  ['a: &x [«*x»]', 'yaml/alias-cycle', { a: [''] }],
  ['«[a]»: 1\nb: 2', 'yaml/complex-key', { b: '2' }],
];

const CLEAN = [
  '{"a":\t1,\n\t"b": [1,\n\t{ "c": "x" }]}',
  'quick_replies: [Yes, No -> NO]',
  "a: [it's, rock 'n' roll]",
  'text: |\n  {{name}}\n  - # x: y\n\n  "\n# c\nb: >-\n   x: {{y}}\n c: 1'.replace('\n c: 1', '\nc: 1'),
  'text: Hello\n  {{name}} "x"\n  y - z\nb: 1',
  'a: &x { b: 1 } # one\nc: *x\nd: [*x, *x]',
  'title: &t Hello\nother: *t',
  'a: { q: &q [A, B], text: b, r: *q }',
  'a: { text: &t hello, metadata: *t }\nb: [*t, *t , &m { c: d }, &s "x", *m, *s]',
  '- { a: &x hello there, b: [ *x ] }',
  'a: { b: &empty , c: *empty }',
  '"a b": 1\n\'c\': 2 # x\nd: "x\n  y # no\n\n  z"\n',
  'a:\n- b\n- c:\n  - d\n  -\n    e: 1\n- # c\n  f: 1',
  '- - a\n  - b -> c\n- - d',
  'a: # c\n  b: 1\nc: #c\n- d',
  'a: [\n  b, # x\n  "c", # y\n  {d: e}\n ]',
  'url: https://x.example/a?b=1#frag\ntime: 12:30\nt: -> X\nn: -1\nq: ?x',
  'when: order.total > 0 and not order.paid\nb: x in [1, 2]\nc: (length order.items) > 1',
  '---\na: 1\n...\n# end\n',
  'a: "{{x}}" # y\nb: \'{{default x "y"}}\'\nc: { d: "{{x}}", e: [ "{{y}}" ] }',
  '\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n',
  'defaults: { messaging_type: UPDATE }\nparams: { first_name: string(40)?, t: [EUR, USD] }',
  'a: {b, c: , "d":1, e:}',
  'a: {b: {c: {d: 1}}}',
];

describe('traps', () => {
  test.each(TRAPS)('%s', (marked, code, value) => {
    const { text, range } = unmark(marked);
    for (const form of [text, text.replace(/\n/g, '\r\n')]) {
      const file = createSource('x.msg.yaml', form);
      const { document, diagnostics } = parseYaml(file);
      expect(diagnostics.map((found) => [found.code, found.message])).toEqual([[code, expect.any(String)]]);
      expect(toPlain(document.root)).toEqual(value);
      if (form === text) expect(diagnostics[0]!.range).toEqual(range);
      const fix = diagnostics[0]!.fixes?.[0];
      expect(fix).toBeDefined();
      const mended = parseYaml(createSource('x.msg.yaml', applyEdits(form, fix!.edits)));
      expect(mended.diagnostics.map((found) => found.message)).toEqual([]);
      if (
        ![
          'yaml/comment-without-space',
          'yaml/comma-in-item',
          'yaml/indentation',
          'yaml/misaligned',
          'yaml/dash-in-text',
          'yaml/unknown-anchor',
        ].includes(code)
      ) {
        expect(toPlain(mended.document.root)).toEqual(value);
      }
    }
  });

  test.each(UNMENDED)('%s', (marked, code, value) => {
    const { text, range } = unmark(marked);
    const { document, diagnostics } = parseYaml(createSource('x.msg.yaml', text));
    expect(diagnostics.map((found) => [found.code, found.range])).toEqual([[code, range]]);
    if (value !== undefined) expect(toPlain(document.root)).toEqual(value);
  });

  test.each(CLEAN)('no finding: %s', (text) => {
    expect(parseYaml(createSource('x', text)).diagnostics.map((found) => found.message)).toEqual([]);
  });

  test('one trap hides no other, and moves none', () => {
    const bad = TRAPS.filter(
      ([text, code]) => /^\w+: /.test(text) && !['yaml/unknown-anchor'].includes(code),
    );
    const parts = bad.map(([marked], i) => `part${i}:\n${unmark(marked).text.replace(/^/gm, '  ')}\n`);
    const { diagnostics } = parseYaml(createSource('x', parts.join('')));
    // A tab and a shallow bracket depend on the column: their files stand alone above.
    expect(diagnostics.map((found) => found.code)).toEqual(bad.map(([, code]) => code));
  });
});

describe('catalogue', () => {
  test.each(Object.keys(yamlCatalog))('%s: bad earns the code, good is clean', (code) => {
    const { bad, good } = catalog[code as keyof typeof yamlCatalog];
    const found = parseYaml(createSource('x.msg.yaml', bad)).diagnostics.map((one) => one.code);
    expect(new Set(found)).toEqual(new Set([code]));
    expect(parseYaml(createSource('x.msg.yaml', good)).diagnostics.map((one) => one.message)).toEqual([]);
  });
});

function unmark(marked: string): { text: string; range: { start: number; end: number } } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return { text: marked.replace(/[«»]/g, ''), range: { start, end } };
}

function toPlain(node: YamlNode | null): unknown {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(toPlain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key.value, toPlain(entry.value)]));
}
