/** The payloads that a tap can send back, as literal parts and holes: the bot's webhook code is typed by them. */
import type { FieldNode, Message, Node, TextNode } from '../bind/model.ts';
import { rootEnv } from '../check/environment.ts';
import { typeOf } from '../check/expressions.ts';
import type { MessageIR } from './ir.ts';

type Pattern = MessageIR['payloads'][number];

export function payloadPatterns(message: Message): Pattern[] {
  const found = new Map<string, Pattern>();
  for (const step of message.steps) {
    if (step.value.kind !== 'body') continue;
    for (const { body } of step.value.variants ?? [{ body: step.value.body }])
      collect(body, undefined, found);
  }
  return [...found.values()];
}

function collect(node: Node, owner: FieldNode | undefined, found: Map<string, Pattern>): void {
  if (node.kind === 'object') for (const field of node.fields) collect(field.value, field, found);
  else if (node.kind === 'list') for (const item of node.items) collect(item.value, undefined, found);
  else if (node.kind === 'text' && owner?.field?.answer) {
    const pattern = patternOf(node);
    found.set(JSON.stringify(pattern), pattern);
  }
}

function patternOf(node: TextNode): Pattern {
  const env = rootEnv(node.scope, new Set());
  const parts: Pattern[number][] = [];
  for (const statement of node.program.body) {
    const last = parts.at(-1);
    if (statement.type === 'CommentStatement') continue;
    if (statement.type === 'ContentStatement') {
      if (last && 'text' in last) parts[parts.length - 1] = { text: last.text + statement.value };
      else parts.push({ text: statement.value });
    } else if (
      statement.type === 'MustacheStatement' &&
      statement.params.length === 0 &&
      statement.path.type === 'PathExpression'
    ) {
      const value = typeOf(statement.path, env);
      const { type, missing } = value;
      if (type?.kind === 'string' && type.values && !missing)
        parts.push({ hole: 'string', values: type.values });
      else parts.push({ hole: type?.kind === 'number' && !missing ? 'number' : 'string' });
    } else if (!last || 'text' in last) {
      parts.push({ hole: 'string' });
    }
  }
  return parts;
}
