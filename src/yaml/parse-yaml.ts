import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import { duplicateKey } from './convert-tree.ts';
import { entriesOf, JoinedMap } from './joined-map.ts';
import { MAX_FILE_LENGTH } from './limits.ts';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode } from './nodes.ts';
import type { OutlineSection } from './outline-parts.ts';
import type { PartList } from './part-list.ts';
import type { PlacedPart } from './placed-part.ts';
import { noParts, type ReadParts, readParts } from './read-parts.ts';

export interface ParsedYaml {
  readonly document: YamlDocument;
  /** In the order of their places. */
  readonly diagnostics: Diagnostic[];
  /** How it was read, part by part; makes the reading of a text that is nearly the same quick. */
  readonly read: ReadParts;
}

/**
 * Reads one document of YAML 1.2 into our tree. Never throws: what cannot be read has a diagnostic, and all the
 * rest is read as if it were mended. `last`: the reading of an earlier version of the file, `noParts` where this is the
 * first of several.
 */
export function parseYaml(file: SourceFile, last?: ReadParts): ParsedYaml {
  const { length } = file.text;
  if (length > MAX_FILE_LENGTH) {
    const found = diagnostic(
      'yaml/too-large',
      file,
      { start: 0, end: 0 },
      { length, limit: MAX_FILE_LENGTH },
    );
    return { document: { file, root: null, comments: [] }, diagnostics: [found], read: noParts };
  }
  // YAML 1.2 (5.4): a CR alone is a line break; the library knows it only before LF.
  const text = file.text.includes('\r') ? file.text.replace(/\r(?!\n)/g, '\n') : file.text;
  const read = readParts(file, text, last);
  return joinParts(file, read) ?? asWhole(file, readParts(file, text, last, { asWhole: true }));
}

function asWhole(file: SourceFile, read: ReadParts): ParsedYaml {
  return finished(file, read.parts.at(0).root, read);
}

/** Undefined where the text is one part, or the columns promised parts that the lines do not keep. */
function joinParts(file: SourceFile, read: ReadParts): ParsedYaml | undefined {
  const { parts, outline } = read;
  if (outline.length === 0) return undefined;
  const twins: Diagnostic[] = [];
  const entries: YamlEntry[] = [];
  for (const section of outline) {
    // there were too many errors
    if (section.first >= parts.length) break;
    if (!section.fits) return undefined;
    const written = entriesOf(parts.at(section.first));
    if (section.parts === 0 || section.first + 1 >= parts.length) entries.push(...written);
    else {
      const [entry] = written;
      if (written.length !== 1 || entry?.value.kind !== 'scalar') return undefined;
      entries.push(withParts(file, entry, section, parts, twins));
    }
  }
  const unique = withoutTwins(file, entries, twins);
  const [first] = unique;
  const root: YamlMap | null = first
    ? { kind: 'map', entries: unique, flow: false, range: spanOf(first, unique.at(-1)!) }
    : null;
  return finished(file, root, read, twins);
}

/** The entry of a top-level key with what its parts hold. */
function withParts(
  file: SourceFile,
  { key, value: absent }: YamlEntry,
  section: OutlineSection,
  parts: PartList,
  twins: Diagnostic[],
): YamlEntry {
  const value =
    section.of === 'map' ? joinMaps(file, section, parts, twins) : joinLists(partsOf(section, parts));
  const range = { start: key.range.start, end: (value ?? absent).range.end };
  return { key, value: value ?? absent, range };
}

function joinMaps(
  file: SourceFile,
  section: OutlineSection,
  parts: PartList,
  twins: Diagnostic[],
): YamlNode | undefined {
  if (section.numbers.size === 0) return undefined;
  if (section.twins > 0) {
    const entries = withoutTwins(file, partsOf(section, parts).flatMap(entriesOf), twins);
    return { kind: 'map', entries, flow: false, range: spanOf(entries[0]!, entries.at(-1)!) };
  }
  const hasKeys = (i: number) => parts.ids[i]!.keys.length > 0;
  let first = section.first + 1;
  let last = Math.min(section.first + section.parts, parts.length - 1);
  while (!hasKeys(first)) first++;
  while (!hasKeys(last)) last--;
  const range = spanOf(entriesOf(parts.at(first))[0]!, entriesOf(parts.at(last)).at(-1)!);
  return new JoinedMap(parts, section, range);
}

function partsOf({ first, parts: count }: OutlineSection, parts: PartList): PlacedPart[] {
  const own: PlacedPart[] = [];
  const end = Math.min(first + count + 1, parts.length);
  for (let i = first + 1; i < end; i++) own.push(parts.at(i));
  return own;
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
  read: ReadParts,
  twins: readonly Diagnostic[] = [],
): ParsedYaml {
  const { parts, special } = read;
  const found = [...special.flatMap((i) => parts.at(i).diagnostics), ...twins];
  const nothing = isNothing(root);
  if (found.length === 0 && nothing) found.push(diagnostic('yaml/empty', file, { start: 0, end: 0 }, {}));
  const diagnostics = onceUnreadable(found);
  diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const comments = special.flatMap((i) => parts.at(i).comments);
  return { document: { file, root: nothing ? null : root, comments }, diagnostics, read };
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
