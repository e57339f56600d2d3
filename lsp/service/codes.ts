/** Names of currencies and countries, in English. */

export function nameOfCode(type: 'currency' | 'region', code: string): string {
  names[type] ??= new Intl.DisplayNames('en', { type });
  return names[type].of(code) ?? code;
}

const names: { currency?: Intl.DisplayNames; region?: Intl.DisplayNames } = {};
