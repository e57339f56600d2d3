/** Words on files, and on what a name holds in the first example. */
import type { Example, Json } from '../../src/bind/model.ts';
import { keysOf } from './find-node.ts';
import type { Place } from './hover.ts';
import { messageNamed, messagesAt } from './message-model.ts';
import type { Reading } from './reading.ts';
import type { Document, Workspace } from './workspace.ts';

/** A file that is imported or named by its path: what it has for others. */
export function describeFile(reading: Reading, path: string): string {
  const spec = reading.open({ kind: 'path', text: path });
  if (!spec) return `\`${path}\`: cannot be read.`;
  const names = [...spec.parts].map(
    ([name, { of }]) => `- \`${name}\` (${of === 'fragments' ? 'fragment' : 'message'})`,
  );
  return [`\`${spec.file.path}\``, ...(names.length > 0 ? [names.join('\n')] : [])].join('\n\n');
}

function firstExamples(workspace: Workspace, document: Document): readonly Example[] {
  for (const [name, { of }] of workspace.reading(document).main.parts) {
    const examples = of === 'messages' && messageNamed(workspace, document, name)?.message.examples;
    if (examples && examples.length > 0) return examples;
  }
  return [];
}

/** `In the example “ann”: "Ann".` `names`: from a param on. */
export function exampleWords(
  { workspace, document, found }: Pick<Place, 'workspace' | 'document' | 'found'>,
  names: readonly string[],
): string | undefined {
  const [top] = keysOf(found.path);
  // a param is shown with an example of the first message that has one
  const path = top === 'messages' ? found.path : [];
  const { value } = messagesAt(workspace, document, path).next();
  const [example] = value?.message.examples ?? firstExamples(workspace, document);
  if (!example) return undefined;
  let data: Json | undefined = example.data;
  for (const name of names) {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
    data = Object.hasOwn(data, name) ? (data as { [key: string]: Json })[name] : undefined;
  }
  if (data === undefined || (typeof data === 'object' && data !== null)) return undefined;
  const text = JSON.stringify(data);
  return `In the example “${example.name}”: \`${text.length > 120 ? `${text.slice(0, 119)}…` : text}\``;
}
