/** The canonical layout of a message file: the same meaning, the same comments, one way to write it. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createSource } from '../source/create-source.ts';
import type { SourceFile } from '../source/source.ts';
import type { Layout, LayoutCollection } from '../yaml/layout.ts';
import { MAX_FILE_LENGTH } from '../yaml/limits.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { readLayout } from '../yaml/read-layout.ts';
import { attachComments } from './attach-comments.ts';
import { orderKeys } from './order-keys.ts';
import { printLayout } from './print-layout.ts';
import { sameMeaning } from './same-meaning.ts';

/** `diagnostics`: why the file is not touched; at least one. */
export type Formatted = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Formats a file that YAML can read. Line ends stay the file's (those of its first line), as does a BOM. Pure, and
 * formatting again changes nothing. A file whose canonical form would mean something else stays as it is.
 */
export function formatText(file: SourceFile): Formatted {
  const before = parseYaml(file);
  const errors = before.diagnostics.filter((d) => d.severity === 'error' && d.code !== 'yaml/empty');
  if (errors.length > 0) return { diagnostics: errors };
  const bom = file.text.startsWith('\ufeff') ? '\ufeff' : '';
  const printed = print(file.text.replace(/\r\n?/g, '\n'), bom);
  const end = /\r?\n/.exec(file.text)?.[0] ?? '\n';
  const formatted = bom + (end === '\n' ? printed : printed.replaceAll('\n', end));
  // Indentation alone could make a file longer than files may be.
  if (formatted === file.text || formatted.length > MAX_FILE_LENGTH) return { text: file.text };
  const after = parseYaml(createSource(file.path, formatted));
  if (!sameMeaning(before.document.root, after.document.root)) {
    // What YAML reads in an unexpected way (a warning says so) is left alone, and so is what cannot be written better.
    return before.diagnostics.length > 0 ? { diagnostics: before.diagnostics } : { text: file.text };
  }
  return { text: formatted };
}

/** Without the BOM, which the library must see: a second one is part of the text. */
function print(whole: string, bom: string): string {
  const layout = readLayout(whole);
  const text = whole.slice(bom.length);
  // Nothing but comments, or a single text, which is no message: only the end is put right.
  if (layout === undefined) return text.trim() === '' ? '' : `${text.trimEnd()}\n`;
  if (!isCollection(layout)) return text.endsWith('\n') ? text : `${text}\n`;
  attachComments(layout, whole);
  orderKeys(layout.root);
  return `${printLayout(layout).join('\n')}\n`;
}

function isCollection(layout: Layout): layout is Layout & { readonly root: LayoutCollection } {
  return layout.root.kind !== 'scalar';
}
