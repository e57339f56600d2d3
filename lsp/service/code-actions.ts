/** Mends of findings, rewritings of what stands under the selection, and what can be done to the file as a whole. */
import type { PositionRange } from '../../src/source/source.ts';
import type { Action, ActionContext, ActionKind } from './actions/action.ts';
import { extractActions } from './actions/extract-fragment.ts';
import { inlineActions } from './actions/inline-fragment.ts';
import { mendsOf } from './actions/mends.ts';
import { shorthandActions } from './actions/shorthand.ts';
import { silence } from './actions/silence.ts';
import { sugarActions } from './actions/sugar.ts';
import { defaultsActions } from './actions/to-defaults.ts';
import { sourceActions } from './actions/whole-file.ts';
import { findAt } from './find-node.ts';
import type { Workspace } from './workspace.ts';

/** For what a selection touches. `only`: kinds that are asked for, `refactor` meaning those below it. */
export function codeActions(
  workspace: Workspace,
  uri: string,
  range: PositionRange,
  only?: readonly string[],
): Action[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const { file } = document;
  const start = file.offsetAt(range.start);
  const reading = workspace.reading(document);
  const { root } = reading;
  const context: ActionContext = {
    workspace,
    document,
    file,
    text: file.text,
    root,
    reading,
    range: { start, end: Math.max(start, file.offsetAt(range.end)) },
    found: findAt(root, start),
  };
  const wanted = (kind: string) => !only || only.some((o) => kind === o || kind.startsWith(`${o}.`));
  const sources: readonly (readonly [ActionKind, (c: ActionContext) => Action[]])[] = [
    ['quickfix', quickFixes],
    ['refactor.rewrite', shorthandActions],
    ['refactor.rewrite', sugarActions],
    ['refactor.rewrite', defaultsActions],
    ['refactor.extract', extractActions],
    ['refactor.inline', inlineActions],
    // of the whole file: where somebody asks for them
    ...(only ? ([['source.fixAll.sendspec', sourceActions]] as const) : []),
  ];
  const called = sources.filter(
    ([kind]) => wanted(kind) || (kind.startsWith('source.') && only!.some((o) => o.startsWith('source'))),
  );
  return called.flatMap(([, find]) => find(context)).filter((a) => wanted(a.kind));
}

/** A list of so many mends nobody reads; a whole file may be selected. */
const mostFindings = 100;

function quickFixes(context: ActionContext): Action[] {
  const { workspace, document, file, range, root } = context;
  const touched = workspace
    .analysis(document)
    .diagnostics.filter(
      (d) => d.file.path === file.path && d.range.start <= range.end && range.start <= d.range.end,
    );
  return touched.slice(0, mostFindings).flatMap((found): Action[] => {
    const here = { ...context, found: findAt(root, found.range.start) };
    const mends = [...(found.fixes ?? []), ...mendsOf(here, found)];
    const preferred = mends.length === 1;
    return [
      ...mends.map(({ title, edits }): Action => ({ title, kind: 'quickfix', edits, found, preferred })),
      ...silence(context, found),
    ];
  });
}

/** Edits, computed now where the action has left that for later. */
export function editsOf({ edits }: Action) {
  return typeof edits === 'function' ? edits() : edits;
}
