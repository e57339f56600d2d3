import { parseMoment } from '../moment.ts';
import type { Run } from '../run.ts';
import { describe, equal, isMissing, truthy } from '../values.ts';
import { complain, type Hash } from './helper.ts';

/** Same value and same type; null and missing are one; lists and objects by their content. */
export function same(a: unknown, b: unknown): boolean {
  return isMissing(a) ? isMissing(b) : equal(a, b);
}

/** `a == b`. */
export function eq(_run: Run, _hash: Hash, a: unknown, b: unknown): boolean {
  return same(a, b);
}

/** `a != b`. */
export function ne(_run: Run, _hash: Hash, a: unknown, b: unknown): boolean {
  return !same(a, b);
}

/** `a < b`: numbers by value, dates by time, texts by code point; false with a missing value. */
export function lt(run: Run, _hash: Hash, a: unknown, b: unknown): boolean {
  return order(run, 'lt', a, b) < 0;
}

/** `a <= b`. */
export function le(run: Run, _hash: Hash, a: unknown, b: unknown): boolean {
  return order(run, 'le', a, b) <= 0;
}

/** `a > b`. */
export function gt(run: Run, _hash: Hash, a: unknown, b: unknown): boolean {
  return order(run, 'gt', a, b) > 0;
}

/** `a >= b`. */
export function ge(run: Run, _hash: Hash, a: unknown, b: unknown): boolean {
  return order(run, 'ge', a, b) >= 0;
}

/** NaN, which no comparison holds for, where there is no order. */
function order(run: Run, name: string, a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number')
    return a - b || (a === b ? 0 : a < b ? -1 : a > b ? 1 : NaN);
  if (isMissing(a) || isMissing(b)) return NaN;
  if (typeof a === 'string' && typeof b === 'string') return orderMoments(a, b) ?? orderTexts(a, b);
  complain(run, name, `compares two numbers or two texts, not ${describe(a)} with ${describe(b)}`);
  return NaN;
}

/** Of two dates or instants, whatever their offsets; a date begins at midnight in UTC. */
function orderMoments(a: string, b: string): number | undefined {
  if (!dateLike.test(a) || !dateLike.test(b)) return undefined;
  const [x, y] = [parseMoment(a), parseMoment(b)];
  return x && y && x.epoch - y.epoch;
}

const dateLike = /^\d{4}-\d\d-\d\d/;

/** By code points: the UTF-16 units of an emoji would sort before those of some other characters. */
function orderTexts(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates, which stand for code points above U+FFFF, after all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** True where all values are true. */
export function and(_run: Run, _hash: Hash, ...values: unknown[]): boolean {
  return values.every(truthy);
}

/** True where a value is true. */
export function or(_run: Run, _hash: Hash, ...values: unknown[]): boolean {
  return values.some(truthy);
}

/** True where the value is false by Handlebars' truth. */
export function not(_run: Run, _hash: Hash, value: unknown): boolean {
  return !truthy(value);
}

/** `value in [a, b]`; a choice that is a list stands for its items. */
export function isIn(_run: Run, _hash: Hash, value: unknown, ...choices: unknown[]): boolean {
  return choices.some((choice) =>
    Array.isArray(choice) ? choice.some((item) => same(value, item)) : same(value, choice),
  );
}

/** The value, or the fallback where it is missing, null or ''. */
export function orDefault(_run: Run, _hash: Hash, value: unknown, fallback: unknown): unknown {
  return isMissing(value) || value === '' ? fallback : value;
}
