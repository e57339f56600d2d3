import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

const word = fc.constantFrom(
  'a',
  'Hello you',
  '{{name}}',
  '{{#if x}}\ny\n{{/if}}',
  'a: b',
  '# c',
  ' #1',
  '- x',
  '? y',
  '"q"',
  "it's",
  '\n',
  ' ',
  'x, y',
  '[z]',
  '😀',
  '! no',
  '*b*',
  '&c',
  '@d',
  '\\{{',
  'long words in a row '.repeat(6),
);
const leaf = fc.oneof(
  fc.array(word, { maxLength: 4 }).map((words) => words.join('')),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'bc', 'd e', 'f_g', '$h', '1', 'x: y', '{{k}}'), tie('value'), {
      maxKeys: 4,
    }),
  ),
}));
const layout = fc.record({
  indent: fc.integer({ min: 1, max: 4 }),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 40, 80),
  defaultStringType: fc.constantFrom(
    'PLAIN',
    'QUOTE_SINGLE',
    'QUOTE_DOUBLE',
    'BLOCK_LITERAL',
    'BLOCK_FOLDED',
  ),
  collectionStyle: fc.constantFrom('any', 'flow'),
});

describe('valid files', () => {
  test('whatever yaml prints is read without a finding, and means the same', () => {
    fc.assert(
      fc.property(value, layout, fc.boolean(), (content, options, crlf) => {
        const printed = stringify(content, options as never);
        const text = crlf ? printed.replace(/\n/g, '\r\n') : printed;
        // Some of its own block scalars (a first line of blanks) it refuses to read.
        fc.pre(parseDocument(text).errors.length === 0);
        const { document, diagnostics } = parseYaml(createSource('x', text));
        const codes = diagnostics.map((found) => found.code).filter((code) => code !== 'yaml/empty');
        expect(codes).toEqual([]);
        if (document.root !== null) expect(toPlain(document.root)).toEqual(parse(text, { schema: 'core' }));
      }),
      { numRuns: 4_000 },
    );
  }, 180_000);

  test('pasted JSON is read without a finding, with spaces and tabs', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('', '\t', '  ', '    '), (content, indent) => {
        fc.pre(content !== null);
        const text = JSON.stringify(content, null, indent);
        const { document, diagnostics } = parseYaml(createSource('x', text));
        expect(diagnostics.map((found) => found.message)).toEqual([]);
        expect(toPlain(document.root)).toEqual(content);
      }),
      { numRuns: 4_000 },
    );
  }, 180_000);
});

function toPlain(node: YamlNode | null): unknown {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.core;
  if (node.kind === 'seq') return node.items.map(toPlain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key.value, toPlain(entry.value)]));
}
