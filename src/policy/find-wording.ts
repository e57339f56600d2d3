/** Phrases that ask for an opinion, or that come again and again. */
import { compilePhrases, type Match, type Phrases } from './compile-phrases.ts';
import { foldText } from './fold-text.ts';
import { splitWords } from './split-words.ts';
import type { WordList } from './word-list.ts';
import { wordLists } from './words/index.ts';

export type Wording = 'survey' | 'recurring';

/** Compiled when the first text is looked at. */
const compiled = new Map<string, Phrases>();

/** Offsets into the text, by place; the lists of all languages count, a phrase being plain enough by itself. */
export function findWording(text: string, wording: Wording): Match[] {
  for (const list of wordLists) {
    const { text: folded, originalStart, originalEnd } = foldText(text, list.marks);
    const found = phrasesOf(list, wording).find(splitWords(folded, list.script));
    if (found.length > 0)
      return found.map(({ start, end }) => ({ start: originalStart(start), end: originalEnd(end - 1) }));
  }
  return [];
}

function phrasesOf(list: WordList, wording: Wording): Phrases {
  const key = `${list.language} ${wording}`;
  const phrases = compiled.get(key) ?? compilePhrases(list[wording], list);
  compiled.set(key, phrases);
  return phrases;
}
