/** Braces where none belong: one finding, read as what is meant, and the mend reads the same. */
import { describe, expect, it } from 'vitest';
import { parseCall, parseCondition, parseLoop } from '../../grammar/index.ts';
import type { Parsed } from '../../grammar/ast.ts';

const kinds = { condition: parseCondition, loop: parseLoop, call: parseCall } as const;

function mended(kind: keyof typeof kinds, text: string): string | undefined {
  const { value, problems } = kinds[kind](text) as Parsed<unknown>;
  expect(value).toBeDefined();
  expect(problems.map((p) => p.code)).toEqual(['template/braces']);
  const edit = problems[0]!.fixes?.[0]?.edits[0];
  if (!edit) return undefined;
  const after = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
  const again = kinds[kind](after) as Parsed<unknown>;
  expect(again.problems).toEqual([]);
  expect(withoutSpans(again.value)).toEqual(withoutSpans(value));
  return after;
}

/** `span`, `nameSpan` and their like: where something stands is all that may differ. */
function withoutSpans(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, v: unknown) => (/span/i.test(key) ? undefined : v)));
}

describe('read as what is meant', () => {
  it.each([
    ['condition', '{{vip}}', 'vip'],
    ['condition', ' {{ vip }} ', ' vip '],
    ['condition', '{{#if vip}}', 'vip'],
    ['condition', '{{~vip~}}', 'vip'],
    ['condition', '{{{vip}}}', 'vip'],
    ['condition', 'not {{vip}} and {{a}} == "x"', 'not vip and a == "x"'],
    ['condition', 'a == "{{b}}"', 'a == b'],
    ['condition', '{{gt (length xs) 3}}', '(gt (length xs) 3)'],
    ['condition', '{{xs.length}} > 3', 'xs.length > 3'],
    ['loop', '{{xs}} as |x|', 'xs as |x|'],
    ['loop', '{{#each xs as |x i|}}', 'xs as |x i|'],
    ['call', '{{help}}', 'help'],
    ['call', '{{> help topic="x"}}', 'help topic="x"'],
    ['call', 'help topic={{subject}}', 'help topic=subject'],
  ] as const)('%s %s', (kind, text, after) => {
    expect(mended(kind, text)).toBe(after);
  });
});

it('a text of a condition is left as it is', () => {
  expect(mended('condition', 'a == "Hi {{b}}"')).toBeUndefined();
  expect(mended('condition', 'a == "x" and b == "{{"')).toBeUndefined();
});

it.each(['{{vip', '{{#if}}', '{{vip}} {{', '{{a + b}}', '{{}}'])('%s stays an error of its own', (text) => {
  const { problems } = parseCondition(text);
  expect(problems.length).toBeGreaterThan(0);
});
