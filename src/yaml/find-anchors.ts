import { Lexer } from 'yaml';
import type { Range } from '../source/source.ts';

export interface AnchorMark {
  readonly kind: 'anchor' | 'alias';
  readonly name: string;
  /** Of the name, behind `&` or `*`. */
  readonly range: Range;
  /** Where the anchor that is meant stands; undefined for an alias of none. */
  readonly anchor: number | undefined;
}

/** All anchors and aliases of a text, in their order. A name may be given again: an alias means the last one before it. */
export function findAnchors(text: string): AnchorMark[] {
  const marks: AnchorMark[] = [];
  const anchors = new Map<string, number>();
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
    if (!kind || token.length === 1) continue;
    const name = token.slice(1);
    if (kind === 'anchor') anchors.set(name, range.start);
    marks.push({ kind, name, range, anchor: anchors.get(name) });
  }
  return marks;
}
