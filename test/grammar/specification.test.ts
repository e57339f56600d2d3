/**
 * What Handlebars' public specification lays down, in cases of our own: each is rendered by Handlebars from its text and
 * from our tree, and both must give what stands here.
 */
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../grammar/index.ts';
import { parseByGrammar } from '../../grammar/template.ts';
import { toHandlebars } from './to-handlebars.ts';

const shop = {
  name: 'Tea & Co',
  open: true,
  closed: false,
  empty: '',
  zero: 0,
  none: null,
  count: 3,
  owner: { name: 'Mina', city: { name: 'Porto', code: 'P' } },
  teas: [
    { name: 'Sencha', price: 9, tags: ['green', 'mild'] },
    { name: 'Assam', price: 7, tags: ['black'] },
  ],
  words: ['a', 'b', 'c'],
  nothing: [],
  prices: { sencha: 9, assam: 7 },
  'odd key': 'odd',
  'a.b': 'dotted',
  true: 'not a literal',
  '12': 'twelve',
  'x-y': 'dash',
  größe: 'gross',
};

const engine = Handlebars.create();
engine.registerHelper({
  up: (text: string) => String(text).toUpperCase(),
  cat: (...all: unknown[]) => all.slice(0, -1).join('+'),
  type: (value: unknown) => (value === null ? 'null' : typeof value),
  pairs: (options: Handlebars.HelperOptions) =>
    Object.entries(options.hash)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${k}=${String(v)}`)
      .join(','),
  twice(this: unknown, options: Handlebars.HelperOptions) {
    return options.fn(this) + options.fn(this);
  },
  give: (value: unknown, options: Handlebars.HelperOptions) =>
    options.fn({}, { blockParams: [value, 'second'] }),
  pick: (value: unknown, options: Handlebars.HelperOptions) =>
    value ? options.fn(shop) : options.inverse(shop),
  verbatim: (options: Handlebars.HelperOptions) => options.fn(shop),
  same: (a: unknown, b: unknown) => a === b,
});
engine.registerPartial({
  card: '<{{name}}>',
  priced: '{{name}}:{{price}}{{unit}}',
  frame: '[{{> @partial-block}}]',
  'dir/item': 'item {{this}}',
  two: 'one\ntwo\n',
});

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x3D': '=',
};

/** Rendered without its escapes, which are no matter of syntax (`noEscape` would add numbers that stand side by side). */
function render(template: string | hbs.AST.Program): string {
  return engine
    .compile(template)(shop)
    .replace(/&([#\w]+);/g, (_all, name) => entities[name]!);
}

/** Texts that are valid Handlebars and mean what stands beside them. */
const valid: Record<string, [text: string, rendered: string][]> = {
  'plain text': [
    ['', ''],
    ['Nothing to see.', 'Nothing to see.'],
    ['a } b }} c { d', 'a } b }} c { d'],
    ['line\r\nline\n', 'line\r\nline\n'],
    ['emoji 🙂 and 日本', 'emoji 🙂 and 日本'],
    ['{ {name} }', '{ {name} }'],
    ['back\\slash', 'back\\slash'],
  ],
  paths: [
    ['{{name}}', 'Tea & Co'],
    ['{{ name }}', 'Tea & Co'],
    ['{{\n  name\n}}', 'Tea & Co'],
    ['{{{name}}}', 'Tea & Co'],
    ['{{&name}}', 'Tea & Co'],
    ['{{& name}}', 'Tea & Co'],
    ['{{owner.name}}', 'Mina'],
    ['{{owner/name}}', 'Mina'],
    ['{{owner.city.code}}', 'P'],
    ['{{owner/city.name}}', 'Porto'],
    ['{{this.name}}', 'Tea & Co'],
    ['{{this/name}}', 'Tea & Co'],
    ['{{./name}}', 'Tea & Co'],
    ['{{[odd key]}}', 'odd'],
    ['{{[a.b]}}', 'dotted'],
    ['{{this.[odd key]}}', 'odd'],
    ['{{owner.[name]}}', 'Mina'],
    ['{{teas.0.name}}', 'Sencha'],
    ['{{teas.[1].name}}', 'Assam'],
    ['{{words.length}}', '3'],
    ['{{x-y}}', 'dash'],
    ['{{größe}}', 'gross'],
    ['{{missing}}', ''],
    ['{{missing.deeper.still}}', ''],
    ['{{none}}', ''],
    ['{{zero}}', '0'],
    ['{{closed}}', 'false'],
    ['{{owner.city.code}}{{owner.city.code}}', 'PP'],
    ['{{@root.name}}', 'Tea & Co'],
    ['{{@root.owner.name}}', 'Mina'],
    ['{{#with owner}}{{../name}}{{/with}}', 'Tea & Co'],
    ['{{#with owner}}{{#with city}}{{../../name}}{{/with}}{{/with}}', 'Tea & Co'],
    ['{{#with owner}}{{#with city}}{{../name}}{{/with}}{{/with}}', 'Mina'],
    ['{{#each words}}{{.}}{{/each}}', 'abc'],
    ['{{#each words}}{{this}}{{/each}}', 'abc'],
    ['{{"name"}}', 'Tea & Co'],
    ["{{'odd key'}}", 'odd'],
    ['{{12}}', 'twelve'],
    ['{{true}}', 'not a literal'],
  ],
  'literals as arguments': [
    ['{{type "x"}}', 'string'],
    ["{{type 'x'}}", 'string'],
    ['{{type 12}}', 'number'],
    ['{{type -1.5}}', 'number'],
    ['{{cat -1.5 007}}', '-1.5+7'],
    ['{{type true}}', 'boolean'],
    ['{{type false}}', 'boolean'],
    ['{{type null}}', 'null'],
    ['{{type undefined}}', 'undefined'],
    ['{{cat "it\'s" \'say "hi"\'}}', 'it\'s+say "hi"'],
    ['{{cat "a \\" b"}}', 'a " b'],
    ["{{cat 'a \\' b'}}", "a ' b"],
    ['{{cat "{{name}}"}}', '{{name}}'],
    ['{{cat "}}" "{{"}}', '}}+{{'],
    ['{{cat ""}}', ''],
    ['{{cat "a\nb"}}', 'a\nb'],
    ['{{type true1}}', 'undefined'],
    ['{{type nullable}}', 'undefined'],
    ['{{cat [odd key] "odd key"}}', 'odd+odd key'],
  ],
  'helpers and hash arguments': [
    ['{{up name}}', 'TEA & CO'],
    ['{{up "a"}}', 'A'],
    ['{{cat 1 2 3}}', '1+2+3'],
    ['{{cat name owner.name}}', 'Tea & Co+Mina'],
    ['{{pairs a=1 b="x" c=name}}', 'a=1,b=x,c=Tea & Co'],
    ['{{pairs\n  a=1\n  b=2}}', 'a=1,b=2'],
    ['{{pairs a=true b=null}}', 'a=true,b=null'],
    ['{{pairs a-b=1}}', 'a-b=1'],
    ['{{pairs [a b]=1}}', 'a b=1'],
    ['{{pairs a=(up "x")}}', 'a=X'],
    ['{{pairs a= 1}}', 'a=1'],
    ['{{cat 1 2 x=3}}', '1+2'],
    ['{{{up name}}}', 'TEA & CO'],
    ['{{./name}} {{up ./name}}', 'Tea & Co TEA & CO'],
    ['{{cat @root.name}}', 'Tea & Co'],
    ['{{lookup prices "assam"}}', '7'],
    ['{{lookup words 1}}', 'b'],
    ['{{lookup (lookup teas 0) "name"}}', 'Sencha'],
  ],
  subexpressions: [
    ['{{up (cat 1 2)}}', '1+2'],
    ['{{up (up (up "x"))}}', 'X'],
    ['{{cat (up "a") (up "b")}}', 'A+B'],
    ['{{cat ( up "a" ) "b"}}', 'A+b'],
    ['{{cat (pairs a=1) 2}}', 'a=1+2'],
    ['{{#if (same count 3)}}three{{/if}}', 'three'],
    ['{{#if (same count 4)}}four{{else}}not{{/if}}', 'not'],
    ['{{#each (lookup this "words")}}{{.}}{{/each}}', 'abc'],
    ['{{pairs a=(cat 1 (up "b"))}}', 'a=1+B'],
  ],
  blocks: [
    ['{{#if open}}yes{{/if}}', 'yes'],
    ['{{#if closed}}yes{{/if}}', ''],
    ['{{#if empty}}yes{{/if}}', ''],
    ['{{#if zero}}yes{{/if}}', ''],
    ['{{#if zero includeZero=true}}yes{{/if}}', 'yes'],
    ['{{#if nothing}}yes{{/if}}', ''],
    ['{{#if missing}}yes{{/if}}', ''],
    ['{{#unless closed}}no{{/unless}}', 'no'],
    ['{{#with owner}}{{name}}{{/with}}', 'Mina'],
    ['{{#with missing}}x{{else}}nobody{{/with}}', 'nobody'],
    ['{{#each teas}}{{name}};{{/each}}', 'Sencha;Assam;'],
    ['{{#each nothing}}x{{else}}none{{/each}}', 'none'],
    ['{{#each missing}}x{{else}}none{{/each}}', 'none'],
    ['{{#each teas}}{{#each tags}}{{.}},{{/each}}{{/each}}', 'green,mild,black,'],
    ['{{#each prices}}{{@key}}={{.}} {{/each}}', 'sencha=9 assam=7 '],
    ['{{#twice}}ab{{/twice}}', 'abab'],
    ['{{#owner}}{{name}}{{/owner}}', 'Mina'],
    ['{{#teas}}{{name}} {{/teas}}', 'Sencha Assam '],
    ['{{#closed}}x{{/closed}}', ''],
    ['{{#closed}}x{{^}}y{{/closed}}', 'y'],
    ['{{^closed}}y{{/closed}}', 'y'],
    ['{{^open}}y{{else}}n{{/open}}', 'n'],
    ['{{^nothing}}empty{{/nothing}}', 'empty'],
    ['{{#owner.city}}{{code}}{{/owner.city}}', 'P'],
    ['{{#[odd key]}}x{{/[odd key]}}', 'x'],
    ['{{#pick open}}{{name}}{{/pick}}', 'Tea & Co'],
    ['{{# if open }}yes{{/ if }}', 'yes'],
    ['{{#if open}}{{#if count}}both{{/if}}{{/if}}', 'both'],
    ['{{#if open}}{{/if}}', ''],
    ['{{#"open"}}x{{/"open"}}', 'x'],
  ],
  'else chains': [
    ['{{#if closed}}a{{else}}b{{/if}}', 'b'],
    ['{{#if closed}}a{{^}}b{{/if}}', 'b'],
    ['{{#if closed}}a{{ else }}b{{/if}}', 'b'],
    ['{{#if closed}}a{{else if open}}b{{/if}}', 'b'],
    ['{{#if closed}}a{{else if empty}}b{{else}}c{{/if}}', 'c'],
    ['{{#if closed}}a{{else if zero}}b{{else if open}}c{{else}}d{{/if}}', 'c'],
    ['{{#if closed}}a{{else unless closed}}b{{/if}}', 'b'],
    ['{{#if closed}}a{{else with owner}}{{name}}{{/if}}', 'Mina'],
    ['{{#if closed}}a{{else each words}}{{.}}{{/if}}', 'abc'],
    ['{{#if closed}}a{{else each words as |w|}}{{w}}{{/if}}', 'abc'],
    ['{{#if closed}}a{{else if (same count 3)}}three{{/if}}', 'three'],
    ['{{#unless open}}a{{else}}b{{/unless}}', 'b'],
    ['{{#each nothing}}a{{else if open}}b{{/each}}', 'b'],
    ['{{elsewhere}}x', 'x'],
  ],
  'block parameters': [
    ['{{#each words as |w|}}{{w}}{{/each}}', 'abc'],
    ['{{#each words as |w i|}}{{i}}{{w}}{{/each}}', '0a1b2c'],
    ['{{#each prices as |value key|}}{{key}}{{value}} {{/each}}', 'sencha9 assam7 '],
    ['{{#with owner as |o|}}{{o.name}}{{/with}}', 'Mina'],
    ['{{#with owner as | o |}}{{o.city.code}}{{/with}}', 'P'],
    ['{{#give 7 as |x y|}}{{x}} {{y}}{{/give}}', '7 second'],
    [
      '{{#each teas as |tea|}}{{#each tea.tags as |tag|}}{{tea.name}}/{{tag}} {{/each}}{{/each}}',
      'Sencha/green Sencha/mild Assam/black ',
    ],
    ['{{#give 1 as |name|}}{{name}}{{/give}}', '1'],
    ['{{#give 1 as |name|}}{{./name}}{{/give}}', ''],
    ['{{#give (up "a") as |x|}}{{x}}{{/give}}', 'A'],
    ['{{cat as}}{{cat asset}}', ''],
  ],
  data: [
    ['{{#each words}}{{@index}}{{/each}}', '012'],
    ['{{#each words}}{{#if @first}}first {{/if}}{{#if @last}}last{{/if}}{{/each}}', 'first last'],
    ['{{#each teas}}{{#each tags}}{{@../index}}{{@index}} {{/each}}{{/each}}', '00 01 10 '],
    ['{{#each words}}{{@root.count}}{{/each}}', '333'],
    ['{{#with owner}}{{@root.name}}{{/with}}', 'Tea & Co'],
    ['{{@missing}}', ''],
    ['{{up @root.name}}', 'TEA & CO'],
    ['{{pairs a=@root.count}}', 'a=3'],
  ],
  'white space control': [
    ['a {{~name}} b', 'aTea & Co b'],
    ['a {{name~}} b', 'a Tea & Cob'],
    ['a {{~name~}} b', 'aTea & Cob'],
    ['a\n{{~ count ~}}\n b', 'a3b'],
    ['a {{~{name}~}} b', 'aTea & Cob'],
    ['a {{~&count~}} b', 'a3b'],
    ['a {{~#if open~}} b {{~/if~}} c', 'abc'],
    ['a {{#if open~}} b {{~/if}} c', 'a b c'],
    ['{{#if closed}} a {{~else~}} b {{/if}}', 'b '],
    ['{{#if closed}} a {{~^~}} b {{/if}}', 'b '],
    ['a {{~! note ~}} b', 'ab'],
    ['a {{~!-- note --~}} b', 'ab'],
    ['a {{~> card ~}} b', 'a<Tea & Co>b'],
    ['{{#if open}}\nx\n{{/if}}\n', 'x\n'],
    ['  {{#if open}}\nx\n  {{/if}}\nend', 'x\nend'],
    ['{{#if closed}}\na\n{{else}}\nb\n{{/if}}\n', 'b\n'],
    ['{{#each words}}\n{{.}}\n{{/each}}\n', 'a\nb\nc\n'],
    ['x {{#if open}}\ny{{/if}}', 'x \ny'],
    ['a\n{{! alone }}\nb', 'a\nb'],
    ['a\n{{name}}\nb', 'a\nTea & Co\nb'],
    ['a \n {{~#if closed~}} x {{~else if open~}} y {{~/if~}} \n b', 'ayb'],
  ],
  escapes: [
    ['\\{{name}}', '{{name}}'],
    ['a \\{{name}} b', 'a {{name}} b'],
    ['\\{{name}} {{count}}', '{{name}} 3'],
    ['\\\\{{count}}', '\\3'],
    ['a\\\\{{count}}b', 'a\\3b'],
    ['\\{{a}}\\{{b}}', '{{a}}{{b}}'],
    ['\\{{{count}}}', '{{{count}}}'],
    ['\\{{#if x}} {{count}}', '{{#if x}} 3'],
    ['\\ {{count}}', '\\ 3'],
    ['{{count}}\\', '3\\'],
    ['\\{{not closed', '{{not closed'],
  ],
  comments: [
    ['a{{! hidden }}b', 'ab'],
    ['a{{!}}b', 'ab'],
    ['a{{!-- }} and {{name}} --}}b', 'ab'],
    ['a{{!----}}b', 'ab'],
    ['a{{!--\nlines\n--}}b', 'ab'],
    ['a{{! a - b -- c }}b', 'ab'],
    ['a{{! "quote }}b', 'ab'],
    ['{{! one }}{{! two }}x', 'x'],
    ['{{!-- {{#if x}} --}}{{count}}', '3'],
  ],
  partials: [
    ['{{> card}}', '<Tea & Co>'],
    ['{{>card}}', '<Tea & Co>'],
    ['{{> card owner}}', '<Mina>'],
    ['{{> card name="X"}}', '<X>'],
    ['{{> priced teas.[0] unit="€"}}', 'Sencha:9€'],
    ['{{> dir/item count}}', 'item 3'],
    ['{{> "card"}}', '<Tea & Co>'],
    ['{{> [card]}}', '<Tea & Co>'],
    ['{{#each teas}}{{> card}}{{/each}}', '<Sencha><Assam>'],
    ['{{#> frame}}x{{/frame}}', '[x]'],
    ['{{#> absent}}instead{{/absent}}', 'instead'],
    ['{{#> frame}}{{count}}{{/frame}}', '[3]'],
    ['{{#*inline "mine"}}({{name}}){{/inline}}{{> mine}}', '(Tea & Co)'],
    ['{{#*inline "mine"}}({{name}}){{/inline}}{{#each teas}}{{> mine}}{{/each}}', '(Sencha)(Assam)'],
  ],
  'raw blocks': [
    ['{{{{verbatim}}}} {{name}} {{{{/verbatim}}}}', ' {{name}} '],
    ['{{{{verbatim}}}}{{{{/verbatim}}}}', ''],
    ['{{{{verbatim}}}}{{#if}}{{{{/verbatim}}}}', '{{#if}}'],
    ['{{{{verbatim}}}} {{{{inner}}}} x {{{{/inner}}}} {{{{/verbatim}}}}', ' {{{{inner}}}} x {{{{/inner}}}} '],
    ['{{{{pick open}}}}{{x}}{{{{/pick}}}}', '{{x}}'],
    ['a {{{{verbatim}}}}\n{{b}}\n{{{{/verbatim}}}} c', 'a \n{{b}}\n c'],
  ],
};

/** Handlebars reads these, and a message must not have them, or an author surely meant something else: our code. */
const refusedHere: [text: string, code: string][] = [
  ['{{*note}}', 'decorator'],
  ['{{#*note}}x{{/note}}', 'decorator'],
  ['{{> (lookup . "card")}}', 'dynamic-partial'],
  ['{{> (up "a") b=1}}', 'dynamic-partial'],
  ['{{> @partial-block}}', 'partial-block'],
  ['{{owner.}}', 'property-expected'],
  ['{{cat a - b}}', 'unsupported-operator'],
];

/** Neither reads these. */
const invalid: [text: string, code: string][] = [
  ['{{name', 'unclosed-expression'],
  ['{{name}', 'unclosed-expression'],
  ['{{{name}}', 'unbalanced-braces'],
  ['{{name}}}', 'unbalanced-braces'],
  ['{{}}', 'empty-expression'],
  ['{{#}}x{{/}}', 'empty-expression'],
  ['{{#if a}}', 'unclosed-block'],
  ['{{/if}}', 'stray-close'],
  ['{{#if a}}{{/each}}', 'mismatched-close'],
  ['{{#if a}}{{#each b}}{{/if}}{{/each}}', 'unclosed-block'],
  ['{{else}}', 'stray-else'],
  ['{{#if a}}{{else}}{{else}}{{/if}}', 'stray-else'],
  ['{{a/../b}}', 'path-order'],
  ['{{a/./b}}', 'path-order'],
  ['{{a/this}}', 'path-order'],
  ['{{f a=}}', 'value-expected'],
  ['{{f =1}}', 'name-expected'],
  ['{{f a=1 b}}', 'argument-order'],
  ['{{f a.b=1}}', 'bad-key'],
  ['{{teas.0}}', 'property-expected'],
  ['{{f (a}}', 'unclosed-parenthesis'],
  ['{{f a)}}', 'unexpected'],
  ['{{f ()}}', 'empty-expression'],
  ['{{#each a as ||}}{{/each}}', 'bad-block-params'],
  ['{{#each a as |x}}{{/each}}', 'bad-block-params'],
  ['{{f as |x|}}', 'bad-block-params'],
  ['{{a + b}}', 'unsupported-operator'],
  ['{{#if a == b}}{{/if}}', 'unsupported-operator'],
  ['{{"open}}', 'unclosed-string'],
  ['{{>}}', 'empty-expression'],
  ['{{!-- open', 'unclosed-comment'],
  ['{{{{raw}}}} x', 'unclosed-block'],
  ['{{{{raw}}}} x {{{{/war}}}}', 'mismatched-close'],
  ['{{#> p}}x', 'unclosed-block'],
  ['{{#*inline "x"}}', 'unclosed-block'],
];

const codes = (text: string): string[] =>
  parseTemplate(text).problems.map((p) => p.code.slice('template/'.length));

describe.each(Object.entries(valid))('%s', (_theme, cases) => {
  it.each(cases)('%j', (text, rendered) => {
    expect(render(text), 'Handlebars').toBe(rendered);
    for (const parse of [parseTemplate, parseByGrammar]) {
      const { program } = parse(text);
      expect(render(toHandlebars(program)), parse.name).toBe(rendered);
    }
    const refused = refusedHere.find(([t]) => t === text)?.[1];
    expect([...new Set(codes(text))]).toEqual(refused === undefined ? [] : [refused]);
  });
});

describe('valid, and refused in messages', () => {
  it.each(refusedHere)('%j is %s', (text, code) => {
    expect(() => Handlebars.parseWithoutProcessing(text)).not.toThrow();
    expect(codes(text)).toContain(code);
  });
});

describe('invalid', () => {
  it.each(invalid)('%j is %s', (text, code) => {
    expect(() => Handlebars.parseWithoutProcessing(text)).toThrow();
    expect(codes(text)).toContain(code);
  });
});

it('is large', () => {
  const count = Object.values(valid).flat().length + refusedHere.length + invalid.length;
  expect(count).toBeGreaterThanOrEqual(150);
});
