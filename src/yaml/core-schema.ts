const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;

/**
 * What YAML 1.2's core schema (section 10.3.2) makes of a plain scalar, with two exceptions for the sake of
 * JSON and of ids: integers in digits beyond 2^53 and numbers that are not finite (`.inf`, `.nan`, `1e999`) stay the
 * text that was written. `0x1F` is 31 and `0o17` is 15; `0012` is the number 12 (its text is kept beside it).
 */
export function resolveCore(source: string): string | number | boolean | null {
  const first = source.charCodeAt(0);
  // Digits, + - . begin a number; n N t T f F ~ or nothing a word. All else is text: the common case first.
  if (first === 0x2b || first === 0x2d || first === 0x2e || (first >= 0x30 && first <= 0x39))
    return number(source);
  if (source.length > 5) return source;
  const word = WORDS.get(source);
  return word === undefined ? source : word;
}

/** A number in digits that stays the text that was written: JSON would lose digits of it. */
export function isNumberKeptAsText(source: string): boolean {
  return DECIMAL.test(source) && typeof number(source) === 'string';
}

function number(source: string): string | number {
  if (DECIMAL.test(source)) {
    const value = Number(source);
    const isId = !/[.eE]/.test(source) && !Number.isSafeInteger(value);
    return Number.isFinite(value) && !isId ? value : source;
  }
  if (HEX.test(source) || OCTAL.test(source)) {
    const value = Number(source);
    return Number.isSafeInteger(value) ? value : source;
  }
  return source;
}
