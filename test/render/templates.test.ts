import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { createRenderer } from '../../src/render/index.ts';
import { one, text } from './build.ts';

const backends = ['handlebars', 'generated'] as const;

function ours(source: string, data: Json, backend: (typeof backends)[number]): unknown {
  const result = createRenderer(one(text(source)), { backend }).render('m', data);
  if (!result.ok) return result.problems.map((p) => p.code);
  return (result.steps[0] as { body: { v: unknown } }).body.v;
}

function plain(source: string, data: Json): string {
  const handlebars = Handlebars.create();
  // the helper that Handlebars' own guide writes for raw blocks
  handlebars.registerHelper('raw', (options: Handlebars.HelperOptions) => options.fn({}));
  return handlebars.compile(source, { noEscape: true })(data, {
    allowProtoPropertiesByDefault: false,
    allowProtoMethodsByDefault: false,
  });
}

const data: Json = {
  name: 'Ana & "Bo"',
  dothis: 'that',
  zero: 0,
  empty: '',
  yes: true,
  no: false,
  nil: null,
  nested: { a: { b: 'deep' }, name: 'inner', list: ['x', 'y'] },
  xs: [
    { n: 1, name: 'one', ys: [1, 2] },
    { n: 2, ys: [] },
    { n: 3, name: null, ys: [3] },
  ],
  numbers: [1, 2, 1],
  words: ['a', 'b'],
  none: [],
  map: { k1: 'v1', k2: 'v2' },
  'first name': 'Zoe',
  '12': 'twelve',
  index: 'own index',
};

/** Where sendspec means exactly what Handlebars does. */
const same = [
  'plain',
  '',
  'Hi {{name}}!',
  '{{{name}}} {{&name}}',
  '{{zero}} {{yes}} {{no}} [{{nil}}] [{{missing}}] [{{missing.deeper}}] [{{empty}}]',
  '{{nested.a.b}} {{nested.missing.b}} {{this.name}} {{./name}} {{name.length}} {{words.length}} {{words.[0]}}',
  '{{[first name]}} {{"first name"}} {{12}} {{dothis}}',
  '{{#if name}}yes{{else}}no{{/if}}{{#if zero}}yes{{else}}no{{/if}}{{#if zero includeZero=true}}yes{{/if}}',
  '{{#if none}}a{{else if words}}b{{else}}c{{/if}}{{#unless nil}}u{{else}}v{{/unless}}{{^if nil}}w{{/if}}',
  '{{#each xs}}{{@index}}-{{@key}}-{{@first}} {{@last}}:{{n}}{{name}}{{../name}};{{/each}}',
  '{{#each xs as |x i|}}{{i}}{{x.name}}{{#each x.ys as |y|}}{{y}} {{x.n}} {{../n}}{{../../name}}{{@../index}}{{/each}}{{/each}}',
  '{{#each map}}{{@key}}={{this}}{{#unless @last}},{{/unless}}{{/each}}',
  '{{#each none}}a{{else}}nothing{{name}}{{/each}}{{#each missing}}a{{else}}b{{/each}}{{#each name}}a{{else}}text{{/each}}',
  '{{#with nested}}{{name}} {{../name}} {{a.b}} {{@root.name}}{{else}}no{{/with}}{{#with missing}}a{{else}}no{{/with}}{{#with zero}}{{this}}{{/with}}',
  '{{#with nested as |n|}}{{n.a.b}}{{#each n.list}}{{this}}{{../name}}{{../../zero}}{{/each}}{{/with}}',
  '{{#nested}}{{name}}{{/nested}}{{^nested}}no{{/nested}}{{#words}}{{this}}{{@index}}{{/words}}{{^none}}none{{/none}}{{#yes}}{{name}}{{/yes}}{{#zero}}z{{this}}{{/zero}}{{#empty}}e{{/empty}}',
  '{{lookup words 1}} {{lookup nested "name"}} {{#each words}}{{lookup ../numbers @index}}{{/each}}',
  '{{#if yes}}{{#with nested}}{{../name}}{{/with}}{{/if}}',
  'a {{! comment }} b {{!-- {{x}} --}} c',
  '  {{#if yes}}  \n line\n  {{else}}\n other\n {{/if}}  \nend\n',
  'list:\n{{#each words}}\n- {{this}}\n{{/each}}\nend',
  ' {{~name~}} x {{~#if yes~}} y {{~else~}} z {{~/if~}} w',
  '\\{{name}} \\\\{{name}} {{{{raw}}}} {{x}} {{{{/raw}}}}',
  '{{constructor}}{{__proto__}}{{toString}}{{nested.constructor.name}}{{words.__proto__}}{{lookup nested "constructor"}}',
  '{{@root.nested.a.b}} {{@missing}} {{@root.missing.x}}',
  '{{#each xs}}{{#if @first}}first{{else if @last}}last{{else}}mid{{/if}}{{/each}}',
  '{{#each words as |index|}}{{index}}{{this.index}}{{/each}}',
  '{{#each words}}{{else}}{{/each}}{{#if yes}}{{/if}}',
];

describe.each(backends)('templates by the %s backend', (backend) => {
  it.each(same)('means what Handlebars means: %s', (source) => {
    expect(ours(source, data, backend)).toBe(plain(source, data));
  });

  it('writes outputs side by side as text (handlebars.js issue 1838)', () => {
    expect(ours('{{a}}{{b}}', { a: 1, b: 2 }, backend)).toBe('12');
  });

  it('refuses an object or a list as text', () => {
    expect(ours('{{nested}}', data, backend)).toEqual(['not-text']);
    expect(ours('{{words}}', data, backend)).toEqual(['not-text']);
  });

  it('takes a null item as nothing, in blocks too', () => {
    expect(
      ours(
        '{{#each xs}}[{{this}}{{#if @first}}{{this}}{{#if this}}!{{/if}}{{/if}}]{{/each}}',
        { xs: [null, 1] },
        backend,
      ),
    ).toBe('[][1]');
  });

  it('writes numbers without exponents', () => {
    expect(ours('{{a}} {{b}} {{c}}', { a: 1e21, b: 1.5e-7, c: -0 }, backend)).toBe(
      '1000000000000000000000 0.00000015 0',
    );
  });

  it('keeps @index apart from a block parameter called index', () => {
    expect(ours('{{#each xs as |index|}}{{index}}{{@index}} {{/each}}', { xs: ['a', 'b'] }, backend)).toBe(
      'a0 b1 ',
    );
  });

  // Handlebars does not count a context that loosely equals the one around it.
  it.each([
    ['{{#with nested}}{{#with this}}{{../name}}{{/with}}{{/with}}', 'inner'],
    [
      '{{#each numbers}}{{#each ../numbers}}{{../this}}{{../../zero}} {{/each}}{{/each}}',
      '10 10 10 20 20 20 10 10 10 ',
    ],
    ['{{#each odd}}{{../zero}}{{#with @root.odd.[0]}}{{../this}}{{/with}}{{/each}}', '0[object Object]'],
    ['{{#with map}}{{#each @root.words}}{{../k1}}{{/each}}{{/with}}', 'v1v1'],
    ['{{#words}}{{#with this}}{{../this}}{{../../zero}};{{/with}}{{/words}}', 'a0;b0;'],
  ])('counts each block for ../, whatever the values are: %s', (source, gives) => {
    const all: Json = { ...(data as object), odd: ['[object Object]'], map: { k1: 'v1', toString: 'x' } };
    expect(ours(source, all, backend)).toBe(gives);
  });

  it('never evaluates what data holds', () => {
    expect(ours('{{a}}', { a: '{{b}} ${1+1}' }, backend)).toBe('{{b}} ${1+1}');
  });
});
