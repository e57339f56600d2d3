/** How long a text can be, as intervals. */
import { codePoints, utf8Bytes } from '../render/runtime/measure.ts';

/** Lengths in Unicode code points and in UTF-8 bytes; `max` may be Infinity. */
export interface Size {
  readonly min: number;
  readonly max: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  /** False where `max` is only an upper bound: data that reaches it may not exist. */
  readonly exact: boolean;
  /** Why `max` is Infinity, as words: "first_name has no maximum". */
  readonly unbounded?: string;
  /** The data of the longest case: "first_name of 40 characters". */
  readonly witness: readonly string[];
  /** What must be there (true) or empty (false) for the longest case, by canonical name. */
  readonly assumes?: ReadonlyMap<string, boolean>;
}

export const empty: Size = { min: 0, max: 0, minBytes: 0, maxBytes: 0, exact: true, witness: [] };

export function constant(text: string): Size {
  const length = codePoints(text);
  const bytes = utf8Bytes(text);
  return { min: length, max: length, minBytes: bytes, maxBytes: bytes, exact: true, witness: [] };
}

/** `max` code points of which each has at most `bytes` UTF-8 bytes. */
export function between(
  min: number,
  max: number,
  more: { bytes?: number; exact?: boolean; unbounded?: string; witness?: string } = {},
): Size {
  const { bytes = 4, exact = true, unbounded, witness } = more;
  return {
    min,
    max,
    minBytes: min,
    maxBytes: max * bytes,
    exact,
    ...(unbounded !== undefined && { unbounded }),
    witness: witness ? [witness] : [],
  };
}

/** One after the other. */
export function plus(a: Size, b: Size): Size {
  if (a === empty) return b;
  if (b === empty) return a;
  return {
    min: a.min + b.min,
    max: a.max + b.max,
    minBytes: a.minBytes + b.minBytes,
    maxBytes: a.maxBytes + b.maxBytes,
    ...together(a, b),
    ...unboundedOf(a, b),
    witness: b.witness.length === 0 ? a.witness : [...new Set([...a.witness, ...b.witness])],
  };
}

/** One or the other. */
export function either(a: Size, b: Size): Size {
  const longer = a.max >= b.max ? a : b;
  return {
    min: Math.min(a.min, b.min),
    max: longer.max,
    minBytes: Math.min(a.minBytes, b.minBytes),
    maxBytes: Math.max(a.maxBytes, b.maxBytes),
    exact: longer.exact,
    ...(longer.assumes && { assumes: longer.assumes }),
    ...unboundedOf(longer, a === longer ? b : a),
    witness: longer.witness,
  };
}

/** `size` from `min` to `max` times. */
export function times(
  size: Size,
  min: number,
  max: number,
  unbounded: string | undefined,
  witness: string | undefined,
): Size {
  const product = (n: number, k: number) => (n === 0 || k === 0 ? 0 : n * k);
  const endless = max === Number.POSITIVE_INFINITY && size.max > 0 ? unbounded : undefined;
  return {
    min: product(size.min, min),
    max: product(size.max, max),
    minBytes: product(size.minBytes, min),
    maxBytes: product(size.maxBytes, max),
    exact: size.exact,
    ...(size.assumes && { assumes: size.assumes }),
    ...(size.unbounded !== undefined || endless !== undefined
      ? { unbounded: size.unbounded ?? endless }
      : {}),
    witness: size.max > 0 ? [...new Set([...(witness ? [witness] : []), ...size.witness])] : [],
  };
}

/** The longest case needs a value to be there, or to be empty. */
export function assume(size: Size, canonical: string, there: boolean): Size {
  return { ...size, ...together(size, { exact: true, assumes: new Map([[canonical, there]]) }) };
}

/** No data reaches both longest cases where one needs what the other must not have. */
function together(
  a: Pick<Size, 'exact' | 'assumes'>,
  b: Pick<Size, 'exact' | 'assumes'>,
): Pick<Size, 'exact' | 'assumes'> {
  const exact = a.exact && b.exact;
  if (!a.assumes || !b.assumes) {
    const assumes = a.assumes ?? b.assumes;
    return { exact, ...(assumes && { assumes }) };
  }
  const meet = [...a.assumes].every(([name, there]) => (b.assumes!.get(name) ?? there) === there);
  return { exact: exact && meet, assumes: new Map([...a.assumes, ...b.assumes]) };
}

function unboundedOf(a: Size, b: Size): { unbounded?: string } {
  const unbounded = a.unbounded ?? b.unbounded;
  return unbounded === undefined ? {} : { unbounded };
}
