/** Files that are made to break a compiler: each is answered with diagnostics, soon. */
import { expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText, show } from './testdata.ts';

const codes = (text: string) => [...new Set(analyzeText(text).diagnostics.map((d) => d.code))];
const button = (when: string) =>
  `params: { x: string(3)? }\nmessages:\n  a: { text: hi, buttons: [{ tap: A -> B, when: '${when}' }, C -> D] }\ndefaults: { messaging_type: RESPONSE }\n`;

it.each(['not ', '(', '!', 'x and ', '(not x) or '])('a condition of thousands of times %j', (part) => {
  expect(codes(button(`${part.repeat(19_000 / part.length)}x`))).toContain('template/too-deep');
  expect(codes(button(`${part.repeat(400_000 / part.length)}x`))).toContain('spec/long-text');
});

it('fragments that multiply', () => {
  const uses = (n: number) => Array(8).fill(`{ use: f${n} }`).join(', ');
  const fragments = Array.from({ length: 8 }, (_, n) => `  f${n}: [${uses(n + 1)}]\n`).join('');
  const text = `fragments:\n${fragments}  f8: [A -> B]\nmessages:\n  m: { text: hi, quick_replies: [{ use: f0 }] }\n`;
  expect(codes(text)).toContain('spec/too-many-values');
});

it('names of Object.prototype stand for nothing but themselves', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', '__defineGetter__'];
  for (const name of names) {
    const key = `messages:\n  m: { text: Hi, ${name}: a }\n`;
    expect(codes(key)).toContain('spec/unknown-key');
    expect(codes(`messages:\n  m: "{{${name} 1}}"\n`)).toContain('params/unknown-helper');
    expect(codes(`messages:\n  m: "{{${name}}}"\n`)).toContain('params/unknown-name');
    expect(codes(`messages:\n  m: { text: Hi, buttons: [{ use: ${name} }] }\n`).join()).toMatch(
      /spec\/unknown-fragment|template\/bad-call/,
    );
    expect(codes(`messages:\n  m: { text: Hi, buttons: [{ type: ${name}, title: A }] }\n`).join()).toMatch(
      /send-api\//,
    );
    expect(codes(`${name}: 1\nmessages:\n  m: Hi\n`)).toContain('spec/unknown-key');
  }
});

it('params with names of Object.prototype hold their values', () => {
  const { spec, diagnostics } = analyzeText(
    'params:\n  constructor: string(9)\n  o: { type: object, properties: { __proto__: string(9), toString: { type: string, maxLength: 9, default: t } } }\nmessages:\n  m: "{{constructor}} {{o.__proto__}} {{o.toString}}"\ndefaults: { messaging_type: RESPONSE }\n',
  );
  expect(diagnostics.map(show)).toEqual([]);
  for (const backend of ['generated', 'handlebars'] as const) {
    const renderer = createRenderer(compile(spec!), { backend });
    const data = JSON.parse('{ "constructor": "c", "o": { "__proto__": "p" } }');
    expect(renderer.check('m', data)).toEqual([]);
    expect(renderer.check('m', JSON.parse('{ "o": { "__proto__": "p" } }'))).toHaveLength(1);
    expect(renderer.render('m', data)).toMatchObject({
      ok: true,
      steps: [{ body: { message: { text: 'c p t' } } }],
    });
  }
});

it('a message quotes only the beginning of what an author wrote', () => {
  const { diagnostics } = analyzeText(`messages:\n  m: { text: hi, buttons: ["${'-> '.repeat(50_000)}"] }\n`);
  for (const d of diagnostics) expect(d.message.length).toBeLessThan(3000);
});

it('of a list that does not exist nothing more is said', () => {
  const text =
    'messages:\n  m:\n    text: Hi\n    quick_replies:\n      - each: nope as |x|\n        tap: "{{x}} -> X:{{x.y}}"\ndefaults: { messaging_type: RESPONSE }\n';
  expect(analyzeText(text).diagnostics.map(show)).toEqual([
    '5:15-5:19 error params/unknown-name: "nope" is not declared: add it to params, or mend the name.',
  ]);
});

it('files to upload are named in full and lie in the project', () => {
  const found = (image: string) =>
    codes(
      `params: { s: string(5) }\nmessages:\n  m: { image: "${image}" }\ndefaults: { messaging_type: RESPONSE }\n`,
    );
  expect(found('./{{s}}.png')).toContain('spec/local-file');
  expect(found('../a.png')).toContain('spec/local-file');
  expect(found('./b/../../a.png')).toContain('spec/local-file');
  expect(found('./b/../a.png')).not.toContain('spec/local-file');
  const media = 'messages:\n  m: { media: { media_type: image, attachment_id: ./a.png } }\n';
  expect(codes(media)).not.toContain('spec/local-file');
});

it('a property in `required` whose type has `?` can be null', () => {
  const text =
    'params:\n  a: { type: object, required: [name], properties: { name: string(9)?, other: string(3) } }\nmessages:\n  m: "{{a.name}}!{{#if a.other}}{{a.other}}{{/if}}"\ndefaults: { messaging_type: RESPONSE }\n';
  const { spec, diagnostics } = analyzeText(text);
  expect(diagnostics.map((d) => d.code)).toEqual(['params/may-be-missing']);
  const renderer = createRenderer(compile(spec!));
  expect(renderer.check('m', { a: { name: null } })).toEqual([]);
  expect(renderer.check('m', { a: {} })).toHaveLength(1);
});
