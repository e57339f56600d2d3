/** Items of a list: control keys, shorthand lines, fragments. */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { fieldOf } from '../send-api/resolve.ts';
import type { ListShape } from '../send-api/schema.ts';

import type { YamlEntry, YamlMap, YamlNode } from '../yaml/nodes.ts';
import { colonText } from './colon-text.ts';
import { type BindContext, entryOf, isNull, type Source } from './context.ts';
import { bindGuard, bindLoop, checkChain, splitControls } from './guards.ts';
import { bindLine } from './lines.ts';
import type { ItemNode, Node } from './model.ts';
import { spend } from './spend.ts';
import { bindUse } from './use.ts';
import { bindValue } from './value.ts';

/** Binds one item's value where the control keys are gone. */
export type ItemBinder = (
  ctx: BindContext,
  source: Source,
  node: YamlNode,
  shape: ListShape | undefined,
) => Node;

export function bindItems(
  ctx: BindContext,
  source: Source,
  nodes: readonly YamlNode[],
  shape: ListShape | undefined,
  one: ItemBinder = bindItem,
): ItemNode[] {
  const items: ItemNode[] = [];
  let previous: ItemNode | undefined;
  for (const written of nodes) {
    const node =
      (shape?.line && colonText(ctx, source, written, (key) => isItemKey(shape, key), shape.line)) || written;
    if (isNull(node) && shape) {
      ctx.report(diagnostic('spec/null-item', source.file, node.range, {}));
      continue;
    }
    previous =
      node.kind === 'map'
        ? controlled(ctx, source, node, shape, previous, one)
        : plain(ctx, source, node, shape, one);
    items.push(previous);
  }
  return items;
}

const controlKeys = ['each', 'when', 'otherwise', 'key', 'tap', 'use', 'unchecked'];

function isItemKey(shape: ListShape, key: string): boolean {
  return controlKeys.includes(key) || fieldOf(shape.of, key) !== undefined;
}

function plain(
  ctx: BindContext,
  source: Source,
  node: YamlNode,
  shape: ListShape | undefined,
  one: ItemBinder,
): ItemNode {
  return { file: source.file, range: node.range, value: one(ctx, source, node, shape) };
}

/** One item's value: a shorthand line, or what the list's shape says. */
export function bindItem(
  ctx: BindContext,
  source: Source,
  node: YamlNode,
  shape: ListShape | undefined,
): Node {
  if (node.kind === 'scalar' && shape?.line && !spend(ctx, source, node)) return nothing(source, node);
  if (node.kind === 'scalar' && shape?.line) return bindLine(ctx, source, node, shape.line, shape.of);
  return bindValue(ctx, source, node, shape ? shape.of : { kind: 'any' });
}

function controlled(
  ctx: BindContext,
  source: Source,
  node: YamlMap,
  shape: ListShape | undefined,
  previous: ItemNode | undefined,
  one: ItemBinder,
): ItemNode {
  const { controls, rest } = splitControls(node, shape !== undefined);
  checkChain(ctx, source, controls.otherwise, previous);
  const each = controls.each && bindLoop(ctx, source, controls.each);
  const inner: Source = each ? { ...source, scope: each } : source;
  const when = controls.when && bindGuard(ctx, inner, controls.when);
  const otherwise = controls.otherwise && bindGuard(ctx, source, controls.otherwise);
  const key = controls.key?.value.kind === 'scalar' ? controls.key.value.value : undefined;
  const value = itemValue(ctx, inner, { ...node, entries: rest }, shape, one);
  return {
    file: source.file,
    range: node.range,
    value: value.node,
    ...(each && { each }),
    ...(when && { when }),
    ...(otherwise && { otherwise }),
    ...(value.splice && { splice: true }),
    ...(key !== undefined && { key }),
  };
}

function itemValue(
  ctx: BindContext,
  source: Source,
  node: YamlMap,
  shape: ListShape | undefined,
  one: ItemBinder,
): { node: Node; splice?: boolean } {
  // in a list that the Send API does not have it is data, as `key` is
  const tap = shape && node.entries.find((e) => e.key.value === 'tap');
  if (tap) return { node: tapValue(ctx, source, node, tap, shape) };
  const use = node.entries.find((e) => e.key.value === 'use');
  if (use && node.entries.length === 1) {
    const used = bindUse(ctx, source, use.value);
    // a fragment that is a list stands spliced in the item's place: its items are items of this list
    if (!used) return { node: nothing(source, node) };
    // a fragment that only passes another one on
    if (used.node.kind === 'map' && used.node.entries.length === 1 && entryOf(used.node, 'use'))
      return itemValue(ctx, used.source, used.node, shape, one);
    if (used.node.kind === 'seq')
      return { node: bindValue(ctx, used.source, used.node, shape), splice: true };
    // a line with params of its own: { params: …, tap: … }
    if (used.node.kind === 'map') return itemValue(ctx, used.source, used.node, shape, one);
    return { node: one(ctx, used.source, used.node, shape) };
  }
  return { node: one(ctx, source, node, shape) };
}

/** Stands where nothing could be understood; a diagnostic says why. */
export function nothing(source: Source, node: YamlNode): Node {
  return {
    kind: 'literal',
    value: null,
    file: source.file,
    range: node.range,
    shape: undefined,
    scope: source.scope,
  };
}

function tapValue(
  ctx: BindContext,
  source: Source,
  node: YamlMap,
  tap: YamlEntry,
  shape: ListShape | undefined,
): Node {
  for (const other of node.entries) {
    if (other !== tap)
      ctx.report(diagnostic('spec/beside-tap', source.file, other.key.range, { key: other.key.value }));
  }
  if (tap.value.kind !== 'scalar' || !shape?.line) {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, tap.key.range, {
        key: 'tap',
        expected: shape?.line
          ? 'a line such as "Yes -> YES"'
          : 'no tap: it belongs to buttons and quick replies',
        found: tap.value.kind === 'scalar' ? 'one' : 'something else',
      }),
    );
  }
  return bindItem(ctx, source, tap.value, shape);
}
