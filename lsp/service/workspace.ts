/**
 * The open documents and what is known of each version of them. No transport: positions and URIs in, values out.
 * A file that others import is read from the editor where it is open there, else from the disk inside the project.
 */
import type { Config } from '../../src/cli/config.ts';
import { configName } from '../../src/cli/config-name.ts';
import {
  type AnalysisMemory,
  analyzeInSteps,
  analyzeNext,
  type FileSystem,
  type LiveAnalysis,
  type Steps,
} from '../../src/pipeline.ts';
import type { Columns } from '../../src/source/columns.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { PositionRange, SourceFile } from '../../src/source/source.ts';
import { type ParsedYaml, parseYaml } from '../../src/yaml/parse-yaml.ts';
import { noParts } from '../../src/yaml/read-parts.ts';
import type { Host } from '../host/host.ts';
import { host as thisHost } from '../host/this-host.ts';
import { type Reading, readSpec } from './reading.ts';

/** One version of an open document; a change makes another. */
export interface Document {
  readonly uri: string;
  readonly version: number;
  /** `path` is relative to the project's root, as in messages and imports. */
  readonly file: SourceFile;
  /** Absolute. */
  readonly root: string;
}

/** As LSP sends it: without a range the whole text. */
export interface Change {
  readonly range?: PositionRange;
  readonly text: string;
}

export interface Workspace {
  open(uri: string, version: number, text: string): Document;
  /** Undefined for a document that is not open. */
  change(uri: string, version: number, changes: readonly Change[]): Document | undefined;
  close(uri: string): void;
  get(uri: string): Document | undefined;
  readonly documents: Iterable<Document>;
  /**
   * Computed once for a version and the files it reads; of a document that was edited only what the edit reaches.
   * `spec.messages` binds all messages, `message(name)` one.
   */
  analysis(document: Document): LiveAnalysis;
  /** Works on it for about so many milliseconds; true once it is there. What has been done is not done again. */
  proceed(document: Document, milliseconds: number): boolean;
  /** Analysis of another text in the document's place: what a fix would make of it. */
  tryText(document: Document, text: string): LiveAnalysis;
  /** The document's YAML with its params and imports: quicker than an analysis. */
  reading(document: Document): Reading;
  readText(document: Document, text: string): Reading;
  /** Open documents whose analysis read this one. */
  dependents(document: Document): Document[];
  /** URI of a file of the document's project. */
  uriOf(document: Document, path: string): string;
  /** Another file of the document's project: as it is open, else from the disk. */
  read(document: Document, path: string): string | Error;
  /** The settings of the document's project. */
  config(document: Document): Config;
  /** Analyses of open documents that were made with a config or with imports that are others now. */
  outdated(): object[];
  /** What is wrong with the project's config, once for each change of it. */
  onConfigProblem: (message: string) => void;
}

interface Cached<T> {
  readonly value: T;
  /** What was read besides the document: its text, or why it could not be read. */
  readonly reads: ReadonlyMap<string, string>;
  readonly config: Config;
}

interface Entry {
  document: Document;
  analysis?: Cached<LiveAnalysis>;
  /** One that was begun. */
  begun?: Omit<Cached<LiveAnalysis>, 'value'> & { readonly steps: Steps<LiveAnalysis> };
  reading?: Cached<Reading>;
  parsed?: ParsedYaml;
  /** What the versions before left. */
  readonly last: { yaml?: ParsedYaml['read']; analysis?: AnalysisMemory };
}

export interface WorkspaceSettings {
  readonly host?: Host;
  /** What the columns of all positions count. */
  readonly columns?: Columns;
}

/** `folder`: where documents that are in no file belong; `rootOf`: the root of the project of an absolute path. */
export function createWorkspace(
  folder: string,
  rootOf?: (path: string) => string,
  { host = thisHost, columns = 'utf-16' }: WorkspaceSettings = {},
): Workspace {
  const entries = new Map<string, Entry>();
  const configs = new Map<string, { readonly stamp: string; readonly config: Config }>();

  const workspace: Workspace = {
    onConfigProblem: () => {},
    open(uri, version, text) {
      const path = host.pathOf(uri);
      const root = path === undefined ? folder : (rootOf?.(path) ?? host.rootOf(path, folder));
      const shown = path === undefined ? unnamed(uri) : host.slashed(root, path);
      const document = { uri, version, root, file: createSource(shown, text, columns) };
      entries.set(uri, { document, last: {} });
      return document;
    },
    change(uri, version, changes) {
      const old = entries.get(uri)?.document;
      if (!old) return undefined;
      const document = { ...old, version, file: changedFile(old.file, changes) };
      entries.set(uri, { document, last: entries.get(uri)!.last });
      return document;
    },
    close(uri) {
      entries.delete(uri);
    },
    get: (uri) => entries.get(uri)?.document,
    get documents() {
      return [...entries.values()].map((e) => e.document);
    },
    analysis: (document) => known(document, 'analysis') ?? workOn(document, Number.POSITIVE_INFINITY)!,
    proceed: (document, milliseconds) =>
      (known(document, 'analysis') ?? workOn(document, milliseconds)) !== undefined,
    reading: (document) => known(document, 'reading') ?? read(document),
    config: (document) => configOf(document.root),
    read: (document, path) => filesOf(document).read(path),
    tryText(document, text) {
      const parsed = parseOther(document, text);
      return analyzeNext(parsed, filesOf(document), configOf(document.root), lastOf(document).analysis);
    },
    readText(document, text) {
      const fs = filesOf(document);
      return readingOf(document, parseOther(document, text), fs, configOf(document.root));
    },
    dependents(document) {
      const path = host.resolve(document.root, document.file.path);
      return [...entries.values()]
        .filter((e) => e.analysis && [...e.analysis.reads.keys()].includes(path))
        .map((e) => e.document);
    },
    uriOf(document, path) {
      if (path === document.file.path) return document.uri;
      const absolute = host.resolve(document.root, path);
      return openAt(absolute)?.uri ?? host.uriOf(absolute);
    },
    outdated: () =>
      [...entries.values()].flatMap(({ document, analysis }) =>
        analysis && !(analysis.config === configOf(document.root) && isFresh(document, analysis.reads))
          ? [analysis.value]
          : [],
      ),
  };
  return workspace;

  function read(document: Document): Reading {
    const reads = new Map<string, string>();
    const config = configOf(document.root);
    const value = readingOf(document, parsedOf(document), filesOf(document, reads), config);
    const entry = currentOf(document);
    if (entry) entry.reading = { value, reads, config };
    return value;
  }

  function readingOf(document: Document, parsed: ParsedYaml, fs: FileSystem, { helpers }: Config): Reading {
    return readSpec(parsed, fs, helpers?.functions, lastOf(document).analysis?.params);
  }

  function lastOf(document: Document): Entry['last'] {
    return entries.get(document.uri)?.last ?? {};
  }

  function parsedOf(document: Document): ParsedYaml {
    const current = currentOf(document);
    if (current?.parsed) return current.parsed;
    const parsed = parseYaml(document.file, lastOf(document).yaml ?? noParts);
    if (current) {
      current.parsed = parsed;
      current.last.yaml = parsed.read;
    }
    return parsed;
  }

  /** What is learned of a text that is only tried is not kept. */
  function parseOther(document: Document, text: string): ParsedYaml {
    // an edit is followed by such a text before the document itself is read: an older reading serves as well
    const last = currentOf(document)?.parsed?.read ?? lastOf(document).yaml ?? parsedOf(document).read;
    return parseYaml(createSource(document.file.path, text, columns, document.file), last);
  }

  /** Goes on with the analysis of a document; undefined where the time was too short. */
  function workOn(document: Document, milliseconds: number): LiveAnalysis | undefined {
    const entry = currentOf(document);
    const config = configOf(document.root);
    const begun = entry?.begun?.config === config ? entry.begun : begin(document, config);
    if (entry) entry.begun = begun;
    const end = performance.now() + milliseconds;
    for (;;) {
      const { done, value } = next(entry, begun.steps);
      if (done) {
        if (!entry) return value;
        delete entry.begun;
        entry.last.analysis = value.memory;
        entry.analysis = { value, reads: begun.reads, config };
        return value;
      }
      if (performance.now() >= end) return undefined;
    }
  }

  /** A bug ends an analysis: the next one begins anew. */
  function next(entry: Entry | undefined, steps: Steps<LiveAnalysis>): ReturnType<typeof steps.next> {
    try {
      return steps.next();
    } catch (error) {
      delete entry?.begun;
      throw error;
    }
  }

  function begin(document: Document, config: Config): NonNullable<Entry['begun']> {
    const reads = new Map<string, string>();
    const fs = filesOf(document, reads);
    return {
      steps: analyzeInSteps(parsedOf(document), fs, config, lastOf(document).analysis),
      reads,
      config,
    };
  }

  function currentOf(document: Document): Entry | undefined {
    const entry = entries.get(document.uri);
    return entry?.document === document ? entry : undefined;
  }

  /** What was computed for this version, if all that it read is as it was. */
  function known<K extends 'analysis' | 'reading'>(document: Document, name: K) {
    const cached = currentOf(document)?.[name] as Entry[K];
    const holds = cached && cached.config === configOf(document.root) && isFresh(document, cached.reads);
    return holds ? (cached.value as NonNullable<Entry[K]>['value']) : undefined;
  }

  function isFresh(document: Document, reads: ReadonlyMap<string, string>): boolean {
    if (reads.size === 0) return true;
    const fs = filesOf(document);
    return [...reads].every(([path, text]) => asText(fs.read(host.slashed(document.root, path))) === text);
  }

  /** Open documents first, then the disk. */
  function filesOf(document: Document, reads?: Map<string, string>): FileSystem {
    const disk = host.files(document.root);
    return {
      read(path) {
        const absolute = host.resolve(document.root, path);
        const text = openAt(absolute)?.file.text ?? disk.read(path);
        reads?.set(absolute, asText(text));
        return text;
      },
    };
  }

  function openAt(absolute: string): Document | undefined {
    for (const { document } of entries.values()) {
      if (host.pathOf(document.uri) === absolute) return document;
    }
    return undefined;
  }

  /** The settings are read again when their file has changed. */
  function configOf(root: string): Config {
    const stamp = host.stamp(host.resolve(root, configName)) ?? '';
    const known = configs.get(root);
    if (known?.stamp === stamp) return known.config;
    let config: Config = {};
    try {
      config = host.config(root);
    } catch (error) {
      workspace.onConfigProblem(error instanceof Error ? error.message : String(error));
    }
    configs.set(root, { stamp, config });
    return config;
  }
}

export function changedFile(before: SourceFile, changes: readonly Change[]): SourceFile {
  return changes.reduce(changed, before);
}

function changed(file: SourceFile, { range, text }: Change): SourceFile {
  const { path, columns } = file;
  if (!range) return createSource(path, text, columns, file);
  const start = file.offsetAt(range.start);
  const endBefore = Math.max(start, file.offsetAt(range.end));
  const whole = file.text.slice(0, start) + text + file.text.slice(endBefore);
  return createSource(path, whole, columns, file, { start, endBefore, end: start + text.length });
}

function asText(read: string | Error): string {
  return read instanceof Error ? `\0${read.message}` : read;
}

function unnamed(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/^[a-z]+:/i, '');
  return `${name.replace(/[^\p{L}\p{N}_.-]/gu, '_') || 'untitled'}${/\.ya?ml$/.test(name) ? '' : '.msg.yaml'}`;
}
