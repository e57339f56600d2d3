/**
 * `check --format github`: workflow commands that GitHub Actions shows as annotations.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import type { Diagnostic } from '../diagnostic.ts';
import { printable, printableLines } from '../printable.ts';
import { count, counted, type Report } from './report.ts';

export function reportGithub(report: Report): string {
  const lines = report.unreadable.map((u) => annotation('error', { file: u.path }, `${u.path} ${u.message}`));
  for (const d of report.diagnostics) lines.push(annotate(d, report.showPath(d.file)));
  const errors = count(report, 'error') + report.unreadable.length;
  lines.push(
    `${counted(report.files, 'file')} checked: ${counted(errors, 'error')}, ${counted(count(report, 'warning'), 'warning')}`,
  );
  return `${lines.join('\n')}\n`;
}

function annotate(d: Diagnostic, file: string): string {
  const { start, end } = d.file.rangeOf(d.range);
  const level = d.severity === 'information' ? 'notice' : d.severity;
  // GitHub takes columns only for a range on one line.
  const columns: Record<string, number> =
    start.line === end.line
      ? { col: start.character + 1, endColumn: Math.max(end.character, start.character + 1) }
      : { col: start.character + 1 };
  return annotation(level, { file, line: start.line + 1, ...columns, title: d.code }, d.message);
}

function annotation(level: string, properties: Record<string, string | number>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapeData(printableLines(message).replaceAll('\t', ' '))}`;
}

/** The escapes of GitHub's own toolkit (`@actions/core`, command.ts). */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(printable(text)).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
