/** Findings made by hand: reporters are tested on any place and text, not only on what the checks find today. */
import type { Code } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic, Fix, RelatedPlace, Severity } from '../../src/diagnostics/diagnostic.ts';
import type { Report } from '../../src/diagnostics/reporters/report.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { SourceFile } from '../../src/source/source.ts';

export interface Finding {
  readonly code?: string;
  readonly severity?: Severity;
  readonly message?: string;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
}

/** `[[` and `]]` mark the range in the text. */
export function marked(path: string, text: string): { file: SourceFile; start: number; end: number } {
  const start = text.indexOf('[[');
  const end = text.indexOf(']]') - 2;
  return { file: createSource(path, text.replace('[[', '').replace(']]', '')), start, end };
}

export function found(path: string, text: string, finding: Finding = {}): Diagnostic {
  const { file, start, end } = marked(path, text);
  return foundIn(file, start, end, finding);
}

export function foundIn(file: SourceFile, start: number, end: number, finding: Finding = {}): Diagnostic {
  return {
    code: (finding.code ?? 'yaml/duplicate-key') as Code,
    severity: finding.severity ?? 'error',
    message: finding.message ?? 'something is wrong',
    file,
    range: { start, end },
    ...(finding.fixes && { fixes: finding.fixes }),
    ...(finding.related && { related: finding.related }),
  };
}

export function report(diagnostics: readonly Diagnostic[], more: Partial<Report> = {}): Report {
  return { diagnostics, files: 1, unreadable: [], showPath: (file) => file.path, ...more };
}
