/** The bound model of one message: the one place that asks for it. */
import type { Message, Spec } from '../../src/bind/model.ts';
import type { Range } from '../../src/source/source.ts';
import { keysOf, type PathPart } from './find-node.ts';
import type { Document, Workspace } from './workspace.ts';

export interface MessageModel {
  readonly spec: Spec;
  readonly message: Message;
}

export function messageNamed(
  workspace: Workspace,
  document: Document,
  name: string,
): MessageModel | undefined {
  const { spec, ...analysis } = workspace.analysis(document);
  const message = analysis.message(name);
  return spec && message && { spec, message };
}

/** The messages in which a place of the file is read: the one that it stands in; for a fragment those that use it. */
export function* messagesAt(
  workspace: Workspace,
  document: Document,
  path: readonly PathPart[],
): Generator<MessageModel> {
  const reading = workspace.reading(document);
  const [top, name] = keysOf(path);
  if (!reading.main.root) {
    const { spec } = workspace.analysis(document);
    const [message] = spec?.messages ?? [];
    if (spec && message) yield { spec, message };
    return;
  }
  if (top === 'messages' && name !== undefined) {
    const found = messageNamed(workspace, document, name);
    if (found) yield found;
  }
  if (top !== 'messages' && top !== 'fragments') return;
  const used = /\buse\b|\{\{~?>/;
  for (const [other, { of, range }] of reading.main.parts) {
    // a message that uses nothing has no text of another part
    if (of !== 'messages' || other === name || !used.test(textOf(document, range))) continue;
    const found = messageNamed(workspace, document, other);
    if (found) yield found;
  }
}

function textOf({ file }: Document, { start, end }: Range): string {
  return file.text.slice(start, end);
}
