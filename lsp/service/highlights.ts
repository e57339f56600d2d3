/** All mentions in a file of what stands under the cursor; or the tags of a block. */
import type { Position, PositionRange } from '../../src/source/source.ts';
import { blockTagsAt } from './block-tags.ts';
import { collectMentions, mentionAt } from './mentions/collect.ts';
import type { DocumentHighlight } from './protocol.ts';
import type { Workspace } from './workspace.ts';

/** Numbers of the protocol's DocumentHighlightKind. */
const kinds = { text: 1, read: 2, write: 3 } as const;

export function highlights(workspace: Workspace, uri: string, position: Position): DocumentHighlight[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const { file } = document;
  const reading = workspace.reading(document);
  const offset = file.offsetAt(position);
  const found = mentionAt(reading, offset);
  if (found) {
    return collectMentions(reading, found.name)
      .filter((m) => m.symbol === found.symbol)
      .map((m) => ({ range: file.rangeOf(m.range), kind: m.declares ? kinds.write : kinds.read }));
  }
  const tags = blockTagsAt(reading, offset);
  const spans = tags ? [tags.open, ...tags.elses, ...(tags.close ? [tags.close] : [])] : [];
  return spans.map((range) => ({ range: file.rangeOf(range), kind: kinds.text }));
}

/** `{{#if}}…{{/if}}`: both names are typed as one. */
export function linkedRanges(workspace: Workspace, uri: string, position: Position): PositionRange[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const { file } = document;
  const offset = file.offsetAt(position);
  const tags = blockTagsAt(workspace.reading(document), offset);
  if (!tags?.close) return [];
  const both = [tags.open, tags.close];
  return both.some((r) => r.start <= offset && offset <= r.end) ? both.map((r) => file.rangeOf(r)) : [];
}
