/** One name for another, wherever it stands; refused where anything would mean something else then. */
import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import { applyEdits } from '../../../src/source/apply-edits.ts';
import type { Position, Range } from '../../../src/source/source.ts';
import { mentionAt } from '../mentions/collect.ts';
import type { ProjectFiles } from '../project-files.ts';
import { type MentionIn, mentionsOf } from '../references.ts';
import type { Document, Workspace } from '../workspace.ts';
import { collision } from './collisions.ts';
import { linkedProperties } from './linked-properties.ts';
import { nameProblem } from './name-rules.ts';
import { verifyRename } from './verify-rename.ts';
import { whyNoRename } from './why-not.ts';
import { writeName } from './write-name.ts';

/** Words for the author: what cannot be renamed, and why. */
export interface Refused {
  readonly refused: string;
}

export interface Prepared {
  readonly range: Range;
  readonly name: string;
}

export interface Edits {
  readonly document: Document;
  readonly edits: readonly TextEdit[];
}

export function prepareRename(workspace: Workspace, uri: string, position: Position): Prepared | Refused {
  const document = workspace.get(uri);
  if (!document) return { refused: 'This file is not open.' };
  const reading = workspace.reading(document);
  const offset = document.file.offsetAt(position);
  const found = mentionAt(reading, offset);
  if (!found) return { refused: whyNoRename(reading, offset) };
  if (found.fixed !== undefined) return { refused: sentence(found.fixed) };
  return { range: found.range, name: found.name };
}

export async function rename(
  workspace: Workspace,
  files: ProjectFiles,
  uri: string,
  position: Position,
  name: string,
): Promise<readonly Edits[] | Refused> {
  const prepared = prepareRename(workspace, uri, position);
  const document = workspace.get(uri);
  if ('refused' in prepared || !document) return prepared as Refused;
  const target = mentionAt(workspace.reading(document), document.file.offsetAt(position))!;
  if (name === target.name) return [];
  const problem = nameProblem(target.kind, name);
  if (problem !== undefined) return { refused: sentence(problem) };
  const symbols =
    target.kind === 'property'
      ? await linkedProperties(files, document.root, target.symbol)
      : new Set([target.symbol]);
  const mentions: MentionIn[] = [];
  for (const symbol of symbols) mentions.push(...(await mentionsOf(files, document, { ...target, symbol })));
  const fixed = mentions.find((m) => m.fixed !== undefined);
  if (fixed) return { refused: `${placeOf(fixed)}: ${fixed.fixed}.` };
  for (const symbol of symbols) {
    const own = mentions.filter((m) => m.symbol === symbol);
    const taken = await collision({ files, document, target: { ...target, symbol }, mentions: own, name });
    if (taken !== undefined) return { refused: sentence(taken) };
  }
  const edits = new Map<Document, TextEdit[]>();
  for (const m of mentions) edits.set(m.document, [...(edits.get(m.document) ?? []), writeName(m, name)]);
  const edited = [...edits].map(([each, own]) => ({
    document: each,
    edits: own,
    text: applyEdits(each.file.text, own),
  }));
  const wrong = await verifyRename(workspace, files, edited, { symbols, kind: target.kind }, name);
  return wrong === undefined ? edited : { refused: sentence(wrong) };
}

function placeOf({ document: { file }, range }: { document: Document; range: Range }): string {
  const { line, character } = file.positionAt(range.start);
  return `${file.path}:${line + 1}:${character + 1}`;
}

function sentence(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
