/** Whether everything means what it did: the files with their edits are read again, and compared name by name. */
import { collectMentions } from '../mentions/collect.ts';
import type { Mention } from '../mentions/mention.ts';
import { filesNamed, type ProjectFiles } from '../project-files.ts';
import { createWorkspace, type Document, type Workspace } from '../workspace.ts';

export interface Edited {
  readonly document: Document;
  readonly text: string;
}

/** Why not, with the place where a name would mean something else. */
export async function verifyRename(
  workspace: Workspace,
  files: ProjectFiles,
  edited: readonly Edited[],
  { symbols, kind }: { readonly symbols: ReadonlySet<string>; readonly kind: Mention['kind'] },
  name: string,
): Promise<string | undefined> {
  const { root } = edited[0]!.document;
  const after = createWorkspace(root, () => root);
  for (const { uri, version, file } of workspace.documents) after.open(uri, version, file.text);
  const opened = edited.map(({ document, text }) => after.open(document.uri, document.version, text));
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  for (const [i, { document }] of edited.entries()) {
    const old = collectMentions(files.reading(document));
    const now = collectMentions(after.reading(opened[i]!));
    const wrong = firstDifference(old, now, { symbols, name, forth, back });
    if (wrong === undefined) continue;
    const { line, character } = opened[i]!.file.positionAt(wrong);
    return `"${name}" would mean something else in ${document.file.path}:${line + 1}:${character + 1}`;
  }
  if (kind !== 'property') return undefined;
  // an object may go where nobody sees what its properties are called: what is said of the files tells
  const changed = new Set(edited.map((e) => e.document.file.path));
  for (const document of await files.of(root)) {
    const { path } = document.file;
    const isNear = changed.has(path) || filesNamed(files.reading(document)).some((p) => changed.has(p));
    const found = isNear ? firstFinding(workspace, after, document) : undefined;
    if (found) return `${path} would not fit any more (${found}): rename it by hand`;
  }
  return undefined;
}

/** What would be said of a file that is not said now. */
function firstFinding(before: Workspace, after: Workspace, document: Document): string | undefined {
  const now = after.get(document.uri) ?? after.open(document.uri, document.version, document.file.text);
  const left = before.analysis(document).diagnostics.map((d) => d.code);
  for (const { code, message } of after.analysis(now).diagnostics) {
    const at = left.indexOf(code);
    if (at < 0) return message.replace(/[.:].*$/s, '');
    left.splice(at, 1);
  }
  return undefined;
}

interface Pairing {
  readonly symbols: ReadonlySet<string>;
  readonly name: string;
  /** Each thing is one thing before and after. */
  readonly forth: Map<string, string>;
  readonly back: Map<string, string>;
}

/** Offset in the new text; undefined where all is as it was. */
function firstDifference(
  old: readonly Mention[],
  now: readonly Mention[],
  { symbols, name, forth, back }: Pairing,
): number | undefined {
  for (let i = 0; i < Math.max(old.length, now.length); i++) {
    const [a, b] = [old[i], now[i]];
    const same =
      a !== undefined &&
      b !== undefined &&
      a.kind === b.kind &&
      a.declares === b.declares &&
      b.name === (symbols.has(a.symbol) ? name : a.name) &&
      pair(forth, a.symbol, b.symbol) &&
      pair(back, b.symbol, a.symbol);
    if (!same) return (b ?? a)!.range.start;
  }
  return undefined;
}

function pair(pairs: Map<string, string>, from: string, to: string): boolean {
  const known = pairs.get(from);
  if (known === undefined) pairs.set(from, to);
  return known === undefined || known === to;
}
