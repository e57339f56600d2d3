/** Fragments that nothing in their file uses have their names checked; what a use lacks is told at the use. */
import { describe, expect, it } from 'vitest';
import { analyze, compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { createSource } from '../../src/source/create-source.ts';
import { analyzeFiles, analyzeText, show } from '../pipeline/testdata.ts';

const shared = (fragment: string) =>
  analyzeText(
    `params: { topic: string(9), xs: { type: array, maxItems: 3, items: string(3) }, nick: string(9)? }\nfragments:\n  f: ${fragment}\n`,
  )
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => `${d.severity} ${d.code} ${d.file.positionAt(d.range.start).character + 1}`);

it.each([
  ['"{{topc}}"', ['error params/unknown-name 9']],
  ['"{{upperr topic}}"', ['error params/unknown-helper 9']],
  ['"{{upper}}"', ['error params/helper-arguments 9']],
  ['"{{topic.x}}"', ['error params/no-properties 15']],
  ['{ when: topc, title: A }', ['error params/unknown-name 14']],
  ['{ when: topic ==, title: A }', ['error template/condition-value 20']],
  ['{ when: topic == 3, title: A }', ['error params/different-types 14']],
  ['{ each: xss as |x|, title: A }', ['error params/unknown-name 14']],
  ['{ each: topic as |x|, title: A }', ['error params/not-a-list 14']],
  ['[ { each: xs as |x|, title: "{{y}}" } ]', ['error params/unknown-name 37']],
  ['{ params: { own: string(3) }, title: "{{own}} {{owm}}" }', ['error params/unknown-name 54']],
  ['{ use: nope }', ['error spec/unknown-fragment 13']],
  ['"{{> nope}}"', ['error spec/unknown-fragment 11']],
  ['{ use: f }', ['error spec/cycle 13']],
])('%s', (fragment, expected) => expect(shared(fragment)).toEqual(expected));

it.each([
  '"{{topic}} {{nick}} {{recipient.id}} {{now}}"',
  '{ each: xs as |x i|, when: x == "a", title: "{{x}}{{i}}{{@index}}" }',
  '{ params: { own: string(3) }, tap: "{{own}} -> P:{{topic}}" }',
  '[ "Yes -> YES:{{topic}}", { otherwise: true, tap: "No -> NO" } ]',
  '{ text: "{{#each xs}}{{this}}{{../topic}}{{/each}}" }',
])('%s is clean', (fragment) => expect(shared(fragment)).toEqual([]));

it('an argument that is missing across files is told where the fragment is used', () => {
  const files: Record<string, string> = {
    'c.msg.yaml':
      'params: { who: string(5) }\nfragments:\n  hi: Hi {{who}}\n  yn: [ "Yes -> YES:{{who}}" ]\n',
  };
  const { diagnostics } = analyze(
    createSource(
      'a.msg.yaml',
      'imports: { c: ./c.msg.yaml }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  a: "{{> c.hi who=\'z\'}} {{> c.hi}}"\n' +
        '  b:\n    text: x\n    quick_replies:\n      - use: c.yn\n',
    ),
    { read: (path) => files[path] ?? new Error(path) },
  );
  expect(diagnostics.map((d) => `${d.file.path} ${show(d)}`)).toEqual([
    'a.msg.yaml 4:30-4:34 error params/missing-argument: the fragment hi needs the argument "who": add who=…',
    'a.msg.yaml 8:16-8:18 error params/missing-argument: the fragment yn needs the argument "who": add who=…',
  ]);
});

it('a field stands under unchecked or beside it', () => {
  const codes = (message: string) =>
    analyzeText(`defaults: { messaging_type: RESPONSE }\nmessages:\n  m: ${message}\n`).diagnostics.map(
      (d) => d.code,
    );
  expect(codes('{ text: x, unchecked: { text: y } }')).toEqual(['spec/inside-and-beside']);
  expect(codes('{ text: x, unchecked: { texts: y } }')).toEqual([]);
});

describe('a fragment that passes another one on', () => {
  const codes = (text: string) =>
    analyzeText(`defaults: { messaging_type: RESPONSE }\n${text}`).diagnostics.map(
      ({ code, range, file }) => `${code} ${file.positionAt(range.start).line + 1}`,
    );

  it.each([
    ['a message', 'messages:\n  a: { use: a }\n', ['spec/cycle 3']],
    [
      'two messages',
      'messages:\n  b: { use: c }\n  c: { use: b, metadata: x }\n',
      ['spec/cycle 3', 'spec/cycle 4'],
    ],
    [
      'itself, through an import',
      'imports: { self: ./test.msg.yaml }\nmessages:\n  l: { use: self.m }\n  m: { use: self.l }\n',
      ['spec/cycle 4', 'spec/cycle 5'],
    ],
    [
      'an item with keys of its own',
      'messages:\n  n: { text: x, quick_replies: [{ use: q, title: T }] }\nfragments:\n  q: { use: r, payload: P }\n  r: { use: q }\n',
      ['spec/cycle 6'],
    ],
    ['lists that no message uses', 'fragments:\n  f: [{ use: g }]\n  g: [{ use: f }]\n', ['spec/cycle 4']],
    [
      'a cycle behind a fragment that no message uses',
      'fragments:\n  e: { text: x, quick_replies: [{ use: f }] }\n  f: [{ use: g }]\n  g: [{ use: f }]\n',
      ['spec/cycle 4', 'spec/cycle 5'],
    ],
  ])('tells a cycle: %s', (_, text, expected) => expect(codes(text)).toEqual(expected));

  it('is followed, and its keys override', () => {
    const text =
      'messages:\n  a: { use: f, metadata: top }\nfragments:\n  f: { use: g, quick_replies: [A] }\n  g: { text: hello, metadata: low }\n';
    expect(codes(text)).toEqual([]);
    const { spec } = analyzeText(`defaults: { messaging_type: RESPONSE }\n${text}`);
    const renderer = createRenderer(compile(spec!));
    expect(renderer.render('a', {}, { recipient: { id: '1' } })).toMatchObject({
      steps: [{ body: { message: { text: 'hello', metadata: 'top', quick_replies: [{ payload: 'A' }] } } }],
    });
  });
});

it.each([
  ['(truncate p 3)', []],
  ['(upper q)', []],
  ['(truncate p 30)', ['length/can-exceed']],
  ['p', ['length/unbounded']],
])('the length of an argument %s is known in the fragment', (given, codes) => {
  const { diagnostics } = analyzeText(
    `params: { p: string, q: string(3) }\ndefaults: { messaging_type: RESPONSE }\nfragments:\n  f:\n    params: { t: string }\n    tap: "{{t}}! -> A"\nmessages:\n  m:\n    text: "{{truncate p 5}}{{q}}."\n    quick_replies: [{ use: f t=${given} }]\n`,
  );
  const found = diagnostics.filter(({ severity }) => severity !== 'information');
  expect(found.map(({ code }) => code)).toEqual(codes);
});

it('an argument that may be missing is told at the call, not in the file that is right', () => {
  const files = {
    's.msg.yaml':
      'params: { a: string(5), c: string(5)? }\nfragments:\n  q: Hi {{a}}\n  r: [{ title: "{{a}}", payload: P }]\n  own: Hi {{c}}\n',
    't.msg.yaml':
      'imports: { s: ./s.msg.yaml }\nparams: { z: string(5) }\nfragments:\n  u: "{{> s.q a=z}}"\n',
  };
  const { diagnostics } = analyzeFiles(
    'imports: { s: ./s.msg.yaml, t: ./t.msg.yaml }\nparams: { b: string(5)? }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n' +
      '  m: { use: s.q a=b }\n  n: "{{> s.q a=b}}"\n  o: { text: x, quick_replies: [{ use: s.r a=b }] }\n  p: "{{> t.u z=b}}"\n  q: "{{> s.own c=b}}"\n',
    files,
  );
  expect(
    diagnostics.map(
      ({ code, file, range, related }) =>
        `${file.path}:${file.positionAt(range.start).line + 1} ${code} ${related?.[0]?.file.path ?? ''}`,
    ),
  ).toEqual([
    's.msg.yaml:5 params/may-be-missing test.msg.yaml',
    'test.msg.yaml:5 params/may-be-missing s.msg.yaml',
    'test.msg.yaml:6 params/may-be-missing s.msg.yaml',
    'test.msg.yaml:7 params/required-may-be-empty s.msg.yaml',
    'test.msg.yaml:8 params/may-be-missing s.msg.yaml',
  ]);
});

it.each([
  ['{ text: x, unchecked: [] }', ['error spec/wrong-kind']],
  ['{ text: x, unchecked: x }', ['error spec/wrong-kind']],
  ['{ text: x, unchecked: }', ['information spec/null-field']],
  ['{ text: x, unchecked: { a: null, b: [null, { c: null }] } }', []],
  ['{ text: x, channel: [] }', ['error spec/wrong-kind']],
  ['{ text: x, metadata: "" }', ['information length/empty']],
])('an empty value is told: %s', (message, expected) => {
  const { diagnostics } = analyzeText(`defaults: { messaging_type: RESPONSE }\nmessages:\n  m: ${message}\n`);
  expect(diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual(expected);
});

it('what is passed through keeps its JSON, null as well', () => {
  const { spec } = analyzeText(
    'defaults: { messaging_type: RESPONSE }\nmessages:\n  m: { text: x, unchecked: { a: null, b: [1, null, { c: null }] } }\n',
  );
  for (const backend of ['generated', 'handlebars'] as const) {
    const result = createRenderer(compile(spec!), { backend }).render('m', {}, {});
    expect(result).toMatchObject({ steps: [{ body: { message: { a: null, b: [1, null, { c: null }] } } }] });
  }
});

describe('keys of a fragment that nothing in its file uses', () => {
  const told = (fragment: string) =>
    analyzeText(`fragments:\n  f: ${fragment}\n`).diagnostics.map(
      ({ code, severity, range, fixes }) =>
        `${severity} ${code} ${range.start - 'fragments:\n  f: '.length} ${fixes?.[0]?.edits[0]?.newText ?? ''}`,
    );

  it.each([
    ['[{ title: A, titel: B }]', ['warning spec/unknown-key 13 title']],
    ['{ text: x, foo: 1 }', ['warning spec/unknown-key 11 ']],
    ['{ text: x, buttons: [{ type: web_url, titel: A }] }', ['warning spec/unknown-key 38 title']],
  ])('%s', (fragment, expected) => expect(told(fragment)).toEqual(expected));

  it.each([
    '{ title: A, payload: B, image_url: https://x.example/a.png }',
    '{ params: { own: string(3) }, tap: "{{own}} -> P" }',
    '{ text: x, unchecked: { brand_new: { inner: 1 } }, variants: { some_name: { text: y, weight: 2 } } }',
    '{ generic: [{ title: A, default_action: https://x.example, buttons: [{ use: f }] }] }',
    '[{ wait: 2s }, { typing: 1s }, { image: { attachment_id: "1" } }, { react: { message_id: m, reaction: love } }]',
    '{ receipt: { order_number: "1", summary: { total_cost: 1 }, address: { street_1: x, city: y } } }',
  ])('%s: no word about them', (fragment) =>
    expect(told(fragment).filter((t) => t.includes('unknown-key'))).toEqual([]),
  );
});
