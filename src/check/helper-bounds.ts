/** How long the text can be that a helper gives. Written beside `src/render/helpers.ts`, tested against the helpers. */
import type { Expression } from '../../grammar/ast.ts';
import type { DataType } from '../bind/model.ts';
import { sizeOfType, wholeDigits } from './bounds.ts';
import type { Typed } from './environment.ts';
import { mayBeNull } from './environment.ts';
import { assume, between, constant, either, empty, plus, type Size, times } from './size.ts';

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
const dateLengths: Readonly<Record<string, number>> = {
  full: 60,
  long: 50,
  medium: 40,
  short: 30,
  unix: 15,
  none: 0,
};
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
  truncate: ({ params, size, type }, first) => {
    const value = size(first);
    const length = params[1] && type(params[1]).type;
    const limit = length?.kind === 'number' ? Math.max(length.maximum ?? endless, 1) : endless;
    const least = length?.kind === 'number' ? (length.minimum ?? 0) : 0;
    if (value.max <= least) return value;
    // no blank is left before the …
    const shortest = { min: Math.min(value.min, 1), minBytes: Math.min(value.minBytes, 1) };
    if (value.max <= limit) return { ...value, ...shortest };
    const { unbounded: _, ...rest } = value;
    return { ...rest, ...shortest, max: limit, maxBytes: limit * 4 };
  },
  // ΐ has three capitals of six bytes, Ì in Lithuanian three small letters of five
  upper: ({ size }, first) => grow(size(first), 3, 6),
  lower: ({ size }, first) => grow(size(first), 3, 5),
  capitalize: ({ size }, first) => {
    const value = size(first);
    return value.max === 0
      ? value
      : { ...value, minBytes: value.min, max: value.max + 2, maxBytes: value.maxBytes + 8, exact: false };
  },
  urlencode: ({ size }, first) => {
    const value = size(first);
    return { ...value, max: value.max * 12, maxBytes: value.max * 12, exact: false };
  },
  number: ({ hash, type }, first) => {
    const given = hash.get('digits');
    const digits = given && type(given);
    const most = digits?.type?.kind === 'number' ? Math.min(digits.type.maximum ?? 20, 20) : given ? 20 : 3;
    return formatted(type(first), digits?.missing ? Math.max(most, 3) : most, 4);
  },
  currency: ({ type }, first) => formatted(type(first), 4, currencyExtra),
  plural: ({ hash, type, size }, first) => {
    const number = formatted({ ...type(first), missing: false }, 3, 4);
    const forms = [...hash].flatMap(([key, value]): Size[] => {
      if (key === 'ordinal') return [];
      const { type: known } = type(value);
      return known?.kind === 'string' && known.values
        ? known.values.map((text) => withNumber(text, number))
        : [mayHoldNumber(size(value), number)];
    });
    const result = forms.length > 0 ? forms.reduce(either) : number;
    return type(first).missing ? { ...result, min: 0, minBytes: 0 } : result;
  },
  date: ({ params, hash, type }, first) => {
    const missing = type(first).missing ? 0 : 1;
    const style = params[1] && type(params[1]);
    const none = hash.has('time') ? 'none' : 'medium';
    const known = style?.type?.kind === 'string' ? style.type.values : undefined;
    const styles = style ? [...(known ?? ['full']), ...(style.missing ? [none] : [])] : [none];
    if (styles.every((s) => s === 'unix')) return between(missing, 15, { bytes: 1, exact: false });
    const date = Math.max(...styles.map((s) => dateLengths[s] ?? dateLengths['full']!));
    return between(missing, date + (hash.has('time') ? timeLength : 0) + 8, { exact: false });
  },
  relative: ({ type }, first) => between(type(first).missing ? 0 : 1, relativeLength, { exact: false }),
  join: ({ params, hash, size, type }, first) => {
    const { type: list, name, missing } = type(first);
    // what is no list was reported as that
    if (list?.kind !== 'list') return between(0, endless);
    const orElse = (e: Expression | undefined, other: Size) => {
      if (!e) return other;
      return type(e).missing ? either(size(e), other) : size(e);
    };
    const separator = orElse(params[1], constant(', '));
    const last = hash.get('last');
    const beforeLast = last ? orElse(last, separator) : separator;
    const parts = listed(first);
    const certain = parts
      ? parts.filter((part) => !type(part).missing).length
      : missing || mayBeNull(list.of)
        ? 0
        : list.minItems;
    const turns = list.maxItems ?? endless;
    const cause = `${name} has no maximum of items`;
    const items = parts
      ? parts.map((part) => size(part)).reduce(plus, empty)
      : times(itemSize(list.of, name), certain, turns, cause, `${name} of ${turns} items`);
    // of n items n - 2 separators, and the one before the last
    const separators = times(separator, Math.max(certain - 2, 0), Math.max(turns - 2, 0), cause, undefined);
    const ending = times(beforeLast, certain < 2 ? 0 : 1, turns < 2 ? 0 : 1, cause, undefined);
    return plus(items, plus(separators, ending));
  },
  json: ({ type }, first) => {
    const value = type(first);
    const size = value.type ? jsonSize(value.type, value.name) : anyJson(value.name);
    return value.missing ? either({ ...size, exact: false }, constant('null')) : size;
  },
};

/** What `(list a b)` names. */
function listed(e: Expression): readonly Expression[] | undefined {
  const isList = e.type === 'SubExpression' && e.path.type === 'PathExpression' && e.path.original === 'list';
  return isList ? e.params : undefined;
}

function itemSize(type: DataType, name: string): Size {
  const size = sizeOfType(type, `items of ${name}`);
  const plain = size.unbounded ? { ...size, unbounded: `the items of ${name} have no maximum length` } : size;
  return mayBeNull(type) ? { ...plain, min: 0, minBytes: 0 } : plain;
}

/** The form of a plural with the number in it. */
function withNumber(text: string, number: Size): Size {
  const parts = text.split('{n}');
  return plus(
    constant(parts.join('')),
    times(number, parts.length - 1, parts.length - 1, undefined, undefined),
  );
}

/** Three characters of the data may be `{n}`. */
function mayHoldNumber(text: Size, number: Size): Size {
  const more = Math.max(number.max - 3, 0);
  const grown = (size: number, by: number) => (more === 0 ? size : size + Math.floor(size / 3) * by);
  return {
    ...text,
    min: Math.min(text.min, 1),
    minBytes: Math.min(text.minBytes, 1),
    max: grown(text.max, more),
    maxBytes: grown(text.maxBytes, Math.max(number.maxBytes - 3, 0)),
    exact: false,
    ...(text.unbounded === undefined && number.unbounded !== undefined && { unbounded: number.unbounded }),
  };
}

function anyJson(name: string): Size {
  return between(1, endless, { unbounded: `the JSON of ${name} has no maximum length` });
}

/** A control character is written as six, and what is optional as null, or not at all. */
function jsonSize(type: DataType, name: string): Size {
  const size = jsonOfValue(type, name);
  return mayBeNull(type) ? either({ ...size, exact: false }, constant('null')) : size;
}

function jsonOfValue(type: DataType, name: string): Size {
  switch (type.kind) {
    case 'string': {
      const text = sizeOfType(type, name);
      const { values } = type;
      if (values) return values.map((v) => constant(JSON.stringify(v))).reduce(either);
      const max = text.max * 6 + 2;
      return { ...text, min: text.min + 2, minBytes: text.minBytes + 2, max, maxBytes: max, exact: false };
    }
    case 'number':
    case 'boolean':
      // 1e21 as JSON is shorter than as a text
      return { ...sizeOfType(type, name), min: 1, minBytes: 1, exact: false };
    case 'list': {
      const turns = type.maxItems ?? endless;
      const item = plus(jsonSize(type.of, `the items of ${name}`), constant(','));
      const items = times(item, type.minItems, turns, `${name} has no maximum of items`, undefined);
      return { ...plus(items, constant('[]')), min: 2, minBytes: 2, exact: false };
    }
    case 'object': {
      if (!type.closed) return { ...anyJson(name), min: 2, minBytes: 2 };
      const members = [...type.properties].map(([key, of]) =>
        plus(constant(`${JSON.stringify(key)}:,`), jsonSize(of, `${name}.${key}`)),
      );
      return { ...members.reduce(plus, constant('{}')), min: 2, minBytes: 2, exact: false };
    }
    default:
      return anyJson(name);
  }
}

/** `bytes`: the most that one character becomes. Two can become one: a dotted i in Lithuanian or Turkish. */
function grow(size: Size, factor: number, bytes: number): Size {
  const maxBytes = Math.min(size.maxBytes * factor, size.max * bytes);
  const min = Math.ceil(size.min / 2);
  return { ...size, min, minBytes: min, max: size.max * factor, maxBytes, exact: false };
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
