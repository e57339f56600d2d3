/** Where a name is declared: params, names of loops, fragments, messages, imports, anchors. */
import type { Position } from '../../src/source/source.ts';
import { mentionAt } from './mentions/collect.ts';
import type { Location } from './protocol.ts';
import type { Workspace } from './workspace.ts';

export function definition(workspace: Workspace, uri: string, position: Position): Location | undefined {
  const document = workspace.get(uri);
  if (!document) return undefined;
  const found = mentionAt(workspace.reading(document), document.file.offsetAt(position));
  const place = found?.declaration;
  return place && { uri: workspace.uriOf(document, place.file.path), range: place.file.rangeOf(place.range) };
}
