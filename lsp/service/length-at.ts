/** How long the text under the cursor is now, or can become, beside its limit. */
import { constantText } from '../../grammar/index.ts';
import type { FieldNode, Node, ObjectNode, TextNode } from '../../src/bind/model.ts';
import { utf8Bytes } from '../../src/render/runtime/measure.ts';
import { pick } from '../../src/send-api/schema.ts';
import type { Range } from '../../src/source/source.ts';
import { boundWords } from './words.ts';
import type { Document, Workspace } from './workspace.ts';

export function lengthAt(
  workspace: Workspace,
  document: Document,
  offset: number,
): { readonly markdown: string; readonly range: Range } | undefined {
  const { bounds = [], spec } = workspace.bounds(document);
  const holds = ({ range, file }: { range: Range; file: { path: string } }) =>
    file.path === document.file.path && range.start <= offset && offset <= range.end;
  const size = (range: Range) => range.end - range.start;
  const [note] = bounds.filter(holds).sort((a, b) => size(a.range) - size(b.range));
  // a list's sum holds for the list, not for each text in it
  let best: { text: TextNode; owner: FieldNode; channels: readonly string[] } | undefined;
  for (const message of spec?.messages ?? []) {
    for (const step of message.steps) {
      if (step.value.kind !== 'body') continue;
      const bodies = step.value.variants?.map((v) => v.body) ?? [step.value.body];
      for (const body of bodies) {
        visitTexts(body, (text, owner) => {
          if (holds(text) && (!best || size(text.range) < size(best.text.range)))
            best = { text, owner, channels: message.rules.channels };
        });
      }
      if (best) {
        const { text, owner } = best;
        const { profile, channels } = message.rules;
        const limits = text.shape?.kind === 'text' ? text.shape.limits : undefined;
        const limit = channels
          .flatMap((c) => pick(limits, profile, c) ?? [])
          .sort((a, b) => (a.max ?? Number.POSITIVE_INFINITY) - (b.max ?? Number.POSITIVE_INFINITY))[0];
        const written = constantText(text.program);
        if (written !== undefined && limit?.max !== undefined) {
          const trimmed = text.trim ? written.replace(/\n+$/, '') : written;
          const count = limit.unit === 'bytes' ? utf8Bytes(trimmed) : [...trimmed].length;
          const noun = limit.unit === 'code points' ? 'characters' : limit.unit;
          return {
            markdown: `\`${owner.key}\`: ${count} of at most ${limit.max} ${noun}.`,
            range: text.range,
          };
        }
        if (note && size(note.range) <= size(text.range))
          return { markdown: boundWords(note), range: note.range };
        return undefined;
      }
    }
  }
  return undefined;
}

function visitTexts(node: ObjectNode, found: (text: TextNode, owner: FieldNode) => void): void {
  const visit = (value: Node, owner: FieldNode): void => {
    if (value.kind === 'text') found(value, owner);
    else if (value.kind === 'object') visitTexts(value, found);
    else if (value.kind === 'list') for (const item of value.items) visit(item.value, owner);
  };
  for (const field of node.fields) visit(field.value, field);
}
