import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../pipeline/testdata.ts';

const shared = `fragments:
  help: Help -> HELP
  bye: See you soon
  outer: [{ use: help }]
messages:
  hello: { text: Hello!, messaging_type: RESPONSE }
`;

const uses: readonly (readonly [string, string])[] = [
  ['use', 'messages:\n  a: { text: Hi, messaging_type: RESPONSE, buttons: [{ use: s.help }] }\n'],
  ['a text', 'messages:\n  a: { text: "Hi! {{> s.bye}}", messaging_type: RESPONSE }\n'],
  [
    'defaults',
    'defaults: { messaging_type: RESPONSE, metadata: "{{> s.bye}}" }\nmessages:\n  a: { text: Hi }\n',
  ],
  [
    'a fragment that nothing uses',
    'fragments:\n  f: [{ use: s.help }]\nmessages:\n  a: { text: Hi, messaging_type: RESPONSE }\n',
  ],
  [
    'a use that fails',
    'messages:\n  a: { text: Hi, messaging_type: RESPONSE, buttons: [{ use: s.none }] }\n',
  ],
];

describe('an import is used by', () => {
  it.each(uses)('%s', (_, rest) => {
    expect(unused(`imports: { s: ./shared.msg.yaml }\n${rest}`)).toEqual([]);
  });
});

it('an import of the same file by another name is not used', () => {
  const [, rest] = uses[0]!;
  expect(unused(`imports: { s: ./shared.msg.yaml, t: ./shared.msg.yaml }\n${rest}`)).toEqual(['t']);
});

it('what an imported file imports is not told here', () => {
  const text = `imports: { s: ./shared.msg.yaml }\n${uses[0]![1]}`;
  const files = { 'shared.msg.yaml': `imports: { x: ./test.msg.yaml }\n${shared}` };
  expect(codes(text, files)).toEqual([]);
});

describe('an import with an error in it is refused, since nobody knows what it lacks', () => {
  const broken = 'fragments:\n  x: [ A, B\n  t: hi\n';
  const use = 'messages:\n  a: { text: Hi, messaging_type: RESPONSE, quick_replies: [{ use: c.x }, Z] }\n';

  it('where it is imported', () => {
    const { file, diagnostics } = analyzeFiles(`imports: { c: ./c.msg.yaml }\n${use}`, {
      'c.msg.yaml': broken,
    });
    const [found] = diagnostics;
    expect(found?.code).toBe('spec/import-unreadable');
    expect(file.text.slice(found!.range.start, found!.range.end)).toBe('./c.msg.yaml');
    expect(found?.message).toContain('it has an error in line 2');
    expect(found?.related?.[0]?.file.path).toBe('c.msg.yaml');
  });

  it('where a path leads to it', () => {
    expect(codes(use.replace('c.x', './c.msg.yaml#x'), { 'c.msg.yaml': broken })).toContain(
      'spec/import-unreadable',
    );
  });

  it.each([
    ['imports: { d: ./d.msg.yaml }\nfragments:\n  x: [{ use: d.x }]\n', broken],
    ['imports: { d: ./none.msg.yaml }\nfragments:\n  x: [{ use: d.x }]\n', ''],
  ])('where another import goes on to it', (c, d) => {
    const text = `imports: { c: ./c.msg.yaml }\n${use}`;
    expect(codes(text, { 'c.msg.yaml': c, 'd.msg.yaml': d })).toEqual(['spec/import-unreadable']);
  });
});

function unused(text: string): string[] {
  const { file, diagnostics } = analyzeFiles(text, { 'shared.msg.yaml': shared });
  return diagnostics
    .filter(({ code }) => code === 'spec/unused-import')
    .map(({ range }) => file.text.slice(range.start, range.end));
}

function codes(text: string, files: Readonly<Record<string, string>>): string[] {
  return analyzeFiles(text, files).diagnostics.map(({ code }) => code);
}
