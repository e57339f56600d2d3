import { currencyDigits } from '../currencies.ts';
import { kept } from '../kept.ts';
import type { Run } from '../run.ts';
import { describe, isMissing } from '../values.ts';
import { shiftDecimal } from './decimals.ts';
import { complain, type Hash } from './helper.ts';

/** A number as the language writes it; `digits` fixes the fraction. */
export function number(run: Run, hash: Hash, value: unknown): string | undefined {
  const { digits } = hash;
  if (
    !isMissing(digits) &&
    !(typeof digits === 'number' && Number.isInteger(digits) && digits >= 0 && digits <= 20)
  ) {
    return complain(run, 'number', `digits must be a whole number from 0 to 20, but is ${describe(digits)}`);
  }
  const amount = numeric(run, 'number', value);
  return amount === undefined ? undefined : formatNumber(run.locale, amount, digits as number | undefined);
}

/** `value` by the rules of `locale`, with exactly `digits` fraction digits or up to three. */
export function formatNumber(locale: string, value: number, digits?: number | null): string {
  const format = kept(`number ${locale} ${digits ?? ''}`, () => {
    const fixed = isMissing(digits) ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return new Intl.NumberFormat(locale, fixed);
  });
  return format.format(value);
}

/** Money; `minor` reads the amount in the currency's smallest unit. Digits come from ISO 4217, not from `Intl`. */
export function currency(run: Run, hash: Hash, value: unknown, code: unknown): string | undefined {
  if (typeof code !== 'string' && !isMissing(code)) {
    return complain(
      run,
      'currency',
      `the currency must be an ISO 4217 code as "EUR", but is ${describe(code)}`,
    );
  }
  if (isMissing(value) || isMissing(code)) return undefined;
  const name = code.toUpperCase();
  const digits = currencyDigits(name);
  if (digits === undefined)
    return complain(run, 'currency', `${describe(code)} is not an ISO 4217 currency code`);
  const amount = numeric(run, 'currency', value);
  if (amount === undefined) return undefined;
  const { minor } = hash;
  if (!isMissing(minor) && typeof minor !== 'boolean') {
    return complain(run, 'currency', `minor must be true or false, but is ${describe(minor)}`);
  }
  const format = kept(
    `currency ${run.locale} ${name}`,
    () =>
      new Intl.NumberFormat(run.locale, {
        style: 'currency',
        currency: name,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  return format.format(minor === true ? shiftDecimal(amount, digits) : amount);
}

/** Undefined where the value is missing, or (with a problem) no number. */
export function numeric(run: Run, helper: string, value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (isMissing(value)) return undefined;
  return complain(run, helper, `needs a number, but got ${describe(value)}`);
}
