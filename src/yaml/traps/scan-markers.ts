import { lineEnd, nextLine } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/**
 * `---` and `...` at the start of a line: where to read on, null if there is none. A second document ends the
 * reading: one file holds one document.
 */
export function readDocumentMarker(report: TrapReport, at: number, seen: boolean): number | null {
  const { text } = report;
  const marker = text.slice(at, at + 3);
  if ((marker !== '---' && marker !== '...') || !/^\s?$/.test(text.slice(at + 3, at + 4))) return null;
  if (marker === '---' && !seen) return nextLine(text, at);
  const rest = marker === '...' ? text.slice(nextLine(text, at)) : 'another document';
  if (rest.replace(/^\s*#.*$/gm, '').trim() !== '') {
    report.report('yaml/several-documents', { start: at, end: at + 3 }, {});
  }
  report.end = at;
  return text.length;
}

/** `%YAML 1.2`, `%TAG …` before the document. */
export function readDirective(report: TrapReport, at: number): boolean {
  const { text } = report;
  if (text[at] !== '%') return false;
  const end = lineEnd(text, at);
  report.report('yaml/directive', { start: at, end }, { text: text.slice(at, end) }, [
    { title: 'Remove the line', edits: [{ range: { start: at, end: nextLine(text, at) }, newText: '' }] },
  ]);
  report.blank(at, end);
  return true;
}
