import { Lexer } from 'yaml';
import type { Range } from '../source/source.ts';

/** An anchor or an alias where it is written. */
export interface WrittenMark {
  readonly kind: 'anchor' | 'alias';
  readonly name: string;
  /** Of the name, behind `&` or `*`. */
  readonly range: Range;
}

export interface AnchorMark extends WrittenMark {
  /** Where the anchor that is meant stands; undefined for an alias of none. */
  readonly anchor: number | undefined;
}

/** All anchors and aliases of a text, in their order. */
export function findAnchors(text: string): AnchorMark[] {
  return resolveMarks(findMarks(text));
}

/** A name may be given again: an alias means the last one before it. */
export function resolveMarks(marks: readonly WrittenMark[]): AnchorMark[] {
  const anchors = new Map<string, number>();
  return marks.map((mark) => {
    if (mark.kind === 'anchor') anchors.set(mark.name, mark.range.start);
    return { ...mark, anchor: anchors.get(mark.name) };
  });
}

export function findMarks(text: string): WrittenMark[] {
  const marks: WrittenMark[] = [];
  // most texts have none
  if (!/(?:^|[\s:,[{-])[&*][^\s,[\]{}]/.test(text)) return marks;
  let at = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    // marks of the library that stand for nothing in the text: start of a document, of a scalar, end of flow
    if (!scalar && (token === '\x02' || token === '\x18' || token === '\x1f')) {
      scalar = token === '\x1f';
      continue;
    }
    const kind = scalar ? undefined : token[0] === '&' ? 'anchor' : token[0] === '*' ? 'alias' : undefined;
    scalar = false;
    const range = { start: at + 1, end: at + token.length };
    at += token.length;
    if (kind && token.length > 1) marks.push({ kind, name: token.slice(1), range });
  }
  return marks;
}
