/** What a "when" makes certain counts for the rules about several fields, too. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (message: string) =>
  analyzeText(
    `params: { t: string(1..20), u: url?, us: { type: array, items: url, maxItems: 3 } }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  all: "{{t}} {{u}} {{length us}}"\n  m:\n${message.replace(/^/gm, '    ')}\n`,
  )
    .diagnostics.filter(({ severity }) => severity !== 'information')
    .map(({ code }) => code);

it.each([
  ['generic:\n  - { title: "{{t}}", image_url: "{{u}}" }', ['send-api/only-title']],
  ['generic:\n  - { title: "{{t}}", image_url: "{{u}}", when: u }\n  - { title: A, subtitle: B }', []],
  ['- text: Hi\n- when: u\n  generic:\n    - { title: "{{t}}", image_url: "{{u}}" }', []],
  ['generic:\n  - { title: "{{t}}", subtitle: "{{u}}", when: not u }', ['send-api/only-title']],
  ['generic:\n  - { each: x in us, title: "{{t}}", image_url: "{{x}}" }\n  - { title: A, subtitle: B }', []],
])('%s', (message, codes) => {
  expect(found(message).filter((code) => code === 'send-api/only-title')).toEqual(codes);
});
