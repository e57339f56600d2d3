import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patternLengths } from '../../src/patterns/pattern-parts.ts';

it('knows how long texts are that fit a plain pattern', () => {
  expect(patternLengths('^[A-Z]{3}$')).toEqual({ min: 3, max: 3 });
  expect(patternLengths('^[a-z][a-z0-9]*$')).toEqual({ min: 1, max: Infinity });
  expect(patternLengths('^a?[^:/.]{2,4}\\d+$')).toEqual({ min: 3, max: Infinity });
});

it.each(['^a|b$', 'abc', '^abc', 'abc$', '^(ab)$', '^a{2}?$', '^.{3}$'])('says nothing of %s', (pattern) => {
  expect(patternLengths(pattern)).toBeUndefined();
});

it('is true of every text that fits', () => {
  const part = fc
    .tuple(
      fc.constantFrom('[a-c]', '[^a]', '\\d', 'x', '[\\w-]'),
      fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{0,2}'),
    )
    .map(([letters, times]) => letters + times);
  const pattern = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `^${parts.join('')}$`);
  fc.assert(
    fc.property(
      pattern.chain((p) => fc.tuple(fc.constant(p), fc.stringMatching(new RegExp(p, 'u')))),
      ([p, text]) => {
        const { min, max } = patternLengths(p)!;
        const { length } = [...text];
        return length >= min && length <= max;
      },
    ),
  );
});
