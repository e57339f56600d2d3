/** Findings of all files, open or not; a file whose texts are those of the last answer is not looked at again. */
import { type DiagnosticOptions, diagnose } from './diagnostics.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Diagnostic } from './protocol.ts';
import type { Document, Workspace } from './workspace.ts';

export interface FileReport {
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly resultId: string;
  /** Undefined: as the client has it. */
  readonly items: Diagnostic[] | undefined;
}

/** Names the state of a document and of all that its findings depend on. */
export interface ResultIds {
  of(document: Document): string;
}

export function createResultIds(files: ProjectFiles): ResultIds {
  const known = new Map<string, { readonly stamp: string; readonly id: string }>();
  // an id of an earlier run of the server means nothing to this one
  const run = Date.now().toString(36);
  let count = 0;
  return {
    of(document) {
      const stamp = files.stamp(document);
      const before = known.get(document.uri);
      if (before?.stamp === stamp) return before.id;
      const id = `${run}-${++count}`;
      known.set(document.uri, { stamp, id });
      return id;
    },
  };
}

/** File by file, as they are found; `previous`: the id that the client has for each URI. Files that are gone come last. */
export async function* workspaceDiagnostics(
  workspace: () => Workspace,
  files: ProjectFiles,
  ids: ResultIds,
  previous: ReadonlyMap<string, string>,
  options: DiagnosticOptions,
): AsyncGenerator<FileReport> {
  const gone = new Set(previous.keys());
  for (const document of await files.all()) {
    const { uri } = document;
    gone.delete(uri);
    const current = workspace().get(uri) ?? document;
    const resultId = ids.of(current);
    const version = workspace().get(uri) ? current.version : null;
    const same = previous.get(uri) === resultId;
    yield { uri, version, resultId, items: same ? undefined : diagnose(workspace(), current, options) };
  }
  for (const uri of gone) yield { uri, version: null, resultId: '', items: [] };
}
