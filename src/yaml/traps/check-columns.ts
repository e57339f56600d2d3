import { indentAt, lineEnd, nextLine, trimBack } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

interface Level {
  readonly column: number;
  readonly seq: boolean;
}

/**
 * The columns of the mappings and lists that a line may belong to. A line that fits none of them is reported
 * and left out with what belongs to it, so that it upsets nothing else.
 */
export class Columns {
  readonly #report: TrapReport;
  #levels: Level[] = [];
  #root = -1;
  #off = false;

  constructor(report: TrapReport) {
    this.#report = report;
  }

  /** Tabs and `? ` keys are reported by themselves; columns mean nothing behind them. */
  stop(): void {
    this.#off = true;
  }

  /** A dash or key further right on a line that was placed. */
  push(column: number, seq: boolean): void {
    this.#levels.push({ column, seq });
  }

  /**
   * Finds the level of a line that begins with a dash (`seq`) or a key in `column`. `open`: column of the key or
   * dash that waits for a value. Returns where to read on if the line was left out, else null.
   */
  place(start: number, column: number, seq: boolean, open: number | null): number | null {
    if (this.#off) return null;
    let popped: Level | undefined;
    let top = this.#levels[this.#levels.length - 1];
    while (top !== undefined && top.column > column) {
      popped = this.#levels.pop();
      top = this.#levels[this.#levels.length - 1];
    }
    if (top === undefined) return this.#placeRoot(start, column, seq, popped);
    if (top.column < column) {
      if (open !== top.column) return this.#misaligned(start, column, popped?.column ?? top.column);
      this.push(column, seq);
      return null;
    }
    if (top.seq === seq) return null;
    if (seq && open === column) {
      this.push(column, true);
      return null;
    }
    const below = this.#levels[this.#levels.length - 2];
    if (!seq && below?.column === column) {
      this.#levels.pop();
      return null;
    }
    return this.#mixed(start, column, seq);
  }

  #placeRoot(start: number, column: number, seq: boolean, popped: Level | undefined): number | null {
    const { text } = this.#report;
    if (popped !== undefined) {
      // Lines further left than the first one: the smaller part of the file is the one that is wrong.
      if (start - this.#root > text.length - start) {
        this.push(popped.column, popped.seq);
        return this.#misaligned(start, column, popped.column);
      }
      this.#leaveOut(this.#root, start, popped.column, column);
    }
    this.#root = start;
    this.push(column, seq);
    return null;
  }

  #misaligned(start: number, column: number, expected: number): number {
    const { text } = this.#report;
    let end = nextLine(text, start);
    while (end < text.length && (indentAt(text, end) < 0 || indentAt(text, end) >= Math.max(column, 1)))
      end = nextLine(text, end);
    this.#leaveOut(start, end, column, expected);
    return end;
  }

  #leaveOut(start: number, end: number, column: number, expected: number): void {
    const { text } = this.#report;
    const edits = [];
    for (let p = start; p < end; p = nextLine(text, p)) {
      const indent = indentAt(text, p);
      if (indent < 0) continue;
      const cut = Math.min(indent, Math.max(0, column - expected));
      edits.push({ range: { start: p, end: p + cut }, newText: ' '.repeat(Math.max(0, expected - column)) });
    }
    this.#report.blank(start, end);
    const range = { start: start + column, end: trimBack(text, start + column, lineEnd(text, start)) };
    const params = { column: column + 1, expected: expected + 1 };
    this.#report.report('yaml/misaligned', range, params, [
      { title: `Move it to column ${expected + 1}`, edits },
    ]);
  }

  #mixed(start: number, column: number, seq: boolean): number {
    const { text } = this.#report;
    let end = nextLine(text, start);
    while (end < text.length) {
      const indent = indentAt(text, end);
      const dash = /^-\s/.test(text.slice(end + indent, end + indent + 2));
      if (indent >= 0 && indent <= column && (indent < column || dash !== seq)) break;
      end = nextLine(text, end);
    }
    const range = { start: start + column, end: trimBack(text, start + column, lineEnd(text, start)) };
    this.#report.report('yaml/mixed-list', range, { item: seq });
    this.#report.blank(start, end);
    return end;
  }
}
