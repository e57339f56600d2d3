/** Spec files by path: the one that is bound and those it imports, each read and parsed once. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createSource } from '../source/create-source.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlDocument, YamlEntry, YamlMap } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { Params } from './model.ts';

/**
 * How bind reads other files. `path` is relative to the project's root, with `/`; an Error says in its message why
 * the file cannot be read. The host keeps paths (symlinks included) inside the root.
 */
export interface FileSystem {
  read(path: string): string | Error;
}

export interface SpecFile {
  readonly file: SourceFile;
  readonly document: YamlDocument;
  /** The top-level mapping, where the file is a specification. */
  readonly root: YamlMap | undefined;
  /** What `messages` and `fragments` name; both share one namespace. */
  readonly parts: ReadonlyMap<string, YamlEntry & { readonly of: 'messages' | 'fragments' }>;
  params?: Params;
}

export interface SpecFiles {
  readonly main: SpecFile;
  /** Error: why it cannot be read. Syntax diagnostics of an imported file are its own business. */
  open(path: string): SpecFile | Error;
}

export function createSpecFiles(
  file: SourceFile,
  fs: FileSystem,
  report: (d: Diagnostic) => void,
): SpecFiles {
  const parsed = parseYaml(file);
  for (const d of parsed.diagnostics) report(d);
  const main = specFile(parsed.document);
  const cache = new Map<string, SpecFile | Error>([[file.path, main]]);
  return {
    main,
    open(path) {
      const known = cache.get(path);
      if (known) return known;
      const text = fs.read(path);
      const opened =
        text instanceof Error ? text : specFile(parseYaml(createSource(path, text, file.columns)).document);
      cache.set(path, opened);
      return opened;
    },
  };
}

/**
 * `relative` as seen from the file `from`, both relative to the project's root; undefined where it leaves the root
 * or is absolute.
 */
export function resolvePath(from: string, relative: string): string | undefined {
  if (relative.startsWith('/') || /^[A-Za-z]:/.test(relative)) return undefined;
  const parts = from.replaceAll('\\', '/').split('/').slice(0, -1);
  for (const part of relative.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function specFile(document: YamlDocument): SpecFile {
  const root = document.root?.kind === 'map' && isSpec(document.root) ? document.root : undefined;
  const parts: Map<string, YamlEntry & { of: 'messages' | 'fragments' }> = new Map();
  for (const of of ['fragments', 'messages'] as const) {
    const node = root?.entries.find((e) => e.key.value === of)?.value;
    if (node?.kind !== 'map') continue;
    for (const entry of node.entries)
      if (!parts.has(entry.key.value)) parts.set(entry.key.value, { ...entry, of });
  }
  return { file: document.file, document, root, parts };
}

/** A mapping with `messages` or `fragments` is a specification; anything else is one message. */
export function isSpec(node: YamlMap): boolean {
  return node.entries.some((e) => e.key.value === 'messages' || e.key.value === 'fragments');
}
