/** Loops as other languages write them: one finding, whose mend makes the file clean. */
import { expect, it } from 'vitest';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const file = (message: string) =>
  `params: { us: { type: array, items: string(1..9), maxItems: 3, minItems: 1 }, n: integer(1..3) }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  all: "{{n}}"\n  m:\n${message.replace(/^/gm, '    ')}\n`;

it.each([
  ["text: '{{#each u in us}}{{u}}{{/each}}'", "text: '{{#each us as |u|}}{{u}}{{/each}}'"],
  ["text: '{{#each us as u}}{{u}}{{/each}}'", "text: '{{#each us as |u|}}{{u}}{{/each}}'"],
  ["text: '{{~#for u of us~}}{{u}}{{~/for~}}'", "text: '{{~#each us as |u|~}}{{u}}{{~/each~}}'"],
  [
    'text: "{{#foreach u in (take us 2)}}\\u00e9{{u}}{{/foreach}}"',
    'text: "{{#each (take us 2) as |u|}}\\u00e9{{u}}{{/each}}"',
  ],
  [
    'text: Hi\nquick_replies: [{ each: u in us, title: "{{u}}", payload: A }]',
    'text: Hi\nquick_replies: [{ each: us as |u|, title: "{{u}}", payload: A }]',
  ],
  [
    'text: Hi\nquick_replies: [{ each: "for u, i of us", title: "{{i}}. {{u}}", payload: A }]',
    'text: Hi\nquick_replies: [{ each: "us as |u i|", title: "{{i}}. {{u}}", payload: A }]',
  ],
])('%s', (message, mended) => {
  const { diagnostics } = analyzeText(file(message));
  expect(diagnostics.map(({ code }) => code)).toEqual(['template/bad-loop']);
  const text = applyEdits(file(message), diagnostics[0]!.fixes![0]!.edits);
  expect(text).toBe(file(mended));
  expect(analyzeText(text).diagnostics).toEqual([]);
});

it.each([
  ["text: 'a{{#each n}}{{this}}{{/each}}'", ['params/not-a-list']],
  ['text: Hi\nquick_replies: [{ each: n as |u|, title: "{{u}}", payload: A }]', ['params/not-a-list']],
  ["text: 'a{{#each u in n}}{{u}}{{/each}}'", ['template/bad-loop', 'params/not-a-list']],
])('of what is no list nothing more is said: %s', (message, codes) => {
  const { diagnostics } = analyzeText(file(message));
  expect(diagnostics.map(({ code }) => code).filter((code) => code !== 'params/unused')).toEqual(codes);
});
