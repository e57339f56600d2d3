/** Extracts a fragment, and puts one back where it is used. */
import type { PathExpression, Program } from '../../../grammar/ast.ts';
import {
  parseCall,
  parseCondition,
  parseLoop,
  parseTemplate,
  walkExpression,
  walkExpressions,
} from '../../../grammar/index.ts';
import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../../src/yaml/nodes.ts';
import { keysOf, type PathPart } from '../find-node.ts';
import type { Action, ActionContext } from './action.ts';
import { bodyAt, entry } from './body-at.ts';
import {
  beginsLine,
  below,
  columnOf,
  dashOf,
  isBlockMap,
  isTied,
  moved,
  movedEntries,
  runsOf,
} from './source-text.ts';
import { addUnder, columnUnder, specRoot } from './top-level.ts';

// ---------- extract ----------

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

const stays = new Set(['each', 'when', 'otherwise', 'key']);

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
  const kept = item.entries.filter((e) => stays.has(e.key.value));
  const rest = item.entries.filter((e) => !stays.has(e.key.value));
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

/** Names of a loop around the items, and of one that stays with an item, are not known in a fragment. */
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
    const entries = item.kind === 'map' ? item.entries.filter((e) => !stays.has(e.key.value)) : undefined;
    visitPaths(entries ? { ...(item as YamlMap), entries } : item, ({ path: p }) => {
      if (p.data || (p.depth === 0 && names.has(p.parts[0] ?? ''))) used = true;
    });
  }
  return used;
}

interface PathIn {
  readonly path: PathExpression;
  readonly scalar: YamlScalar;
}

/** Paths of all expressions below a node. */
function visitPaths(node: YamlNode, visit: (found: PathIn) => void, key?: string): void {
  if (node.kind === 'seq') for (const item of node.items) visitPaths(item, visit);
  else if (node.kind === 'map') {
    for (const e of node.entries) if (e.key.value !== 'params') visitPaths(e.value, visit, e.key.value);
  } else {
    const each = (e: Parameters<typeof walkExpression>[0]) =>
      walkExpression(e, (p) => p.type === 'PathExpression' && visit({ path: p, scalar: node }));
    const { value } = node;
    if (key === 'when' || key === 'otherwise')
      parseCondition(value).value && each(parseCondition(value).value!);
    else if (key === 'each') parseLoop(value).value && each(parseLoop(value).value!.list);
    else if (key === 'use') for (const a of parseCall(value).value?.args ?? []) each(a.value);
    else
      walkExpressions(parseTemplate(value).program, (p) => {
        if (p.type === 'PathExpression') visit({ path: p, scalar: node });
      });
  }
}

// ---------- inline ----------

export function inlineActions(context: ActionContext): Action[] {
  const { text, root, found } = context;
  const last = found?.path.at(-1);
  if (!found || last?.kind !== 'entry' || last.entry.key.value !== 'use' || last.map.flow) return [];
  const call = last.entry.value.kind === 'scalar' ? parseCall(last.entry.value.value).value : undefined;
  const spec = specRoot(root);
  const fragments = spec?.entries.find((e) => e.key.value === 'fragments')?.value;
  const part =
    fragments?.kind === 'map' ? fragments.entries.find((e) => e.key.value === call?.name) : undefined;
  if (!call || call.from || !part || isTied(text, part.range) || keysOf(found.path)[0] === 'fragments')
    return [];
  const args = new Map<string, PathExpression>();
  for (const { key, value } of call.args) {
    if (value.type !== 'PathExpression' || value.data || value.depth > 0 || value.parts.length === 0)
      return [];
    args.set(key, value);
  }
  const content = withArguments(part, args);
  const item = found.path.at(-2);
  const edit = content === undefined ? undefined : put(text, content, part.value, last.map, last.entry, item);
  return edit ? [{ title: `Write ${call.name} out here`, kind: 'refactor.inline', edits: [edit] }] : [];
}

/** Edits of the fragment's own text that put the caller's names in; undefined where a name would mean another thing. */
function withArguments(
  part: YamlEntry,
  args: ReadonlyMap<string, PathExpression>,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const heads = new Set([...args.values()].map((a) => a.parts[0]!));
  let unsafe = false;
  visitPaths(part.value, ({ path, scalar }) => {
    if (args.size > 0 && (path.depth > 0 || /\{\{~?#(?:each|with)\b|as \|/.test(scalar.value))) unsafe = true;
    const arg = path.data ? undefined : args.get(path.parts[0] ?? '');
    const span = path.partSpans[0];
    if (!arg || !span) return;
    const range = scalar.map.range(span.start, span.end);
    edits.push({ range, newText: arg.original });
  });
  const own = loopsIn(part.value);
  if (own.some((n) => heads.has(n) || args.has(n))) return undefined;
  const params = part.value.kind === 'map' ? entry(part.value, 'params')?.value : undefined;
  const declared = params?.kind === 'map' ? params.entries.map((e) => e.key.value) : [];
  // a param that is not given means what the caller has under that name: only without it nothing changes
  if (unsafe || declared.some((n) => !args.has(n)) || [...args.keys()].some((n) => !declared.includes(n)))
    return undefined;
  return edits;
}

function loopsIn(node: YamlNode): string[] {
  if (node.kind === 'seq') return node.items.flatMap(loopsIn);
  if (node.kind === 'scalar') return blockNames(parseTemplate(node.value).program);
  return node.entries.flatMap((e) =>
    e.key.value === 'each' && e.value.kind === 'scalar'
      ? (parseLoop(e.value.value).value?.names ?? []).map((n) => n.name)
      : loopsIn(e.value),
  );
}

function blockNames(program: Program): string[] {
  return [
    ...(program.blockParams ?? []),
    ...program.body.flatMap((s) => ('program' in s ? blockNames(s.program) : [])),
  ];
}

function put(
  text: string,
  edits: readonly TextEdit[],
  fragment: YamlNode,
  map: YamlMap,
  use: YamlEntry,
  item: PathPart | undefined,
): TextEdit | undefined {
  const written = (range: { start: number; end: number }, column: number) =>
    movedWith(text, range, column, edits);
  const column = columnOf(text, map.range.start);
  const alone = map.entries.length === 1;
  if (isBlockMap(fragment)) {
    const own = new Set(map.entries.map((e) => e.key.value));
    const kept = fragment.entries.filter((e) => e.key.value !== 'params' && !own.has(e.key.value));
    if (kept.length === 0 || kept.some((e) => stays.has(e.key.value) && !alone)) return undefined;
    return {
      range: use.range,
      newText: below(
        text,
        column,
        runsOf(fragment, kept).map((run) => written(run, column)),
      ),
    };
  }
  if (item?.kind !== 'item') return undefined;
  const controls = map.entries.filter((e) => e !== use && e.key.value !== 'key');
  if (fragment.kind === 'scalar') {
    if (fragment.style === 'literal' || fragment.style === 'folded') return undefined;
    if (alone) return { range: map.range, newText: written(fragment.range, column) };
    const key = bodyLike(item) ? 'text' : 'tap';
    return controls.every((e) => stays.has(e.key.value))
      ? { range: use.range, newText: `${key}: ${written(fragment.range, column)}` }
      : undefined;
  }
  const dash = dashOf(text, map.range.start);
  if (!alone || dash === undefined || fragment.kind !== 'seq' || fragment.flow) return undefined;
  const start = dashOf(text, fragment.items[0]?.range.start ?? 0);
  if (start === undefined) return undefined;
  const range = { start, end: fragment.items.at(-1)!.range.end };
  return { range: { start: dash, end: map.range.end }, newText: written(range, columnOf(text, dash)) };
}

/** Whether the items of the list are steps: a text there stands under `text`. */
function bodyLike(item: Extract<PathPart, { kind: 'item' }>): boolean {
  return item.seq.items.some(
    (i) => i.kind === 'map' && i.entries.some((e) => e.key.value === 'text' || e.key.value === 'wait'),
  );
}

/** `moved`, with edits made in it. */
function movedWith(
  text: string,
  range: { start: number; end: number },
  column: number,
  edits: readonly TextEdit[],
): string {
  const inside = edits
    .filter((e) => range.start <= e.range.start && e.range.end <= range.end)
    .sort((a, b) => b.range.start - a.range.start);
  let whole = text;
  let { end } = range;
  for (const { range: r, newText } of inside) {
    whole = whole.slice(0, r.start) + newText + whole.slice(r.end);
    end += newText.length - (r.end - r.start);
  }
  return moved(whole, { start: range.start, end }, column);
}
