import { expect, it } from 'vitest';
import { resolveCore } from '../../src/yaml/core-schema.ts';

it.each<[string, string | number]>([
  ['1e21', 1e21],
  ['-1.5E+300', -1.5e300],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
  // an id: as a number it would lose digits
  ['123456789012345678', '123456789012345678'],
  ['1e999', '1e999'],
])('%s is %j', (source, value) => {
  expect(resolveCore(source)).toBe(value);
});
