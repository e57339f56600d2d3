/** Counter-examples that the soundness test found, and findings that no data bore out. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const header = 'defaults: { messaging_type: RESPONSE }\n';
const found = (text: string) =>
  analyzeText(header + text)
    .diagnostics.filter((d) => d.severity !== 'information')
    .map((d) => `${d.severity} ${d.code}`);

it('a chain that ends in a loop may give nothing', () => {
  const chain = (minItems: number) =>
    `params:\n  a: { type: array, maxItems: 2, items: string(2) }\n  b: { type: array, minItems: ${minItems}, maxItems: 2, items: string(2) }\n` +
    'messages:\n  m:\n    generic:\n      - { each: a as |x|, title: "{{x}}", subtitle: S }\n      - { each: b as |x|, otherwise: true, title: "{{x}}", subtitle: S }\n';
  expect(found(chain(0))).toEqual(['warning length/can-be-empty']);
  expect(found(chain(1))).toEqual([]);
});

it('(take list n) bounds what is joined and counted', () => {
  const text = (template: string) =>
    `params:\n  a: { type: array, maxItems: 90, items: string(6) }\nmessages:\n  m:\n    text: Hi\n    quick_replies:\n      - { title: '${template}', payload: P }\n`;
  expect(found(text('Names {{join (take a 2) ""}}'))).toEqual([]);
  expect(found(text('Names {{join (take a 3) ""}}'))).toEqual(['error length/can-exceed']);
  expect(found(text('1234567890123456: {{length a}}'))).toEqual([]);
  // three texts of 6 and one "&": the other separators are shorter
  expect(found(text('N{{join (take a 3) "" last="&"}}'))).toEqual([]);
  expect(found(text('N{{join (take a 3) "" last="&&"}}'))).toEqual(['error length/can-exceed']);
});

it('what data cannot reach at once is no error', () => {
  const text = (template: string) =>
    `params: { b: boolean, i: integer(-5..500), a: { type: array, maxItems: 9, items: string(2) } }\nmessages:\n  m:\n    text: "{{b}}{{i}}{{join a}}"\n    quick_replies:\n      - { title: '${template}', payload: P }\n`;
  const long = 'x'.repeat(11);
  expect(found(text(`{{#if b}}${long}{{/if}}{{#unless b}}${long}{{/unless}}!`))).toEqual([
    'warning length/can-exceed',
  ]);
  expect(found(text(`{{#if b}}${long}{{/if}}{{#if b}}${long}{{/if}}!`))).toEqual(['error length/can-exceed']);
  expect(found(text('{{#each a}}{{this}}{{#if @index}}, {{/if}}{{/each}}!'))).toEqual([
    'warning length/can-exceed',
  ]);
  expect(found(text('12345678901234567{{i}}'))).toEqual([]);
});

it('what conditions exclude is no error', () => {
  const replies = (condition: (i: number) => string) =>
    `params: { b: boolean }\nmessages:\n  m:\n    text: Hi\n    quick_replies:\n${Array.from(
      { length: 14 },
      (_, i) => `      - { when: ${condition(i)}, tap: "T${i} -> P${i}" }\n`,
    ).join('')}`;
  expect(found(replies((i) => (i < 7 ? 'b' : 'not b')))).toEqual(['warning length/can-exceed-items']);
  expect(found(replies(() => 'b'))).toEqual(['error length/can-exceed-items']);
});
