/** Words, numbers and signs of a folded text, with the sentence that each stands in. */
import type { WordList } from './word-list.ts';

export type Script = WordList['script'];

export interface Token {
  /** As folded. */
  readonly text: string;
  /** The word without what Arabic writes together with it (and, for, by, like, the). */
  readonly bare: readonly string[];
  readonly number?: 'plain' | 'percent' | 'amount';
  readonly sentence: number;
  readonly start: number;
  readonly end: number;
}

/** Stands for an expression whose value is not known. */
export const hole = '\uFFFC';

const percent =
  '%|٪|percent|pct|persen|prozent|por ?ciento|por ?cento|pour ?cent|phần trăm|เปอร์เซ็นต์|بالمئه|بالمائه|في المئه|في المائه';
const before = '\\p{Sc}|rp\\.?|r\\$|us\\$|s\\/\\.?|(?<![\\p{L}])(?:usd|eur|gbp|rm|idr|brl|mxn|aed|sar)';
const after =
  '(?:k|rb|ribu|jt|d|đ|vnd|nghìn|ngàn|usd|eur|mxn|euros?|dollars?|dolares|pesos|soles|reais|cents?|centimes|centavos|rupiah|ريالات|ريالا?|درهما?|دراهم|جنيهات|جنيها?|دينارا?|دنانير|دولارا?|دولارات)(?![\\p{L}\\p{M}])|บาท|\\p{Sc}';
const digits = `${hole}|\\p{Nd}(?:[\\p{Nd}.,٫]{0,16}\\p{Nd})?`;
const pieces = new RegExp(
  [
    `(?<before>(?:${before}) ?)?(?:${digits})(?: ?(?:(?<percent>${percent})|(?<after>${after})))?(?![\\p{L}\\p{N}])`,
    '(?<word>[\\p{L}\\p{M}\\p{N}]+)',
    '(?<sign>\\p{Extended_Pictographic})',
    '(?<stop>[.!?؟…]+(?=\\s|$)|[!?؟\\n]+)',
  ].join('|'),
  'gu',
);

export function splitWords(text: string, script: Script): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  for (const match of text.matchAll(pieces)) {
    const groups = match.groups ?? {};
    const [found] = match;
    const start = match.index;
    if (groups.stop !== undefined) {
      sentence++;
      continue;
    }
    if (script === 'thai' && groups.word !== undefined && /\p{Script=Thai}/u.test(found)) {
      // Written without spaces: each letter with its marks is a token.
      for (const { 0: cluster, index } of found.matchAll(/[^\p{M}]\p{M}*|\p{M}+/gu)) {
        tokens.push({
          text: cluster,
          bare: [],
          sentence,
          start: start + index,
          end: start + index + cluster.length,
        });
      }
      continue;
    }
    const isNumber = groups.word === undefined && groups.sign === undefined;
    tokens.push({
      text: found,
      bare: script === 'arabic' && !isNumber ? bareForms(found) : [],
      ...(isNumber && { number: numberKind(groups) }),
      sentence,
      start,
      end: start + found.length,
    });
  }
  return tokens;
}

function numberKind(groups: Readonly<Record<string, string | undefined>>): Token['number'] {
  if (groups.percent !== undefined) return 'percent';
  return groups.before !== undefined || groups.after !== undefined ? 'amount' : 'plain';
}

function bareForms(word: string): string[] {
  const forms: string[] = [];
  for (const prefix of [
    'و',
    'ف',
    'ب',
    'ل',
    'ك',
    'ال',
    'لل',
    'وال',
    'بال',
    'فال',
    'كال',
    'ول',
    'وب',
    'ولل',
    'وبال',
  ]) {
    if (word.startsWith(prefix) && word.length >= prefix.length + 2) forms.push(word.slice(prefix.length));
  }
  return forms;
}
