/** When diagnostics are computed and sent: after the last of a burst of changes, for the version that is then there. */
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { analyzeInTurns } from './analyze-in-turns.ts';
import type { Document, Workspace } from './service/workspace.ts';

export interface PublisherOptions {
  readonly workspace: Workspace;
  readonly find: (document: Document) => PublishDiagnosticsParams['diagnostics'];
  readonly send: (found: PublishDiagnosticsParams) => Promise<void> | void;
  /** Where the client asks by itself: tells it to ask again for files that depend on a changed one. */
  readonly refresh: (() => void) | undefined;
  /** Told where open documents may have other findings, although they were not edited. */
  readonly outdated: () => void;
  /** Whether someone waits for an answer: a request goes before findings that nobody asked for. */
  readonly isAsked: () => boolean;
  readonly failed: (error: unknown) => void;
}

export interface Publisher {
  /** A document was opened or edited. */
  changed(uri: string): void;
  closed(uri: string, dependents: readonly Document[]): void;
  /** Something on the disk may be different now. */
  changedOutside(): void;
}

/** Turns of a millisecond that findings wait for answers. */
const patience = 50;

export function createPublisher({
  workspace,
  find,
  send,
  refresh,
  outdated,
  isAsked,
  failed,
}: PublisherOptions): Publisher {
  const waiting = new Map<string, NodeJS.Timeout>();

  return {
    changed(uri) {
      if (!refresh) schedule(uri);
      const document = workspace.get(uri);
      later(document ? workspace.dependents(document) : []);
    },
    closed(uri, dependents) {
      clearTimeout(waiting.get(uri));
      waiting.delete(uri);
      if (!refresh) void send({ uri, diagnostics: [] });
      later(dependents);
    },
    changedOutside() {
      later([...workspace.documents]);
    },
  };

  function later(documents: readonly Document[]): void {
    if (documents.length === 0) return;
    outdated();
    if (refresh) refresh();
    else for (const { uri } of documents) schedule(uri);
  }

  /** At once: an analysis that takes long is ended by the next edit. */
  function schedule(uri: string, turns = patience): void {
    clearTimeout(waiting.get(uri));
    const timer = setTimeout(() => {
      if (turns > 0 && isAsked()) return schedule(uri, turns - 1);
      waiting.delete(uri);
      void publish(uri);
    }, 0);
    waiting.set(uri, timer);
  }

  async function publish(uri: string): Promise<void> {
    const document = workspace.get(uri);
    if (!document) return;
    try {
      // an edit that came meanwhile has its own turn
      if (!(await analyzeInTurns(workspace, document, isAsked))) return;
      void send({ uri, version: document.version, diagnostics: find(document) });
    } catch (error) {
      failed(error);
    }
  }
}
