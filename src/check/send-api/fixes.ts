/** Mends that replace one word of the file. */
import type { Place } from '../../bind/model.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';

/**
 * Writes `next` in place of `current`, quotes kept. Without a result the file does not hold the word as such there
 * (escapes, sugar, an implied value).
 */
export function replaceWord(place: Place, current: string, next: string): readonly Fix[] | undefined {
  const { start, end } = place.range;
  const source = place.file.text.slice(start, end);
  const quote = /^["']/.exec(source)?.[0] ?? '';
  if (source !== `${quote}${current}${quote}`) return undefined;
  return [
    {
      title: `Write ${next}`,
      edits: [{ range: { start: start + quote.length, end: end - quote.length }, newText: next }],
    },
  ];
}

/** Takes the quotes off a scalar, so that YAML reads a number or boolean. */
export function unquote(place: Place, value: string): readonly Fix[] | undefined {
  const { start, end } = place.range;
  const source = place.file.text.slice(start, end);
  if (source !== `"${value}"` && source !== `'${value}'`) return undefined;
  return [{ title: 'Remove the quotes', edits: [{ range: place.range, newText: value }] }];
}
