import type { Range } from './source.ts';

interface Edit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * The text with all edits made; their ranges refer to the text as it was. Edits at the same place are made in
 * their order. Of two edits that overlap the later one is left out, so that the result is never garbled.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { range, newText } of ordered) {
    if (range.start < done || range.end < range.start || range.end > text.length) continue;
    result += text.slice(done, range.start) + newText;
    done = range.end;
  }
  return result + text.slice(done);
}
