import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format, formatRange } from '../../lsp/service/format.ts';
import { formatOnType } from '../../lsp/service/on-type.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import { formatText } from '../../src/format/format-text.ts';
import { sameMeaning } from '../../src/format/same-meaning.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { openMarked } from './marked.ts';
import { numbers, whole } from './random.ts';

/** The source after the selection is formatted. */
function ranged(source: string): string {
  const { workspace, uri, text, ranges } = openMarked(source);
  const range = workspace.get(uri)!.file.rangeOf(ranges[0]!);
  return applyEdits(text, formatRange(workspace, uri, range));
}

describe('a range', () => {
  const messy = (marks: string) => `messages:
    a:
        quick_replies: [ Yes ]   # one
        text:   Hi
    ${marks}
    c:
        text:    Ho
language: en
`;
  it('formats the parts that it touches, in their column; the others stay', () => {
    expect(ranged(messy('b:\n        quick_<|replies: [ "No" ]   # two\n        text:   H|>i'))).toBe(
      messy('b:\n      text: Hi\n      quick_replies: ["No"]   # two'),
    );
  });

  it('of two messages', () => {
    const source = 'messages:\n  a:\n      te<|xt:   x\n  b:\n      te|>xt:   y\n  c:\n      text:   z\n';
    expect(ranged(source)).toBe('messages:\n  a:\n    text: x\n  b:\n    text: y\n  c:\n      text:   z\n');
  });

  it('of a top-level key; texts of several lines and line ends stay what they are', () => {
    expect(ranged('defaults:   {messaging_type: RES<||>PONSE}\r\nmessages:\r\n    a:   x\r\n')).toBe(
      'defaults: { messaging_type: RESPONSE }\r\nmessages:\r\n    a:   x\r\n',
    );
    expect(
      ranged(
        'messages:\n   a:\n       te<||>xt: |\n          x\n            y\n       metadata:   m\n   b:   c\n',
      ),
    ).toBe('messages:\n   a:\n     text: |\n       x\n         y\n     metadata: m\n   b:   c\n');
  });

  it('that is the whole file', () => {
    expect(ranged('<|messages:\n    a:   x\nlanguage: en\n|>')).toBe('language: en\n\nmessages:\n  a: x\n');
  });

  it('of a broken file: nothing', () => {
    expect(ranged('messages:\n  a:\n      te<||>xt:   x\n  b: [\n')).toBe(
      'messages:\n  a:\n      text:   x\n  b: [\n',
    );
  });
});

describe.each(readdirSync('templates').filter((f) => f.endsWith('.msg.yaml')))('%s', (name) => {
  const text = readFileSync(join('templates', name), 'utf8');
  const random = numbers(text.length);
  const indented = text.replace(/^( +)(?=\S)/gm, (blanks) => blanks + blanks);

  it('a range of it keeps what it means, and its comments; with wider indentation too', () => {
    const workspace = createWorkspace('/nowhere');
    const canonical = formatText(createSource(name, text)) as { text: string };
    for (const source of [text, indented, canonical.text]) {
      const { uri, file } = workspace.open(`untitled:${name}`, 1, source);
      const before = parseYaml(file).document;
      for (let i = 0; i < (whole ? 100 : 4); i++) {
        const start = Math.floor(random() * source.length);
        const end = Math.min(source.length, start + Math.floor(random() * 300));
        const result = applyEdits(source, formatRange(workspace, uri, file.rangeOf({ start, end })));
        const after = parseYaml(createSource(name, result)).document;
        expect(sameMeaning(before.root, after.root), result).toBe(true);
        expect(after.comments.length, result).toBe(before.comments.length);
        if (source === canonical.text) expect(result).toBe(source);
      }
      const lines = { start: 0, end: source.length };
      expect(applyEdits(source, formatRange(workspace, uri, file.rangeOf(lines)))).toBe(
        applyEdits(source, format(workspace, uri)),
      );
    }
  });
});

/** The source after a new line is begun at the cursor. */
function typed(source: string): string {
  const { workspace, uri, text, position } = openMarked(source);
  return applyEdits(text, formatOnType(workspace, uri, position, '\n'));
}

describe('a new line', () => {
  const hello = 'messages:\n  hello:\n';
  it.each([
    ['below a key', 'messages:\n<|>\n', 'messages:\n  \n'],
    ['below a name', `${hello}<|>\n`, `${hello}    \n`],
    ['below a key that takes a list', `${hello}    buttons:\n<|>\n`, `${hello}    buttons:\n      - \n`],
    [
      'the same with a comment',
      `${hello}    buttons:  # x\n    <|>\n`,
      `${hello}    buttons:  # x\n      - \n`,
    ],
    ['behind a key and its value', `${hello}    text: Hi\n<|>\n`, `${hello}    text: Hi\n    \n`],
    [
      'behind a line of a list',
      `${hello}    buttons:\n      - A -> A\n<|>\n`,
      `${hello}    buttons:\n      - A -> A\n      - \n`,
    ],
    [
      'behind the first key of an item',
      `${hello}    generic:\n      - title: A\n<|>\n`,
      `${hello}    generic:\n      - title: A\n        \n`,
    ],
    ['below the header of a block', `${hello}    text: |\n<|>\n`, `${hello}    text: |\n      \n`],
    ['with CRLF', 'messages:\r\n<|>\r\n', 'messages:\r\n  \r\n'],
    ['at the end of the file', 'messages:\n<|>', 'messages:\n  '],
  ])('%s', (_, source, expected) => {
    expect(typed(source)).toBe(expected);
  });

  it.each([
    ['in a block text', `${hello}    text: |\n      Hi\n      there\n<|>\n`],
    ['in a quoted text', `${hello}    text: "Hi\n      there\n<|>\n`],
    ['that something stands on', `${hello}    text: x\n<|>  metadata: y\n`],
    ['below an empty line', `${hello}\n<|>\n`],
    ['below a comment', `${hello}    # why\n<|>\n`],
    ['at the beginning', '<|>\nmessages:\n'],
  ])('leaves a line alone %s', (_, source) => {
    expect(typed(source)).toBe(source.replace('<|>', ''));
  });
});
