/** Messages, fragments, params and examples of all files, by a part of their names. */

import type { ProjectFiles } from './project-files.ts';
import type { WorkspaceSymbol } from './protocol.ts';
import { type OutlineEntry, outline } from './symbols.ts';
import type { Document } from './workspace.ts';

/** More are not shown: who gets so many types another letter. */
const most = 200;

/** Best first. The letters of the query stand in a name in their order; an empty query fits all. */
export async function workspaceSymbols(
  files: ProjectFiles,
  query: string,
  isCancelled: () => boolean = () => false,
): Promise<WorkspaceSymbol[]> {
  const found: { readonly symbol: WorkspaceSymbol; readonly score: number }[] = [];
  for (const document of await files.all()) {
    if (isCancelled()) return [];
    for (const { name, kind, selection, container } of named(files, document)) {
      const score = scoreOf(query, name);
      if (score === undefined) continue;
      const location = { uri: document.uri, range: document.file.rangeOf(selection) };
      found.push({ symbol: { name, kind, location, containerName: container }, score });
    }
  }
  return found
    .sort((a, b) => b.score - a.score || (a.symbol.name < b.symbol.name ? -1 : 1))
    .slice(0, most)
    .map(({ symbol }) => symbol);
}

type Named = Pick<OutlineEntry, 'name' | 'kind' | 'selection'> & { readonly container: string };

const known = new WeakMap<Document, readonly Named[]>();

function named(files: ProjectFiles, document: Document): readonly Named[] {
  const before = known.get(document);
  if (before) return before;
  const container = document.file.path;
  const found: Named[] = [];
  for (const part of outline(files.reading(document))) {
    const isOurs = /^(?:messages|fragments|params|examples)$/.test(part.name);
    for (const child of isOurs ? part.children : []) {
      found.push({ ...child, container });
      if (part.name !== 'messages') continue;
      const examples = child.children.find((c) => c.name === 'examples')?.children ?? [];
      for (const example of examples) found.push({ ...example, container: `${container}#${child.name}` });
    }
  }
  known.set(document, found);
  return found;
}

/** Higher is better: beginnings of words and neighbours count more; undefined where a letter is missing. */
export function scoreOf(query: string, name: string): number | undefined {
  const letters = [...query.toLowerCase()].filter((c) => c.trim() !== '');
  const lower = name.toLowerCase();
  let at = 0;
  let score = 0;
  for (const letter of letters) {
    const next = lower.indexOf(letter, at);
    if (next < 0) return undefined;
    const isStart = next === 0 || /[^\p{L}\p{N}]/u.test(lower[next - 1]!) || isHump(name, next);
    score += next === at && at > 0 ? 3 : isStart ? 2 : 0;
    at = next + letter.length;
  }
  return score - name.length / 100;
}

function isHump(name: string, at: number): boolean {
  return /\p{Lu}/u.test(name[at]!) && /\p{Ll}/u.test(name[at - 1] ?? '');
}
