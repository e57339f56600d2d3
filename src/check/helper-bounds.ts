/** How long the text can be that a helper gives. Written beside `src/render/helpers.ts`, tested against the helpers. */
import type { Expression } from '../../grammar/ast.ts';
import { wholeDigits } from './bounds.ts';
import type { Typed } from './environment.ts';
import { assume, between, constant, either, plus, type Size, times } from './size.ts';

export interface HelperCall {
  readonly params: readonly Expression[];
  readonly hash: ReadonlyMap<string, Expression>;
  readonly size: (e: Expression) => Size;
  readonly type: (e: Expression) => Typed;
  /** The size by the result's type alone. */
  readonly result: () => Size;
}

export function helperSize(name: string, call: HelperCall): Size {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  return rule && call.params.length > 0 ? rule(call, call.params[0]!) : call.result();
}

const endless = Number.POSITIVE_INFINITY;

/** Longest texts of Intl, over all locales of CLDR, rounded up. */
const dateLengths: Readonly<Record<string, number>> = { full: 60, long: 50, medium: 40, short: 30 };
const timeLength = 60;
const relativeLength = 60;
/** Sign, symbol or code, spaces and direction marks around an amount. */
const currencyExtra = 24;

const rules: Readonly<Record<string, (call: HelperCall, first: Expression) => Size>> = {
  default: ({ params, size, type }, first) => {
    const value = size(first);
    const fallback = params[1] ? size(params[1]) : constant('');
    if (type(first).type === undefined) return either({ ...value, min: 0 }, fallback);
    // an empty value gives way to the fallback as well
    const present = { ...value, min: Math.max(value.min, 1), minBytes: Math.max(value.minBytes, 1) };
    const { missing, canonical } = type(first);
    return missing || value.min === 0 ? either(present, assume(fallback, canonical, false)) : value;
  },
  truncate: ({ params, size }, first) => {
    const value = size(first);
    const limit = params[1]?.type === 'NumberLiteral' ? params[1].value : endless;
    if (value.max <= limit) return value;
    const { unbounded: _, ...rest } = value;
    return {
      ...rest,
      // no blank is left before the …
      min: Math.min(value.min, 1),
      max: limit,
      minBytes: Math.min(value.minBytes, 1),
      maxBytes: limit * 4,
    };
  },
  // ΐ has three capitals, İ two small letters; at most 3 bytes grow to 6
  upper: ({ size }, first) => grow(size(first), 3),
  lower: ({ size }, first) => grow(size(first), 2),
  capitalize: ({ size }, first) => {
    const value = size(first);
    return value.max === 0
      ? value
      : { ...value, max: value.max + 2, maxBytes: value.maxBytes + 8, exact: false };
  },
  urlencode: ({ size }, first) => {
    const value = size(first);
    return { ...value, max: value.max * 12, maxBytes: value.max * 12, exact: false };
  },
  number: ({ hash, type }, first) => {
    const digits = hash.get('digits');
    return formatted(type(first), digits?.type === 'NumberLiteral' ? digits.value : 3, 4);
  },
  currency: ({ type }, first) => formatted(type(first), 4, currencyExtra),
  plural: ({ hash, type }, first) => {
    const number = formatted(type(first), 3, 4);
    let result: Size | undefined;
    for (const [key, value] of hash) {
      if (key === 'ordinal' || value.type !== 'StringLiteral') continue;
      const parts = value.value.split('{n}');
      const form = plus(
        constant(parts.join('')),
        times(number, parts.length - 1, parts.length - 1, undefined, undefined),
      );
      result = result ? either(result, form) : form;
    }
    return result ?? number;
  },
  date: ({ params, hash, type }, first) => {
    const missing = type(first).missing ? 0 : 1;
    const style = params[1]?.type === 'StringLiteral' ? params[1].value : undefined;
    if (style === 'unix') return between(missing, 15, { bytes: 1, exact: false });
    const date =
      style === undefined && hash.has('time') ? 0 : (dateLengths[style ?? 'medium'] ?? dateLengths['full']!);
    return between(missing, date + (hash.has('time') ? timeLength : 0) + 8, { exact: false });
  },
  relative: ({ type }, first) => between(type(first).missing ? 0 : 1, relativeLength, { exact: false }),
  join: ({ params, hash, size, type }, first) => {
    const list = type(first).type;
    if (list?.kind !== 'list') return between(0, endless, { unbounded: 'the list has no known length' });
    const separator = params[1] ? size(params[1]) : constant(', ');
    const last = hash.get('last');
    const between2 = last ? either(separator, size(last)) : separator;
    const item = itemSize(list.of, type(first).name);
    const turns = list.maxItems ?? endless;
    const cause = `${type(first).name} has no maximum of items`;
    const witness = `${type(first).name} of ${turns} items`;
    const items = times(item, type(first).missing ? 0 : list.minItems, turns, cause, witness);
    return plus(
      items,
      times(between2, Math.max(list.minItems - 1, 0), Math.max(turns - 1, 0), cause, undefined),
    );
  },
};

function itemSize(type: NonNullable<Typed['type']>, name: string): Size {
  if (type.kind === 'string' && type.maxLength !== undefined) {
    return between(type.optional ? 0 : type.minLength, type.maxLength, {
      witness: `items of ${type.maxLength} characters`,
    });
  }
  if (type.kind === 'number' && type.minimum !== undefined && type.maximum !== undefined && type.integer) {
    return between(1, wholeDigits(type.minimum, type.maximum), { bytes: 1 });
  }
  return between(0, endless, { unbounded: `the items of ${name} have no maximum length` });
}

function grow(size: Size, factor: number): Size {
  return { ...size, max: size.max * factor, maxBytes: size.maxBytes * factor, exact: false };
}

/** A number as Intl writes it: digits, group separators, decimals and `extra` characters around them. */
function formatted({ type, name, missing }: Typed, decimals: number, extra: number): Size {
  const min = missing ? 0 : 1;
  if (type?.kind !== 'number' || type.minimum === undefined || type.maximum === undefined) {
    return between(min, endless, { unbounded: `${name} is a number without a range` });
  }
  // One more digit for rounding up; grouping by two in some languages.
  const whole = wholeDigits(type.minimum, type.maximum) + 1;
  const fraction = type.integer && decimals === 3 ? 0 : decimals + 1;
  return between(min, whole + Math.floor(whole / 2) + fraction + extra, {
    exact: false,
    witness: `${name} ${type.maximum}`,
  });
}
