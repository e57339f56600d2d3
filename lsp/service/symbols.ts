/** The outline of a file: its sections, params with their properties, messages with their steps, variants, examples. */
import type { Range } from '../../src/source/source.ts';
import type { YamlEntry, YamlNode } from '../../src/yaml/nodes.ts';
import { type JsonPiece, Written } from '../written.ts';
import { keysOf } from './find-node.ts';
import { keepPerPart, nameOf, type PartCache, piecesOf } from './per-part.ts';
import type { DocumentSymbol, SymbolInformation } from './protocol.ts';
import type { Reading } from './reading.ts';
import type { Workspace } from './workspace.ts';

export interface OutlineEntry {
  readonly name: string;
  readonly kind: SymbolKind;
  /** What stands behind the name, in short. */
  readonly detail?: string;
  readonly range: Range;
  /** Inside `range`. */
  readonly selection: Range;
  readonly children: readonly OutlineEntry[];
}

/** Numbers of the protocol's SymbolKind. */
export const symbolKinds = {
  module: 2,
  namespace: 3,
  property: 7,
  field: 8,
  function: 12,
  variable: 13,
  object: 19,
  event: 24,
} as const;
export type SymbolKind = (typeof symbolKinds)[keyof typeof symbolKinds];

/** As a tree: for clients that know one. */
export function documentSymbols(workspace: Workspace, uri: string): DocumentSymbol[] {
  return new Written(documentSymbolsJson(workspace, uri)).toJSON() as DocumentSymbol[];
}

/** The same as JSON: messages and fragments are many, an edit changes one of them, and to write them all costs most. */
export function documentSymbolsJson(workspace: Workspace, uri: string): JsonPiece[] {
  const document = workspace.get(uri);
  if (!document) return [{ text: '[]' }];
  const reading = workspace.reading(document);
  const write = writerOf(reading);
  const top: { readonly head: string; readonly below?: JsonPiece[] }[] = [];
  for (const piece of piecesOf(reading)) {
    const { outer, entry, isHead, part } = piece;
    const [section] = keysOf(outer);
    const own = section === undefined ? undefined : ownOf(section);
    if (own) {
      const make = (): JsonPiece => ({ text: write(own(entry)) });
      const keeping = { cache: kept, name: nameOf(piece), make, move };
      top.at(-1)!.below!.push(part === undefined ? make() : keepPerPart(reading, part, keeping));
    } else if (section === undefined) {
      const isSection = isHead && ownOf(entry.key.value) !== undefined;
      const entries = isSection ? symbol(entry, symbolKinds.namespace, []) : outlineOfPart(entry);
      top.push({ head: write(entries), ...(isSection && { below: [] }) });
    }
  }
  return listOf(
    top.map(({ head, below }) => {
      if (!below) return [{ text: head }];
      return [
        { text: `${head.slice(0, -1)},"children":` },
        ...listOf(below.map((each) => [each])),
        { text: '}' },
      ];
    }),
  );
}

/** What has no text is left out. */
function listOf(items: readonly (readonly JsonPiece[])[]): JsonPiece[] {
  const all = items.filter(([first]) => first?.text !== '');
  return [opening, ...all.flatMap((item, i) => (i === 0 ? item : [comma, ...item])), closing];
}

const opening: JsonPiece = { text: '[' };
const comma: JsonPiece = { text: ',' };
const closing: JsonPiece = { text: ']' };

const kept: PartCache<JsonPiece> = new WeakMap();

/** In a text of the outline a quote is escaped: nothing but a key matches. */
function move({ text }: JsonPiece, lines: number): JsonPiece {
  return { text: text.replace(/"line":(\d+)/g, (_, line) => `"line":${Number(line) + lines}`) };
}

function writerOf({ file }: Reading): (entries: readonly OutlineEntry[]) => string {
  const toSymbol = ({ name, kind, detail, range, selection, children }: OutlineEntry): DocumentSymbol => ({
    name,
    kind,
    ...(detail !== undefined && { detail }),
    range: file.rangeOf(range),
    selectionRange: file.rangeOf(selection),
    ...(children.length > 0 && { children: children.map(toSymbol) }),
  });
  return (entries) => entries.map((entry) => JSON.stringify(toSymbol(entry))).join(',');
}

function ownOf(section: string): ((entry: YamlEntry) => OutlineEntry[]) | undefined {
  return Object.hasOwn(named, section) ? named[section] : undefined;
}

/** The same as a list, each with the name of what it stands in. */
export function flatSymbols(workspace: Workspace, uri: string): SymbolInformation[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const flat: SymbolInformation[] = [];
  const add = (entries: readonly OutlineEntry[], containerName?: string): void => {
    for (const { name, kind, range, children } of entries) {
      const location = { uri, range: document.file.rangeOf(range) };
      flat.push({ name, kind, location, ...(containerName !== undefined && { containerName }) });
      add(children, name);
    }
  };
  add(outline(workspace.reading(document)));
  return flat;
}

export function outline({ root }: Reading): OutlineEntry[] {
  return root?.kind === 'map' ? root.entries.flatMap(outlineOfPart) : [];
}

/** One entry at the top of a file. */
export function outlineOfPart(entry: YamlEntry): OutlineEntry[] {
  const name = entry.key.value;
  const own = Object.hasOwn(sections, name) ? sections[name] : undefined;
  return symbol(entry, own ? symbolKinds.namespace : symbolKinds.property, own ? own(entry.value) : []);
}

type Children = (node: YamlNode) => OutlineEntry[];

const sections: Readonly<Record<string, Children>> = {
  imports: (node) => entriesOf(node, (e) => symbol(e, symbolKinds.module, [])),
  params: paramsOf,
  defaults: (node) => entriesOf(node, (e) => symbol(e, symbolKinds.property, [])),
  fragments: (node) => entriesOf(node, fragmentOf),
  messages: (node) => entriesOf(node, messageOf),
  examples: examplesOf,
};

const named: Readonly<Record<string, (entry: YamlEntry) => OutlineEntry[]>> = {
  fragments: fragmentOf,
  messages: messageOf,
};

function fragmentOf(entry: YamlEntry): OutlineEntry[] {
  return symbol(entry, symbolKinds.function, contentOf(entry.value));
}

function messageOf(entry: YamlEntry): OutlineEntry[] {
  return symbol(entry, symbolKinds.event, contentOf(entry.value));
}

function entriesOf(node: YamlNode, one: (entry: YamlEntry) => OutlineEntry[]): OutlineEntry[] {
  return node.kind === 'map' ? node.entries.flatMap(one) : [];
}

/** Params, or the properties of one. */
function paramsOf(node: YamlNode): OutlineEntry[] {
  return entriesOf(node, (e) => symbol(e, symbolKinds.variable, propertiesOf(e.value)));
}

function propertiesOf(type: YamlNode): OutlineEntry[] {
  if (type.kind !== 'map') return [];
  const value = (key: string) => type.entries.find((e) => e.key.value === key)?.value;
  const properties = value('properties');
  const items = value('items');
  if (properties) return entriesOf(properties, (e) => symbol(e, symbolKinds.field, propertiesOf(e.value)));
  return items ? propertiesOf(items) : [];
}

/** The fields of a message, or its steps. */
function contentOf(node: YamlNode): OutlineEntry[] {
  if (node.kind === 'map') return node.entries.flatMap(fieldOf);
  return itemsOf(node, (item, i) => firstWords(item) || `step ${i + 1}`);
}

function fieldOf(entry: YamlEntry): OutlineEntry[] {
  const { key, value } = entry;
  const children =
    key.value === 'steps'
      ? contentOf(value)
      : key.value === 'variants'
        ? entriesOf(value, (e) => symbol(e, symbolKinds.object, []))
        : key.value === 'examples'
          ? examplesOf(value)
          : key.value === 'params'
            ? paramsOf(value)
            : [];
  return symbol(entry, symbolKinds.property, children);
}

function examplesOf(node: YamlNode): OutlineEntry[] {
  return itemsOf(node, (item, i) => {
    const named = item.kind === 'map' && item.entries.find((e) => e.key.value === 'name')?.value;
    return (named && named.kind === 'scalar' && shortened(named.value)) || `example ${i + 1}`;
  });
}

/** An alias's node stands elsewhere: it has no place of its own in the list. */
function itemsOf(node: YamlNode, nameOf: (item: YamlNode, index: number) => string): OutlineEntry[] {
  if (node.kind !== 'seq') return [];
  const isHere = ({ range }: YamlNode) => node.range.start <= range.start && range.end <= node.range.end;
  return node.items.flatMap((item, i) =>
    isHere(item)
      ? [
          {
            name: nameOf(item, i),
            kind: symbolKinds.object,
            range: item.range,
            selection: item.range,
            children: [],
          },
        ]
      : [],
  );
}

function firstWords(item: YamlNode): string {
  if (item.kind === 'scalar') return shortened(item.value);
  return item.kind === 'map' ? (item.entries[0]?.key.value ?? '') : '';
}

/** Of a text that may have many lines. */
function shortened(text: string): string {
  const line = text.trim().split('\n')[0]!;
  const characters = [...line];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : line;
}

/** An alias's value stands elsewhere: then the symbol is its key. Clients refuse an empty name. */
function symbol(
  { key, value }: YamlEntry,
  kind: SymbolKind,
  children: readonly OutlineEntry[],
): OutlineEntry[] {
  const name = shortened(key.value);
  if (name === '') return [];
  const here = value.range.start >= key.range.end;
  const range = {
    start: key.range.start,
    end: here ? Math.max(value.range.end, key.range.end) : key.range.end,
  };
  const detail = value.kind === 'scalar' ? shortened(value.value) : '';
  return [
    {
      name,
      kind,
      ...(detail !== '' && { detail }),
      range,
      selection: key.range,
      children: here ? children : [],
    },
  ];
}
