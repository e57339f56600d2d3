/** Source actions: about the file as a whole, on demand or on save. */
import { fixText } from '../../../src/diagnostics/fix-text.ts';
import { formatEdits } from '../../../src/format/format-edits.ts';
import { lineEdits } from '../../../src/source/line-edits.ts';
import type { Action, ActionContext } from './action.ts';

export function sourceActions({ workspace, document, file, text }: ActionContext): Action[] {
  return [
    {
      title: 'Mend all that can be mended in one way only',
      kind: 'source.fixAll.sendspec',
      edits: () => {
        const check = (next: string) =>
          (next === text
            ? workspace.analysis(document)
            : workspace.tryText(document, next)
          ).diagnostics.filter((d) => d.file.path === file.path);
        return lineEdits(text, fixText(text, check).text);
      },
    },
    {
      title: 'Sort keys and lay out, as sendspec fmt does',
      kind: 'source.sortKeys.sendspec',
      edits: () => formatEdits(file),
    },
  ];
}
