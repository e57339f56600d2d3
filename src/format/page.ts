import type { LayoutNote } from '../yaml/layout.ts';

/** Lines that are being printed. */
export class Page {
  readonly lines: string[] = [];
  /** The last line belongs to a block scalar that would take an empty line for its own (`|+`). */
  kept = false;

  line(text: string): void {
    this.lines.push(text);
    this.kept = false;
  }

  blank(): void {
    if (this.kept || this.lines.length === 0 || this.lines[this.lines.length - 1] === '') return;
    this.lines.push('');
  }

  note({ text, blank }: LayoutNote, column: number): void {
    if (blank) this.blank();
    this.line(' '.repeat(column) + text);
  }

  notes(notes: readonly LayoutNote[], column: number): void {
    for (const note of notes) this.note(note, column);
  }

  append(part: Page): void {
    for (const line of part.lines) this.lines.push(line);
    if (part.lines.length > 0) this.kept = part.kept;
  }
}
