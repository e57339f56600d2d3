/** Formatting as edits: what an editor applies, so that cursors and folds stay where nothing changes. */
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { lineEdits } from '../source/line-edits.ts';
import type { SourceFile } from '../source/source.ts';
import { formatText } from './format-text.ts';

/** Edits of whole lines, in the order of the file; none where it is formatted, or cannot be. */
export function formatEdits(file: SourceFile): TextEdit[] {
  const result = formatText(file);
  return 'text' in result ? lineEdits(file.text, result.text) : [];
}
