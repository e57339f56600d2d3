/** `check --explain-bounds`: the sums as a table. */
import { styleText } from 'node:util';
import { displayWidth } from '../diagnostics/display-width.ts';
import { printable } from '../diagnostics/printable.ts';
import type { BoundNote } from '../pipeline.ts';

const words = { proven: 'proven', refuted: 'can exceed', open: 'not proven' } as const;
const colours = { proven: 'green', refuted: 'red', open: 'yellow' } as const;
/** Longer parts are cut: the sum matters, the file has the text. */
const longestPart = 60;

export function showBounds(
  notes: readonly BoundNote[],
  showPath: (note: BoundNote) => string,
  colour: boolean,
): string {
  const lines: string[] = [];
  for (const note of notes) {
    const { line, character } = note.file.positionAt(note.range.start);
    const verdict = colour
      ? styleText(colours[note.verdict], words[note.verdict], { validateStream: false })
      : words[note.verdict];
    const unit = note.unit === 'code points' ? 'characters' : note.unit;
    lines.push(
      `${printable(showPath(note))}:${line + 1}:${character + 1}  ${note.name}: ${interval(note)} of at most ${number(note.limit)} ${unit}, ${verdict}`,
    );
    const shown = note.parts.map((part) => cut(printable(part.text.replace(/\r?\n/g, '⏎'))));
    const width = Math.max(0, ...shown.map(displayWidth));
    note.parts.forEach((part, i) => {
      lines.push(`    ${shown[i]}${' '.repeat(width - displayWidth(shown[i]!))}  ${interval(part)}`);
    });
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function interval({ min, max }: { readonly min: number; readonly max: number }): string {
  return min === max ? number(max) : `${number(min)} to ${number(max)}`;
}

function number(n: number): string {
  return Number.isFinite(n) ? n.toLocaleString('en') : 'any number';
}

function cut(text: string): string {
  const points = [...text];
  return points.length <= longestPart ? text : `${points.slice(0, longestPart - 1).join('')}…`;
}
