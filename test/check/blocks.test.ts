/** Blocks whose name is no block of ours, raw blocks, and loops over the properties of an object. */
import { expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const params = `params:
  s: string(5)
  xs: list of string(3)
  o: { type: object, properties: { a: string(3), b: string(4) } }
  closed: { type: object, additionalProperties: false, properties: { a: string(3), b: string(4) } }
  n: { type: object, additionalProperties: false, properties: { a: integer(0..9), b: integer(0..10) } }
defaults: { messaging_type: RESPONSE }
messages:
`;
const file = (text: string) => `${params}  m: ${JSON.stringify(text)}\n`;
const reply = (title: string) =>
  `${params}  m:\n    text: Hi\n    quick_replies:\n      - { title: '${title}', payload: P }\n`;

const found = (text: string) =>
  analyzeText(text)
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => `${d.severity} ${d.code}`);

it.each([
  ['{{#s}}x{{/s}}', '{{#if s}}x{{/if}}'],
  ['{{#xs}}{{this}}{{/xs}}', '{{#each xs}}{{this}}{{/each}}'],
  ['{{#o}}{{a}}{{/o}}', '{{#with o}}{{a}}{{/with}}'],
  ['{{^s}}x{{/s}}', '{{#unless s}}x{{/unless}}'],
  ['{{~# o.a ~}}x{{~/ o.a ~}}', '{{~#if o.a ~}}x{{~/ if ~}}'],
])("%s is Mustache's: %s", (text, written) => {
  const { diagnostics } = analyzeText(file(text));
  const [finding] = diagnostics.filter((d) => d.code === 'params/unknown-helper');
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([finding]);
  expect(JSON.stringify(applyEdits(file(text), finding!.fixes![0]!.edits))).toContain(written);
});

it('a slip is no section', () => {
  const [finding] = analyzeText(file('{{#iff s}}x{{/iff}}')).diagnostics.filter(
    (d) => d.severity === 'error',
  );
  expect(finding!.message).toContain('Did you mean "if"?');
});

it.each([
  ['{{{{raw}}}} {{s}} {{{{/raw}}}}{{s}}', ' {{s}} S'],
  ['a\n{{{{raw}}}}\n{{#if}}\n{{{{/raw}}}}\nb', 'a\n{{#if}}\nb'],
])('a raw block is what stands in it: %j', (text, expected) => {
  const { spec, diagnostics } = analyzeText(file(text));
  expect(diagnostics.filter((d) => d.severity !== 'information')).toEqual([]);
  for (const backend of ['generated', 'handlebars'] as const) {
    const result = createRenderer(compile(spec!), { backend }).render('m', { s: 'S' });
    expect(result).toMatchObject({ ok: true, steps: [{ body: { message: { text: expected } } }] });
  }
  expect(found(reply('{{{{raw}}}}{{123456789012345}}{{{{/raw}}}}'))).toEqual([]);
  expect(found(reply('{{{{raw}}}}{{12345678901234567}}{{{{/raw}}}}'))).toEqual(['error length/too-long']);
});

it('other raw blocks are none', () => {
  expect(found(file('{{{{foo}}}} x {{{{/foo}}}}!'))).toEqual(['error params/unknown-helper']);
  expect(found(file('{{{{raw s}}}} x {{{{/raw}}}}!'))).toEqual(['error params/unknown-helper']);
});

it('data may bring properties that nobody declared: only a closed object has a length', () => {
  expect(found(reply('{{#each closed}}{{@key}}:{{this}} {{/each}}'))).toEqual([]);
  expect(found(reply('{{#each closed}}{{@key}}:::::{{this}} {{/each}}'))).not.toEqual([]);
  expect(found(reply('{{#each n}}{{@key}}{{this}}{{/each}}'))).toEqual([]);
  expect(found(reply('{{#each o}}{{@key}}:{{this}} {{/each}}.'))).toContain('warning length/unbounded');
});

it('the bound of `list of string(3)` is that of its texts', () => {
  expect(found(reply('{{join (take xs 4) ", "}}.'))).toEqual([]);
  expect(found(reply('{{join (take xs 4) ", "}}...'))).toEqual(['error length/can-exceed']);
});
