/** What is known of a value before any data is given. */

import type { Statement } from '../../../grammar/ast.ts';
import type { Node, TextNode } from '../../bind/model.ts';
import { trimBreaks } from '../../render/runtime/output.ts';

/** The text that a node always has; undefined for objects, lists and texts with expressions. */
export function constantOf(node: Node | undefined): string | undefined {
  if (node?.kind === 'literal') return node.value === null ? undefined : String(node.value);
  if (node?.kind !== 'text') return undefined;
  let text = '';
  for (const statement of node.program.body) {
    if (statement.type === 'ContentStatement') text += statement.value;
    else return undefined;
  }
  return node.trim ? trimBreaks(text) : text;
}

/** The constant as YAML means it: `12` is a number, `"12"` is a text. */
export function constantValue(node: Node | undefined): string | number | boolean | undefined {
  if (node?.kind === 'literal') return node.value ?? undefined;
  const text = constantOf(node);
  return text === undefined ? undefined : ((node as TextNode).core ?? text);
}

/** The text before the first expression, without white space that the template may remove. */
export function constantStart(node: TextNode): string {
  return certainText(node.program.body, 0);
}

/** Texts that stand in the value whatever the data is, as above. */
export function constantParts(node: TextNode): readonly string[] {
  const { body } = node.program;
  return body.map((_, index) => certainText(body, index)).filter((text) => text !== '');
}

function certainText(body: readonly Statement[], index: number): string {
  const statement = body[index];
  if (statement?.type !== 'ContentStatement') return '';
  let text = statement.value;
  if (mayStrip(body[index - 1], 'close')) text = text.trimStart();
  if (mayStrip(body[index + 1], 'open')) text = text.trimEnd();
  return text;
}

/** `{{~x~}}` removes white space around it, a block or comment alone on its line the line's. */
function mayStrip(neighbour: Statement | undefined, side: 'open' | 'close'): boolean {
  if (neighbour === undefined || neighbour.type === 'ContentStatement') return false;
  return neighbour.type !== 'MustacheStatement' || neighbour.strip[side];
}

/** True where the text is one expression and nothing else: such a value keeps its type. */
export function isOneExpression(node: TextNode): boolean {
  const statements = node.program.body.filter((statement) => !isNothing(statement, node.trim));
  return statements.length === 1 && statements[0]?.type === 'MustacheStatement';
}

/** Comments and, at the end of block scalars, line breaks leave no trace. */
function isNothing(statement: Statement, trim: boolean): boolean {
  if (statement.type === 'CommentStatement') return true;
  return statement.type === 'ContentStatement' && trim && /^[\r\n]*$/.test(statement.value);
}
