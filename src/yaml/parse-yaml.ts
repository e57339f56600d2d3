import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import { duplicateKey } from './convert-tree.ts';
import { MAX_FILE_LENGTH } from './limits.ts';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode } from './nodes.ts';
import { noParts, type PartMemory, type PlacedPart, type ReadParts, readParts } from './read-parts.ts';

export interface ParsedYaml {
  readonly document: YamlDocument;
  /** In the order of their places. */
  readonly diagnostics: Diagnostic[];
  /** What was read by itself, in the order of their places; together they are the file. */
  readonly parts: readonly PlacedPart[];
  /** Makes the reading of a text that is nearly the same quick. */
  readonly memory: PartMemory;
}

/**
 * Reads one document of YAML 1.2 into our tree. Never throws: what cannot be read has a diagnostic, and all the
 * rest is read as if it were mended. `last`: what the reading of an earlier version of the file left, `noParts` where this
 * is the first of several.
 */
export function parseYaml(file: SourceFile, last?: PartMemory): ParsedYaml {
  const { length } = file.text;
  if (length > MAX_FILE_LENGTH) {
    const found = diagnostic(
      'yaml/too-large',
      file,
      { start: 0, end: 0 },
      { length, limit: MAX_FILE_LENGTH },
    );
    return {
      document: { file, root: null, comments: [] },
      diagnostics: [found],
      parts: [],
      memory: last ?? noParts,
    };
  }
  // YAML 1.2 (5.4): a CR alone is a line break; the library knows it only before LF.
  const text = file.text.includes('\r') ? file.text.replace(/\r(?!\n)/g, '\n') : file.text;
  const read = readParts(file, text, last);
  return joinParts(file, read) ?? asWhole(file, readParts(file, text, last, { asWhole: true }));
}

function asWhole(file: SourceFile, read: ReadParts): ParsedYaml {
  const [part] = read.parts;
  return finished(file, part!.root, [...part!.diagnostics], read);
}

/** Undefined where the text is one part, or the columns promised parts that the lines do not keep. */
function joinParts(file: SourceFile, read: ReadParts): ParsedYaml | undefined {
  const { parts, split } = read;
  if (split.sections.length === 0) return undefined;
  const diagnostics = allOf(parts, 'diagnostics');
  const entries: YamlEntry[] = [];
  for (const { first, parts: count, of } of split.sections) {
    const head = parts[first];
    // there were too many errors
    if (!head) break;
    const own = parts.slice(first + 1, first + 1 + count);
    if (!fits(head, 'map') || !own.every((part) => fits(part, of!))) return undefined;
    const written = entriesOf(head);
    if (own.length === 0) entries.push(...written);
    else {
      const [entry] = written;
      if (written.length !== 1 || entry?.value.kind !== 'scalar') return undefined;
      entries.push(withParts(file, entry, of!, own, diagnostics));
    }
  }
  const unique = withoutTwins(file, entries, diagnostics);
  const [first] = unique;
  const root: YamlMap | null = first
    ? { kind: 'map', entries: unique, flow: false, range: spanOf(first, unique.at(-1)!) }
    : null;
  return finished(file, root, diagnostics, read);
}

function fits({ shape }: PlacedPart, of: 'map' | 'seq'): boolean {
  return shape === of || shape === 'nothing';
}

function entriesOf({ root }: PlacedPart): readonly YamlEntry[] {
  return root?.kind === 'map' ? root.entries : [];
}

/** The entry of a top-level key with what its parts hold. */
function withParts(
  file: SourceFile,
  { key, value: absent }: YamlEntry,
  of: 'map' | 'seq',
  parts: readonly PlacedPart[],
  diagnostics: Diagnostic[],
): YamlEntry {
  const value = of === 'map' ? joinMaps(file, parts, diagnostics) : joinLists(parts);
  const range = { start: key.range.start, end: (value ?? absent).range.end };
  return { key, value: value ?? absent, range };
}

/** Its entries are made when someone asks for them: most questions after an edit are about one of many. */
function joinMaps(
  file: SourceFile,
  parts: readonly PlacedPart[],
  diagnostics: Diagnostic[],
): YamlNode | undefined {
  const first = parts.find(({ keys }) => keys.length > 0);
  const last = parts.findLast(({ keys }) => keys.length > 0);
  if (!first || !last) return undefined;
  if (hasTwins(parts)) {
    const entries = withoutTwins(file, parts.flatMap(entriesOf), diagnostics);
    return { kind: 'map', entries, flow: false, range: spanOf(entries[0]!, entries.at(-1)!) };
  }
  let entries: readonly YamlEntry[] | undefined;
  return {
    kind: 'map',
    get entries() {
      entries ??= parts.flatMap(entriesOf);
      return entries;
    },
    flow: false,
    range: spanOf(entriesOf(first)[0]!, entriesOf(last).at(-1)!),
  };
}

function joinLists(parts: readonly PlacedPart[]): YamlNode | undefined {
  const lists = parts.flatMap(({ root }) => (root?.kind === 'seq' ? [root] : []));
  const [first] = lists;
  const range = first && { start: first.range.start, end: lists[lists.length - 1]!.range.end };
  return range && { kind: 'seq', items: lists.flatMap((list) => list.items), flow: false, range };
}

function spanOf(first: YamlEntry, last: YamlEntry) {
  return { start: first.range.start, end: last.range.end };
}

function hasTwins(parts: readonly PlacedPart[]): boolean {
  const seen = new Set<string>();
  for (const { keys } of parts) {
    for (const key of keys) {
      if (seen.has(key)) return true;
      seen.add(key);
    }
  }
  return false;
}

/** A key that stands in two parts: the first one counts. */
function withoutTwins(
  file: SourceFile,
  entries: readonly YamlEntry[],
  diagnostics: Diagnostic[],
): readonly YamlEntry[] {
  const seen = new Map<string, YamlEntry>();
  return entries.filter((entry) => {
    const first = seen.get(entry.key.value);
    if (first) diagnostics.push(duplicateKey(file, first, entry.key));
    else seen.set(entry.key.value, entry);
    return first === undefined;
  });
}

function finished(
  file: SourceFile,
  root: YamlNode | null,
  found: Diagnostic[],
  { parts, memory }: ReadParts,
): ParsedYaml {
  const nothing = isNothing(root);
  if (found.length === 0 && nothing) found.push(diagnostic('yaml/empty', file, { start: 0, end: 0 }, {}));
  const diagnostics = onceUnreadable(found);
  diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let comments: YamlDocument['comments'] | undefined;
  const document: YamlDocument = {
    file,
    root: nothing ? null : root,
    get comments() {
      comments ??= allOf(parts, 'comments');
      return comments;
    },
  };
  return { document, diagnostics, parts, memory };
}

/** Most parts have none. */
function allOf<K extends 'diagnostics' | 'comments'>(
  parts: readonly PlacedPart[],
  key: K,
): PlacedPart[K][number][] {
  const all: PlacedPart[K][number][] = [];
  for (const { [key]: own } of parts) if (own.length > 0) all.push(...own);
  return all;
}

/** A file that was damaged, or is no text, is so all over. */
function onceUnreadable(found: readonly Diagnostic[]): Diagnostic[] {
  const first = found.find(({ code }) => code === 'yaml/unreadable-character');
  return found.filter((d) => d === first || d.code !== 'yaml/unreadable-character');
}

/** An empty document is a plain scalar of no length. */
function isNothing(root: YamlNode | null): boolean {
  return root === null || (root.kind === 'scalar' && root.style === 'plain' && root.value === '');
}
