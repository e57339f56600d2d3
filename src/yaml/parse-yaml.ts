import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import { composeDocument } from './compose-document.ts';
import { convertTree } from './convert-tree.ts';
import { findComments } from './find-comments.ts';
import type { YamlDocument } from './nodes.ts';

/** Longest file that is read, in UTF-16 units: 40,000 lines of an ordinary file. */
export const MAX_FILE_LENGTH = 2_000_000;

export interface ParsedYaml {
  readonly document: YamlDocument;
  readonly diagnostics: Diagnostic[];
}

/** Reads one document of YAML 1.2 into our tree. Never throws: what cannot be read has a diagnostic. */
export function parseYaml(file: SourceFile): ParsedYaml {
  if (file.text.length > MAX_FILE_LENGTH) {
    const found = diagnostic(
      'yaml/too-large',
      file,
      { start: 0, end: 0 },
      { length: file.text.length, limit: MAX_FILE_LENGTH },
    );
    return { document: { file, root: null, comments: [] }, diagnostics: [found] };
  }
  const text = file.text.includes('\r') ? file.text.replace(/\r(?!\n)/g, '\n') : file.text;
  const { document, errors } = composeDocument(text);
  const { root, diagnostics, contents } = convertTree(file, text, document?.contents ?? null, new Map());
  for (const error of errors) {
    diagnostics.push(diagnostic('yaml/syntax', file, error, { problem: error.message }));
  }
  if (root === null && diagnostics.length === 0) {
    diagnostics.push(diagnostic('yaml/empty', file, { start: 0, end: 0 }, {}));
  }
  return { document: { file, root, comments: findComments(text, contents) }, diagnostics };
}
