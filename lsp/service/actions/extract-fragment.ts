/** Takes items out of a list as a fragment. */
import { parseLoop } from '../../../grammar/index.ts';
import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import type { YamlMap, YamlNode, YamlSeq } from '../../../src/yaml/nodes.ts';
import { keysOf, type PathPart } from '../find-node.ts';
import type { Action, ActionContext } from './action.ts';
import { bodyAt, entry } from './body-at.ts';
import { beginsLine, below, columnOf, dashOf, isTied, moved, movedEntries } from './source-text.ts';
import { addUnder, columnUnder, specRoot } from './top-level.ts';
import { itemControls, visitPaths } from './visit-paths.ts';

export function extractActions(context: ActionContext): Action[] {
  const { text, root, found, range } = context;
  const spec = specRoot(root);
  const list = found && spec && listAt(found.path);
  if (!spec || !list || keysOf(found.path)[0] !== 'messages') return [];
  const { seq, index } = list;
  const last = lastSelected(seq, index, range.end);
  const items = seq.items.slice(index, last + 1);
  const piece = { start: items[0]!.range.start, end: items.at(-1)!.range.end };
  if (seq.flow || isTied(text, piece) || usesLoop(context, found.path, items)) return [];
  const isStep = bodyAt(root, found.path)?.steps === seq;
  // alone it is no fragment: a pause belongs to a list of steps
  if (isStep && items.length === 1 && isPause(items[0]!)) return [];
  const name = freeName(spec, isStep ? 'step' : (singular[list.key ?? ''] ?? 'part'));
  const column = columnUnder(text, spec, 'fragments') + 2;
  const made =
    items.length === 1
      ? one(text, items[0]!, name, column)
      : several(text, seq, { from: index, to: last }, name, column, isStep);
  const added = made && addUnder(text, spec, 'fragments', made.fragment);
  if (!made || !added) return [];
  const title =
    items.length === 1 ? 'Extract it as a fragment' : `Extract ${items.length} items as a fragment`;
  return [{ title, kind: 'refactor.extract', edits: [added, made.use] }];
}

const singular: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  buttons: 'button',
  quick_replies: 'reply',
  generic: 'card',
  elements: 'card',
};

function isPause(item: YamlNode): boolean {
  return item.kind === 'map' && item.entries.some((e) => e.key.value === 'typing' || e.key.value === 'wait');
}

/** The innermost list whose items fragments may stand for. */
function listAt(path: readonly PathPart[]) {
  const keys = keysOf(path);
  if (keys.some((k) => k === 'unchecked' || k === 'examples' || k === 'each')) return undefined;
  for (let i = path.length - 1; i > 0; i--) {
    const part = path[i]!;
    const outer = path[i - 1]!;
    if (part.kind !== 'item') continue;
    return {
      seq: part.seq,
      index: part.index,
      key: outer.kind === 'entry' ? outer.entry.key.value : undefined,
    };
  }
  return undefined;
}

function lastSelected(seq: YamlSeq, from: number, end: number): number {
  let last = from;
  for (let i = from + 1; i < seq.items.length; i++) if (seq.items[i]!.range.start < end) last = i;
  return last;
}

interface Extracted {
  readonly fragment: readonly string[];
  readonly use: TextEdit;
}

/** The item's control keys stay where they are. */
function one(text: string, item: YamlNode, name: string, inner: number): Extracted | undefined {
  if (item.kind === 'scalar') {
    if (item.style === 'literal' || item.style === 'folded' || item.core === null) return undefined;
    return {
      fragment: [`${name}: ${moved(text, item.range, columnOf(text, item.range.start))}`],
      use: { range: item.range, newText: `use: ${name}` },
    };
  }
  if (item.kind !== 'map' || item.flow || entry(item, 'use') || entry(item, 'params')) return undefined;
  const kept = item.entries.filter((e) => itemControls.has(e.key.value));
  const rest = item.entries.filter((e) => !itemControls.has(e.key.value));
  const [first] = rest;
  if (!first) return undefined;
  const tap = first.key.value === 'tap' ? first.value : undefined;
  if (tap && (rest.length > 1 || tap.kind !== 'scalar')) return undefined;
  const column = columnOf(text, item.range.start);
  const pieces = [...movedEntries(text, item, kept, column), `use: ${name}`];
  return {
    fragment: tap
      ? [`${name}: ${text.slice(tap.range.start, tap.range.end)}`]
      : [`${name}:`, ...movedEntries(text, item, rest, inner).map((p) => `  ${p}`)],
    use: { range: item.range, newText: below(text, column, pieces) },
  };
}

function several(
  text: string,
  seq: YamlSeq,
  { from, to }: { readonly from: number; readonly to: number },
  name: string,
  inner: number,
  isStep: boolean,
): Extracted | undefined {
  const items = seq.items.slice(from, to + 1);
  const guarded = (i: YamlNode | undefined, keys: readonly string[]) =>
    i?.kind === 'map' && i.entries.some((e) => keys.includes(e.key.value));
  // conditions of steps, and chains that the cut would part
  if (isStep && items.some((i) => guarded(i, ['each', 'when', 'otherwise']))) return undefined;
  if (guarded(items[0], ['otherwise']) || guarded(seq.items[to + 1], ['otherwise'])) return undefined;
  const start = dashOf(text, items[0]!.range.start);
  if (start === undefined || !beginsLine(text, start)) return undefined;
  const range = { start, end: items.at(-1)!.range.end };
  return {
    fragment: [`${name}:`, `  ${moved(text, range, inner)}`],
    use: { range, newText: `- use: ${name}` },
  };
}

function freeName(root: YamlMap, wish: string): string {
  const taken = new Set(
    root.entries.flatMap((e) =>
      (e.key.value === 'messages' || e.key.value === 'fragments') && e.value.kind === 'map'
        ? e.value.entries.map((p) => p.key.value)
        : [],
    ),
  );
  for (let i = 1; ; i++) {
    const name = i === 1 ? `new_${wish}` : `new_${wish}_${i}`;
    if (!taken.has(name)) return name;
  }
}

/** Names of a loop around the items, and of one that itemControls with an item, are not known in a fragment. */
function usesLoop(
  { reading }: ActionContext,
  path: readonly PathPart[],
  items: readonly YamlNode[],
): boolean {
  const names = new Set<string>();
  for (let s = reading.scopeAt(path); s.kind === 'loop'; s = s.outer)
    for (const { name } of s.loop.names) names.add(name);
  for (const item of items) {
    const each = item.kind === 'map' ? entry(item, 'each')?.value : undefined;
    const loop = each?.kind === 'scalar' ? parseLoop(each.value).value : undefined;
    for (const { name } of loop?.names ?? []) names.add(name);
  }
  let used = false;
  for (const item of items) {
    const entries =
      item.kind === 'map' ? item.entries.filter((e) => !itemControls.has(e.key.value)) : undefined;
    visitPaths(entries ? { ...(item as YamlMap), entries } : item, ({ path: p }) => {
      if (p.data || (p.depth === 0 && names.has(p.parts[0] ?? ''))) used = true;
    });
  }
  return used;
}
