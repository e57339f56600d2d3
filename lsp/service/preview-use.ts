/** What a use of a fragment becomes: the part of the rendered message that stands in its place. */
import type {
  BodyStep,
  ItemNode,
  Json,
  Message,
  Node,
  Scope,
  StepItem,
  TextNode,
} from '../../src/bind/model.ts';
import type { Range } from '../../src/source/source.ts';
import type { PathPart } from './find-node.ts';
import { messagesAt } from './message-model.ts';
import { renderMessage } from './preview.ts';
import type { Document, Workspace } from './workspace.ts';

/** Lines that are shown. */
const mostLines = 40;

/** Markdown; undefined where the message cannot be rendered, or the use comes to nothing. `name`: where the fragment is named. */
export function previewUse(
  workspace: Workspace,
  document: Document,
  path: readonly PathPart[],
  name: Range,
): string | undefined {
  const isUse: IsUse = (place) =>
    place?.file.path === document.file.path &&
    // an alias in front of the name belongs to the call
    name.start <= place.range.start &&
    place.range.end === name.end;
  for (const { spec, message } of messagesAt(workspace, document, path)) {
    const [step] = message.steps.flatMap((each) => pruneStep(each, isUse) ?? []);
    if (!step) continue;
    const { steps, example, problem } = renderMessage(
      { spec, message: { ...message, steps: [step] } },
      message.examples[0],
      workspace,
      document,
    );
    if (problem !== undefined) return undefined;
    const found = steps.flatMap((body) => valueAt(body, step.value.body, isUse) ?? []);
    if (found.length === 0) return undefined;
    return words(found.length === 1 ? found[0]! : found, message, example);
  }
  return undefined;
}

function words(value: Json, { name }: Message, example: string | undefined): string {
  const lines = (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)).split('\n');
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
  const data = example === undefined ? '' : ` with the example “${example}”`;
  return `In \`${name}\`${data} it becomes:\n\n\`\`\`${typeof value === 'string' ? 'text' : 'json'}\n${shown.join('\n')}\n\`\`\``;
}

type IsUse = (
  place: { readonly file: { readonly path: string }; readonly range: Range } | undefined,
) => boolean;

type OneStep = StepItem & { readonly value: BodyStep };

/** With nothing but what the use brings in; guards around it do not count, loops do. */
function pruneStep(step: StepItem, isUse: IsUse): OneStep | undefined {
  const { value, each } = step;
  if (value.kind !== 'body') return undefined;
  for (const body of value.variants?.map((v) => v.body) ?? [value.body]) {
    const pruned = prune(body, isUse);
    if (pruned?.kind !== 'object') continue;
    const { file, range } = step;
    const own = { kind: 'body', file: value.file, range: value.range, body: pruned } as const;
    return { file, range, value: own, ...(each && { each }) };
  }
  return undefined;
}

function prune(node: Node, isUse: IsUse): Node | undefined {
  if (isInside(node.scope, isUse)) return node;
  if (node.kind === 'object') {
    const fields = node.fields.flatMap(({ when: _, ...field }) => {
      const value = prune(field.value, isUse);
      return value ? [{ ...field, value }] : [];
    });
    return fields.length > 0 ? { ...node, fields } : undefined;
  }
  if (node.kind === 'list') {
    const items = node.items.flatMap(({ when: _, otherwise: __, ...item }): ItemNode[] => {
      const value = prune(item.value, isUse);
      return value ? [{ ...item, value }] : [];
    });
    return items.length > 0 ? { ...node, items } : undefined;
  }
  return node.kind === 'text' ? pruneText(node, isUse) : undefined;
}

/** The one expression; where it stands in a block, all of the text. */
function pruneText(node: TextNode, isUse: IsUse): TextNode | undefined {
  const [statement] = [...(node.partials ?? [])].find(([, { scope }]) => isUse(scope.place)) ?? [];
  if (!statement) return undefined;
  const { program } = node;
  return program.body.includes(statement) ? { ...node, program: { ...program, body: [statement] } } : node;
}

function isInside(scope: Scope, isUse: IsUse): boolean {
  if (scope.kind === 'root') return false;
  if (scope.kind === 'loop') return isInside(scope.outer, isUse);
  return isUse(scope.place) || isInside(scope.caller, isUse);
}

/** The way down to where only one thing is left. */
function valueAt(value: Json | undefined, node: Node, isUse: IsUse): Json | undefined {
  if (value === undefined || value === null || isInside(node.scope, isUse)) return value;
  if (node.kind === 'object') {
    const [field, ...more] = node.fields;
    if (typeof value !== 'object' || Array.isArray(value)) return value;
    const inside = value as { readonly [key: string]: Json };
    if (field && more.length === 0) return valueAt(inside[field.key], field.value, isUse);
    return Object.fromEntries(
      node.fields.flatMap(({ key }) => (inside[key] === undefined ? [] : [[key, inside[key]]])),
    );
  }
  if (node.kind !== 'list' || !Array.isArray(value)) return value;
  const [item] = node.items;
  if (value.length === 0) return undefined;
  return value.length === 1 && item && !item.splice ? valueAt(value[0], item.value, isUse) : value;
}
