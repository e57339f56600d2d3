import type { MapBuilder } from '../source/text-map.ts';

/**
 * Plain and single-quoted text in [start, end): line breaks fold (YAML 1.2, 6.5), and with `single` two
 * apostrophes are one.
 */
export function decodeFolded(
  builder: MapBuilder,
  text: string,
  start: number,
  end: number,
  single = false,
): void {
  let at = start;
  for (;;) {
    const newline = text.indexOf('\n', at);
    if (newline < 0 || newline >= end) break;
    const lineEnd = trimEnd(text, at, text[newline - 1] === '\r' ? newline - 1 : newline);
    copyLine(builder, text, at, lineEnd, single);
    const next = afterBlankLines(text, newline + 1, end);
    builder.replace(next.blank > 0 ? '\n'.repeat(next.blank) : ' ', lineEnd, next.at);
    at = next.at;
  }
  copyLine(builder, text, at, end, single);
}

function copyLine(builder: MapBuilder, text: string, start: number, end: number, single: boolean): void {
  let at = start;
  while (single) {
    const pair = text.indexOf("''", at);
    if (pair < 0 || pair + 2 > end) break;
    builder.copy(at, pair);
    builder.replace("'", pair, pair + 2);
    at = pair + 2;
  }
  builder.copy(at, end);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};
const CODE_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Double-quoted text between its quotes; an escape that YAML does not know stands for itself. */
export function decodeDoubleQuoted(builder: MapBuilder, text: string, start: number, end: number): void {
  let copied = start;
  let at = start;
  const emit = (decoded: string, from: number, to: number) => {
    builder.copy(copied, from);
    builder.replace(decoded, from, to);
    copied = to;
    at = to;
  };
  while (at < end) {
    const char = text[at]!;
    if (char === '\n') {
      const newline = at;
      const lineEnd = trimEnd(text, copied, text[at - 1] === '\r' ? at - 1 : at);
      const next = afterBlankLines(text, newline + 1, end);
      emit(next.blank > 0 ? '\n'.repeat(next.blank) : ' ', lineEnd, next.at);
    } else if (char === '\\') {
      const code = readEscape(text, at, end);
      emit(code.decoded, at, code.end);
    } else at++;
  }
  builder.copy(copied, end);
}

function readEscape(text: string, at: number, limit: number): { decoded: string; end: number } {
  const next = text[at + 1] ?? '';
  const known = ESCAPES[next];
  if (known !== undefined) return { decoded: known, end: at + 2 };
  if (next === '\n' || (next === '\r' && text[at + 2] === '\n')) {
    let end = at + (next === '\n' ? 2 : 3);
    while (end < limit && isBlank(text[end])) end++;
    return { decoded: '', end };
  }
  const digits = CODE_LENGTH[next];
  if (digits === undefined)
    return { decoded: text.slice(at, Math.min(at + 2, limit)), end: Math.min(at + 2, limit) };
  const hex = text.slice(at + 2, Math.min(at + 2 + digits, limit));
  const end = Math.min(at + 2 + digits, limit);
  const code = hex.length === digits && /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : Number.NaN;
  return { decoded: code <= 0x10ffff ? String.fromCodePoint(code) : text.slice(at, end), end };
}

/** Skips blank lines and the indentation of the line after them. */
function afterBlankLines(text: string, start: number, end: number): { at: number; blank: number } {
  let blank = 0;
  let at = start;
  for (;;) {
    while (at < end && isBlank(text[at])) at++;
    const width = text[at] === '\n' ? 1 : text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0;
    if (width === 0 || at + width > end) return { at, blank };
    blank++;
    at += width;
  }
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text[at - 1])) at--;
  return at;
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
