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

/** Milliseconds. Small files are analysed at once, large ones when the keys rest as long as an analysis takes. */
const atOnce = 25;
const longest = 250;
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
  /** Of the last analysis after an edit: the first of a file tells nothing of those that go on from it. */
  const costs = new Map<string, number>();
  /** When it was last changed: the first change after a rest is no burst, and waits for nothing. */
  const asked = new Map<string, number>();

  return {
    changed(uri) {
      if (!refresh) schedule(uri);
      const document = workspace.get(uri);
      later(document ? workspace.dependents(document) : []);
    },
    closed(uri, dependents) {
      clearTimeout(waiting.get(uri));
      waiting.delete(uri);
      costs.delete(uri);
      asked.delete(uri);
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

  function schedule(uri: string): void {
    clearTimeout(waiting.get(uri));
    const cost = costs.get(uri) ?? 0;
    const now = performance.now();
    const rested = now - (asked.get(uri) ?? -longest) >= longest;
    asked.set(uri, now);
    const delay = rested || cost < atOnce ? 0 : Math.min(cost, longest);
    waitFor(uri, delay, patience);
  }

  function waitFor(uri: string, delay: number, turns: number): void {
    const timer = setTimeout(() => {
      if (turns > 0 && isAsked()) return waitFor(uri, 0, turns - 1);
      waiting.delete(uri);
      void publish(uri);
    }, delay);
    waiting.set(uri, timer);
  }

  async function publish(uri: string): Promise<void> {
    const document = workspace.get(uri);
    if (!document) return;
    try {
      const spent = await analyzeInTurns(workspace, document, isAsked);
      // an edit came meanwhile: it has its own turn
      if (spent === undefined) return;
      const start = performance.now();
      const diagnostics = find(document);
      costs.set(uri, costs.has(uri) ? spent + performance.now() - start : 0);
      void send({ uri, version: document.version, diagnostics });
    } catch (error) {
      failed(error);
    }
  }
}
