import type { TrapReport } from './trap-report.ts';

/** What YAML does not allow as a character (5.1), and U+FFFD, which a wrong encoding leaves behind. */
const UNREADABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\p{Surrogate}]/u;

/** One finding for a file that was damaged or is no text, at its first such character. */
export function reportUnreadable(report: TrapReport): void {
  const found = UNREADABLE.exec(report.text);
  if (found === null || found.index >= report.end) return;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  report.report('yaml/unreadable-character', { start: found.index, end: found.index + 1 }, { code });
}
