import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import type { LibraryError } from './compose-document.ts';
import { composeWithRecovery } from './compose-with-recovery.ts';
import { convertTree } from './convert-tree.ts';
import { explainError } from './explain-error.ts';
import { findComments } from './find-comments.ts';
import { findSplitTexts } from './find-split-texts.ts';
import { MAX_FILE_LENGTH, MAX_TRAPS } from './limits.ts';
import type { YamlDocument, YamlNode } from './nodes.ts';
import { scanTraps } from './traps/scan-traps.ts';

export interface ParsedYaml {
  readonly document: YamlDocument;
  /** In the order of their places. */
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads one document of YAML 1.2 into our tree. Never throws: what cannot be read has a diagnostic, and all the
 * rest is read as if it were mended.
 */
export function parseYaml(file: SourceFile): ParsedYaml {
  const { length } = file.text;
  if (length > MAX_FILE_LENGTH) {
    return failed(
      file,
      diagnostic('yaml/too-large', file, { start: 0, end: 0 }, { length, limit: MAX_FILE_LENGTH }),
    );
  }
  // YAML 1.2 (5.4): a CR alone is a line break; the library knows it only before LF.
  const text = file.text.includes('\r') ? file.text.replace(/\r(?!\n)/g, '\n') : file.text;
  const traps = scanTraps(file, text);
  if (traps.tooDeep) return failed(file, ...traps.diagnostics);
  const composed = composeWithRecovery(traps.repaired());
  const { root, diagnostics, contents } = convertTree(
    file,
    composed.text,
    composed.document?.contents ?? null,
    traps.scalars,
  );
  diagnostics.push(...traps.diagnostics, ...translate(file, composed.errors, traps.diagnostics));
  findSplitTexts(file, root, diagnostics);
  if (diagnostics.length === 0 && isNothing(root)) {
    diagnostics.push(diagnostic('yaml/empty', file, { start: 0, end: 0 }, {}));
  }
  diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const comments = findComments(text.slice(0, traps.end), contents);
  return { document: { file, root: isNothing(root) ? null : root, comments }, diagnostics };
}

function failed(file: SourceFile, ...diagnostics: Diagnostic[]): ParsedYaml {
  return { document: { file, root: null, comments: [] }, diagnostics };
}

/** An empty document is a plain scalar of no length. */
function isNothing(root: YamlNode | null): boolean {
  return root === null || (root.kind === 'scalar' && root.style === 'plain' && root.value === '');
}

/** The library's errors in our words: one a line, none where the scan for traps has already said why. */
function translate(
  file: SourceFile,
  errors: readonly LibraryError[],
  found: readonly Diagnostic[],
): Diagnostic[] {
  const told = new Set(found.flatMap(({ range }) => [lineOf(file, range.start), lineOf(file, range.end)]));
  const unclosed = found.some(
    ({ code }) => code === 'yaml/unclosed-bracket' || code === 'yaml/unclosed-quote',
  );
  const result: Diagnostic[] = [];
  for (const error of errors) {
    if (unclosed && /Flow .* in block collection|Expected flow|to end with a/.test(error.message)) continue;
    const start = Math.min(error.start, file.text.length);
    const line = lineOf(file, start);
    if (told.has(line)) continue;
    if (result.length >= MAX_TRAPS) break;
    told.add(line);
    const end = Math.min(Math.max(error.end, start), file.text.length);
    result.push(diagnostic('yaml/syntax', file, { start, end }, { problem: explainError(error) }));
  }
  return result;
}

function lineOf(file: SourceFile, offset: number): number {
  return file.positionAt(offset).line;
}
