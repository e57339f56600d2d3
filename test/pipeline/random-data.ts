/**
 * Data that a JSON Schema of params admits: extremes first (longest and shortest texts of each kind of letter, all
 * optionals there and none, fullest and emptiest lists), then chance. Every set follows from the seed.
 */
import type { Json } from '../../src/bind/model.ts';

type Schema = { readonly [key: string]: Json };
type Extent = 'most' | 'least' | 'any';

/** Letters that grow in upper or lower case, that take 1 to 4 bytes, that join, that turn the line around, that are blank. */
export const letters = [
  'a',
  'ΐ',
  'İ',
  'ﬃ',
  '😀',
  '中',
  'ß',
  '\u0301',
  '\u200d',
  'ש',
  '\u202e',
  ' ',
  '\n',
  '%',
  '{',
  '"',
  '.',
  '7',
  '\ud83d',
  '\udc00',
] as const;

/** What all values of one data set have in common; 'any' decides anew for each value. */
interface Mood {
  readonly letter?: string;
  readonly text: Extent;
  readonly number: Extent;
  readonly items: Extent;
  /** Optional values: there, missing or either. */
  readonly optional: Extent;
  readonly flag?: boolean;
}

/** `count` data sets for an object schema; at least the first dozens are extremes. */
export function* dataSets(schema: Json, count: number, seed: number): Generator<Json> {
  const chance = randomFrom(seed);
  let made = 0;
  for (const mood of moods()) {
    if (made++ >= count) return;
    yield madeFor(schema, mood, chance) as Json;
  }
  const any: Extent[] = ['any', 'any', 'most', 'least'];
  for (; made < count; made++) {
    const extent = () => pick(any, chance);
    const mood: Mood = { text: extent(), number: extent(), items: extent(), optional: extent() };
    yield madeFor(schema, chance() < 0.5 ? mood : { ...mood, letter: pick(letters, chance) }, chance) as Json;
  }
}

export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The extremes; the most telling first, for runs that take only a few. */
function* moods(): Generator<Mood> {
  const all = { text: 'most', number: 'most', items: 'most' } as const;
  yield { ...all, letter: 'ΐ', optional: 'most', flag: true };
  yield { ...all, letter: '😀', optional: 'most', flag: false };
  yield { text: 'least', number: 'least', items: 'least', optional: 'least', letter: 'a', flag: false };
  yield { text: 'least', number: 'least', items: 'least', optional: 'least', letter: 'a', flag: true };
  yield { ...all, letter: 'a', optional: 'least', flag: true };
  yield { ...all, letter: 'İ', optional: 'least', flag: false };
  yield { ...all, letter: 'a', items: 'least', optional: 'most', flag: true };
  yield { ...all, letter: 'a', number: 'least', optional: 'most', flag: false };
  yield { ...all, letter: ' ', optional: 'most', flag: true };
  yield { text: 'any', number: 'any', items: 'most', optional: 'any' };
  yield { text: 'any', number: 'any', items: 'least', optional: 'any' };
  for (const letter of letters) {
    yield { ...all, letter, number: 'any', optional: 'most' };
    yield { ...all, letter, number: 'any', optional: 'any' };
    yield { text: 'least', number: 'any', items: 'any', optional: 'any', letter };
  }
}

/** Undefined: the value is missing. */
function madeFor(schema: Json | undefined, mood: Mood, chance: () => number): Json | undefined {
  const s = (typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema : {}) as Schema;
  if (Array.isArray(s['enum'])) return chosen(s['enum'], mood, chance);
  if (Array.isArray(s['anyOf'])) {
    // `?` is written as "this or null"
    const options = s['anyOf'] as readonly Schema[];
    const real = options.find((o) => o['type'] !== 'null');
    if (isThere(mood, chance)) return madeFor(real, mood, chance);
    return chance() < 0.5 ? null : undefined;
  }
  switch (s['type']) {
    case 'string':
      return text(s, mood, chance);
    case 'integer':
    case 'number':
      return number(s, mood, chance);
    case 'boolean':
      return mood.flag ?? chance() < 0.5;
    case 'array':
      return list(s, mood, chance);
    case 'object':
      return object(s, mood, chance);
    default:
      throw new Error(`no data is made for ${JSON.stringify(schema)}`);
  }
}

function isThere({ optional }: Mood, chance: () => number): boolean {
  return optional === 'most' || (optional === 'any' && chance() < 0.6);
}

function chosen(values: readonly Json[], mood: Mood, chance: () => number): Json {
  const length = (v: Json) => [...String(v)].length;
  if (mood.text === 'most' && chance() < 0.7) return values.reduce((a, b) => (length(b) > length(a) ? b : a));
  return pick(values, chance);
}

function object(s: Schema, mood: Mood, chance: () => number): Json {
  const required = new Set((s['required'] as readonly string[] | undefined) ?? []);
  const result: { [key: string]: Json } = {};
  for (const [key, of] of Object.entries((s['properties'] ?? {}) as Schema)) {
    const isOptional = !required.has(key);
    const nullable = isOptional && Array.isArray((of as Schema)['anyOf']);
    const value = isOptional && !nullable && !isThere(mood, chance) ? undefined : madeFor(of, mood, chance);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function list(s: Schema, mood: Mood, chance: () => number): Json {
  const min = (s['minItems'] as number | undefined) ?? 0;
  const max = (s['maxItems'] as number | undefined) ?? min + 15;
  const items: Json[] = [];
  for (let n = within(min, max, mood.items, chance); n > 0; n--) {
    // an item that may be missing is null
    items.push(madeFor(s['items'], mood, chance) ?? null);
  }
  return items;
}

function within(min: number, max: number, extent: Extent, chance: () => number): number {
  if (extent === 'most') return max;
  if (extent === 'least') return min;
  const edge = chance();
  return edge < 0.25 ? min : edge < 0.5 ? max : min + Math.floor(chance() * (max - min + 1));
}

function number(s: Schema, { number: extent }: Mood, chance: () => number): number {
  const whole = s['type'] === 'integer';
  const min = (s['minimum'] as number | undefined) ?? -1e21;
  const max = (s['maximum'] as number | undefined) ?? 1e21;
  if (extent === 'most') return max;
  if (extent === 'least') return min;
  const some = min + chance() * (max - min);
  if (whole) return Math.min(max, Math.max(min, Math.round(some)));
  const fitting = [min, max, some, max - 0.005, min + 0.005, min + 5e-324, min + 1e-7, max - 0.1 - 0.2];
  return pick(
    fitting.filter((n) => n >= min && n <= max),
    chance,
  );
}

// ---------- texts ----------

function text(s: Schema, mood: Mood, chance: () => number): string {
  const min = (s['minLength'] as number | undefined) ?? 0;
  const format = s['format'];
  if (format === 'date') return pick(days, chance);
  if (format === 'date-time') return pick(moments, chance);
  if (format === 'uri') return url((s['maxLength'] as number | undefined) ?? 400, mood, chance);
  const max = (s['maxLength'] as number | undefined) ?? min + 120;
  const pattern = s['pattern'] as string | undefined;
  if (pattern?.startsWith('^\\+')) return pick(phones, chance);
  const length = within(min, max, mood.text, chance);
  if (pattern === undefined) return written(letters, length, mood.letter, chance);
  const fits = letters.filter((letter) => new RegExp(pattern, 'u').test(letter.repeat(Math.max(length, 1))));
  return written(
    fits,
    Math.max(length, 1),
    fits.includes(mood.letter as never) ? mood.letter : fits[0],
    chance,
  );
}

/** Made of one letter, or of all kinds. */
function written(
  from: readonly string[],
  length: number,
  letter: string | undefined,
  chance: () => number,
): string {
  if (letter !== undefined) return letter.repeat(length);
  if (chance() < 0.1) {
    const known = words.filter((w) => w.length === length);
    if (known.length > 0) return pick(known, chance);
  }
  let result = '';
  for (let i = 0; i < length; i++) {
    const next = pick(from, chance);
    // two halves side by side would be one letter
    result += isHalf(next) && isHalf(result.at(-1) ?? '') ? 'b' : next;
  }
  return result;
}

/** Half of a surrogate pair, as JSON strings may hold it alone. */
function isHalf(letter: string): boolean {
  return letter.length === 1 && letter >= '\ud800' && letter <= '\udfff';
}

const words = ['..', '.', '{{b}}', '-> X', '-0', '[1]', 'null', '\r\n', 'a -> b', '\\{{x', 'http://x'];
const phones = [
  '+15551234567',
  '+49 171 1234567',
  '+1 (555) 123-4567',
  '+0000',
  '+0------)',
  '+1 (555) 123-4567 / 8901',
];
const days = ['2026-05-04', '2000-02-29', '9999-12-31', '1970-01-01', '2026-09-30', '2024-12-25'];
const moments = [
  // beside the `now` of judge-file.ts, where relative times are longest
  '2026-05-04T11:59:15Z',
  '2026-05-04T12:44:44Z',
  '2026-11-30T12:00:00Z',
  '2026-05-04T10:00:00Z',
  '2026-12-31T23:59:60Z',
  '2026-09-30T23:59:59+14:00',
  '2026-05-04T10:00:00.123456789+00:00',
  '9999-12-31T12:00:00Z',
  '1970-01-02T00:00:00.123456789+00:00',
];

function url(max: number, mood: Mood, chance: () => number): string {
  const start = 'https://a.example/';
  if (mood.text === 'most') return start + 'p'.repeat(Math.max(max - start.length, 0));
  const some = ['http://a.example', 'https://a.example/x?y=1&z=%20#f', 'HTTPS://A.EXAMPLE/b/../c', start];
  return pick(
    some.filter((u) => u.length <= max),
    chance,
  );
}

function pick<T>(from: readonly T[], chance: () => number): T {
  return from[Math.floor(chance() * from.length)]!;
}
