/** Mends that replace one word of the file. */
import type { Range, SourceFile } from '../source/source.ts';
import type { Fix } from './diagnostic.ts';
import { suggestions } from './did-you-mean.ts';

interface WordPlace {
  readonly file: SourceFile;
  readonly range: Range;
}

/**
 * Writes `next` in place of `current`, quotes kept. Without a result the file does not hold the word as such there
 * (escapes, sugar, an implied value).
 */
export function replaceWord(place: WordPlace, current: string, next: string): readonly Fix[] | undefined {
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

/** A mend for each name that `name` may be a slip of. Which one was meant, the author says: these are choices. */
export function renameFixes(
  place: WordPlace,
  name: string,
  candidates: Iterable<string>,
): { readonly fixes?: readonly Fix[] } {
  const fixes = suggestions(name, candidates).flatMap((next) =>
    (replaceWord(place, name, next) ?? []).map((fix): Fix => ({ ...fix, choice: true })),
  );
  return fixes.length > 0 ? { fixes } : {};
}
