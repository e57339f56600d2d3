/** Broken templates: every error, at its place, and the rest understood (pitfalls of templates, each tried). */
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../grammar/index.ts';
import { template } from '../../src/diagnostics/catalog/template.ts';

/** `code "the marked text"` for each problem. */
function found(text: string): string[] {
  return parseTemplate(text).problems.map(
    ({ code, span }) => `${code.slice(9)} ${text.slice(span.start, span.end)}`,
  );
}

/** The statements that were understood: texts in quotes, expressions as written. */
function kept(text: string): string {
  return parseTemplate(text)
    .program.body.map((s) =>
      s.type === 'ContentStatement' ? JSON.stringify(s.value) : text.slice(s.span.start, s.span.end),
    )
    .join(' ');
}

/** The text after the first fix of the first problem. */
function mended(text: string): string | undefined {
  const edits = parseTemplate(text).problems[0]?.fixes?.[0]?.edits;
  if (edits === undefined) return undefined;
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((t, { span, newText }) => t.slice(0, span.start) + newText + t.slice(span.end), text);
}

describe('one error, the rest kept', () => {
  const cases: [text: string, problems: string[], rest: string][] = [
    ['{{foo bar=}} and {{ok.name}}', ['value-expected bar='], '{{foo bar=}} " and " {{ok.name}}'],
    [
      '{{#each xs as |x}}…{{/each}} {{c}}',
      ['bad-block-params as |x'],
      '{{#each xs as |x}}…{{/each}} " " {{c}}',
    ],
    ['{{a | b}} {{c}}', ['unsupported-operator |'], '{{a | b}} " " {{c}}'],
    ['{{{a}} {{b}}', ['unbalanced-braces }}'], '{{{a}} " " {{b}}'],
    ['{{a}}} {{b}}', ['unbalanced-braces }}}'], '{{a}}} " " {{b}}'],
    ['{{a}}}} {{b}}', ['unbalanced-braces }}}}'], '{{a}}}} " " {{b}}'],
    ['{{"unclosed}} text {{b}}', ['unclosed-string "unclosed'], '{{"unclosed}} " text " {{b}}'],
    ['{{upper(name)}} {{c}}', ['call-syntax upper(name)'], '{{upper(name)}} " " {{c}}'],
    ['Hi {{name', ['unclosed-expression {{name'], '"Hi " {{name'],
    ['Hi {{name\nbye {{x}}', ['unclosed-expression {{name'], '"Hi " {{name "\\nbye " {{x}}'],
    ['Hi {{name, {{x}}', ['unclosed-expression {{name,'], '"Hi " {{name,  {{x}}'],
    ['Hi {{', ['unclosed-expression {{'], '"Hi " {{'],
    ['{{/if}} tail {{x}}', ['stray-close {{/if}}'], '" tail " {{x}}'],
    ['{{else}} tail {{x}}', ['stray-else {{else}}'], '" tail " {{x}}'],
    ['{{else if a}} tail', ['stray-else {{else if a}}'], '" tail"'],
    ['{{#if a}}1{{else}}2{{else}}3{{/if}}', ['stray-else {{else}}'], '{{#if a}}1{{else}}2{{else}}3{{/if}}'],
    ['{{#if x}}a {{name}} b', ['unclosed-block {{#if x}}'], '{{#if x}}a {{name}} b'],
    ['{{#if a}}x{{/each}} y', ['mismatched-close {{/each}}'], '{{#if a}}x{{/each}} " y"'],
    ['{{#if a}}{{#each b}}x{{/if}} y', ['unclosed-block {{#each b}}'], '{{#if a}}{{#each b}}x{{/if}} " y"'],
    ['{{#""}}x{{/}} y', ['mismatched-close {{/}}'], '{{#""}}x{{/}} " y"'],
    ['{{#if a}}x{{/}} y', ['mismatched-close {{/}}'], '{{#if a}}x{{/}} " y"'],
    ['{{user.}} x', ['property-expected user.'], '{{user.}} " x"'],
    ['{{user..name}} x', ['property-expected user.'], '{{user..name}} " x"'],
    ['{{a/../b}} x', ['path-order ..'], '{{a/../b}} " x"'],
    ['{{}} x', ['empty-expression {{}}'], '{{}} " x"'],
    ['{{#}} x {{/if}}', ['empty-expression {{#}}'], '{{#}} x {{/if}}'],
    ['{{foo (}} x', ['unclosed-parenthesis ('], '{{foo (}} " x"'],
    ['{{foo (bar}} x', ['unclosed-parenthesis (bar'], '{{foo (bar}} " x"'],
    ['{{foo bar)}} x', ['unexpected )'], '{{foo bar)}} " x"'],
    ['{{(upper a)}}', ['name-in-parentheses (upper a)'], '{{(upper a)}}'],
    ['{{foo a=1 b}}', ['argument-order b'], '{{foo a=1 b}}'],
    ['{{foo a.b=1}}', ['bad-key a.b'], '{{foo a.b=1}}'],
    ['{{a=1}}', ['name-expected a=1'], '{{a=1}}'],
    ["{{default a'b'}}", ["missing-blank '"], "{{default a'b'}}"],
    ['{{foo as |x|}}', ['bad-block-params as |x|'], '{{foo as |x|}}'],
    ['{{!-- a }} b', ['unclosed-comment {{!-- a }}'], '{{!-- a }} " b"'],
    ['{{a # b}} c', ['unexpected #'], '{{a # b}} " c"'],
    ['{{{{raw}}}} {{x}}', ['unclosed-block {{{{raw}}}}'], '{{{{raw}}}} {{x}}'],
    ['{{{{raw}}}} x {{{{/war}}}} y', ['mismatched-close {{{{/war}}}}'], '{{{{raw}}}} x {{{{/war}}}} " y"'],
    [
      '{{default a "there}}, he said "hi".',
      ['unclosed-string "there'],
      '{{default a "there}} ", he said \\"hi\\"."',
    ],
    ['{{d a "x}}, {{d b "y}}', ['unclosed-string "x', 'unclosed-string "y'], '{{d a "x}} ", " {{d b "y}}'],
    ['{{*foo}} x', ['decorator {{*foo}}'], '{{*foo}} " x"'],
    ['{{#*foo}}a{{/foo}} x', ['decorator {{#*foo}}'], '{{#*foo}}a{{/foo}} " x"'],
    ['{{> (lookup . "x")}} y', ['dynamic-partial (lookup . "x")'], '{{> (lookup . "x")}} " y"'],
    ['{{> @partial-block}} y', ['partial-block @partial-block'], '{{> @partial-block}} " y"'],
  ];
  it.each(cases)('%s', (text, problems, rest) => {
    expect(found(text)).toEqual(problems);
    expect(kept(text)).toBe(rest);
  });

  it.each([
    '+',
    '-',
    '*',
    '%',
    '&&',
    '||',
    '==',
    '===',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    '?',
    '??',
    '!',
    '^',
    ';',
  ])('operator %s', (operator) => {
    const text = `{{a ${operator} b}} {{c}}`;
    expect(found(text)).toEqual([`unsupported-operator ${operator}`]);
    expect(kept(text)).toBe(`{{a ${operator} b}} " " {{c}}`);
  });

  it('reports all errors of one text, in order', () => {
    expect(found('{{user.}} {{}} {{upper(x)}} {{#if a}}{{else}} {{"x}} {{/each}} {{/if}} {{y')).toEqual([
      'property-expected user.',
      'empty-expression {{}}',
      'call-syntax upper(x)',
      'unclosed-string "x',
      'mismatched-close {{/each}}',
      'stray-close {{/if}}',
      'unclosed-expression {{y',
    ]);
  });
});

describe('fixes', () => {
  const cases: [text: string, mended: string | undefined][] = [
    ['{{upper(name)}}', '{{upper name}}'],
    ['{{truncate(name, 3)}}', '{{truncate name 3}}'],
    ['{{#if eq(a, 2)}}x{{/if}}', '{{#if (eq a 2)}}x{{/if}}'],
    ['{{upper trim(name)}}', '{{upper (trim name)}}'],
    ['{{name | upper}}', '{{upper name}}'],
    ['{{a && b}}', '{{and a b}}'],
    ['{{#if a == "x"}}y{{/if}}', '{{#if (eq a "x")}}y{{/if}}'],
    ['{{#if !a}}y{{/if}}', '{{#if (not a)}}y{{/if}}'],
    ['{{a + b}}', undefined],
    ['{{foo a, b}}', '{{foo a b}}'],
    ['{{{a}}', '{{{a}}}'],
    ['{{a}}}', '{{a}}'],
    ['Hi {{name', 'Hi {{name}}'],
    ['Hi {{name \nx', 'Hi {{name}} \nx'],
    ['{{#if a}}x{{/each}}', '{{#if a}}x{{/if}}'],
    ['{{d "x}}', '{{d "x"}}'],
    ['{{foo (bar}}', '{{foo (bar)}}'],
    ['{{(upper a)}}', '{{upper a}}'],
    ["{{default a'b'}}", "{{default a 'b'}}"],
    ['{{items[0]}}', '{{items.[0]}}'],
    ['{{!-- a }} b', '{{!-- a --}} b'],
  ];
  it.each(cases)('%s', (text, expected) => {
    expect(mended(text)).toBe(expected);
    if (expected !== undefined) expect(found(expected)).toEqual([]);
  });
});

describe('fixes of check --fix', () => {
  /** The first fix is no guess. */
  const isSure = (text: string) => parseTemplate(text).problems[0]!.fixes?.[0]?.choice === undefined;

  it.each([
    ['Buy {{name} now {{name}}!', 'Buy {{name}} now {{name}}!'],
    ['Hi {{name} there', 'Hi {{name}} there'],
    ['Hi {{truncate name 4} there\nyou', 'Hi {{truncate name 4}} there\nyou'],
    ['{{#if name} x {{/if}}', '{{#if name}} x {{/if}}'],
    ['{{d "}"} x', '{{d "}"}} x'],
    ['{{d "x}} y', '{{d "x"}} y'],
    ['{{foo (bar a}} b', '{{foo (bar a)}} b'],
    ['{{#if a}}x{{/fi}}', '{{#if a}}x{{/if}}'],
  ])('%s: one mend', (text, expected) => {
    expect([mended(text), isSure(text)]).toEqual([expected, true]);
    expect(found(expected)).toEqual([]);
  });

  it.each([
    'Hi {{name there',
    'Hi {{truncate name 4',
    'Hi {{name | } there',
    'Hi {{name} }',
    'Hi {{{name} there',
    '{{{name}} x',
    '{{name}}} x',
    '{{d "x y}}',
    '{{foo (bar a b}}',
    '{{#if a}}x{{/unless}}',
    '{{!-- a',
  ])('%s: a guess', (text) => {
    expect([mended(text) !== undefined, isSure(text)]).toEqual([true, false]);
  });

  it.each(['Hi {{name}}{{', '{{ {{name}}'])('%s: nothing to offer', (text) => {
    expect(mended(text)).toBeUndefined();
  });

  it('the text behind a lone brace is text', () => {
    expect(kept('Hi {{name} there, {{b}}')).toBe('"Hi " {{name} " there, " {{b}}');
  });
});

describe('messages', () => {
  it('names both places of a closing tag that does not match', () => {
    const text = '{{#if a}}x{{/each}}';
    const [problem] = parseTemplate(text).problems;
    expect(problem?.related?.map(({ span }) => text.slice(span.start, span.end))).toEqual(['{{#if a}}']);
    expect(template['template/mismatched-close'].message(problem!.params as never)).toBe(
      '{{/each}} stands where the block "if" ends: write {{/if}}.',
    );
  });

  it('marks a path that is still to be completed', () => {
    const [statement] = parseTemplate('{{user.}}').program.body;
    expect(statement).toMatchObject({ path: { parts: ['user'], incomplete: true } });
  });

  it('drops what follows an operator, and keeps what stands before it', () => {
    const [statement] = parseTemplate('{{a + nonsense}}').program.body;
    expect(statement).toMatchObject({ path: { original: 'a' }, params: [] });
  });
});
