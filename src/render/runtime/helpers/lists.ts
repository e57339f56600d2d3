import { codePoints } from '../measure.ts';
import type { Run } from '../run.ts';
import { describe, isMissing, own } from '../values.ts';
import { decimalSum } from './decimals.ts';
import { complain, type Hash } from './helper.ts';
import { scalarText } from './text.ts';

/** Items of a list, code points of a text, 0 of a missing value. */
export function length(run: Run, _hash: Hash, value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return codePoints(value);
  if (isMissing(value)) return 0;
  return complain(
    run,
    'length',
    `counts the items of a list or the characters of a text, not ${describe(value)}`,
  );
}

/** The first `count` items; none of a missing list. */
export function take(run: Run, _hash: Hash, value: unknown, count: unknown): readonly unknown[] | undefined {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    return complain(run, 'take', `the count must be a whole number of 0 or more, but is ${describe(count)}`);
  }
  return listOf(run, 'take', value)?.slice(0, count);
}

/** One property of each item; items without it are left out. */
export function pluck(
  run: Run,
  _hash: Hash,
  value: unknown,
  property: unknown,
): readonly unknown[] | undefined {
  if (typeof property !== 'string') {
    return complain(run, 'pluck', `the property must be a text, but is ${describe(property)}`);
  }
  return listOf(run, 'pluck', value)
    ?.map((item) => own(item, property))
    .filter((found) => !isMissing(found));
}

/** The exact decimal sum of numbers and lists of numbers; missing ones count nothing. */
export function sum(run: Run, _hash: Hash, ...values: unknown[]): number | undefined {
  const numbers: number[] = [];
  for (const value of values.flat()) {
    if (isMissing(value)) continue;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return complain(run, 'sum', `adds numbers, not ${describe(value)}`);
    }
    numbers.push(value);
  }
  const result = decimalSum(numbers);
  return Number.isFinite(result) ? result : complain(run, 'sum', 'the sum is too large for a number');
}

/** The items as one text; missing ones are left out. */
export function join(run: Run, hash: Hash, value: unknown, separator?: unknown): string | undefined {
  const between = isMissing(separator) ? ', ' : scalarText(run, 'join', separator);
  const items = listOf(run, 'join', value);
  if (between === undefined || items === undefined) return undefined;
  const texts: string[] = [];
  for (const item of items) {
    const text = scalarText(run, 'join', item);
    if (text !== undefined) texts.push(text);
  }
  const { last } = hash;
  const beforeLast = isMissing(last) ? between : scalarText(run, 'join', last);
  if (texts.length < 2 || beforeLast === undefined) return texts.join(between);
  return texts.slice(0, -1).join(between) + beforeLast + texts[texts.length - 1];
}

/** A list of its arguments. */
export function list(_run: Run, _hash: Hash, ...items: unknown[]): readonly unknown[] {
  return items.map((item) => item ?? null);
}

/** `lookup object key`: an own property, as in Handlebars. */
export function lookup(_run: Run, _hash: Hash, value: unknown, key: unknown): unknown {
  if (!value) return value;
  return typeof key === 'string' || typeof key === 'number' ? own(value, key) : own(value, String(key));
}

function listOf(run: Run, helper: string, value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (isMissing(value)) return none;
  return complain(run, helper, `needs a list, but got ${describe(value)}`);
}

const none: readonly unknown[] = Object.freeze([]);
