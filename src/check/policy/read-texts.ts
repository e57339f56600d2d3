/** The texts that people read, in the order of the file: cards and messages apart, each with its buttons. */

import type { Statement } from '../../../grammar/ast.ts';
import type { Node, ObjectNode, TextNode } from '../../bind/model.ts';
import { hole } from '../../policy/split-words.ts';

/** The constant words of one text, expressions as holes; `offsets[i]` is where unit i stands in the decoded text. */
export interface ReadText {
  readonly node: TextNode;
  readonly text: string;
  readonly offsets: readonly number[];
}

const fields = new Set([
  'text',
  'title',
  'subtitle',
  'button_title',
  'coupon_pre_message',
  'coupon_url_button_title',
  'placeholder',
]);

/** A receipt names goods and discounts of the purchase: its texts are not judged. */
export function readTexts(body: ObjectNode): readonly (readonly ReadText[])[] {
  const groups: ReadText[][] = [[]];
  visit(body, groups);
  return groups.filter((group) => group.length > 0);
}

function visit(object: ObjectNode, groups: ReadText[][]): void {
  if (object.fields.some((f) => f.key === 'template_type' && isText(f.value, 'receipt'))) return;
  for (const { key, value } of object.fields) {
    if (value.kind === 'text' && fields.has(key)) groups.at(-1)!.push(readText(value));
    else if (value.kind === 'object') visit(value, groups);
    else if (value.kind === 'list') visitList(value, key, groups);
  }
}

function visitList(list: Extract<Node, { kind: 'list' }>, key: string, groups: ReadText[][]): void {
  for (const { value } of list.items) {
    if (key === 'elements') groups.push([]);
    if (value.kind === 'object') visit(value, groups);
    else if (value.kind === 'list') visitList(value, key, groups);
  }
}

function isText(node: Node, value: string): boolean {
  return node.kind === 'literal' ? node.value === value : node.kind === 'text' && node.text.value === value;
}

function readText(node: TextNode): ReadText {
  const offsets: number[] = [];
  let text = '';
  const add = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.type === 'ContentStatement') {
        for (let i = 0; i < statement.value.length; i++) offsets.push(statement.span.start + i);
        text += statement.value;
      } else if (statement.type === 'BlockStatement') {
        add(statement.program.body);
        // The two branches never stand beside each other.
        if (statement.inverse) {
          offsets.push(statement.span.start);
          text += '\n';
          add(statement.inverse.body);
        }
      } else if (statement.type !== 'CommentStatement') {
        offsets.push(statement.span.start);
        text += hole;
      }
    }
  };
  add(node.program.body);
  return { node, text, offsets };
}
