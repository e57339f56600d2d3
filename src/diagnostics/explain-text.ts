/** The long form of a code for a terminal. docs/diagnostics.md holds the same as a page. */
import { wrapWords } from './display-width.ts';
import type { CatalogEntry } from './entry.ts';
import { exampleLines } from './example-lines.ts';
import { painter } from './reporters/pretty.ts';

export interface ExplainOptions {
  readonly width: number | undefined;
  readonly colour: boolean;
}

export function explainText(code: string, entry: CatalogEntry<never>, options: ExplainOptions): string {
  const paint = painter(options.colour);
  const width = Math.min(options.width ?? 80, 100);
  const explained = entry.explain.split('\n').flatMap((line) => wrapWords(line, width));
  return `${[
    `${paint('bold', code)} (${entry.severity})`,
    '',
    ...explained,
    '',
    paint('red', 'Not like this:'),
    ...example(entry.bad),
    '',
    paint('green', 'But like this:'),
    ...example(entry.good),
  ].join('\n')}\n`;
}

function example(text: string): string[] {
  return exampleLines(text).map((line) => (line === '' ? '' : `    ${line}`));
}
