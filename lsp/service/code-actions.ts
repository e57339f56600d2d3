/** Mends of findings, and comments that silence them. */
import { catalog } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic, Fix } from '../../src/diagnostics/diagnostic.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import type { PositionRange } from '../../src/source/source.ts';
import type { Document, Workspace } from './workspace.ts';

export interface Action extends Fix {
  readonly found: Diagnostic;
  /** The only mend of its finding. */
  readonly preferred: boolean;
}

/** For the findings that a selection touches. */
export function codeActions(workspace: Workspace, uri: string, range: PositionRange): Action[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const { file } = document;
  const start = file.offsetAt(range.start);
  const end = Math.max(start, file.offsetAt(range.end));
  const touched = workspace
    .analysis(document)
    .diagnostics.filter((d) => d.file.path === file.path && d.range.start <= end && start <= d.range.end);
  const mends = touched.flatMap((found) =>
    (found.fixes ?? []).map((fix) => ({ ...fix, found, preferred: found.fixes?.length === 1 })),
  );
  const silences = touched.flatMap((found) => silence(workspace, document, found) ?? []);
  return [...mends, ...silences];
}

/** A comment above the line; offered only where it works, since inside a text it would be text. */
function silence(workspace: Workspace, document: Document, found: Diagnostic): Action | undefined {
  if (found.severity === 'error' || catalog[found.code].severity === 'error') return undefined;
  const { file } = document;
  const count = (all: readonly Diagnostic[]) => all.filter((d) => d.code === found.code).length;
  const before = workspace.analysis(document).diagnostics;
  for (const at of new Set([found.silencedAt ?? found.range.start, found.range.start])) {
    const { line } = file.positionAt(at);
    const start = file.offsetAt({ line, character: 0 });
    const [indent] = /^[ \ufeff]*/.exec(file.text.slice(start))!;
    const bom = indent.startsWith('\ufeff') ? 1 : 0;
    const end = /\r\n|\n|\r/.exec(file.text)?.[0] ?? '\n';
    const newText = `${indent.slice(bom)}# sendspec-ignore ${found.code}: say why${end}`;
    const edits = [{ range: { start: start + bom, end: start + bom }, newText }];
    const after = workspace.tryText(document, applyEdits(file.text, edits)).diagnostics;
    if (after.length >= before.length || count(after) >= count(before)) continue;
    return { title: `Silence ${found.code} here, with a reason`, edits, found, preferred: false };
  }
  return undefined;
}
