import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/patterns/compile-pattern.ts';
import { patternProblem } from '../../src/patterns/pattern-problem.ts';

describe('pattern of a param', () => {
  it.each([
    '(?=a)b',
    '(?!a)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?<x>a)\\k<x>',
    '[a',
    'a{1001}',
    '*',
    '((a{99}){99}){99}',
    `${'('.repeat(1500)}a${')*'.repeat(1500)}`,
  ])('refuses %s', (pattern) => {
    expect(patternProblem(pattern)).toBeDefined();
  });

  it.each([
    '^[A-Z]{2}-[0-9]{1,6}$',
    '(a+)+$',
    '[(?=]',
    '\\(\\?=',
    '^\\p{L}+$',
    'a|b',
    '(?:x)y',
    '(?<name>a)',
  ])('takes %s', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
    expect(() => compilePattern(pattern)).not.toThrow();
  });

  const part = fc.constantFrom(
    'a',
    '[a-z]',
    '\\d',
    '(',
    ')',
    '(?:',
    '(?=',
    '(?!',
    '(?<n>',
    '\\1',
    '\\k<n>',
    '|',
    '*',
    '+?',
    '{2,3}',
    '{40}',
    '^',
    '$',
    '.',
    '\\b',
    '[^x]',
    '\\u{1F600}',
    '\\p{Lu}',
    '\\x41',
  );

  it('what is taken can be run', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const pattern = parts.join('');
        if (patternProblem(pattern) === undefined) expect(() => compilePattern(pattern)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });
});
