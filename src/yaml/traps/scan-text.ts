/** Offset behind the blanks (spaces and tabs) at `at`. */
export function skipBlanks(text: string, at: number): number {
  let p = at;
  while (text.charCodeAt(p) === 32 || text.charCodeAt(p) === 9) p++;
  return p;
}

/** Offset of the end of the line that `at` is on, its line break excluded. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return newline > at && text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline;
}

/** How far the scan looks ahead for the end of a text on one line: minified JSON is one line of any length. */
const WINDOW = 2_000;

/** The end of the line that `at` is on, or a place far enough behind `at`. */
export function nearLineEnd(text: string, at: number): number {
  return at + lineEnd(text.slice(at, at + WINDOW), 0);
}

/** Offset of the start of the next line, the text's length if there is none. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** White space or the end of the text stands at `at`. */
export function isGap(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 10 || code === 9 || code === 13 || Number.isNaN(code);
}

export function trimBack(text: string, start: number, end: number): number {
  let p = end;
  while (p > start && isGap(text, p - 1)) p--;
  return p;
}

/** Offset behind the `}}` that closes the `{{` at `at` on the same line, or -1. */
export function mustacheEnd(text: string, at: number, limit: number): number {
  const close = text.slice(at + 2, Math.min(limit, at + WINDOW)).indexOf('}}');
  if (close < 0) return -1;
  let end = at + close + 4;
  // {{{x}}}
  if (text.startsWith('{{{', at) && text[end] === '}' && end < limit) end++;
  return end;
}

/** Number of spaces that the line at `start` begins with, or -1 for a blank line. A tab ends the count. */
export function indentAt(text: string, start: number): number {
  let p = start;
  while (text.charCodeAt(p) === 32) p++;
  const rest = skipBlanks(text, p);
  const code = text.charCodeAt(rest);
  return code === 10 || Number.isNaN(code) || (code === 13 && text.charCodeAt(rest + 1) === 10)
    ? -1
    : p - start;
}

/** Start of the next line with anything but blanks and a comment on it, or the text's length. */
export function nextContentLine(text: string, at: number): number {
  for (let p = nextLine(text, at); p < text.length; p = nextLine(text, p)) {
    if (indentAt(text, p) >= 0 && text[skipBlanks(text, p)] !== '#') return p;
  }
  return text.length;
}

/** The value at `at` is an expression as a whole, which quotes and braces would not make of a text. */
export function isExpressionValue(text: string, at: number): boolean {
  return /^(?:when|otherwise|each|use)$/.test(keyBefore(text, at));
}

/** The value at `at` is a condition. */
export function isConditionValue(text: string, at: number): boolean {
  return isConditionKey(keyBefore(text, at));
}

/** `key`: as written, perhaps in quotes. */
export function isConditionKey(key: string): boolean {
  return /^["']?(?:when|otherwise)["']?$/.test(key);
}

/** The word before the colon before `at`; '' where it is longer than any that is asked for. */
function keyBefore(text: string, at: number): string {
  return /(?:^|[\s{,])["']?([a-z]+)["']?\s*:\s*$/.exec(text.slice(Math.max(0, at - 30), at))?.[1] ?? '';
}
