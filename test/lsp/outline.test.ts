/** Outline, folding, selection. */
import { describe, expect, it } from 'vitest';
import { foldingRanges } from '../../lsp/service/folding.ts';
import type { SelectionRange } from '../../lsp/service/protocol.ts';
import { selectionRanges } from '../../lsp/service/selection.ts';
import { documentSymbols, flatSymbols } from '../../lsp/service/symbols.ts';
import { openMarked } from './marked.ts';

describe('document symbols', () => {
  const source = `<|>params:
  a: string(4)
  o: { type: object, properties: { id: string(3), list: { type: array, items: { type: object, properties: { q: url } } } } }
messages:
  x:
    - mark_seen
    - text: "{{a}}"
  y: Hello
  z: { variants: { plain: x, warm: { text: y } }, examples: [{ name: one, data: { a: b } }, {}] }
  "": y
fragments: { f: { params: { p: string(3) }, text: x } }
examples: [{ name: two }]
`;
  type Tree = readonly (string | Tree)[];
  const tree = (symbols: ReturnType<typeof documentSymbols>): Tree =>
    symbols.flatMap((s) => (s.children ? [s.name, tree(s.children)] : [s.name]));

  it('as a tree: sections, names, fields, steps, properties, variants, examples', () => {
    const { workspace, uri } = openMarked(source);
    const found = documentSymbols(workspace, uri);
    expect(tree(found)).toEqual([
      'params',
      ['a', 'o', ['id', 'list', ['q']]],
      'messages',
      [
        'x',
        ['mark_seen', 'text'],
        'y',
        'z',
        ['variants', ['plain', 'warm'], 'examples', ['one', 'example 2']],
      ],
      'fragments',
      ['f', ['params', ['p'], 'text']],
      'examples',
      ['two'],
    ]);
    expect(found[0]?.children?.[0]).toMatchObject({ detail: 'string(4)', kind: 13 });
  });

  it('as a list, for clients that know no tree', () => {
    const { workspace, uri } = openMarked(source);
    const found = flatSymbols(workspace, uri);
    expect(found.filter((s) => s.containerName === 'messages').map((s) => s.name)).toEqual(['x', 'y', 'z']);
    expect(found.find((s) => s.name === 'id')?.containerName).toBe('o');
    expect(found.every((s) => s.location.uri === uri)).toBe(true);
  });

  it('of a file that is no specification, and of one with aliases', () => {
    const single = openMarked('<|>text: hi\nquick_replies: [A]\n');
    expect(documentSymbols(single.workspace, single.uri).map((s) => s.name)).toEqual([
      'text',
      'quick_replies',
    ]);
    const aliased = openMarked('<|>messages:\n  a: &a { text: x }\n  b: *a\n  c:\n    - *a\n    - text: y\n');
    expect(tree(documentSymbols(aliased.workspace, aliased.uri))).toEqual([
      'messages',
      ['a', ['text'], 'b', 'c', ['text']],
    ]);
  });
});

describe('folding', () => {
  const folds = (source: string, most?: number) => {
    const { workspace, uri } = openMarked(`<|>${source}`);
    return foldingRanges(workspace, uri, most).map((f) => [
      f.startLine,
      f.endLine,
      ...(f.kind ? [f.kind] : []),
    ]);
  };

  it('mappings, lists and texts of several lines', () => {
    expect(folds('messages:\n  a:\n    text: |\n      one\n      two\n\n  b: hi\n')).toEqual([
      [0, 6],
      [1, 4],
      [2, 4],
    ]);
  });

  it('comments that stand on lines of their own, and imports', () => {
    expect(
      folds('# one\n# two\na: x # three\n# four\n\n# five\n# six\n# seven\nimports:\n  s: ./x\n'),
    ).toEqual([
      [0, 1, 'comment'],
      [5, 7, 'comment'],
      [8, 9, 'imports'],
    ]);
  });

  it('branches of blocks, up to the next tag', () => {
    const text = `a: |
  {{#if x}}
  one
  {{#each y}}
  two
  {{/each}}
  {{else if z}}
  three
  {{else}}
  four
  {{/if}}
  end
`;
    expect(folds(text)).toEqual([
      [0, 11],
      [1, 5],
      [3, 4],
      [6, 7],
      [8, 9],
    ]);
  });

  it('the largest, where a client takes few', () => {
    expect(folds('messages:\n  a:\n    text: |\n      one\n      two\n  b:\n    - x\n', 2)).toEqual([
      [0, 6],
      [1, 4],
    ]);
  });
});

describe('a selection grows', () => {
  const texts = (source: string): string[] => {
    const { workspace, uri, position, text } = openMarked(source);
    const { file } = workspace.get(uri)!;
    const found: string[] = [];
    let at: SelectionRange | undefined = selectionRanges(workspace, uri, [position])[0];
    for (; at; at = at.parent)
      found.push(text.slice(file.offsetAt(at.range.start), file.offsetAt(at.range.end)));
    return found;
  };

  it('from a word to the file', () => {
    const text = 'messages:\n  a:\n    text: "Hi {{upper order.first_<|>name}}!"\n  b: x\n';
    const plain = text.replace('<|>', '');
    expect(texts(text)).toEqual([
      'first_name',
      'order.first_name',
      '{{upper order.first_name}}',
      'Hi {{upper order.first_name}}!',
      '"Hi {{upper order.first_name}}!"',
      'text: "Hi {{upper order.first_name}}!"',
      'a:\n    text: "Hi {{upper order.first_name}}!"',
      'a:\n    text: "Hi {{upper order.first_name}}!"\n  b: x',
      plain.trimEnd(),
      plain,
    ]);
  });

  it('over the branches of a block', () => {
    expect(texts('text: "a {{#if x}}b <|>c{{else}}d{{/if}}"\n').slice(0, 5)).toEqual([
      'c',
      'b c',
      '{{#if x}}b c{{else}}d{{/if}}',
      'a {{#if x}}b c{{else}}d{{/if}}',
      '"a {{#if x}}b c{{else}}d{{/if}}"',
    ]);
  });

  it('over the parts of a line, and its item', () => {
    expect(texts('quick_replies:\n  - Yes, pl<|>ease -> YES\n  - No\n').slice(0, 4)).toEqual([
      'please',
      'Yes, please',
      'Yes, please -> YES',
      '- Yes, please -> YES\n  - No',
    ]);
  });

  it('over a condition', () => {
    expect(texts('steps:\n  - text: x\n    when: a.b > 1 and (length c<|>.d) == 2\n').slice(0, 6)).toEqual([
      'c',
      'c.d',
      '(length c.d)',
      '(length c.d) == 2',
      'a.b > 1 and (length c.d) == 2',
      'when: a.b > 1 and (length c.d) == 2',
    ]);
  });

  it('in an empty file, and between all words', () => {
    expect(texts('<|>')).toEqual(['']);
    expect(texts('a: x\n\n<|>\n')).toEqual(['a: x\n\n\n']);
  });
});
