import { MAX_DEPTH } from './limits.ts';
import { indentAt, isGap, lineEnd, nextLine, skipBlanks } from './traps/scan-text.ts';

/** The library nests its calls as the text nests; this many levels it bears with ease (it ends between 3,000 and 10,000). */
const MAX_LEVELS = MAX_DEPTH * 4;

/**
 * Where block indicators (`- `, `? `, `: `) and indentation nest deeper than the library bears; -1 where they do not.
 * Looks at how lines begin and at nothing else, so that no trap can hide a level from it; what looks like levels inside of a
 * text is counted as well.
 */
export function findTooDeep(text: string): number {
  const columns: number[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const indent = indentAt(text, start);
    if (indent < 0) continue;
    const end = lineEnd(text, start);
    let p = start + indent;
    while (columns.length > 0 && columns[columns.length - 1]! >= indent) columns.pop();
    columns.push(indent);
    while (p < end && (text[p] === '-' || text[p] === '?' || text[p] === ':') && isGap(text, p + 1)) {
      p = skipBlanks(text, p + 1);
      columns.push(p - start);
      if (columns.length > MAX_LEVELS) return p;
    }
    if (columns.length > MAX_LEVELS) return p;
  }
  return -1;
}
