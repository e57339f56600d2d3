/** All word lists. Plain strings: they are taken apart when the first text is judged. */
import type { WordList } from '../word-list.ts';
import { arabic } from './arabic.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { indonesian } from './indonesian.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import { thai } from './thai.ts';
import { vietnamese } from './vietnamese.ts';

export const wordLists: readonly WordList[] = [
  english,
  indonesian,
  spanish,
  portuguese,
  french,
  german,
  vietnamese,
  thai,
  arabic,
];
