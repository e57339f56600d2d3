/** How long the text under the cursor is now, or can become, beside its limit. */
import type { Range } from '../../src/source/source.ts';
import type { PathPart } from './find-node.ts';
import { type Measured, measureMessage } from './measure.ts';
import { messagesAt } from './message-model.ts';
import { boundWords } from './words.ts';
import type { Document, Workspace } from './workspace.ts';

export function lengthAt(
  workspace: Workspace,
  document: Document,
  path: readonly PathPart[],
  offset: number,
): { readonly markdown: string; readonly range: Range } | undefined {
  const holds = ({ range, file }: Measured) =>
    file.path === document.file.path && range.start <= offset && offset <= range.end;
  const size = ({ range }: Measured) => range.end - range.start;
  for (const model of messagesAt(workspace, document, path)) {
    const [closest] = measureMessage(model)
      .filter((m) => m.unit !== 'items' && holds(m))
      .sort((a, b) => size(a) - size(b) || b.max / b.limit - a.max / a.limit);
    if (closest) return { markdown: boundWords(closest), range: closest.range };
  }
  return undefined;
}
