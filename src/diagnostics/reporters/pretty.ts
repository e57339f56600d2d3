/** `check --format pretty`: for people. Each finding with its place, its line of the file and a squiggle. */
import { styleText } from 'node:util';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import { wrapWords } from '../display-width.ts';
import { sureFix } from '../fix-text.ts';
import { printable, printableLines } from '../printable.ts';
import { excerpt } from './excerpt.ts';
import { count, counted, type Report } from './report.ts';

export interface PrettyOptions {
  readonly colour: boolean;
  /** Columns of the terminal; undefined where the output is no terminal: then only the excerpt is cut. */
  readonly width: number | undefined;
}

export function reportPretty(report: Report, options: PrettyOptions): string {
  const paint = painter(options.colour);
  const blocks = report.unreadable.map(
    (u) => `${paint('bold', printable(u.path))} ${paint('red', 'error')}\n  ${printable(u.message)}\n`,
  );
  for (const d of report.diagnostics) blocks.push(finding(d, report, options, paint));
  blocks.push(summary(report, paint));
  return `${blocks.join('\n')}\n`;
}

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** Whether colours are wanted is the caller's decision: newer Nodes would ask the stream a second time. */
export function painter(colour: boolean): Paint {
  const style = styleText as (s: Style, text: string, o: { validateStream: boolean }) => string;
  return colour ? (s, text) => style(s, text, { validateStream: false }) : (_, text) => text;
}

function finding(d: Diagnostic, report: Report, options: PrettyOptions, paint: Paint): string {
  const start = d.file.positionAt(d.range.start);
  const place = `${printable(report.showPath(d.file))}:${start.line + 1}:${start.character + 1}`;
  const lines = [`${paint('bold', place)} ${severity(d.severity, paint)} ${paint('dim', d.code)}`];
  lines.push(...paragraph(d.message, '  ', options.width));
  const gutter = String(start.line + 1).length + 2;
  const cut = excerpt(d.file, d.range, (options.width ?? 120) - gutter - 3);
  lines.push(`${paint('dim', `${String(start.line + 1).padStart(gutter)} │`)} ${cut.line}`);
  lines.push(
    `${paint('dim', `${' '.repeat(gutter)} │`)} ${cut.indent}${paint(colours[d.severity], cut.squiggle)}`,
  );
  const note = `${' '.repeat(gutter)} = `;
  for (const r of d.related ?? []) {
    const at = r.file.positionAt(r.range.start);
    lines.push(
      `${paint('dim', note)}${printable(report.showPath(r.file))}:${at.line + 1}:${at.character + 1}: ${printable(r.message)}`,
    );
  }
  const offer = sureFix(d) ? 'fix available' : 'possible fix';
  for (const fix of d.fixes ?? []) lines.push(`${paint('dim', note)}${offer}: ${printable(fix.title)}`);
  return `${lines.join('\n')}\n`;
}

const colours: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = {
  error: 'red',
  warning: 'yellow',
  information: 'cyan',
};

function severity(level: Severity, paint: Paint): string {
  return paint(colours[level], level);
}

function paragraph(text: string, indent: string, width: number | undefined): string[] {
  return printableLines(text)
    .split('\n')
    .flatMap((line) =>
      width === undefined ? [line] : wrapWords(line, Math.max(width - indent.length - 1, 20)),
    )
    .map((line) => indent + line);
}

function summary(report: Report, paint: Paint): string {
  const errors = count(report, 'error') + report.unreadable.length;
  const warnings = count(report, 'warning');
  const notes = count(report, 'information');
  const files = counted(report.files, 'file');
  if (errors + warnings + notes === 0) return paint('green', `${files} checked, nothing to report`);
  const found = [counted(errors, 'error'), counted(warnings, 'warning')];
  if (notes > 0) found.push(`${notes} information${notes === 1 ? '' : 's'}`);
  const fixable = report.diagnostics.filter((d) => sureFix(d)).length;
  const tail = fixable > 0 ? ` (${fixable} with a fix: sendspec check --fix)` : '';
  const text = `${files} checked: ${found.join(', ')}${tail}`;
  return paint(errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green', text);
}
