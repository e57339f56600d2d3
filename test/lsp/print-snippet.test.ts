import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, printEntry } from '../../lsp/service/print-snippet.ts';
import type { Piece } from '../../lsp/service/skeleton.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

const key = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
const word = fc.stringMatching(/^[A-Za-z][A-Za-z$0-9]{0,8}$/);
const leaf: fc.Arbitrary<Piece> = fc.oneof(
  word.map((text): Piece => ({ kind: 'hint', text })),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((values): Piece => ({ kind: 'choice', values })),
  fc.tuple(word, word).map(([a, b]): Piece => ({ kind: 'line', parts: [a, ' -> ', b] })),
);
const { piece } = fc.letrec<{ piece: Piece; map: Piece; list: Piece }>((tie) => ({
  piece: fc.oneof({ depthSize: 'small' }, leaf, tie('map'), tie('list')),
  map: fc
    .uniqueArray(fc.tuple(key, tie('piece')), { minLength: 1, maxLength: 3, selector: ([k]) => k })
    .map((entries): Piece => ({ kind: 'map', entries })),
  // a list directly in a list does not occur, and the reader asks whether a dash was meant as text
  list: fc.oneof(leaf, tie('map')).map((item): Piece => ({ kind: 'list', item })),
}));

/** What a piece is when nobody fills it in. */
function meaningOf(made: Piece): unknown {
  switch (made.kind) {
    case 'hint':
      return made.text;
    case 'choice':
      return made.values[0];
    case 'line':
      return made.parts.join('');
    case 'map':
      return Object.fromEntries(made.entries.map(([k, v]) => [k, meaningOf(v)]));
    case 'list':
      return [meaningOf(made.item)];
  }
}

function read(text: string): unknown {
  const { document, diagnostics } = parseYaml(createSource('t', text));
  expect(diagnostics, text).toEqual([]);
  const show = (node: YamlNode): unknown => {
    if (node.kind === 'scalar') return node.value;
    if (node.kind === 'seq') return node.items.map(show);
    return Object.fromEntries(node.entries.map((e) => [e.key.value, show(e.value)]));
  };
  return show(document.root!);
}

describe('a snippet', () => {
  const styles = [
    { flow: false, quoted: false },
    { flow: true, quoted: false },
    { flow: true, quoted: true },
  ];

  it.each(styles)('is YAML that means its piece: %o', (style) => {
    fc.assert(
      fc.property(key, piece, (name, made) => {
        const text = plainText(printEntry(name, made, style));
        const whole = style.flow ? `{ ${text} }` : text;
        expect(read(`${whole}\n`)).toEqual({ [name]: meaningOf(made) });
      }),
    );
  });

  it('numbers its places from 1, each once', () => {
    fc.assert(
      fc.property(key, piece, (name, made) => {
        const found = [...printEntry(name, made, styles[0]!).matchAll(/\$\{(\d+)[:|]/g)].map((m) =>
          Number(m[1]),
        );
        expect(found).toEqual(found.map((_, i) => i + 1));
      }),
    );
  });
});
