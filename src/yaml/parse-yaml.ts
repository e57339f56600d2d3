import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import { duplicateKey } from './convert-tree.ts';
import { MAX_FILE_LENGTH } from './limits.ts';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode } from './nodes.ts';
import { type PartMemory, type PlacedPart, readParts, type Slot } from './read-parts.ts';
import { type Section, splitText } from './split-text.ts';

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
 * rest is read as if it were mended. `last`: what the reading of an earlier version of the file left, [] where this is the
 * first of several; without it no memory is kept.
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
    return { document: { file, root: null, comments: [] }, diagnostics: [found], parts: [], memory: last ?? [] };
  }
  // YAML 1.2 (5.4): a CR alone is a line break; the library knows it only before LF.
  const text = file.text.includes('\r') ? file.text.replace(/\r(?!\n)/g, '\n') : file.text;
  const sections = splitText(text);
  return (sections && inParts(file, text, sections, last)) ?? asWhole(file, text, last);
}

function asWhole(file: SourceFile, text: string, last: PartMemory | undefined): ParsedYaml {
  const { parts, memory } = readParts(
    file,
    text,
    [{ start: 0, end: text.length, depth: 0, goesOn: false }],
    last,
  );
  const [{ root, diagnostics, comments }] = parts as [PlacedPart];
  return finished(file, root, [...diagnostics], comments, parts, memory);
}

/** Undefined where the columns promised parts that the lines do not keep. */
function inParts(
  file: SourceFile,
  text: string,
  sections: readonly Section[],
  last: PartMemory | undefined,
): ParsedYaml | undefined {
  const slots = sections.flatMap(({ head, parts }): Slot[] => [
    { start: head.start, end: head.end, depth: 0, goesOn: parts.length > 0 },
    ...parts.map(({ start, end }) => ({ start, end, depth: 1, goesOn: false })),
  ]);
  const { parts, memory } = readParts(file, text, slots, last);
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  const entries: YamlEntry[] = [];
  let next = 0;
  for (const section of sections) {
    const head = parts[next++];
    // there were too many errors
    if (!head) break;
    const own = parts.slice(next, next + section.parts.length);
    next += own.length;
    if (!fits(head, 'map') || !own.every((part) => fits(part, section.of!))) return undefined;
    const written = entriesOf(head);
    if (own.length === 0) entries.push(...written);
    else {
      const [entry] = written;
      if (written.length !== 1 || entry?.value.kind !== 'scalar') return undefined;
      entries.push(withParts(file, entry, section.of!, own, diagnostics));
    }
  }
  const unique = withoutTwins(file, entries, diagnostics);
  const [first] = unique;
  const root: YamlMap | null = first
    ? { kind: 'map', entries: unique, flow: false, range: spanOf(unique) }
    : null;
  const comments = parts.flatMap((part) => part.comments);
  return finished(file, root, diagnostics, comments, parts, memory);
}

function fits({ root, diagnostics }: PlacedPart, of: 'map' | 'seq'): boolean {
  if (root === null) return diagnostics.length > 0;
  return root.kind === of && !root.flow;
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

function joinMaps(
  file: SourceFile,
  parts: readonly PlacedPart[],
  diagnostics: Diagnostic[],
): YamlNode | undefined {
  const entries = withoutTwins(file, parts.flatMap(entriesOf), diagnostics);
  return entries.length > 0 ? { kind: 'map', entries, flow: false, range: spanOf(entries) } : undefined;
}

function joinLists(parts: readonly PlacedPart[]): YamlNode | undefined {
  const lists = parts.flatMap(({ root }) => (root?.kind === 'seq' ? [root] : []));
  const [first] = lists;
  const range = first && { start: first.range.start, end: lists[lists.length - 1]!.range.end };
  return range && { kind: 'seq', items: lists.flatMap((list) => list.items), flow: false, range };
}

function spanOf(entries: readonly YamlEntry[]) {
  return { start: entries[0]!.range.start, end: entries[entries.length - 1]!.range.end };
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
  comments: YamlDocument['comments'],
  parts: readonly PlacedPart[],
  memory: PartMemory,
): ParsedYaml {
  const nothing = isNothing(root);
  if (found.length === 0 && nothing) found.push(diagnostic('yaml/empty', file, { start: 0, end: 0 }, {}));
  const diagnostics = onceUnreadable(found);
  diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return { document: { file, root: nothing ? null : root, comments }, diagnostics, parts, memory };
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
