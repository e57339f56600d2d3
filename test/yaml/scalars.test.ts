import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

const word = fc.constantFrom(
  'a',
  'Hello',
  'x->y',
  '😀',
  'ü',
  '漢字',
  '{{n}}',
  "it's",
  '"q"',
  '\\n',
  '#1',
  '\t',
  ' ',
  '  ',
  ':',
  '-',
  '\u2028',
);
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(''));
const lines = fc.array(line, { minLength: 1, maxLength: 6 });
const escapes = fc.constantFrom(
  '\\n',
  '\\t',
  '\\"',
  '\\\\',
  '\\x41',
  '\\u00e9',
  '\\U0001F600',
  '\\uD83D\\uDE00',
  '\\/',
  '\\ ',
  '\\\n',
  '\\e',
);

/** Source of a scalar of each style; most of them are valid, the others are left out by asking `yaml`. */
const source = fc.oneof(
  fc
    .tuple(lines, fc.nat(4))
    .map(([all, pad]) => all.map((one, i) => (i > 0 ? `    ${' '.repeat(pad)}${one}` : one)).join('\n')),
  lines.map((all) => `'${all.join('\n   ').replace(/'/g, "''")}'`),
  fc
    .array(
      fc.oneof(
        word.map((w) => w.replace(/["\\]/g, '')),
        escapes,
        fc.constantFrom('\n   ', '\n\n  ', ' \n  \t '),
      ),
      { maxLength: 10 },
    )
    .map((parts) => `"${parts.join('')}"`),
  fc
    .tuple(
      fc.constantFrom('|', '>'),
      fc.constantFrom('', '-', '+'),
      fc.constantFrom('', '2'),
      fc.constantFrom('', ' # c'),
      lines,
      fc.nat(3),
      fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
    )
    .map(([style, chomp, indicator, comment, all, pad, extra]) => {
      const base = 2 + (indicator ? 0 : pad);
      const rows = all.map((one, i) => (one === '' ? '' : ' '.repeat(base + (i > 0 ? extra[i]! : 0)) + one));
      return `${style}${indicator}${chomp}${comment}\n${rows.join('\n')}`;
    }),
);
const context = fc.constantFrom<(s: string) => string>(
  (s) => `key: ${s}\n`,
  (s) => `key: ${s}`,
  (s) => `# c\nkey:\n  ${s}\n\nnext: 1\n`,
  (s) => `key: &x ${s}\nnext: *x\n`,
  (s) => `key: [${s}, b]\n`,
  (s) => `{ a: 1, key: ${s} }`,
  (s) => `outer:\n  - key: ${s.replace(/\n/g, '\n   ')}\n`,
  (s) => `- ${s}\n- b # c\n`,
);
const file = fc
  .tuple(context, source, fc.boolean(), fc.boolean())
  .map(
    ([put, text, crlf, bom]) => (bom ? '\uFEFF' : '') + (crlf ? put(text).replace(/\n/g, '\r\n') : put(text)),
  );

describe('scalars', () => {
  test('decode as yaml decodes them, and each decoded character knows its place', () => {
    let compared = 0;
    fc.assert(
      fc.property(file, (text) => {
        const oracle = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false });
        const { document, diagnostics } = parseYaml(createSource('x', text));
        if (oracle.errors.length > 0 || diagnostics.length > 0) return;
        compared++;
        expect(toPlain(document.root)).toEqual(oracle.toJS());
        for (const scalar of scalarsOf(document.root)) expectExactMap(text, scalar);
      }),
      { numRuns: 10_000 },
    );
    expect(compared).toBeGreaterThan(3_000);
  }, 180_000);
});

function expectExactMap(text: string, scalar: YamlScalar): void {
  const { value, map, style } = scalar;
  let before = -1;
  for (let i = 0; i < value.length; i++) {
    const at = map.toFile(i);
    const source = map.range(i, i + 1);
    const found = text.slice(source.start, source.end);
    const right =
      at >= before &&
      source.start === at &&
      at >= scalar.range.start &&
      (found === value[i] || meaning(found, style).includes(value[i]!));
    if (!right) expect([value, i, found]).toBe('the source of that character');
    before = at;
  }
  expect(map.toFile(value.length)).toBe(
    value === '' ? map.toFile(0) : map.range(value.length - 1, value.length).end,
  );
}

/** What a stretch of a scalar's source means by itself, where it is not the character itself. */
function meaning(source: string, style: YamlScalar['style']): string {
  if (style === 'double' && /^\\[^\n\r]/.test(source)) return parseDocument(`"${source}"`).toJS() as string;
  if (source === "''" && style === 'single') return "'";
  // A fold: line breaks, indentation and blanks around them; the last line of a block may lack its break.
  return /^\s*$/.test(source) ? ' \n' : '';
}

function toPlain(node: YamlNode | null): unknown {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(toPlain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key.value, toPlain(entry.value)]));
}

function scalarsOf(node: YamlNode | null): YamlScalar[] {
  if (node === null) return [];
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'seq') return node.items.flatMap(scalarsOf);
  return node.entries.flatMap((entry) => [entry.key, ...scalarsOf(entry.value)]);
}
