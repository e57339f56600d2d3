/** Values of the language and how they read as truth and as text. A missing value is undefined or null: both are one. */
import type { Run } from './run.ts';

export const hasOwn = Object.prototype.hasOwnProperty;

/** An own property of a value, as Handlebars looks it up: nothing of a prototype is ever seen. */
export function own(value: unknown, key: PropertyKey): unknown {
  if (value === null || value === undefined || !hasOwn.call(value, key)) return undefined;
  return (value as { readonly [key: PropertyKey]: unknown })[key];
}

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Handlebars' `isEmpty`: 0 is not empty. */
export function isEmpty(value: unknown): boolean {
  return (!value && value !== 0) || (Array.isArray(value) && value.length === 0);
}

/** Handlebars' truth: false, 0, NaN, '', null, missing and [] are false. */
export function truthy(value: unknown): boolean {
  return Boolean(value) && !(Array.isArray(value) && value.length === 0);
}

/** Text of one output: '' for a missing value; an object or a list is a problem. */
export function text(run: Run, value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return textOf(run, value);
}

function textOf(run: Run, value: unknown): string {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return numberText(value);
  } else if (typeof value === 'boolean') return value ? 'true' : 'false';
  run.fail('not-text', `${describe(value)} cannot be written as text`);
  return '';
}

/**
 * A number as text: the shortest decimal form that reads back as the same number, never with an exponent, -0 as 0:
 * 1e21 is 1000000000000000000000, 1e-7 is 0.0000001.
 */
export function numberText(value: number): string {
  const short = String(value);
  if (!short.includes('e')) return short;
  const [mantissa, exponent] = short.split('e') as [string, string];
  const negative = mantissa.startsWith('-');
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string?];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const plain =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : point >= digits.length
        ? digits + '0'.repeat(point - digits.length)
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${plain}` : plain;
}

/** A value in the words of a message, cut short. */
export function describe(value: unknown): string {
  if (isMissing(value)) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length} item${value.length === 1 ? '' : 's'}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  if (typeof value === 'number' && Number.isFinite(value)) return `the number ${numberText(value)}`;
  return String(value);
}

/** A text in quotes, at most 40 characters of it. */
export function quote(value: string): string {
  const points = [...value.slice(0, 100)];
  return JSON.stringify(points.length > 40 ? `${points.slice(0, 39).join('')}…` : value);
}

/** Members of what a loop goes over: of a list its items, of an object its values; anything else has none. */
export function members(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) return Object.values(value);
  return nothing;
}

/** Keys that go with `members`; undefined for a list, whose keys are its indexes. */
export function memberKeys(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return undefined;
  return Object.keys(value);
}

const nothing: readonly unknown[] = Object.freeze([]);

/** Equality of JSON values: lists and objects by their content. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  }
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => hasOwn.call(b, key) && equal(own(a, key), own(b, key)))
  );
}
