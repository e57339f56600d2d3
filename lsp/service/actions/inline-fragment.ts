/** Writes a fragment out where it is used. */
import type { PathExpression, Program } from '../../../grammar/ast.ts';
import { parseCall, parseLoop, parseTemplate } from '../../../grammar/index.ts';
import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../../src/yaml/nodes.ts';
import { keysOf, type PathPart } from '../find-node.ts';
import type { Action, ActionContext } from './action.ts';
import { entry } from './body-at.ts';
import { below, columnOf, dashOf, isBlockMap, isTied, moved, runsOf } from './source-text.ts';
import { specRoot } from './top-level.ts';
import { itemControls, visitPaths } from './visit-paths.ts';

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
    if (kept.length === 0 || kept.some((e) => itemControls.has(e.key.value) && !alone)) return undefined;
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
    return controls.every((e) => itemControls.has(e.key.value))
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
