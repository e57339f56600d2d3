/**
 * The form of a text in which words are looked up: lower case, letters without the marks that writers leave out.
 * Each unit of the folded text knows its place in the original.
 */

export interface FoldedText {
  readonly text: string;
  /** Offset in the original of the folded unit at `index`; of its end, with `index + 1`. */
  originalStart(index: number): number;
  originalEnd(index: number): number;
}

/**
 * `fold`: accents, Arabic vowel signs and the stretching line go, the forms of alef, yeh and teh marbuta become one.
 * `keep`: marks make other words (Vietnamese, Thai); only case and composition are levelled.
 */
export type Marks = 'fold' | 'keep';

export function foldText(original: string, marks: Marks): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let offset = 0;
  // A letter with its combining marks is folded as one.
  for (const [cluster] of original.matchAll(/[^\p{M}]\p{M}*|\p{M}+/gsu)) {
    const folded = foldWord(cluster, marks);
    for (let i = 0; i < folded.length; i++) {
      starts.push(offset);
      ends.push(offset + cluster.length);
    }
    text += folded;
    offset += cluster.length;
  }
  return {
    text,
    originalStart: (index) => starts[index] ?? original.length,
    originalEnd: (index) => ends[index] ?? original.length,
  };
}

export function foldWord(word: string, marks: Marks): string {
  const lower = word.toLowerCase().replace(/[’‘ʼ]/g, "'");
  if (marks === 'keep') return lower.normalize('NFC');
  return lower
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ß/g, 'ss')
    .replace(/đ/g, 'd');
}
