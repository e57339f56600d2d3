/** Lines over messages and fragments: how often each is used, and what it becomes. The words come when they are seen. */
import { entryOf } from '../../src/bind/context.ts';
import type { Range } from '../../src/source/source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { partId } from './mentions/symbol-ids.ts';
import type { ProjectFiles } from './project-files.ts';
import { mentionsOf } from './references.ts';
import type { Workspace } from './workspace.ts';

export interface Lens {
  readonly range: Range;
  readonly about: 'render' | 'uses';
  /** Of a message or fragment. */
  readonly name: string;
}

export interface LensWords {
  readonly title: string;
  /** Name of the example that the message is rendered with. */
  readonly example?: string;
}

export function lenses(workspace: Workspace, uri: string): Lens[] {
  const document = workspace.get(uri);
  const { main } = document ? workspace.reading(document) : { main: undefined };
  return [...(main?.parts ?? [])]
    .flatMap(([name, { of, key }]): Lens[] => [
      ...(of === 'messages' ? [{ range: key.range, about: 'render', name } as const] : []),
      { range: key.range, about: 'uses', name },
    ])
    .sort((a, b) => a.range.start - b.range.start);
}

/** Undefined where the part is not there any more. */
export async function lensWords(
  workspace: Workspace,
  files: ProjectFiles,
  uri: string,
  { about, name }: Pick<Lens, 'about' | 'name'>,
): Promise<LensWords | undefined> {
  const document = workspace.get(uri);
  const { main } = document ? workspace.reading(document) : { main: undefined };
  const part = main?.parts.get(name);
  if (!document || !main?.root || !part) return undefined;
  if (about === 'render') {
    const own = entryOf(part.value, 'examples')?.value;
    const names = namesOf(own ?? entryOf(main.root, 'examples')?.value);
    const [example] = names;
    if (example === undefined) return { title: 'Render' };
    const more = names.length > 1 ? ` (1 of ${names.length})` : '';
    return { title: `Render: ${example}${more}`, example };
  }
  const kind = part.of === 'messages' ? 'message' : 'fragment';
  const all = await mentionsOf(files, document, { kind, name, symbol: partId(main, name) });
  const count = all.filter((m) => !m.declares).length;
  return { title: count === 1 ? '1 use' : `${count} uses` };
}

function namesOf(examples: YamlNode | undefined): string[] {
  if (examples?.kind !== 'seq') return [];
  return examples.items.flatMap((item) => {
    const name = entryOf(item, 'name')?.value;
    return name?.kind === 'scalar' && name.value !== '' ? [name.value] : [];
  });
}
