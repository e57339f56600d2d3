import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

const SAMPLE = `# c
params: { id: string(24)?, items: { type: array } }
defaults: &d { messaging_type: UPDATE }
messages:
  one:
    text: |
      Hi {{name}}
      {{#if x}}y{{/if}}
    quick_replies: [Yes -> YES, "No, #1 -> {{id}}"]
  two: # c
    - mark_seen
    - text: 'it''s "ok" \\-> \\{{'
      when: a > 1 and not b
    - text: "a\\n\\u00e9 b
        c"
      each: (take x 1) as |i|
  three:
    {
      "text": "x", "y": [1, -2.5, null, *d],
    }
`;
const piece = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{',
    '}',
    '[',
    ']',
    ': ',
    ':',
    ' #',
    '#',
    '- ',
    '-',
    '? ',
    '&a ',
    '*a',
    '!x ',
    '!!str ',
    '|',
    '>',
    '|2-',
    '>+',
  ],
  ...[
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '  ',
    ' ',
    ',',
    '->',
    '---',
    '...',
    '%YAML 1.1',
    '<<: ',
    '@',
    '`',
    '\uFEFF',
  ],
  ...[
    'key: ',
    'when: ',
    'text',
    'Yes, please -> YES',
    '😀',
    '\uD800',
    '\0',
    '\u2028',
    '\u0085',
    '\n    ',
    '\n  - ',
  ],
);
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const mutated = fc
  .array(fc.tuple(fc.nat(SAMPLE.length), fc.nat(6), fc.oneof(piece, fc.constant(''))), {
    minLength: 1,
    maxLength: 6,
  })
  .map((edits) =>
    edits.reduce((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), SAMPLE),
  );
const anyText = fc.oneof(
  soup,
  mutated,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
);

describe('any text', () => {
  test('is read without throwing, and all places are inside the file', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { document, diagnostics } = parseYaml(createSource('x.msg.yaml', text));
        let before = 0;
        for (const { range, message, fixes } of diagnostics) {
          expectInside(range, text);
          expect(range.start).toBeGreaterThanOrEqual(before);
          expect(message).not.toMatch(/undefined|implicit|token|stack/i);
          before = range.start;
          for (const fix of fixes ?? []) {
            for (const edit of fix.edits) expectInside(edit.range, text);
            expect(applyEdits(text, fix.edits)).not.toBe(text);
          }
        }
        for (const comment of document.comments) {
          expectInside(comment.range, text);
          expect(text.slice(comment.range.start, comment.range.end)).toBe(`#${comment.text}`);
        }
        expectPlaces(document.root, text, new Set());
        if (document.root === null) expect(diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 10_000 },
    );
  }, 180_000);

  test('hostile texts end soon with a finding', () => {
    const hostile = [
      '['.repeat(50_000),
      '{a: '.repeat(30_000),
      '- '.repeat(50_000),
      `${'a: &a [*a, '.repeat(2_000)}`,
      Array.from({ length: 1900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      '{{'.repeat(50_000),
      '"'.repeat(50_001),
      `a: ${"'".repeat(50_001)}`,
      `a: ${'x: '.repeat(30_000)}`,
      'a: 1\n@\n'.repeat(2_000),
      'a: [\n'.repeat(5_000),
      'a: "\n'.repeat(20_000),
      '- a\nb: 1\n'.repeat(2_000),
      '? '.repeat(20_000),
      '!a '.repeat(20_000),
      '&a '.repeat(20_000),
      'x'.repeat(10_000_000),
    ];
    for (const text of hostile) {
      expect(parseYaml(createSource('x', text)).diagnostics.length, text.slice(0, 10)).toBeGreaterThan(0);
    }
  }, 180_000);
});

function expectInside({ start, end }: { start: number; end: number }, text: string): void {
  if (!(start >= 0 && end >= start && end <= text.length))
    expect([start, end]).toBe(`inside 0..${text.length}`);
}

function expectPlaces(node: YamlNode | null, text: string, seen: Set<YamlNode>): void {
  if (node === null || seen.has(node)) return;
  seen.add(node);
  expectInside(node.range, text);
  if (node.kind === 'scalar') {
    for (let i = 0; i <= node.value.length; i++)
      expectInside({ start: node.map.toFile(i), end: node.map.toFile(i) }, text);
    expectInside(node.map.range(0, node.value.length), text);
  } else if (node.kind === 'seq') for (const item of node.items) expectPlaces(item, text, seen);
  else
    for (const entry of node.entries) {
      expectPlaces(entry.key, text, seen);
      expectPlaces(entry.value, text, seen);
      expectInside(entry.range, text);
    }
}
