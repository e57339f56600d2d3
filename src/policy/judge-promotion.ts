/** How much a text reads like promotion: the scoring model of the word lists (word-list.ts). */
import { compilePhrases, type Match, type Phrases } from './compile-phrases.ts';
import { type FoldedText, foldText } from './fold-text.ts';
import { splitWords, type Token } from './split-words.ts';
import type { PromotionWords, WordList } from './word-list.ts';
import { wordLists } from './words/index.ts';

/** Half-open interval of offsets into the text. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly points: number;
}

export interface Judgement {
  readonly score: number;
  /** The phrases that made the score, by place. */
  readonly found: readonly Found[];
}

/** Signs of a transaction beyond these do not count: a receipt with an advertisement at its end is one. */
const mostSigns = 2;

/** From this score on a text is taken for promotion. */
export const enough = 2;

/**
 * Judges by each list of the text's script and keeps the clearest result: texts are not always in the language that
 * the file names. Words of another language mislead more easily: there one more point is asked for.
 */
export function judgePromotion(text: string, language: string): Judgement {
  const forms = new Map<string, Form>();
  let best: Judgement = { score: 0, found: [] };
  for (const list of listsFor(text)) {
    const key = `${list.marks} ${list.script}`;
    const form = forms.get(key) ?? formOf(text, list);
    forms.set(key, form);
    const own = language.toLowerCase().split(/[-_]/)[0] === list.language || list.script !== 'latin';
    const { score, found } = judgeBy(list, form);
    const counted = own ? score : score - 1;
    if (counted > best.score) best = { score: counted, found };
  }
  return best;
}

const scripts = {
  thai: /\p{Script=Thai}/u,
  arabic: /\p{Script=Arabic}/u,
  latin: /\p{Script=Latin}/u,
} as const;

/** The lists whose script occurs in the text. */
function listsFor(text: string): readonly WordList[] {
  return wordLists.filter((list) => scripts[list.script].test(text));
}

type Compiled = Readonly<Record<keyof PromotionWords, Phrases>>;

/** Compiled when the first text of a script is judged. */
const compiled = new Map<WordList, Compiled>();

function phrasesOf(list: WordList): Compiled {
  let phrases = compiled.get(list);
  if (phrases === undefined) {
    const { strong, weak, harmless, transaction } = list.promotion;
    phrases = {
      strong: compilePhrases(strong, list),
      weak: compilePhrases(weak, list),
      harmless: compilePhrases(harmless, list),
      transaction: compilePhrases(transaction, list),
    };
    compiled.set(list, phrases);
  }
  return phrases;
}

/** A text as the lists of one script look at it. */
interface Form {
  readonly folded: FoldedText;
  readonly tokens: readonly Token[];
}

function formOf(text: string, { marks, script }: WordList): Form {
  const folded = foldText(text, marks);
  return { folded, tokens: splitWords(folded.text, script) };
}

function judgeBy(list: WordList, { folded, tokens }: Form): Judgement {
  const { text, originalStart, originalEnd } = folded;
  const phrases = phrasesOf(list);
  const harmless = phrases.harmless.find(tokens);
  const strong = joined(phrases.strong.find(tokens).filter((match) => !isInside(match, harmless)));
  const weak = joined(
    phrases.weak.find(tokens).filter((match) => !overlaps(match, harmless) && !overlaps(match, strong)),
  );
  const signs = distinct(joined(phrases.transaction.find(tokens)), text);
  const score = 2 * strong.length + distinct(weak, text) - Math.min(signs, mostSigns);
  const found = [
    ...strong.map((match) => ({ ...match, points: 2 })),
    ...weak.map((match) => ({ ...match, points: 1 })),
  ]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, points }) => ({ start: originalStart(start), end: originalEnd(end - 1), points }));
  return { score, found };
}

/** Matches that overlap as one. */
function joined(matches: readonly Match[]): Match[] {
  const all: Match[] = [];
  for (const match of matches) {
    const last = all.at(-1);
    if (last !== undefined && match.start < last.end)
      all[all.length - 1] = { ...last, end: Math.max(last.end, match.end) };
    else all.push(match);
  }
  return all;
}

/** The same word said twice is one sign. */
function distinct(found: readonly Match[], text: string): number {
  return new Set(found.map(({ start, end }) => text.slice(start, end))).size;
}

function overlaps(a: Match, others: readonly Match[]): boolean {
  return others.some((b) => a.start < b.end && b.start < a.end);
}

/** A strong phrase that only begins in a harmless one still stands. */
function isInside(a: Match, others: readonly Match[]): boolean {
  return others.some((b) => a.start >= b.start && a.end <= b.end);
}
