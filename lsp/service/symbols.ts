/** The outline of a file: its parts, params, messages and their steps; and what can be folded. */
import type { Range, SourceFile } from '../../src/source/source.ts';
import type { YamlEntry, YamlNode } from '../../src/yaml/nodes.ts';
import type { DocumentSymbol, FoldingRange } from './protocol.ts';
import type { Workspace } from './workspace.ts';

export function documentSymbols(workspace: Workspace, uri: string): DocumentSymbol[] {
  const document = workspace.get(uri);
  const reading = document && workspace.reading(document);
  if (reading?.root?.kind !== 'map') return [];
  const { file, root } = reading;
  return root.entries.flatMap((entry) => {
    const name = entry.key.value;
    const children = (parts[name] && childrenOf(file, entry.value, parts[name])) ?? [];
    return symbol(file, entry, name, parts[name] === undefined ? kinds.property : kinds.namespace, children);
  });
}

/** Numbers of the protocol's SymbolKind. */
const kinds = { namespace: 3, property: 7, function: 12, variable: 13, module: 2, event: 24 } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

const parts: Readonly<Record<string, Kind | undefined>> = {
  __proto__: null as never,
  imports: kinds.module,
  params: kinds.variable,
  defaults: kinds.property,
  fragments: kinds.function,
  messages: kinds.event,
};

function childrenOf(file: SourceFile, node: YamlNode, kind: Kind): DocumentSymbol[] {
  if (node.kind !== 'map') return [];
  return node.entries.flatMap((entry) =>
    symbol(file, entry, entry.key.value, kind, kind === kinds.event ? stepsOf(file, entry.value) : []),
  );
}

/** The fields of a message, or its steps. */
function stepsOf(file: SourceFile, node: YamlNode): DocumentSymbol[] {
  if (node.kind === 'map') {
    return node.entries.flatMap((e) =>
      symbol(file, e, e.key.value, kinds.property, e.key.value === 'steps' ? stepsOf(file, e.value) : []),
    );
  }
  if (node.kind !== 'seq') return [];
  return node.items.map((item, i) => ({
    name: stepName(item) || `step ${i + 1}`,
    kind: kinds.property,
    range: file.rangeOf(item.range),
    selectionRange: file.rangeOf(item.range),
  }));
}

function stepName(item: YamlNode): string {
  if (item.kind === 'scalar') return item.value.trim().split('\n')[0]!.slice(0, 60);
  return item.kind === 'map' ? (item.entries[0]?.key.value ?? '') : '';
}

/** An alias's value stands elsewhere: then the symbol is its key. Clients refuse an empty name. */
function symbol(
  file: SourceFile,
  { key, value }: YamlEntry,
  name: string,
  kind: Kind,
  children: DocumentSymbol[],
): DocumentSymbol[] {
  if (name.trim() === '') return [];
  const end = value.range.start >= key.range.end ? value.range.end : key.range.end;
  return [
    {
      name,
      kind,
      range: file.rangeOf({ start: key.range.start, end: Math.max(end, key.range.end) }),
      selectionRange: file.rangeOf(key.range),
      ...(children.length > 0 && { children }),
    },
  ];
}

export function foldingRanges(workspace: Workspace, uri: string): FoldingRange[] {
  const document = workspace.get(uri);
  const reading = document && workspace.reading(document);
  if (!reading?.root) return [];
  const { file } = reading;
  const folds = new Map<number, number>();
  const fold = ({ start, end }: Range) => {
    const startLine = file.positionAt(start).line;
    const text = file.text.slice(start, end).trimEnd();
    const endLine = file.positionAt(start + text.length).line;
    if (endLine > startLine) folds.set(startLine, Math.max(endLine, folds.get(startLine) ?? 0));
  };
  const seen = new Set<YamlNode>();
  const visit = (node: YamlNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'seq') {
      for (const item of node.items) {
        if (item.kind !== 'scalar') fold(item.range);
        visit(item);
      }
    } else if (node.kind === 'map') {
      for (const { key, value } of node.entries) {
        if (value.range.start >= key.range.end) fold({ start: key.range.start, end: value.range.end });
        visit(value);
      }
    }
  };
  visit(reading.root);
  return [...folds].sort((a, b) => a[0] - b[0]).map(([startLine, endLine]) => ({ startLine, endLine }));
}
