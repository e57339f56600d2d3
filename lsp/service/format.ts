/** The canonical layout, as edits of whole lines; none where the file cannot be read. */
import type { TextEdit } from '../../src/diagnostics/diagnostic.ts';
import { formatEdits } from '../../src/format/format-edits.ts';
import type { Workspace } from './workspace.ts';

export function format(workspace: Workspace, uri: string): TextEdit[] {
  const document = workspace.get(uri);
  return document ? formatEdits(document.file) : [];
}
