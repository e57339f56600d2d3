/** Where a thing is used, in all files of its project. */
import type { Position } from '../../src/source/source.ts';
import { collectMentions, mayHold, mentionAt } from './mentions/collect.ts';
import type { Mention } from './mentions/mention.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Location } from './protocol.ts';
import type { Document } from './workspace.ts';

export interface MentionIn extends Mention {
  readonly document: Document;
}

export async function references(
  files: ProjectFiles,
  uri: string,
  position: Position,
  withDeclaration: boolean,
): Promise<Location[]> {
  const document = files.get(uri);
  if (!document) return [];
  const found = mentionAt(files.reading(document), document.file.offsetAt(position));
  if (!found) return [];
  const all = await mentionsOf(files, document, found);
  return all
    .filter((m) => withDeclaration || !m.declares)
    .map((m) => ({ uri: m.document.uri, range: m.document.file.rangeOf(m.range) }));
}

/** All mentions of one thing, file by file. A file is not read where its text cannot hold the name. */
export async function mentionsOf(
  files: ProjectFiles,
  document: Document,
  { symbol, name, kind }: Pick<Mention, 'symbol' | 'name' | 'kind'>,
): Promise<MentionIn[]> {
  const all = isLocal(kind) ? [document] : await files.of(document.root);
  const found: MentionIn[] = [];
  for (const each of all) {
    if (kind !== 'file' && !mayHold(each.file.text, name)) continue;
    if (each !== document) await new Promise((next) => setImmediate(next));
    // a file is called by other names in other folders
    const mentions = collectMentions(files.reading(each), kind === 'file' ? undefined : name);
    for (const m of mentions) if (m.symbol === symbol) found.push({ ...m, document: each });
  }
  return found;
}

/** Things that no other file can name. */
function isLocal(kind: Mention['kind']): boolean {
  return ['import', 'loop name', 'block name', 'example', 'variant', 'key', 'anchor'].includes(kind);
}
