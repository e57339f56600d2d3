/** The bound text or list at a place of the file: what it may hold, and what its names mean. */
import type { FieldNode, ListNode, Message, Node, ObjectNode, TextNode } from '../../src/bind/model.ts';
import type { Range } from '../../src/source/source.ts';
import { findAt } from './find-node.ts';
import { messagesAt } from './message-model.ts';
import type { Document, Workspace } from './workspace.ts';

export interface BoundAt<N> {
  readonly node: N;
  readonly owner: FieldNode;
  readonly message: Message;
}

/** The text in which a range of the file stands. */
export function boundText(
  workspace: Workspace,
  document: Document,
  { start, end }: Range,
): BoundAt<TextNode> | undefined {
  return find(
    workspace,
    document,
    start,
    (node): node is TextNode =>
      node.kind === 'text' &&
      node.file.path === document.file.path &&
      node.range.start <= start &&
      end <= node.range.end,
  );
}

/** The list whose key or value has this range. */
export function boundList(
  workspace: Workspace,
  document: Document,
  range: Range,
): BoundAt<ListNode> | undefined {
  return find(
    workspace,
    document,
    range.start,
    (node, owner): node is ListNode =>
      node.kind === 'list' && (is(node, range, document) || is(owner.keyPlace, range, document)),
  );
}

function is(
  place: { readonly file: { readonly path: string }; readonly range: Range },
  range: Range,
  document: Document,
): boolean {
  return (
    place.file.path === document.file.path &&
    place.range.start === range.start &&
    place.range.end === range.end
  );
}

function find<N extends Node>(
  workspace: Workspace,
  document: Document,
  offset: number,
  fits: (node: Node, owner: FieldNode) => node is N,
): BoundAt<N> | undefined {
  const path = findAt(workspace.reading(document).root, offset)?.path ?? [];
  for (const { message } of messagesAt(workspace, document, path)) {
    for (const { value } of message.steps) {
      if (value.kind !== 'body') continue;
      for (const body of value.variants?.map((v) => v.body) ?? [value.body]) {
        const found = findIn(body, fits);
        if (found) return { ...found, message };
      }
    }
  }
  return undefined;
}

function findIn<N extends Node>(
  node: ObjectNode,
  fits: (node: Node, owner: FieldNode) => node is N,
): { node: N; owner: FieldNode } | undefined {
  const visit = (value: Node, owner: FieldNode): { node: N; owner: FieldNode } | undefined => {
    if (fits(value, owner)) return { node: value, owner };
    if (value.kind === 'object') return findIn(value, fits);
    if (value.kind !== 'list') return undefined;
    for (const item of value.items) {
      const found = visit(item.value, owner);
      if (found) return found;
    }
    return undefined;
  };
  for (const field of node.fields) {
    const found = visit(field.value, field);
    if (found) return found;
  }
  return undefined;
}
