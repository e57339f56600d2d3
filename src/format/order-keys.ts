/** Brings the keys of a file, its messages and what they are made of into their order. Data and names keep theirs. */
import {
  fieldOf,
  mediaKeys,
  message,
  ownValue,
  request,
  templateKeys,
  variantOf,
} from '../send-api/index.ts';
import type { ObjectShape, Shape } from '../send-api/schema.ts';
import type { LayoutCollection, LayoutItem, LayoutNode } from '../yaml/layout.ts';
import { bodyOrder, defaultsOrder, lastKeys, messageOrder, shapeOrder, topOrder } from './key-orders.ts';

export function orderKeys(root: LayoutNode): void {
  if (root.kind !== 'map' || !(find(root, 'messages') ?? find(root, 'fragments'))) {
    orderMessage(root);
    return;
  }
  sort(root, topOrder);
  const defaults = find(root, 'defaults')?.value;
  if (defaults?.kind === 'map') sort(defaults, defaultsOrder);
  const messages = find(root, 'messages')?.value;
  if (messages?.kind === 'map') for (const { value } of messages.items) orderMessage(value);
  const fragments = find(root, 'fragments')?.value;
  if (fragments?.kind === 'map') for (const { value } of fragments.items) protectWords(value);
}

/** Where a step may stand a word such as `mark_seen` is an action without quotes, and a text with them. */
function protectWords(node: LayoutNode | undefined): void {
  if (node?.kind === 'scalar') node.keepQuotes = true;
  else if (node?.kind === 'seq') for (const { value } of node.items) protectWords(value);
}

/** A message is a step, a list of steps, or a mapping with `steps`. */
function orderMessage(node: LayoutNode | undefined): void {
  protectWords(node);
  if (node?.kind === 'seq') for (const { value } of node.items) orderBody(value);
  else orderBody(node);
}

function orderBody(node: LayoutNode | undefined): void {
  if (node?.kind !== 'map') return;
  sort(node, bodyOrder);
  for (const { key, value } of node.items) {
    const name = key?.value ?? '';
    if (name === 'steps') orderMessage(value);
    else if (name === 'variants' && value?.kind === 'map')
      for (const item of value.items) orderBody(item.value);
    else if (name === 'message') orderMessageFields(value);
    else if (Object.hasOwn(request.fields, name)) orderShape(value, request.fields[name]!.shape);
    else orderMessageField(name, value);
  }
}

function orderMessageFields(node: LayoutNode | undefined): void {
  if (node?.kind !== 'map') return;
  sort(node, messageOrder);
  for (const { key, value } of node.items) orderMessageField(key?.value ?? '', value);
}

/** A field of the message, or the sugar that stands for one. */
function orderMessageField(name: string, value: LayoutNode | undefined): void {
  const sugar = ownValue(templateKeys, name);
  if (sugar && value?.kind === 'seq') {
    orderShape(value, fieldOf(sugar.shape, sugar.list ?? '')?.shape);
  } else if (sugar) {
    // The keys of the one element may stand beside the payload's own.
    const list = sugar.single ? fieldOf(sugar.shape, 'elements')?.shape : undefined;
    orderShape(value, sugar.shape, list?.kind === 'list' ? list.of : undefined);
  } else if (name === 'buttons') {
    orderShape(value, fieldOf(templateKeys['button']?.shape, 'buttons')?.shape);
  } else if (!Object.hasOwn(mediaKeys, name)) {
    orderShape(value, fieldOf(message, name)?.shape);
  }
}

/** `more`: a shape whose keys may stand beside those of `shape`. */
function orderShape(node: LayoutNode | undefined, shape: Shape | undefined, more?: Shape): void {
  if (shape?.kind === 'list' && node?.kind === 'seq') {
    for (const { value } of node.items) orderShape(value, shape.of);
    return;
  }
  if (node?.kind !== 'map' || (shape?.kind !== 'object' && shape?.kind !== 'union')) return;
  const own = objectShape(node, shape);
  const beside = more && objectShape(node, more);
  sort(node, [...shapeOrder(own), ...Object.keys(beside?.fields ?? {})]);
  for (const { key, value } of node.items) {
    const name = key?.value ?? '';
    orderShape(value, (fieldOf(own ?? shape, name) ?? fieldOf(beside, name))?.shape);
  }
}

function objectShape(node: LayoutCollection, shape: Shape): ObjectShape | undefined {
  if (shape.kind === 'object') return shape;
  if (shape.kind !== 'union') return undefined;
  const constant = (key: string) => {
    const value = find(node, key)?.value;
    return value?.kind === 'scalar' && !value.value.includes('{{') ? value.value : undefined;
  };
  const { variant } = variantOf(shape, constant, (key) => find(node, key) !== undefined);
  if (variant) return variant;
  // Which kind it is cannot be said: the first stands for all.
  return Object.values(shape.variants)[0];
}

function find(map: LayoutCollection, key: string): LayoutItem | undefined {
  return map.items.find((item) => item.key?.value === key);
}

/** Keys that `order` does not name come behind those that it names, as the author has them. */
function sort(map: LayoutCollection, order: readonly string[]): void {
  const rank = (item: LayoutItem): number => {
    const key = item.key?.value ?? '';
    const at = order.indexOf(key);
    return at >= 0 ? at : order.length + 1 + lastKeys.indexOf(key);
  };
  const sorted = [...map.items].sort((a, b) => rank(a) - rank(b));
  if (keepsAnchors(map.items, sorted)) map.items = sorted;
}

/** An alias must stay behind its anchor: items that share such a name keep the author's order among them. */
function keepsAnchors(before: readonly LayoutItem[], after: readonly LayoutItem[]): boolean {
  const places = new Map(after.map((item, i) => [item, i]));
  const last = new Map<string, number>();
  const anchors = new Set<string>();
  const wrong = new Set<string>();
  for (const item of before) {
    const at = places.get(item)!;
    for (const name of namesIn(item, new Set(), anchors)) {
      if (at < (last.get(name) ?? 0)) wrong.add(name);
      last.set(name, Math.max(at, last.get(name) ?? 0));
    }
  }
  return ![...wrong].some((name) => anchors.has(name));
}

/** Names of anchors and aliases; those of anchors are noted in `anchors` too. */
function namesIn(item: LayoutItem, found: Set<string>, anchors: Set<string>): Set<string> {
  for (const node of [item.key, item.value]) {
    if (!node) continue;
    if (node.kind === 'scalar' && node.style === 'alias') found.add(node.source.slice(1));
    else if (node.props !== '') {
      found.add(node.props.slice(1));
      anchors.add(node.props.slice(1));
    }
    if (node.kind !== 'scalar') for (const inner of node.items) namesIn(inner, found, anchors);
  }
  return found;
}
