/** Spec files by path: the one that is bound and those it imports, each read and parsed once. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createSource } from '../source/create-source.ts';
import type { SourceFile } from '../source/source.ts';
import { entryNamed } from '../yaml/joined-map.ts';
import type { YamlDocument, YamlEntry, YamlMap } from '../yaml/nodes.ts';
import { type ParsedYaml, parseYaml } from '../yaml/parse-yaml.ts';
import type { Params } from './model.ts';
import { ViewMap } from './view-map.ts';

/**
 * How bind reads other files. `path` is relative to the project's root, with `/`; an Error says in its message why
 * the file cannot be read. The host keeps paths (symlinks included) inside the root.
 */
export interface FileSystem {
  read(path: string): string | Error;
  /** Where several files of one project are read one after the other: what they import is parsed once. */
  readonly parsed?: Map<string, { readonly text: string; readonly spec: SpecFile }>;
}

export interface SpecPart extends YamlEntry {
  readonly of: 'messages' | 'fragments';
}

export interface SpecFile {
  readonly file: SourceFile;
  readonly document: YamlDocument;
  /** The top-level mapping, where the file is a specification. */
  readonly root: YamlMap | undefined;
  /** What `messages` and `fragments` name; both share one namespace. */
  readonly parts: ReadonlyMap<string, SpecPart>;
  /** Of an import: the first error that its reading found. What stands there is only guessed. */
  readonly problem?: Diagnostic;
  params?: Params;
}

/** Imported files by path, with the text that they were read from. */
export type ImportMemory = ReadonlyMap<
  string,
  { readonly text: string | Error; readonly spec: SpecFile | Error }
>;

export interface SpecFiles {
  readonly main: SpecFile;
  /** Error: why it cannot be read. Syntax diagnostics of an imported file are its own business. */
  open(path: string): SpecFile | Error;
  /** What was opened besides `main`: files of the same text need not be read again. */
  readonly imports: ImportMemory;
}

export function createSpecFiles(
  main: YamlDocument,
  fs: FileSystem,
  last: ImportMemory = new Map(),
): SpecFiles {
  const first = specFile(main);
  const { path: own, columns } = main.file;
  const imports = new Map<string, { text: string | Error; spec: SpecFile | Error }>();
  const read = (path: string, text: string): SpecFile => {
    const known = fs.parsed?.get(path);
    if (known?.text === text) return known.spec;
    const spec = importedFile(parseYaml(createSource(path, text, columns)));
    fs.parsed?.set(path, { text, spec });
    return spec;
  };
  return {
    main: first,
    imports,
    open(path) {
      if (path === own) return first;
      const opened = imports.get(path);
      if (opened) return opened.spec;
      const text = fs.read(path);
      const known = last.get(path);
      const spec = text instanceof Error ? text : known?.text === text ? known.spec : read(path, text);
      imports.set(path, { text, spec });
      return spec;
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

function importedFile({ document, diagnostics }: ParsedYaml): SpecFile {
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  return { ...specFile(document), ...(problem && { problem }) };
}

/** Without `params`, which are bound for each reader. */
function specFile(document: YamlDocument): SpecFile {
  let made = specFiles.get(document);
  if (!made) {
    made = readSpecFile(document);
    specFiles.set(document, made);
  }
  return { ...made };
}

const specFiles = new WeakMap<YamlDocument, SpecFile>();

function readSpecFile(document: YamlDocument): SpecFile {
  const root = document.root?.kind === 'map' && isSpec(document.root) ? document.root : undefined;
  return { file: document.file, document, root, parts: new NamedParts(root) };
}

const sections = ['fragments', 'messages'] as const;

class NamedParts extends ViewMap<SpecPart> {
  readonly #maps: readonly { readonly of: SpecPart['of']; readonly map: YamlMap }[];
  readonly #known = new Map<string, SpecPart>();
  #all: ReadonlyMap<string, SpecPart> | undefined;

  constructor(root: YamlMap | undefined) {
    super();
    this.#maps = sections.flatMap((of) => {
      const map = root && entryNamed(root, of)?.value;
      return map?.kind === 'map' ? [{ of, map }] : [];
    });
  }

  get(name: string): SpecPart | undefined {
    const known = this.#known.get(name);
    if (known) return known;
    for (const { of, map } of this.#maps) {
      const entry = entryNamed(map, name);
      if (entry) return this.#keep(entry, of);
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  protected whole(): ReadonlyMap<string, SpecPart> {
    if (!this.#all) {
      const all = new Map<string, SpecPart>();
      for (const { of, map } of this.#maps) {
        for (const entry of map.entries) {
          const name = entry.key.value;
          if (!all.has(name)) all.set(name, this.#known.get(name) ?? this.#keep(entry, of));
        }
      }
      this.#all = all;
    }
    return this.#all;
  }

  #keep(entry: YamlEntry, of: SpecPart['of']): SpecPart {
    const part = { ...entry, of };
    this.#known.set(entry.key.value, part);
    return part;
  }
}

/** A mapping with `messages` or `fragments` is a specification; anything else is one message. */
export function isSpec(node: YamlMap): boolean {
  return node.entries.some((e) => e.key.value === 'messages' || e.key.value === 'fragments');
}
