/** What a column counts: UTF-16 code units as in JavaScript, bytes of UTF-8, or characters of Unicode (UTF-32). */
export type Columns = 'utf-16' | 'utf-8' | 'utf-32';

/** Columns of the text between two UTF-16 offsets. */
export function countColumns(text: string, start: number, end: number, columns: Columns): number {
  if (columns === 'utf-16') return end - start;
  let count = 0;
  for (let at = start; at < end; at += unitsAt(text, at)) count += widthAt(text, at, columns);
  return count;
}

/** The UTF-16 offset `count` columns behind `start`, at most `end`; the start of a character that `count` cuts. */
export function skipColumns(
  text: string,
  start: number,
  end: number,
  count: number,
  columns: Columns,
): number {
  if (!(count > 0)) return start;
  if (columns === 'utf-16') return Math.min(start + Math.trunc(count), end);
  let at = start;
  for (let left = count; at < end; at += unitsAt(text, at)) {
    left -= widthAt(text, at, columns);
    if (left < 0) break;
  }
  return Math.min(at, end);
}

function widthAt(text: string, at: number, columns: Columns): number {
  if (columns === 'utf-32') return 1;
  const code = text.codePointAt(at)!;
  // half of a pair stands for U+FFFD, which is what becomes of it in UTF-8
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function unitsAt(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1;
}
