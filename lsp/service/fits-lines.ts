/** Whether what begins on the cursor's line can stand between the lines above and below. */
import type { Code } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lineStart } from '../../src/source/line-start.ts';
import type { Hole } from './hole.ts';

/** False where the line would stand in a column, or among items, in which nothing of its kind can. */
export function fitsLines({ workspace, document, reading, offset }: Hole, word: string): boolean {
  const { text } = document.file;
  const from = lineStart(text, offset);
  const near = (d: Diagnostic) => about.has(d.code) && d.range.start >= from && d.range.start <= from + reach;
  const accused = reading.findings.filter(near);
  if (accused.length === 0) return true;
  // of what is wrong there without it, too, it is not the reason
  const without = text.slice(0, offset - word.length) + text.slice(offset);
  const before = word === '' ? workspace.reading(document) : workspace.readText(document, without);
  return before.findings.filter(near).length >= accused.length;
}

const about: ReadonlySet<Code> = new Set<Code>([
  'yaml/misaligned',
  'yaml/indentation',
  'yaml/mixed-list',
  'yaml/dash-in-text',
  'yaml/stray-text',
]);

/** Characters below the line in which it can be the reason for something. */
const reach = 2000;
