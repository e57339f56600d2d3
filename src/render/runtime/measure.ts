/** Lengths as the Send API counts them, and the checks that were not proven when the file was compiled. */
import type { LimitIR, SpanIR } from '../../lower/ir.ts';
import type { Run } from './run.ts';

/** Unicode code points; a lone surrogate counts as one. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        count--;
        i++;
      }
    }
  }
  return count;
}

/** Bytes in UTF-8; a lone surrogate counts three, as the replacement character that is sent for it. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Notes a problem where a text is longer or shorter than its limit. */
export function checkText(run: Run, text: string, limit: LimitIR, span: SpanIR): void {
  const { min, max, unit } = limit;
  // A code point has one or two UTF-16 units, a unit at most three bytes: most texts need no counting.
  if (unit === 'bytes' ? text.length * 3 <= (max ?? Infinity) : text.length <= (max ?? Infinity)) {
    if (min === undefined || text.length >= min * 2) return;
  }
  const size = unit === 'bytes' ? utf8Bytes(text) : codePoints(text);
  const word = unit === 'bytes' ? 'byte' : 'character';
  compare(run, size, limit, word, span);
}

/** Notes a problem where a list has more or fewer items than its limit. */
export function checkItems(run: Run, count: number, limit: LimitIR, span: SpanIR): void {
  compare(run, count, limit, 'item', span);
}

function compare(run: Run, size: number, limit: LimitIR, word: string, span: SpanIR): void {
  const { min, max, name } = limit;
  const found = `${name} has ${size} ${word}${size === 1 ? '' : 's'}`;
  if (max !== undefined && size > max) {
    run.failAt(span, word === 'item' ? 'too-many' : 'too-long', `${found}, at most ${max} are allowed`);
  } else if (min !== undefined && size < min) {
    run.failAt(span, word === 'item' ? 'too-few' : 'too-short', `${found}, at least ${min} are needed`);
  }
}

/** What is said of a text, list or field that renders to nothing where the Send API needs it. */
export function emptyMessage(path: string): string {
  return `${path} is empty, but it is needed`;
}
