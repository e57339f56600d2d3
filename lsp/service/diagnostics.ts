/** Findings as an editor shows them. */

import { entryOf } from '../../src/bind/context.ts';
import { resolvePath } from '../../src/bind/spec-files.ts';
import type { Diagnostic, Severity } from '../../src/diagnostics/diagnostic.ts';
import type { Range } from '../../src/source/source.ts';
import type * as lsp from './protocol.ts';
import { importsOf } from './reading.ts';
import type { Document, Workspace } from './workspace.ts';

export interface DiagnosticOptions {
  /** What the client understands; absent: nothing. */
  readonly related?: boolean;
  readonly tags?: boolean;
  /** URI of the page of a code. */
  readonly docs?: (code: string) => string | undefined;
}

/** Of one version of a document, in the order of their places. */
export function diagnose(
  workspace: Workspace,
  document: Document,
  options: DiagnosticOptions = {},
): lsp.Diagnostic[] {
  return workspace.analysis(document).diagnostics.map((d) => toDiagnostic(workspace, document, d, options));
}

/** Where a finding is shown in this document. */
export function shownRange(workspace: Workspace, document: Document, found: Diagnostic): Range {
  if (found.file.path === document.file.path) return found.range;
  // What is wrong in a fragment of another file when it is used here stands at its import.
  const { root, main } = workspace.reading(document);
  const alias = [...importsOf(main)].find(
    ([, path]) => resolvePath(document.file.path, path) === found.file.path,
  );
  const imports = root?.kind === 'map' ? entryOf(root, 'imports')?.value : undefined;
  return (alias && imports && entryOf(imports, alias[0])?.value.range) ?? { start: 0, end: 0 };
}

function toDiagnostic(
  workspace: Workspace,
  document: Document,
  found: Diagnostic,
  options: DiagnosticOptions,
): lsp.Diagnostic {
  const elsewhere = found.file.path !== document.file.path;
  const place = (d: { file: Diagnostic['file']; range: Range; message: string }) => ({
    location: { uri: workspace.uriOf(document, d.file.path), range: d.file.rangeOf(d.range) },
    message: d.message,
  });
  const related = [
    ...(elsewhere ? [place({ ...found, message: 'it is here' })] : []),
    ...(found.related ?? []).map(place),
  ];
  const href = options.docs?.(found.code);
  return {
    range: document.file.rangeOf(shownRange(workspace, document, found)),
    severity: severities[found.severity],
    code: found.code,
    ...(href !== undefined && { codeDescription: { href } }),
    source: 'sendspec',
    message: elsewhere ? `In ${found.file.path}: ${found.message}` : found.message,
    ...(options.related && related.length > 0 && { relatedInformation: related }),
    ...(options.tags && found.tags && { tags: found.tags.map((t) => (t === 'unnecessary' ? 1 : 2)) }),
  };
}

/** As in the protocol: 1 error, 2 warning, 3 information. */
const severities: Readonly<Record<Severity, 1 | 2 | 3>> = { error: 1, warning: 2, information: 3 };
