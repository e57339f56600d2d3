/** `*` at the beginning of a value: the anchors that stand before it. */
import { lineStart } from '../../src/source/line-start.ts';
import { type AnchorMark, findAnchors } from '../../src/yaml/find-anchors.ts';
import type { Offer } from './complete.ts';
import { lineEnd } from './key-start.ts';

export interface AliasOffers {
  readonly offers: Offer[];
  readonly typed: string;
}

/** Undefined where the cursor stands in no alias. */
export function completeAlias(text: string, offset: number): AliasOffers | undefined {
  const line = text.slice(lineStart(text, offset), offset);
  const typed = /(?:^|[\s,[{])\*([^\s,[\]{}]*)$/.exec(line)?.[1];
  if (typed === undefined) return undefined;
  // a name is there to be read, whatever was typed of it
  const marks = findAnchors(`${text.slice(0, offset)}x${text.slice(offset)}`);
  const isHere = ({ kind, range }: AnchorMark) =>
    kind === 'alias' && range.start <= offset && offset < range.end;
  if (!marks.some(isHere)) return undefined;
  const anchors = new Map(
    marks
      .filter(({ kind, range }) => kind === 'anchor' && range.end <= offset)
      .map((mark) => [mark.name, mark]),
  );
  const nearest = [...anchors.values()].sort((a, b) => b.range.start - a.range.start);
  return { offers: nearest.map(({ name, range }, rank) => offerOf(text, name, range.end, rank)), typed };
}

/** Beside the name stands what it is given to: the rest of its line, or the line below. */
function offerOf(text: string, name: string, end: number, rank: number): Offer {
  const rest = text.slice(end, lineEnd(text, end)).trim();
  const below = lineEnd(text, end) + 1;
  const words = rest === '' || rest.startsWith('#') ? text.slice(below, lineEnd(text, below)).trim() : rest;
  const detail = words.length > 60 ? `${words.slice(0, 59)}…` : words;
  return { label: name, kind: 'name', rank, ...(detail !== '' && { detail }) };
}
