/** The grammars themselves: chevrotain's validations, which run time skips. */
import { describe, expect, it } from 'vitest';
import { ConditionParser } from '../../grammar/condition.ts';
import { TemplateParser } from '../../grammar/template.ts';
import { template } from '../../src/diagnostics/catalog/template.ts';

describe('grammar definitions', () => {
  it.each([TemplateParser, ConditionParser])('%s is sound', (Parser) => {
    expect(() => new Parser(true)).not.toThrow();
  });
});

describe('catalogue', () => {
  it.each(Object.entries(template))('%s tells what to do', (code, entry) => {
    expect(code).toMatch(/^template\/[a-z-]+$/);
    expect(entry.explain).toMatch(/\.$/);
    expect(entry.bad).not.toBe(entry.good);
    for (const file of [entry.bad, entry.good]) expect(file).toMatch(/^messages:\n {2}hello:/m);
  });
});
