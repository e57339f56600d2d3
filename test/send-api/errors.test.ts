import { describe, expect, test } from 'vitest';
import { countries } from '../../src/send-api/countries.ts';
import { currencyDecimals } from '../../src/send-api/currencies.ts';
import { graphError, graphErrors } from '../../src/send-api/errors.ts';

describe('error codes', () => {
  test('no code stands twice', () => {
    const keys = graphErrors.map((error) => `${error.code}/${error.subcode ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('a subcode that is not known means what its code means', () => {
    expect(graphError(10, 2018278)?.meaning).toMatch(/window/);
    expect(graphError(10, 1)?.meaning).toBe(graphError(10)?.meaning);
    expect(graphError(424242)).toBeUndefined();
  });

  /** The response table of the delivery contract. */
  test.each([
    ['throttled', [[4], [17], [32], [341], [613], [80001], [80002], [80006]]],
    ['temporary', [[1200]]],
    ['ambiguous', [[1], [1, 1357046], [2]]],
    [
      'recipient',
      [
        [100],
        [100, 2018001],
        [551],
        [10, 2018278],
        [10, 2018108],
        [230],
        [200, 1545041],
        [613, 2018338],
        [613, 1893016],
      ],
    ],
    ['page', [[190], [190, 463], [10, 1893063], [368], [200], [10]]],
  ] as const)('%s', (outcome, codes) => {
    for (const [code, subcode] of codes as readonly (readonly number[])[]) {
      expect(graphError(code!, subcode)?.outcome, `${code}/${subcode}`).toBe(outcome);
    }
  });
});

test('currencies agree with the platform where both know them', () => {
  const platform = new Set(Intl.supportedValuesOf('currency'));
  // Node's CLDR counts the decimals that people use; the standard has 2 or 3 for these.
  for (const code of ['EUR', 'USD', 'GBP', 'INR', 'BRL', 'MXN', 'THB', 'JPY', 'KWD', 'CLP', 'VND', 'TND']) {
    expect(platform.has(code)).toBe(true);
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: code,
    }).resolvedOptions();
    expect(currencyDecimals.get(code), code).toBe(maximumFractionDigits);
  }
  const missing = [...platform].filter((code) => !currencyDecimals.has(code));
  // Units of account and precious metals.
  expect(missing.every((code) => code.startsWith('X'))).toBe(true);
});

test('countries are the 249 of ISO 3166-1', () => {
  expect(countries.size).toBe(249);
  for (const code of countries) expect(code).toMatch(/^[A-Z]{2}$/);
});
