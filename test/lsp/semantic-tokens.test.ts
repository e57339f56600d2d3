import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeTokens, tokenEdits } from '../../lsp/service/tokens/encode.ts';
import { encodedTokens } from '../../lsp/service/tokens/semantic-tokens.ts';
import { tokenModifiers, tokenTypes } from '../../lsp/service/tokens/token.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import { tokensOf } from './decode-tokens.ts';
import { openMarked } from './marked.ts';
import { numbers, pick, whole } from './random.ts';

/** What stands in the marks: `text type.modifier …`. */
function inMarks(source: string): string[] {
  const { workspace, uri, text, ranges } = openMarked(source);
  return tokensOf(workspace, uri)
    .filter((t) => ranges.some((r) => r.start <= t.start && t.end <= r.end))
    .map(({ start, end, type, modifiers = [] }) =>
      [text.slice(start, end), [type, ...modifiers].join('.')].join(' '),
    );
}

const params = 'params:\n  order: { type: object, properties: { id: string(9) } }\n  first: string(9)?\n';
const file = (text: string) => `${params}messages:\n  hello:\n${text}`;

describe('YAML', () => {
  it('keys, names and types', () => {
    expect(
      inMarks(
        '<|language: en\nparams:\n  first: string(40)?\n  kind: [a, b]\nfragments:\n  help: Help -> HELP\nmessages:\n  hello:\n    when: first\n    notification_type: NO_PUSH\n    metadata: 12|>\n',
      ),
    ).toEqual([
      'language keyword',
      'en string',
      'params keyword',
      'first parameter.declaration',
      'string(40)? type',
      'kind parameter.declaration',
      'a string',
      'b string',
      'fragments keyword',
      'help function.declaration',
      'Help -> HELP string',
      'messages keyword',
      'hello class.declaration',
      'when keyword',
      'first parameter',
      'notification_type property',
      'NO_PUSH enumMember',
      'metadata property',
      '12 number',
    ]);
  });

  it('comments, true and false, what is outdated', () => {
    expect(inMarks(file('<|    tag: ACCOUNT_UPDATE  # why\n    unchecked: { a: true }|>\n'))).toEqual([
      'tag property',
      'ACCOUNT_UPDATE enumMember.deprecated',
      '# why comment',
      'unchecked keyword',
      'a property',
      'true keyword',
    ]);
  });
});

describe('expressions', () => {
  const expected = [
    '{{ operator',
    'upper function.defaultLibrary',
    'order parameter',
    'id property',
    '}} operator',
  ];
  it.each([
    ['plain', '    text: Hi <|{{upper order.id}}|>!\n'],
    ['double-quoted, with escapes', '    text: "\\u00e9\\n\\"🎉\\" <|{{upper order.id}}|>"\n'],
    ['single-quoted', "    text: 'It''s 🎉 <|{{upper order.id}}|>'\n"],
    ['literal', '    text: |\n      🎉 One\n\n      Hi <|{{upper order.id}}|>\n'],
    ['folded', '    text: >-\n      One\n      two <|{{upper order.id}}|>\n'],
    ['flow', '    quick_replies: [{ title: "<|{{upper order.id}}|>", payload: x }]\n'],
    ['CRLF', '    text: |\r\n      One\r\n      Hi <|{{upper order.id}}|>\r\n'],
    ['shorthand', '    buttons:\n      - Go <|{{upper order.id}}|> -> GO\n'],
  ])('%s', (_, text) => {
    expect(inMarks(file(text))).toEqual(expected);
  });

  it('blocks, names of blocks, data, literals, comments', () => {
    expect(
      inMarks(
        file(
          '    text: <|a {{#each (take xs 3) as |x i|}}{{x.y}}{{@index}}{{z}}{{else}}b{{/each}}{{! c }}{{#if order}}{{default first "d"}}{{else if (eq 1 first)}}{{/if}}|>\n',
        ),
      ).filter((t) => !/^(?:\{\{|\}\}) /.test(t)),
    ).toEqual([
      'a  string',
      '#each keyword',
      'take function.defaultLibrary',
      'xs variable',
      '3 number',
      'as keyword',
      '| operator',
      'x variable.declaration',
      'i variable.declaration',
      '| operator',
      'x variable',
      'y property',
      '@index variable.defaultLibrary',
      'z property',
      'else keyword',
      'b string',
      '/each keyword',
      '{{! c }} comment',
      '#if keyword',
      'order parameter',
      'default function.defaultLibrary',
      'first parameter',
      '"d" string',
      'else keyword',
      'if keyword',
      'eq function.defaultLibrary',
      '1 number',
      'first parameter',
      '/if keyword',
    ]);
  });

  it('of several lines, a token a line', () => {
    expect(inMarks(file('    text: |\n<|      {{upper\n        order.id}} Hi\n      there|>\n'))).toEqual([
      '{{ operator',
      'upper function.defaultLibrary',
      'order parameter',
      'id property',
      '}} operator',
      ' Hi string',
      'there string',
    ]);
  });

  it('conditions, loops, calls', () => {
    expect(
      inMarks(
        file(
          '    generic:\n      - <|each: order.items as |item|\n        when: item.a == "x" and not (length item.b) > 3\n        use: al.card product=item|>\n',
        ),
      ),
    ).toEqual([
      'each keyword',
      'order parameter',
      'items property',
      'as keyword',
      '| operator',
      'item variable.declaration',
      '| operator',
      'when keyword',
      'item variable',
      'a property',
      '== operator',
      '"x" string',
      'and keyword',
      'not keyword',
      'length function.defaultLibrary',
      'item variable',
      'b property',
      '> operator',
      '3 number',
      'use keyword',
      'al namespace',
      'card function',
      'product property',
      '= operator',
      'item variable',
    ]);
  });
});

it('shorthand: title, arrow, target, options', () => {
  expect(
    inMarks(
      file(
        '    buttons:\n      - <|Shop -> https://a.example/ (tall, fallback https://m.example/)|>\n      - <|Go -> GO:{{order.id}}|>\n      - <|login https://a.example/|>\n',
      ),
    ),
  ).toEqual([
    'Shop string',
    '-> operator',
    'https://a.example/ string',
    'tall keyword',
    'fallback keyword',
    'https://m.example/ string',
    'Go string',
    '-> operator',
    'GO: enumMember',
    '{{ operator',
    'order parameter',
    'id property',
    '}} operator',
    'login keyword',
    'https://a.example/ string',
  ]);
});

describe.each(readdirSync('templates').filter((f) => f.endsWith('.msg.yaml')))('%s', (name) => {
  const text = readFileSync(join('templates', name), 'utf8');
  const random = numbers(text.length);
  const offsets = Array.from({ length: text.length + 1 }, (_, i) => i);

  it('as any of its prefixes: in order, on one line each, inside the text; a range is a part of the whole', () => {
    const workspace = createWorkspace('/nowhere');
    for (const end of [text.length, ...(whole ? offsets : pick(offsets, 10, random))]) {
      const prefix = text.slice(0, end);
      const { uri, file } = workspace.open(`untitled:${name}`, end, prefix);
      const tokens = tokensOf(workspace, uri);
      let last = 0;
      for (const t of tokens) {
        expect(t.start).toBeGreaterThanOrEqual(last);
        expect(t.end).toBeGreaterThan(t.start);
        expect(prefix.slice(t.start, t.end)).not.toMatch(/[\r\n]/);
        last = t.end;
      }
      expect(last).toBeLessThanOrEqual(end);
      const within = { start: Math.floor(random() * end), end };
      expect(tokensOf(workspace, uri, within)).toEqual(tokens.filter((t) => t.end > within.start));
      const data = encodeTokens(file, tokens);
      expect(decode(data)).toEqual(
        tokens.map((t) => ({
          ...file.positionAt(t.start),
          length: t.end - t.start,
          type: t.type,
          modifiers: t.modifiers ?? [],
        })),
      );
    }
  });

  it('what a change makes of them is what they are', () => {
    const workspace = createWorkspace('/nowhere');
    let current = text;
    let version = 1;
    let before = encodedTokens(workspace, workspace.open(`untitled:${name}`, version, current).uri);
    for (let i = 0; i < (whole ? 200 : 10); i++) {
      const at = Math.floor(random() * current.length);
      const piece = ['{{', '}}', '\n', ' x', '"', ': ', '- ', ''][Math.floor(random() * 8)]!;
      current = current.slice(0, at) + piece + current.slice(at + Math.floor(random() * 5));
      const after = encodedTokens(workspace, workspace.open(`untitled:${name}`, ++version, current).uri);
      const data = [...before];
      for (const e of tokenEdits(before, after)) data.splice(e.start, e.deleteCount, ...e.data);
      expect(data).toEqual(after);
      before = after;
    }
  });
});

it('the same again has no changes', () => {
  expect(tokenEdits([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])).toEqual([]);
});

function decode(data: readonly number[]) {
  let line = 0;
  let character = 0;
  return Array.from({ length: data.length / 5 }, (_, i) => {
    const [down, right, length, type, bits] = data.slice(i * 5, i * 5 + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    character = down === 0 ? character + right : right;
    line += down;
    const modifiers = tokenModifiers.filter((_, bit) => bits & (1 << bit));
    return { line, character, length, type: tokenTypes[type], modifiers };
  });
}
