import type { Document, Workspace } from './service/workspace.ts';

/** Milliseconds of work between two looks at what has come: a request waits no longer. */
const slice = 10;
/** Turns that a request gets to be answered in. */
const patience = 8;

/**
 * Analyses a document, letting in between whatever comes: a request that waits goes first. False where another version of
 * the document came, or it was closed, before this one was done.
 */
export async function analyzeInTurns(
  workspace: Workspace,
  document: Document,
  isAsked: () => boolean,
): Promise<boolean> {
  while (!workspace.proceed(document, slice)) {
    let turn = 0;
    do await new Promise<void>((next) => setImmediate(next));
    while (++turn < patience && isAsked());
    if (workspace.get(document.uri) !== document) return false;
  }
  return true;
}
