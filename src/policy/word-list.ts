/** The form in which words and phrases of a language are kept. */
import type { Marks } from './fold-text.ts';

/**
 * Phrases are separated by commas and line breaks, and written in lower case:
 * - `word*` any ending, `*word` any beginning (compounds);
 * - `(a|b)` one of these, `[word]` may be left out;
 * - `…` up to four words of the same sentence;
 * - `#` a number or an expression, with or without a currency or a percent sign; `#%` a percentage; `#$` an amount.
 * One string per group: reading the module costs nothing until a list is needed.
 */
export interface WordList {
  /** Language tag. */
  readonly language: string;
  readonly script: 'latin' | 'thai' | 'arabic';
  readonly marks: Marks;
  readonly promotion: PromotionWords;
  /** Asks for an opinion. */
  readonly survey: string;
  /** Comes again and again: a statement that is ready, a bill that is due, a newsletter. */
  readonly recurring: string;
}

/**
 * The score of a text is 2 for each strong phrase and 1 for each weak one, less 1 for each sign of a transaction (2 at
 * most); from 2 on the text is taken for promotion. What stands inside a harmless phrase does not count.
 */
export interface PromotionWords {
  readonly strong: string;
  readonly weak: string;
  readonly harmless: string;
  readonly transaction: string;
}
