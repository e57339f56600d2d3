import { kept } from '../kept.ts';
import { codePoints } from '../measure.ts';
import { percentEncode } from '../output.ts';
import type { Run } from '../run.ts';
import { describe, isMissing, numberText } from '../values.ts';
import { complain, type Hash } from './helper.ts';

/** Text of a text, number or boolean; anything else is a problem. Undefined for a missing value, too. */
export function scalarText(run: Run, helper: string, value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (isMissing(value)) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return numberText(value);
  if (typeof value === 'boolean') return String(value);
  return complain(run, helper, `needs a text, but got ${describe(value)}`);
}

/** At most `length` code points; a cut text ends with …, is cut between graphemes where it can be, and not after a space. */
export function truncate(run: Run, _hash: Hash, value: unknown, length: unknown): string | undefined {
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 1) {
    return complain(
      run,
      'truncate',
      `the length must be a whole number of 1 or more, but is ${describe(length)}`,
    );
  }
  const text = scalarText(run, 'truncate', value);
  if (text === undefined || text.length <= length || codePoints(text) <= length) return text;
  const room = length - 1;
  let end = 0;
  let used = 0;
  // A grapheme longer than the whole room is left out unless it is the first: then its code points are cut.
  for (const { segment, index } of graphemes().segment(text.slice(0, graphemeWindow(text, room)))) {
    used += codePoints(segment);
    if (used > room) break;
    end = index + segment.length;
  }
  const head = end > 0 ? text.slice(0, end) : [...text.slice(0, room * 2)].slice(0, room).join('');
  return `${head.trimEnd()}…`;
}

/** How much of a long text has to be segmented: what `room` code points can take, and one code point more. */
function graphemeWindow(text: string, room: number): number {
  const end = Math.min(text.length, room * 2 + 64);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

/** Grapheme boundaries do not depend on the locale. */
function graphemes(): Intl.Segmenter {
  return kept('segmenter', () => new Intl.Segmenter('en', { granularity: 'grapheme' }));
}

/** Capital letters by the rules of the texts' language. */
export function upper(run: Run, _hash: Hash, value: unknown): string | undefined {
  return scalarText(run, 'upper', value)?.toLocaleUpperCase(run.locale);
}

/** Small letters by the rules of the texts' language. */
export function lower(run: Run, _hash: Hash, value: unknown): string | undefined {
  return scalarText(run, 'lower', value)?.toLocaleLowerCase(run.locale);
}

/** A capital first letter; the rest as it is. */
export function capitalize(run: Run, _hash: Hash, value: unknown): string | undefined {
  const text = scalarText(run, 'capitalize', value);
  if (!text) return text;
  const first = String.fromCodePoint(text.codePointAt(0) as number);
  return first.toLocaleUpperCase(run.locale) + text.slice(first.length);
}

/** Percent-encoded, as encodeURIComponent does it. */
export function urlencode(run: Run, _hash: Hash, value: unknown): string | undefined {
  const text = scalarText(run, 'urlencode', value);
  return text === undefined ? undefined : percentEncode(text);
}

/** JSON; a missing value is null. */
export function json(_run: Run, _hash: Hash, value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
