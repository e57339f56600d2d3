import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { type PrintValue, printYaml } from '../../src/yaml/print-yaml.ts';

const piece = fc.constantFrom(
  ...[
    'a',
    'Hello you',
    '->',
    ' -> ',
    '{{x}}',
    '\\{{',
    '#',
    ' # ',
    ': ',
    '- ',
    '? ',
    '!',
    '&',
    '*',
    '@',
    '%',
    '|',
    '>',
    '`',
  ],
  ...[
    '"',
    "'",
    ',',
    '[',
    ']',
    '{',
    '}',
    '\n',
    '\n\n',
    ' ',
    '\t',
    '\r',
    '\\',
    '😀',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\0',
    '\ud800',
  ],
  ...['null', 'true', '1', '1e3', '0x1F', '---', '...', '<<', '=', '~', 'word '.repeat(30)],
);
const text = fc.array(piece, { maxLength: 6 }).map((all) => all.join(''));
const layout = fc.constantFrom(undefined, 'block' as const, 'spaced' as const);
const { value } = fc.letrec<{ value: PrintValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text.map((t): PrintValue => ({ kind: 'text', value: t })),
    fc
      .constantFrom('1', '-1.5', 'true', 'false', 'null', '12345678901234567890')
      .map((source): PrintValue => ({ kind: 'plain', source })),
    fc.array(tie('value'), { maxLength: 4 }).map((items): PrintValue => ({ kind: 'seq', items })),
    fc
      .tuple(fc.uniqueArray(fc.tuple(text, tie('value')), { selector: ([key]) => key, maxLength: 4 }), layout)
      .map(([entries, l]): PrintValue => ({ kind: 'map', entries, ...(l && { layout: l }) })),
  ),
}));
const root = value.filter((v) => v.kind === 'map' || v.kind === 'seq');

test('what is printed is read back as the same tree, without a finding (half characters aside)', () => {
  fc.assert(
    fc.property(root, (printed) => {
      const { document, diagnostics } = parseYaml(createSource('x.msg.yaml', printYaml(printed)));
      const found = diagnostics.filter(({ code }) => code !== 'yaml/half-character');
      expect(found.map((d) => `${d.code}: ${d.message}`)).toEqual([]);
      expect(read(document.root)).toEqual(wanted(printed));
    }),
    { numRuns: 3_000 },
  );
});

/** Texts as `"…"`, plain words as they are: a text `1` is not the number. */
function wanted(value: PrintValue): unknown {
  if (value.kind === 'text') return { text: value.value };
  if (value.kind === 'plain') return { plain: value.source };
  if (value.kind === 'seq') return value.items.map(wanted);
  return value.entries.map(([key, inner]) => [key, wanted(inner)]);
}

function read(node: YamlNode | null): unknown {
  if (node?.kind === 'seq') return node.items.map(read);
  if (node?.kind === 'map') return node.entries.map((e) => [e.key.value, read(e.value)]);
  if (node?.kind !== 'scalar') return node;
  const isText =
    node.style !== 'plain' || (node.core === node.value && node.value !== '12345678901234567890');
  return isText ? { text: node.value } : { plain: node.value };
}

test('short mappings stand in braces, several lines in a block, long lines on one', () => {
  const t = (value: string): PrintValue => ({ kind: 'text', value });
  const printed = printYaml({
    kind: 'map',
    layout: 'spaced',
    entries: [
      ['defaults', { kind: 'map', entries: [['messaging_type', t('RESPONSE')]] }],
      [
        'messages',
        {
          kind: 'map',
          layout: 'spaced',
          entries: [
            ['hello', t('Hello, you!')],
            ['bye', t('Bye')],
            ['lines', t('One:\n  two')],
            ['long', t('word '.repeat(40).trim())],
            ['list', { kind: 'seq', items: [t('Yes, please -> YES'), { kind: 'seq', items: [t('a')] }] }],
          ],
        },
      ],
    ],
  });
  expect(printed).toBe(`defaults: { messaging_type: RESPONSE }

messages:
  hello: Hello, you!
  bye: Bye

  lines: |-
    One:
      two

  long: ${'word '.repeat(40).trim()}

  list:
    - Yes, please -> YES
    -
      - a
`);
});
