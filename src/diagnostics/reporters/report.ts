/** What every reporter is given. Reporters are pure: findings in, text out. */
import type { SourceFile } from '../../source/source.ts';
import type { Diagnostic, Severity } from '../diagnostic.ts';

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** How many files were looked at. */
  readonly files: number;
  /** Files that could not be read at all, and why. */
  readonly unreadable: readonly UnreadableFile[];
  /** A file's path as the reader of the report should see it (relative to where they stand). */
  readonly showPath: (file: SourceFile) => string;
}

export interface UnreadableFile {
  readonly path: string;
  /** Ends a sentence that begins with the path: `is a folder`. */
  readonly message: string;
}

export function count(report: Report, severity: Severity): number {
  return report.diagnostics.filter((d) => d.severity === severity).length;
}

/** `1 error`, `3 errors`. */
export function counted(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** `1,234,567`. (The first toLocaleString of a process costs several milliseconds.) */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
