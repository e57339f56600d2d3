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

function unused(text: string): string[] {
  const { file, diagnostics } = analyzeFiles(text, { 'shared.msg.yaml': shared });
  return diagnostics
    .filter(({ code }) => code === 'spec/unused-import')
    .map(({ range }) => file.text.slice(range.start, range.end));
}

function codes(text: string, files: Readonly<Record<string, string>>): string[] {
  return analyzeFiles(text, files).diagnostics.map(({ code }) => code);
}
