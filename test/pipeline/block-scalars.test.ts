/** Blocks in `|` and `>`: what people would see of the layout of a template, and the fixes for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { analyzeText } from './testdata.ts';

const file = (scalar: string) =>
  'params: { x: boolean, y: boolean, xs: { type: array, minItems: 1, maxItems: 2, items: string(5) } }\n' +
  `defaults: { messaging_type: RESPONSE }\nmessages:\n  m: ${scalar.replaceAll('\n', '\n    ')}\n`;

function findings(text: string) {
  return analyzeText(text).diagnostics.filter((d) =>
    ['template/indented-block', 'template/tag-in-folded'].includes(d.code),
  );
}

function fixed(text: string): string {
  let now = text;
  for (let round = 0; round < 5; round++) {
    const edits = findings(now).flatMap((d) => d.fixes![0]!.edits);
    if (edits.length === 0) return now;
    now = applyEdits(now, edits);
  }
  throw new Error(`the fixes bring new findings: ${now}`);
}

function render(text: string, data: object): string {
  const { spec, diagnostics } = analyzeText(text);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const result = createRenderer(compile(spec!)).render('m', data as never);
  if (!result.ok) return '';
  return (result.steps[0] as { body: { message: { text: string } } }).body.message.text;
}

const data = { x: true, y: false, xs: ['a', 'b'] };

describe('indentation inside a block of a text with |', () => {
  it.each([
    ['|\nHi\n{{#if x}}\n  you\n{{/if}}\n!', 'Hi\nyou\n!', 1],
    ['|\n{{#if x}}\n  you\n  there\n{{else}}\n  nobody\n{{/if}}', 'you\nthere', 1],
    ['|\n{{#if x}}\n  you\n    there\n{{/if}}', 'you\n  there', 1],
    ['|\n{{#each xs}}\n  - {{this}}\n{{/each}}', '- a\n- b', 1],
    ['|\n{{#if x}}\n  one\n  {{#if x}}\n    two\n  {{/if}}\n{{/if}}', 'one\ntwo', 2],
    ['|\n{{#if y}}\n  one\n{{else if x}}\n  two\n{{else}}\n  three\n{{/if}}', 'two', 2],
    ['|-\n{{#with xs}}\n\tone\n{{/with}}', 'one', 1],
    ['|\n{{#if x}}\n  {{! a note }}\n  one\n{{/if}}', 'one', 1],
    ['|\n{{#if x}}\n  {{xs.[0]}} one\n\n  {{#if x}}in{{/if}} two\n{{/if}}', 'a one\n\nin two', 1],
  ])('%j', (scalar, expected, found) => {
    const text = file(scalar);
    expect(findings(text).length).toBe(found);
    expect(render(fixed(text), data)).toBe(expected);
  });

  it.each([
    '|\nHi\n{{#if x}}\nyou\n{{/if}}',
    '|\nHi\n  indented\n{{#if x}}\nyou\n{{/if}}',
    '|\nHi\n  {{#if x}}\n  you\n  {{/if}}',
    '|\nHi {{#if x}}\n  you{{/if}}',
    '|\n{{#if x}}\n  {{#if x}}\nyou\n  {{/if}}\n{{/if}}',
    '|\n{{#if x}}\n  you\nthere\n{{/if}}',
    '|\n{{#if x}}you{{else}}\n  there{{/if}}',
    '"Hi\\n{{#if x}}\\n  you\\n{{/if}}"',
  ])('%j is as its author wrote it', (scalar) => expect(findings(file(scalar))).toEqual([]));

  it('a comment silences it, and a fragment is looked at too', () => {
    const silent = file('|\n{{#if x}}\n  you\n{{/if}}').replace(
      '  m:',
      '  # sendspec-ignore template/indented-block: a list\n  m:',
    );
    const codes = analyzeText(silent).diagnostics.map((d) => d.code);
    expect(codes).not.toContain('template/indented-block');
    expect(codes).not.toContain('spec/unused-ignore');
    const fragments = `${file('"{{> f}}"')}fragments:\n  f: |\n    {{#if x}}\n      you\n    {{/if}}\n`;
    expect(findings(fragments).map((d) => d.file.positionAt(d.range.start).line)).toEqual([7]);
  });
});

describe('tags alone on a line of a text with >', () => {
  it.each([
    ['>\nHi\n{{#if x}}\nyou\n{{/if}}\n!', 'Hi you !', 'Hi !'],
    ['>\nHi\n{{#if x}}\nyou\n{{else}}\nall\n{{/if}}\n!', 'Hi you !', 'Hi all !'],
    ['>\n{{#if x}}\nyou\n{{/if}}\n!', 'you !', '!'],
    ['>-\nHi\n{{#if x}}\nyou\n{{/if}}', 'Hi you', 'Hi'],
    ['>\n{{#if x}}\nyou\n{{else}}\nall\n{{/if}}', 'you', 'all'],
    ['>\nHi\n{{#unless x}}\nyou\n{{else if x}}\nall\n{{/unless}}\n!', 'Hi all !', 'Hi you !'],
    ['>\nHi\n{{#if x}}\nyou\n{{#if x}}\nand me\n{{/if}}\nall\n{{/if}}\n!', 'Hi you and me all !', 'Hi !'],
    ['>\n{{#if x}}\na\n{{/if}}\n{{#if x}}\nb\n{{/if}}\nc', 'a b c', 'c'],
    ['>\nHi\n{{#if x}}\nyou {{/if}}!', 'Hi you !', 'Hi!'],
  ])('%j', (scalar, yes, no) => {
    const text = fixed(file(scalar));
    expect([render(text, data), render(text, { ...data, x: false })]).toEqual([yes, no]);
    expect(findings(file(scalar)).length).toBeGreaterThan(0);
  });

  it.each([
    '>\nHi\n\n{{#if x}}\n\nyou\n\n{{/if}}\n\n!',
    '>\nHi {{#if x}}you{{/if}}\n!',
    '>\nHi\n{{~#if x}}\nyou\n{{~/if}}\n!',
    '>\nHi \\{{#if x}}\n!',
    '>\nHi\n{{xs.[0]}}\n!',
    '"Hi\n{{#if x}}\nyou\n{{/if}}"',
  ])('%j needs nothing', (scalar) => expect(findings(file(scalar))).toEqual([]));

  it('after the fix the words that are left stand one blank apart', () => {
    const word = fc.constantFrom('one', 'two', 'three');
    const part = fc.oneof(
      word.map((w) => ({ lines: [w], yes: [w], no: [w] })),
      word.map((w) => ({ lines: ['{{#if x}}', w, '{{/if}}'], yes: [w], no: [] as string[] })),
      fc
        .tuple(word, word)
        .map(([a, b]) => ({ lines: ['{{#if x}}', a, '{{else}}', b, '{{/if}}'], yes: [a], no: [b] })),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const lines = parts.flatMap((p) => p.lines);
        // a block in front and one at the end need what no pair of marks can say
        const [first, last] = [parts[0]!, parts.at(-1)!];
        fc.pre(parts.length === 1 || first.lines.length === 1 || last.lines.length === 1);
        const text = fixed(file(`>\n${lines.join('\n')}`));
        expect(render(text, data)).toBe(parts.flatMap((p) => p.yes).join(' '));
        expect(render(text, { ...data, x: false })).toBe(parts.flatMap((p) => p.no).join(' '));
      }),
      { numRuns: 150 },
    );
  });
});
