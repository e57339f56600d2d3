import {
  Composer,
  type CST,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  Parser,
  type Scalar,
} from 'yaml';
import type {
  Layout,
  LayoutCollection,
  LayoutComment,
  LayoutItem,
  LayoutNode,
  LayoutScalar,
} from './layout.ts';

/**
 * Reads how a text is laid out. For a text that `parseYaml` finds no error in (its depth is limited then), with LF
 * line ends. Undefined where there is nothing but comments.
 */
export function readLayout(text: string): Layout | undefined {
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.2',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
    keepSourceTokens: true,
  });
  const tokens = [...new Parser().parse(text)];
  const comments: LayoutComment[] = [];
  for (const token of tokens) findComments(token, comments);
  for (const document of composer.compose(tokens, true, text.length)) {
    const root = document.contents && readNode(document.contents as Node, text);
    return root
      ? { root, head: [], tail: [], comments: comments.sort((a, b) => a.start - b.start) }
      : undefined;
  }
  return undefined;
}

/** Comments stand in the lists of small tokens around keys, values and items. */
function findComments(token: unknown, found: LayoutComment[]): void {
  if (Array.isArray(token)) {
    for (const each of token) findComments(each, found);
    return;
  }
  if (typeof token !== 'object' || token === null) return;
  const { type, source, offset } = token as CST.SourceToken;
  if (type === 'comment') found.push({ start: offset, text: source.trimEnd() });
  const { start, key, sep, value, items, props, end } = token as { readonly [member: string]: unknown };
  for (const part of [start, key, sep, value, items, props, end]) findComments(part, found);
}

/** Undefined for a value that is not written. */
function readNode(node: Node, text: string): LayoutNode | undefined {
  const [start, end] = (node.range ?? [0, 0]) as [number, number];
  const props = propsOf(node);
  if (isCollection(node)) {
    const flow = node.flow === true;
    const items = isMap(node)
      ? (node.items as Pair<Node, Node | null>[]).map((pair) => readEntry(pair, text))
      : readItems(node.items as Node[], dashes(node), text);
    const kind = isMap(node) ? 'map' : 'seq';
    const last = flow ? end : Math.max(start, ...items.slice(-1).map(endOfItem));
    const source = text.slice(start, end);
    return { kind, flow, props, source, start, end: last, items, foot: [] } satisfies LayoutCollection;
  }
  if (start === end && props === '') return undefined;
  return readScalar(node, props, text);
}

function readScalar(node: Node, props: string, text: string): LayoutScalar {
  const [start, end] = (node.range ?? [0, 0]) as [number, number];
  const source = text.slice(start, end);
  if (isAlias(node)) return { kind: 'scalar', style: 'alias', props: '', source, value: source, start, end };
  const value = isScalar(node) && typeof node.value === 'string' ? node.value : '';
  const style = styles[(node as Scalar).type ?? 'PLAIN'] ?? 'plain';
  return { kind: 'scalar', style, props, source, value, start, end };
}

const styles: Readonly<Record<string, LayoutScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function propsOf(node: Node): string {
  const { anchor } = node as Scalar;
  return !isAlias(node) && anchor !== undefined ? `&${anchor}` : '';
}

function readEntry(pair: Pair<Node, Node | null>, text: string): LayoutItem {
  const key = readScalar(pair.key, propsOf(pair.key), text);
  const value = pair.value ? readNode(pair.value, text) : undefined;
  return makeItem(key.start, key.end, value, text, key);
}

function readItems(
  nodes: readonly Node[],
  starts: readonly number[] | undefined,
  text: string,
): LayoutItem[] {
  return nodes.map((node, i) => {
    const value = readNode(node, text);
    const start = starts?.[i] ?? node.range?.[0] ?? 0;
    return makeItem(start, start, value, text);
  });
}

function makeItem(
  start: number,
  headEnd: number,
  value: LayoutNode | undefined,
  text: string,
  key?: LayoutScalar,
): LayoutItem {
  const below = value !== undefined && text.slice(headEnd, value.start).includes('\n');
  return {
    start,
    ...(key && { key }),
    ...(value && { value }),
    below,
    blank: false,
    leading: [],
    between: [],
  };
}

/** Where the dashes of a block list stand. */
function dashes(node: Node): number[] | undefined {
  const token = node.srcToken;
  if (token?.type !== 'block-seq') return undefined;
  return token.items.flatMap(({ start }) => {
    const dash = start.find((s) => s.type === 'seq-item-ind');
    return dash ? [dash.offset] : [];
  });
}

/** Where what is written of an item ends; the colon of an entry without a value is not counted. */
export function endOfItem(item: LayoutItem): number {
  return item.value?.end ?? item.key?.end ?? item.start + 1;
}
