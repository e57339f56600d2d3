/** What a finding says is what its author meant to write, and nothing else is said beside it. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (message: string) =>
  analyzeText(
    `params: { d: date, vip: boolean, u: { type: url, maxLength: 99 }, tel: phone, first_name: string(9), xs: { type: array, items: string(5), maxItems: 2 } }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  all: "{{date d}} {{vip}} {{u}} {{tel}} {{first_name}} {{join xs}}"\n  m: ${message}\n`,
  ).diagnostics.map((d) => `${d.code}: ${d.message}${(d.fixes ?? []).map((f) => ` | ${f.title}`).join('')}`);

it.each([
  ['Hello {first_name}', 'template/single-braces', 'write {{first_name}}', 'Write {{first_name}}'],
  ['Hello {{first name}}', 'params/unknown-helper', 'Did you mean "first_name"?', 'Write first_name'],
  ['Hello{{#if vip}} a{{#elseif u}} b{{/if}}', 'template/else-mark', '{{else if …}}', 'Write {{else if …}}'],
  ['Hello{{#if vip}} a{{elseif u}} b{{/if}}', 'params/unknown-helper', '{{else if …}}', 'Write else if'],
  ['Hello {{default first_name there}}', 'params/unknown-name', 'it is written "there"', 'Write "there"'],
  ['"Hello {{default first_name there}}"', 'params/unknown-name', "it is written 'there'", "Write 'there'"],
  ['{ image: "{{upper u}}" }', 'params/url-type', 'write https://…/{{upper u}}'],
  ['{ image: "{{default tel u}}" }', 'params/url-type', '(default tel u) is the whole target'],
  [
    '{ text: hi, buttons: [ "Go -> https://a.example{{#if vip}}.de{{/if}}/x" ] }',
    'params/url-start',
    'before the first slash',
  ],
  ['{ text: [hi] }', 'send-api/wrong-kind', 'Remove the brackets'],
  [`[ { text: x, when: 'd > "tomorrow"' }, hi ]`, 'params/different-types', 'have no order: write a date'],
  ['[ { text: x, when: !vip }, hi ]', 'yaml/exclamation-in-condition', '"not vip"', 'Write "not"'],
  ['[ { text: x, when: {{vip}} }, hi ]', 'template/braces', 'write vip', 'Write vip'],
  ['\n    - text: x\n      when: {{vip}}\n    - hi', 'template/braces', 'write vip', 'Write vip'],
  ['{ Text: hi }', 'spec/unknown-key', 'Did you mean "text"?'],
  [
    '{ api: v22.0, text: hi }',
    'spec/wrong-kind',
    'v21.0 or current, but here is "v22.0". Did you mean "v21.0"?',
  ],
])('%s', (message, code, words, fix = '') => {
  const [only, ...more] = found(message);
  expect(more).toEqual([]);
  expect(only).toContain(`${code}: `);
  expect(only).toContain(words);
  expect(only).toContain(fix);
});

it.each(['Hello {nobody}', 'Hello \\{{first_name}}', '"{{{{raw}}}}{first_name}{{{{/raw}}}}"'])(
  '%s: nothing',
  (message) => {
    expect(found(message)).toEqual([]);
  },
);

it('the fields of an element belong below a dash', () => {
  expect(
    found('{ generic: { title: A, subtitle: B } }').filter((f) => f.includes('put a dash')),
  ).toHaveLength(2);
});
