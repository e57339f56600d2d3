/** How many terminal columns a text takes. */
export function displayWidth(text: string): number {
  if (isPlainAscii(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes().segment(text)) width += graphemeWidth(segment);
  return width;
}

/** One user-perceived character: what a terminal draws in 0, 1 or 2 columns. `start` and `end` are UTF-16 offsets. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

export function splitCells(text: string): Cell[] {
  if (isPlainAscii(text)) return Array.from(text, (c, i) => ({ text: c, width: 1, start: i, end: i + 1 }));
  const cells: Cell[] = [];
  for (const { segment, index } of graphemes().segment(text)) {
    cells.push({ text: segment, width: graphemeWidth(segment), start: index, end: index + segment.length });
  }
  return cells;
}

/** Breaks a text at spaces so that no line is wider than `width` (a longer word stands alone). */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const size = displayWidth(word);
    if (line !== '' && used + 1 + size > width) {
      lines.push(line);
      line = word;
      used = size;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      used = line === word ? size : used + 1 + size;
    }
  }
  lines.push(line);
  return lines;
}

/** The common case, which needs no segmentation (the first segmenter of a process costs 10 ms and more). */
export function isPlainAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

let segmenter: Intl.Segmenter | undefined;
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter;
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme)) return 0;
  // An emoji, also one made by a variation selector, a keycap, a flag or a ZWJ sequence.
  if (/\p{Emoji_Presentation}|\p{Emoji}\ufe0f|^\p{RI}{2}/u.test(grapheme)) return 2;
  return isWide(grapheme.codePointAt(0) ?? 0) ? 2 : 1;
}

/** East Asian Width W and F (Unicode Standard Annex 11), in blocks. */
function isWide(code: number): boolean {
  return code >= 0x1100 && wide.some(([first, last]) => code >= first && code <= last);
}

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];
