/**
 * Phrases of a word list (word-list.ts says how they are written) as sequences of words, found by their first word.
 * Gaps are bounded, so that the time is linear in the length of the text.
 */
import { foldWord } from './fold-text.ts';
import { type Script, splitWords, type Token } from './split-words.ts';
import type { WordList } from './word-list.ts';

/** Half-open interval of offsets into the folded text. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

export interface Phrases {
  find(tokens: readonly Token[]): Match[];
}

type Word =
  | { readonly kind: 'exact' | 'prefix' | 'suffix'; readonly text: string }
  | { readonly kind: 'number' | 'percent' | 'amount' };
/** `alternatives`: one of these sequences of words. */
type Part =
  | { readonly kind: 'gap' }
  | {
      readonly kind: 'words';
      readonly alternatives: readonly (readonly Word[])[];
      readonly optional: boolean;
    };
type Phrase = readonly Part[];

export function compilePhrases(source: string, { script, marks }: WordList): Phrases {
  const index = new Index();
  for (const phrase of foldWord(source, marks).split(/[,\n]/)) {
    const parts = readPhrase(phrase, script);
    if (parts.length > 0) index.add(parts);
  }
  const reach = script === 'thai' ? 20 : 4;
  return {
    find(tokens) {
      const found: Match[] = [];
      tokens.forEach((token, at) => {
        let last = -1;
        const inSentence = (i: number) => (tokens[i]?.sentence === token.sentence ? tokens[i] : undefined);
        for (const phrase of index.startingWith(token))
          last = Math.max(last, endOf(phrase, 0, inSentence, at, reach));
        const end = tokens[last - 1]?.end;
        if (end !== undefined) found.push({ start: token.start, end });
      });
      return found;
    },
  };
}

// ---------- reading ----------

function readPhrase(phrase: string, script: Script): Phrase {
  const parts: Part[] = [];
  for (const [written] of phrase.matchAll(/\([^)]*\)|\[[^\]]*\]|…|[^\s()[\]…]+/g)) {
    if (written === '…') {
      parts.push({ kind: 'gap' });
      continue;
    }
    const optional = written.startsWith('[');
    const inner = /^[[(]/.test(written) ? written.slice(1, -1).split('|') : [written];
    const alternatives = inner.map((words) => readWords(words, script)).filter((words) => words.length > 0);
    parts.push({ kind: 'words', alternatives, optional });
  }
  // A gap at the end asks for nothing.
  while (parts.at(-1)?.kind === 'gap') parts.pop();
  return parts;
}

const plainWord = /^[\p{L}\p{M}]+$/u;

function readWords(words: string, script: Script): Word[] {
  return words
    .trim()
    .split(/\s+/)
    .flatMap((word): Word[] => {
      if (word === '') return [];
      if (script !== 'thai' && plainWord.test(word)) return [{ kind: 'exact', text: word }];
      if (word === '#') return [{ kind: 'number' }];
      if (word === '#%') return [{ kind: 'percent' }];
      if (word === '#$') return [{ kind: 'amount' }];
      const tokens = splitWords(word, script).map(({ text }): Word => ({ kind: 'exact', text }));
      const first = tokens[0];
      const last = tokens.at(-1);
      if (word.startsWith('*') && first?.kind === 'exact') tokens[0] = { ...first, kind: 'suffix' };
      // In Thai, nothing follows at a distance from the word that ends with a letter.
      if (word.endsWith('*') && script !== 'thai' && last?.kind === 'exact')
        tokens.splice(-1, 1, { ...last, kind: 'prefix' });
      return tokens;
    });
}

// ---------- finding ----------

/** Phrases by the words that they can begin with. */
class Index {
  readonly #exact = new Map<string, Phrase[]>();
  readonly #prefix = new Map<string, { readonly text: string; readonly phrase: Phrase }[]>();
  readonly #others: Phrase[] = [];

  add(phrase: Phrase): void {
    for (const part of phrase) {
      if (part.kind === 'gap') return;
      for (const [word] of part.alternatives) if (word !== undefined) this.#addWord(word, phrase);
      if (!part.optional) return;
    }
  }

  #addWord(word: Word, phrase: Phrase): void {
    if (word.kind === 'exact') push(this.#exact, word.text, phrase);
    else if (word.kind === 'prefix') push(this.#prefix, word.text.slice(0, 2), { text: word.text, phrase });
    else if (!this.#others.includes(phrase)) this.#others.push(phrase);
  }

  *startingWith({ text, bare }: Token): Iterable<Phrase> {
    for (const form of [text, ...bare]) {
      yield* this.#exact.get(form) ?? [];
      for (const { text: start, phrase } of this.#prefix.get(form.slice(0, 2)) ?? [])
        if (form.startsWith(start)) yield phrase;
    }
    yield* this.#others;
  }
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The token of an index, undefined beyond the sentence. */
type TokenAt = (index: number) => Token | undefined;

/** Index after the last token of the match, or -1. */
function endOf(phrase: Phrase, from: number, tokenAt: TokenAt, at: number, reach: number): number {
  const part = phrase[from];
  if (part === undefined) return at;
  if (part.kind === 'gap') {
    for (let skip = 0; skip <= reach && tokenAt(at + skip) !== undefined; skip++) {
      const end = endOf(phrase, from + 1, tokenAt, at + skip, reach);
      if (end !== -1) return end;
    }
    return -1;
  }
  for (const words of part.alternatives) {
    if (!words.every((word, i) => fits(word, tokenAt(at + i)))) continue;
    const end = endOf(phrase, from + 1, tokenAt, at + words.length, reach);
    if (end !== -1) return end;
  }
  return part.optional ? endOf(phrase, from + 1, tokenAt, at, reach) : -1;
}

function fits(word: Word, token: Token | undefined): boolean {
  if (token === undefined) return false;
  switch (word.kind) {
    case 'exact':
      return token.text === word.text || token.bare.includes(word.text);
    case 'prefix':
      return token.text.startsWith(word.text) || token.bare.some((form) => form.startsWith(word.text));
    case 'suffix':
      return token.text.endsWith(word.text) && token.text.length > word.text.length;
    case 'number':
      return token.number !== undefined;
    case 'percent':
      // An expression may bring its own sign.
      return token.number === 'percent';
    case 'amount':
      return token.number === 'amount';
  }
}
