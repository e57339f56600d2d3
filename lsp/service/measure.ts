/** How long each text of a message is, or can become, beside its limit. */
import { constantText } from '../../grammar/index.ts';
import type { FieldNode, Message, Node, ObjectNode, TextNode } from '../../src/bind/model.ts';
import { checkMessage } from '../../src/check/check-spec.ts';
import { limitsOf } from '../../src/check/length.ts';
import type { BoundNote } from '../../src/pipeline.ts';
import { codePoints, utf8Bytes } from '../../src/render/runtime/measure.ts';
import { trimBreaks } from '../../src/render/runtime/output.ts';
import type { MessageModel } from './message-model.ts';

/** `constant`: the text is what it is; otherwise what is known of it for all data. */
export type Measured = Omit<BoundNote, 'verdict'> & { readonly verdict: BoundNote['verdict'] | 'constant' };

/** Computed once for a bound message. */
export function measureMessage({ spec, message }: MessageModel): readonly Measured[] {
  const known = measured.get(message);
  if (known) return known;
  const notes: Measured[] = constantsOf(message);
  const { language, params } = spec;
  const add = (made: BoundNote | undefined) => void (made && notes.push(made));
  checkMessage(
    message,
    { language, params, own: false },
    () => {},
    (note) => add(note()),
  );
  measured.set(message, notes);
  return notes;
}

const measured = new WeakMap<Message, readonly Measured[]>();

function constantsOf(message: Message): Measured[] {
  const found: Measured[] = [];
  for (const { value } of message.steps) {
    if (value.kind !== 'body') continue;
    for (const { body } of value.variants ?? [value]) {
      visitTexts(body, (text, owner) => found.push(...constantOf(text, owner, message)));
    }
  }
  return found;
}

/** Beside the limit that leaves it the least room. */
function constantOf(node: TextNode, owner: FieldNode, { rules }: Message): Measured[] {
  const written = constantText(node.program);
  if (written === undefined || node.shape?.kind !== 'text' || node.upload || owner.implied || owner.unchecked)
    return [];
  const text = node.trim ? trimBreaks(written) : written;
  const sizes = limitsOf(node.shape.limits, { rules }).flatMap(({ max, unit }) => {
    const size = unit === 'bytes' ? utf8Bytes(text) : codePoints(text);
    return max === undefined ? [] : [{ unit, limit: max, min: size, max: size }];
  });
  const [closest] = sizes.sort((a, b) => b.max / b.limit - a.max / a.limit);
  const { file, range } = node;
  return closest ? [{ ...closest, file, range, name: owner.key, verdict: 'constant', parts: [] }] : [];
}

function visitTexts(node: ObjectNode, found: (text: TextNode, owner: FieldNode) => void): void {
  const visit = (value: Node, owner: FieldNode): void => {
    if (value.kind === 'text') found(value, owner);
    else if (value.kind === 'object') visitTexts(value, found);
    else if (value.kind === 'list') for (const item of value.items) visit(item.value, owner);
  };
  for (const field of node.fields) visit(field.value, field);
}
