/** What the layout looks like: each case is a text and what becomes of it. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEdits } from '../../src/format/format-edits.ts';
import { formatText } from '../../src/format/format-text.ts';
import { topOrder } from '../../src/format/key-orders.ts';
import { analyze, compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import { diffLines } from '../../src/source/diff-lines.ts';
import { folderSystem } from '../pipeline/testdata.ts';
import { generated } from './arbitrary-file.ts';

function format(text: string): string {
  const result = formatText(createSource('a.msg.yaml', text));
  if (!('text' in result)) throw new Error(result.diagnostics[0]!.message);
  return result.text;
}

const cases: Record<string, [before: string, after: string]> = {
  'keys of a message: request, then message, then examples': [
    'examples: []\nquick_replies: [A -> B]\ntext: Hi\nmessaging_type: RESPONSE\ndescription: d\n',
    'description: d\nmessaging_type: RESPONSE\ntext: Hi\nquick_replies: [A -> B]\nexamples: []\n',
  ],
  'keys of elements and buttons, as the Send API lists them': [
    'generic:\n- buttons:\n  - {title: T, type: postback, payload: P}\n  subtitle: s\n  title: t\n',
    'generic:\n  - title: t\n    subtitle: s\n    buttons:\n      - { type: postback, title: T, payload: P }\n',
  ],
  'data and unknown keys keep their order': [
    'messages:\n  a:\n    zeta: 1\n    text: Hi\n    alpha: 2\n    examples: [{ name: n, data: { b: 1, a: 2 } }]\n',
    'messages:\n  a:\n    text: Hi\n    zeta: 1\n    alpha: 2\n    examples: [{ name: n, data: { b: 1, a: 2 } }]\n',
  ],
  'an alias stays behind its anchor, though its key would come first': [
    'metadata: &m x\ntext: *m\npersona_id: "1"\n',
    'metadata: &m x\ntext: *m\npersona_id: "1"\n',
  ],
  'quotes go where they change nothing': [
    '"text": "Hi there"\nmetadata: \'12\'\npersona_id: "no"\ntag: "a: b"\n',
    'tag: "a: b"\npersona_id: "no"\ntext: Hi there\nmetadata: \'12\'\n',
  ],
  'a word in quotes is no action': ['- "mark_seen"\n- \'typing_on\'\n', '- "mark_seen"\n- \'typing_on\'\n'],
  'a first word with a capital may be a text with a colon': ['- Note: "x"\n', '- Note: "x"\n'],
  'flow collections: on their line, or a line for each item': [
    `text: a\nquick_replies: [A,B]\nmetadata: {${'x'.repeat(60)}: ${'y'.repeat(60)}, b: 1}\nunchecked: {a: 1,\n b: []}\n`,
    `text: a\nquick_replies: [A, B]\nmetadata:\n  ${'x'.repeat(60)}: ${'y'.repeat(60)}\n  b: 1\nunchecked:\n  a: 1\n  b: []\n`,
  ],
  'block scalars keep style, chomping and lines': [
    'text: |-   # why\n     a\n       b\n\n\nmetadata: >+\n   x\n\n\n',
    'text: |-   # why\n  a\n    b\n\nmetadata: >+\n  x\n\n\n',
  ],
  'an indentation indicator where the text begins with a blank': [
    'text: |4-\n      a\n',
    'text: |2-\n    a\n',
  ],
  'comments stay with what they are about': [
    '# about the file\n\n# about text\ntext: Hi # trailing\n# about type\nmessaging_type: RESPONSE\n# end\n',
    '# about the file\n\n# about type\nmessaging_type: RESPONSE\n# about text\ntext: Hi # trailing\n# end\n',
  ],
  'a comment below a list belongs to it if it stands as deep': [
    'quick_replies:\n   - A -> A\n   # in the list\n# of text\ntext: Hi\n',
    '# of text\ntext: Hi\nquick_replies:\n  - A -> A\n  # in the list\n',
  ],
  'what silences stays above its key': [
    'quick_replies:\n  - A -> A\n  # sendspec-ignore spec/x: y\ntext: Hi\n',
    '# sendspec-ignore spec/x: y\ntext: Hi\nquick_replies:\n  - A -> A\n',
  ],
  'lines that are silenced stay lines': [
    'unchecked: { a: 1,\n    b: 2, c: 3, # sendspec-ignore spec/x: y\n    d: 4 }\n',
    'unchecked: { a: 1,\n  b: 2, c: 3, # sendspec-ignore spec/x: y\n  d: 4 }\n',
  ],
  'empty lines: one at most, one between messages of several lines': [
    'messages:\n\n  a: Hi\n  b: Ho\n  c:\n\n\n    text: x\n\n\n    metadata: y\n  d: z\n',
    'messages:\n  a: Hi\n  b: Ho\n\n  c:\n    text: x\n\n    metadata: y\n\n  d: z\n',
  ],
  'pasted JSON becomes YAML': [
    '{\n  "message": { "text": "Hi" },\n  "recipient": { "id": "1" }\n}',
    'recipient: { id: "1" }\nmessage: { text: Hi }\n',
  ],
  'comments between a key and its value': ['text: # a\n  # b\n  Hi\n', 'text: # a\n  # b\n  Hi\n'],
  'a dash and a key share a line': ['-\n  text: a\n-   # c\n  text: b\n', '- text: a\n-   # c\n  text: b\n'],
  'texts of several lines keep them': [
    'text: Hi\n      there\nmetadata: "a \\\n     \\ b"\n',
    'text: Hi\n  there\nmetadata: "a \\\n  \\ b"\n',
  ],
  'a document marker goes': ['---\ntext: Hi\n...\n', 'text: Hi\n'],
  'a second byte order mark is text': ['\ufeff\ufefftext: a', '\ufeff\ufefftext: a\n'],
  'comments behind a byte order mark': ['\ufeff  # a\n\n\n\ntext:  b\n', '\ufeff# a\n\ntext: b\n'],
  'an anchor of the whole file is not needed': ['&a\n# c\n{text: Hi }', '# c\n{ text: Hi }\n'],
  'only comments': ['# a\n\n\n', '# a\n'],
  nothing: ['', ''],
};

describe('layout', () => {
  it.each(Object.entries(cases))('%s', (_, [before, after]) => {
    expect(format(before)).toBe(after);
    expect(format(after)).toBe(after);
  });

  it('a file that would become longer than files may be stays', () => {
    const text = `a: ${'['.repeat(50)}${Array.from({ length: 20_000 }, () => '{a: b}').join(', ')}${']'.repeat(50)}`;
    expect(format(text)).toBe(text);
  });

  it('top-level keys stand as docs/language.md lists them', () => {
    expect(topOrder).toHaveLength(new Set(topOrder).size);
    const shuffled = [...topOrder]
      .reverse()
      .map((key) => (key === 'messages' ? 'messages: { a: Hi }' : `${key}: 1`));
    const keys = format(shuffled.join('\n')).match(/^[$\w]+/gm);
    expect(keys).toEqual(topOrder);
  });
});

describe('the formatted file', () => {
  const folders: [string, ReturnType<typeof folderSystem>][] = [
    ['templates', { read: (path) => new Error(path) }],
    ['test/testdata/features', folderSystem('features')],
  ];
  const files = folders.flatMap(([folder, disk]) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.msg.yaml'))
      .map((name) => ({ name, disk, text: readFileSync(`${folder}/${name}`, 'utf8') })),
  );

  it.each(files)('has the same findings and bodies: $name', ({ name, disk, text }) => {
    const before = analyze(createSource(name, text), disk);
    const after = analyze(createSource(name, format(text)), disk);
    const findings = (a: typeof before) => a.diagnostics.map((d) => `${d.code} ${d.message}`).sort();
    expect(findings(after)).toEqual(findings(before));
    expect(bodies(after)).toEqual(bodies(before));
  });

  function bodies({ spec }: ReturnType<typeof analyze>) {
    const renderer = createRenderer(compile(spec!));
    return spec!.messages.flatMap((message) =>
      message.examples.map((example) => {
        const result = renderer.render(message.name, example.data, { now: '2026-05-04T12:00:00Z' });
        return result.ok ? result.steps : result.problems.map((p) => p.message);
      }),
    );
  }
});

describe('edits', () => {
  it('make the formatted text, and leave what is formatted alone', () => {
    fc.assert(
      fc.property(generated, (text) => {
        const file = createSource('a.msg.yaml', text);
        const result = formatText(file);
        const edits = formatEdits(file);
        expect(applyEdits(text, edits)).toBe('text' in result ? result.text : text);
      }),
      { numRuns: 300 },
    );
    const text = `messages:\n  a: Hi\n  b: "Ho"\n  c: Hu\n`;
    expect(formatEdits(createSource('a.msg.yaml', text.replace('Ho', 'Ho ')))).toEqual([]);
    expect(formatEdits(createSource('a.msg.yaml', `text: Hi\nmetadata:  x\n`))).toEqual([
      { range: { start: 9, end: 22 }, newText: 'metadata: x\n' },
    ]);
  });

  it('differences of lines are the fewest', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const changes = diffLines(before, after);
        let [made, at] = [[] as string[], 0];
        for (const { from, to, newFrom, newTo } of changes) {
          made = [...made, ...before.slice(at, from), ...after.slice(newFrom, newTo)];
          at = to;
        }
        expect([...made, ...before.slice(at)]).toEqual(after);
        const edits = changes.reduce((n, c) => n + c.to - c.from + c.newTo - c.newFrom, 0);
        expect(edits).toBe(before.length + after.length - 2 * longestCommon(before, after));
      }),
    );
    // So many changes that they are not looked for one by one.
    const many = Array.from({ length: 3000 }, (_, i) => `${i}`);
    expect(
      diffLines(
        many,
        many.map((l) => `${l}!`),
      ),
    ).toEqual([{ from: 0, to: 3000, newFrom: 0, newTo: 3000 }]);
  });

  function longestCommon(a: readonly string[], b: readonly string[]): number {
    const row = new Array<number>(b.length + 1).fill(0);
    for (const x of a) {
      let diagonal = 0;
      b.forEach((y, j) => {
        const above = row[j + 1]!;
        row[j + 1] = x === y ? diagonal + 1 : Math.max(above, row[j]!);
        diagonal = above;
      });
    }
    return row[b.length]!;
  }
});
