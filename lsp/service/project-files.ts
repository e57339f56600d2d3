/**
 * The message files of a project, open or not. A file that is not open is read from the disk when something is asked
 * of it, and again only where its time or size has changed.
 */
import { resolvePath } from '../../src/bind/spec-files.ts';
import { configName } from '../../src/cli/config-name.ts';
import type { Columns } from '../../src/source/columns.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { Host } from '../host/host.ts';
import { host as thisHost } from '../host/this-host.ts';
import { importsOf, type Reading } from './reading.ts';
import type { Document, Workspace } from './workspace.ts';

export interface ProjectFiles {
  /** Of the project with this root: open documents as they are, all others as they are on the disk. By path. */
  of(root: string): Promise<Document[]>;
  /** Below the workspace's folders, and of the projects of open documents; each once. */
  all(): Promise<Document[]>;
  /** Below the folders that the client has named, and no others. */
  inFolders(): Promise<Document[]>;
  /** Open or not; undefined for what is no file of this machine. */
  get(uri: string): Document | undefined;
  /** Kept until the file, or one that it reads, has changed. */
  reading(document: Document): Reading;
  /** Another version of each text that a document reads gives another stamp. */
  stamp(document: Document): string;
  /** Files may have come or gone: they are looked for again. */
  changed(): void;
}

export interface ProjectOptions {
  readonly workspace: () => Workspace;
  /** Absolute. */
  readonly folders: () => readonly string[];
  /** The root of the project of an absolute path. */
  readonly rootOf: (path: string) => string;
  /** Whether `changed` is called for files that come and go; else they are looked for each time. */
  readonly watched: () => boolean;
  readonly host?: Host;
  /** What the columns of all positions count. */
  readonly columns?: () => Columns;
}

interface OnDisk {
  readonly stamp: string;
  readonly document: Document;
}

interface Read {
  readonly document: Document;
  readonly reading: Reading;
  /** What it opened, as it was; undefined where something could not be opened: it may be there the next time. */
  readonly opened: ReadonlyMap<string, string> | undefined;
}

export function createProjectFiles({
  workspace,
  folders,
  rootOf,
  watched,
  host = thisHost,
  columns = () => 'utf-16',
}: ProjectOptions): ProjectFiles {
  const listed = new Map<string, Promise<string[]>>();
  const disk = new Map<string, OnDisk>();
  const readings = new Map<string, Read>();

  async function of(root: string): Promise<Document[]> {
    const open = [...workspace().documents].filter((d) => d.root === root);
    return together(await below(root), open, (path) => rootOf(path) === root);
  }

  async function all(): Promise<Document[]> {
    const open = [...workspace().documents];
    return together(await belowAll([...folders(), ...open.map((d) => d.root)]), open, () => true);
  }

  async function inFolders(): Promise<Document[]> {
    return together(await belowAll(folders()), [...workspace().documents], () => true);
  }

  async function belowAll(roots: readonly string[]): Promise<string[]> {
    const paths: string[] = [];
    for (const root of new Set(roots)) paths.push(...(await below(root)));
    return paths;
  }

  /** Reads in turns, so that a large project holds nobody up. */
  async function together(
    paths: readonly string[],
    open: readonly Document[],
    belongs: (path: string) => boolean,
  ): Promise<Document[]> {
    const found = new Map(open.map((d) => [host.resolve(d.root, d.file.path), d]));
    for (const [i, path] of [...new Set(paths)].entries()) {
      if (i % 20 === 19) await new Promise((next) => setImmediate(next));
      const document = !found.has(path) && belongs(path) ? onDisk(path) : undefined;
      if (document) found.set(path, document);
    }
    return [...found].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, document]) => document);
  }

  function below(folder: string): Promise<string[]> {
    const known = listed.get(folder);
    if (known) return known;
    // a folder that cannot be read has no files
    const made = host.messageFilesBelow(folder).catch(() => []);
    listed.set(folder, made);
    // unless somebody tells when files come and go, only those who ask meanwhile share the answer
    if (!watched()) void made.then(() => listed.get(folder) === made && listed.delete(folder));
    return made;
  }

  function onDisk(path: string): Document | undefined {
    const stamp = host.stamp(path);
    if (stamp === undefined) {
      disk.delete(path);
      return undefined;
    }
    const known = disk.get(path);
    if (known?.stamp === stamp) return known.document;
    const root = rootOf(path);
    const shown = host.slashed(root, path);
    const text = host.files(root).read(shown);
    if (text instanceof Error) return undefined;
    const document = { uri: host.uriOf(path), version: 0, root, file: createSource(shown, text, columns()) };
    disk.set(path, { stamp, document });
    return document;
  }

  function reading(document: Document): Reading {
    if (isOpen(document)) return workspace().reading(document);
    const known = readings.get(document.uri);
    if (known?.document === document && known.opened && isFresh(document.root, known.opened))
      return known.reading;
    const opened = new Map<string, string>();
    let whole = true;
    const plain = workspace().reading(document);
    const watching: Reading = {
      ...plain,
      open(from) {
        const spec = plain.open(from);
        if (spec) opened.set(spec.file.path, spec.file.text);
        else whole = false;
        return spec;
      },
    };
    // what is opened later counts too: the map is read when somebody asks again
    readings.set(document.uri, {
      document,
      reading: watching,
      get opened() {
        return whole ? opened : undefined;
      },
    });
    return watching;
  }

  function isFresh(root: string, opened: ReadonlyMap<string, string>): boolean {
    return [...opened].every(([path, text]) => current(root, path)?.file.text === text);
  }

  function current(root: string, path: string): Document | undefined {
    const absolute = host.resolve(root, path);
    for (const document of workspace().documents)
      if (host.resolve(document.root, document.file.path) === absolute) return document;
    return onDisk(absolute);
  }

  function isOpen(document: Document): boolean {
    return workspace().get(document.uri) === document;
  }

  function stamp(document: Document): string {
    const seen = new Set<string>();
    const stamps = [`config ${host.stamp(host.resolve(document.root, configName))}`];
    const add = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const here = current(document.root, path);
      if (!here) stamps.push(`${path} is not there`);
      else {
        stamps.push(
          isOpen(here)
            ? `${path} open ${here.version}`
            : `${path} ${disk.get(host.resolve(here.root, path))?.stamp}`,
        );
        for (const next of filesNamed(reading(here))) add(next);
      }
    };
    add(document.file.path);
    return stamps.join('\n');
  }

  return {
    of,
    all,
    inFolders,
    get(uri) {
      const open = workspace().get(uri);
      const path = open ? undefined : host.pathOf(uri);
      return open ?? (path === undefined ? undefined : onDisk(path));
    },
    reading,
    stamp,
    changed: () => listed.clear(),
  };
}

/** Files that it imports or names before `#`, whether they are there or not. */
export function filesNamed({ main, file }: Reading): string[] {
  const named = [...file.text.matchAll(/([^\s"'{}]+\.ya?ml)#/g)].map((m) => m[1]!);
  return [...importsOf(main).values(), ...named].flatMap((p) => resolvePath(file.path, p) ?? []);
}
