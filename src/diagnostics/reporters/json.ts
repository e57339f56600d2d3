/**
 * `check --format json`: an array of findings with LSP positions (0-based, UTF-16), `[]` when clean.
 * Files that could not be read have no place in it; the command names them on stderr and exits with 1.
 */
import { printableJson } from '../printable.ts';
import type { Report } from './report.ts';

export function reportJson(report: Report): string {
  return `${printableJson(
    report.diagnostics.map((d) => ({
      file: report.showPath(d.file),
      range: d.file.rangeOf(d.range),
      severity: d.severity,
      code: d.code,
      message: d.message,
      fixes: (d.fixes ?? []).map((fix) => ({
        title: fix.title,
        edits: fix.edits.map((edit) => ({ range: d.file.rangeOf(edit.range), newText: edit.newText })),
      })),
    })),
    2,
  )}\n`;
}
