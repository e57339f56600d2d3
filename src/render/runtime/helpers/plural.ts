import { kept } from '../kept.ts';
import type { Run } from '../run.ts';
import { describe, isMissing } from '../values.ts';
import { complain, type Hash } from './helper.ts';
import { formatNumber, numeric } from './numbers.ts';
import { scalarText } from './text.ts';

/**
 * The text of the CLDR plural category of `count`, or `other`. `zero` is also taken for exactly 0 in languages that
 * have no such category. `{n}` in the text is the number as the language writes it.
 */
export function plural(run: Run, hash: Hash, count: unknown): string | undefined {
  const value = numeric(run, 'plural', count);
  if (value === undefined) return undefined;
  if (isMissing(hash['other']))
    return complain(run, 'plural', 'needs other="…", the text for all other numbers');
  const { ordinal } = hash;
  if (!isMissing(ordinal) && typeof ordinal !== 'boolean') {
    return complain(run, 'plural', `ordinal must be true or false, but is ${describe(ordinal)}`);
  }
  const type = ordinal === true ? 'ordinal' : 'cardinal';
  const rules = kept(`plural ${run.locale} ${type}`, () => new Intl.PluralRules(run.locale, { type }));
  const category = value === 0 && !isMissing(hash['zero']) ? 'zero' : rules.select(value);
  const text = scalarText(run, 'plural', isMissing(hash[category]) ? hash['other'] : hash[category]);
  return text?.replaceAll('{n}', () => formatNumber(run.locale, value));
}
