/** What is known of a text, on real templates. */
import { expect, test } from 'vitest';
import { parseTemplate } from '../../../grammar/index.ts';
import type { TextNode } from '../../../src/bind/model.ts';
import {
  constantOf,
  constantParts,
  constantStart,
  isOneExpression,
} from '../../../src/check/send-api/constant.ts';
import { build, inMessage } from './build.ts';

function node(template: string, trim = false): TextNode {
  const body = build(inMessage({ text: 'x' }));
  const message = body.fields.find((field) => field.key === 'message')?.value;
  const text = message?.kind === 'object' ? message.fields[0]?.value : undefined;
  if (text?.kind !== 'text') throw new Error('no text');
  return { ...text, program: parseTemplate(template).program, trim };
}

test('constants', () => {
  expect(constantOf(node('Hi'))).toBe('Hi');
  expect(constantOf(node(''))).toBe('');
  expect(constantOf(node('Hi \\{{x}}'))).toBe('Hi {{x}}');
  expect(constantOf(node('Hi {{x}}'))).toBeUndefined();
  expect(constantOf(node('Hi\n\n', true))).toBe('Hi');
  expect(constantOf(node('Hi\n'))).toBe('Hi\n');
});

test.each([
  ['a {{x}} b', 'a ', ['a ', ' b']],
  ['a {{~x~}} b', 'a', ['a', 'b']],
  ['{{x}} {{y}}', '', [' ']],
  ['{{x}}{{y}}', '', []],
  [' {{#if x}}a{{/if}}b', '', ['b']],
  ['a\n{{#if x}}\nb\n{{/if}}\nc', 'a', ['a', 'c']],
  ['a {{! note }} b', 'a', ['a', 'b']],
])('%j begins with %j and always holds %j', (template, start, parts) => {
  expect(constantStart(node(template))).toBe(start);
  expect(constantParts(node(template))).toEqual(parts);
});

test.each([
  ['{{x}}', true],
  ['{{f x y=1}}', true],
  ['{{x}}{{! note }}', true],
  [' {{x}}', false],
  ['{{x}}{{y}}', false],
  ['{{#if x}}1{{/if}}', false],
  ['1', false],
])('%s is one expression: %s', (template, expected) => {
  expect(isOneExpression(node(template))).toBe(expected);
});

test('a block scalar’s line break after an expression is nothing', () => {
  expect(isOneExpression(node('{{x}}\n', true))).toBe(true);
  expect(isOneExpression(node('{{x}}\n'))).toBe(false);
});
