/** Sources with marks: `<|>` is the cursor, `<|…|>` a range. */
import { expect } from 'vitest';
import { complete } from '../../lsp/service/complete.ts';
import { createWorkspace, type Workspace } from '../../lsp/service/workspace.ts';
import type { Position } from '../../src/source/source.ts';

export interface Marked {
  readonly text: string;
  /** Of the one cursor; the beginning of the first range where there is none. */
  readonly offset: number;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

export function readMarks(source: string): Marked {
  const ranges: { start: number; end: number }[] = [];
  let cursor: number | undefined;
  let text = '';
  let open: number | undefined;
  for (const part of source.split(/(<\|>|<\||\|>)/)) {
    if (part === '<|>') cursor = text.length;
    else if (part === '<|') open = text.length;
    else if (part === '|>' && open !== undefined) ranges.push({ start: open, end: text.length });
    else text += part;
  }
  return { text, offset: cursor ?? ranges[0]!.start, ranges };
}

export const testUri = 'untitled:test.msg.yaml';

export interface Opened extends Marked {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly position: Position;
}

export function openMarked(source: string, root = '/nowhere'): Opened {
  const marked = readMarks(source);
  const workspace = createWorkspace(root);
  const { file } = workspace.open(testUri, 1, marked.text);
  return { ...marked, workspace, uri: testUri, position: file.positionAt(marked.offset) };
}

/** Labels in the order in which they are shown. */
export function labelsAt(source: string): string[] {
  const { workspace, uri, position } = openMarked(source);
  const found = complete(workspace, uri, position);
  return [...(found?.offers ?? [])].sort((a, b) => a.rank - b.rank).map((o) => o.label);
}

/** The text after the offer with this label is taken. */
export function accept(source: string, label: string): string {
  const { workspace, uri, position, text } = openMarked(source);
  const found = complete(workspace, uri, position);
  const offer = found?.offers.find((o) => o.label === label);
  expect(offer, label).toBeDefined();
  const { start, end } = found!.range;
  return text.slice(0, start) + (offer!.insert ?? offer!.label) + text.slice(end);
}
