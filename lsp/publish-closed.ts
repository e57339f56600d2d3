/** Findings of files that are not open, for clients that do not ask for them: they come when nothing else is to be done. */
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { ProjectFiles } from './service/project-files.ts';
import type { Document, Workspace } from './service/workspace.ts';
import { createResultIds } from './service/workspace-diagnostics.ts';

export interface ClosedOptions {
  readonly workspace: Workspace;
  readonly files: ProjectFiles;
  readonly find: (document: Document) => PublishDiagnosticsParams['diagnostics'];
  readonly send: (found: PublishDiagnosticsParams) => Promise<void> | void;
  /** Whether someone waits for an answer. */
  readonly isAsked: () => boolean;
  readonly failed: (error: unknown) => void;
}

export interface ClosedPublisher {
  /** Something may be different: all files are looked at soon. Those that read what they read before are not analysed. */
  look(): void;
  /** The findings of this file are somebody else's now: it was opened, or closed with none left in the client. */
  forget(uri: string): void;
  /** Looks where one of the files that are known has changed: for clients that do not tell. */
  lookIfChanged(): void;
  stop(): void;
}

/** Milliseconds without an edit. */
const quiet = 1000;
/** Files that are looked at every two seconds where the client tells of no changes. */
const mostWatched = 500;

export function createClosedPublisher(options: ClosedOptions): ClosedPublisher {
  const { workspace, files, find, send, isAsked, failed } = options;
  const ids = createResultIds(files);
  const sent = new Map<string, { readonly id: string; readonly isEmpty: boolean }>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let stopped = false;

  function look(): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void run(), quiet);
    (timer as Partial<NodeJS.Timeout>).unref?.();
  }

  async function run(): Promise<void> {
    if (running) return look();
    running = true;
    try {
      await publishAll();
    } catch (error) {
      failed(error);
    } finally {
      running = false;
    }
  }

  async function publishAll(): Promise<void> {
    const gone = new Set(sent.keys());
    for (const document of await files.inFolders()) {
      gone.delete(document.uri);
      do await new Promise<void>((next) => setImmediate(next));
      while (isAsked());
      if (stopped) return;
      publish(document);
    }
    for (const uri of gone) {
      if (sent.get(uri)?.isEmpty === false && !workspace.get(uri)) void send({ uri, diagnostics: [] });
      sent.delete(uri);
    }
  }

  function publish(document: Document): void {
    const { uri } = document;
    if (workspace.get(uri)) return;
    const id = ids.of(document);
    const before = sent.get(uri);
    if (before?.id === id) return;
    const diagnostics = find(document);
    const isEmpty = diagnostics.length === 0;
    if (!isEmpty || before?.isEmpty === false) void send({ uri, diagnostics });
    sent.set(uri, { id, isEmpty });
  }

  return {
    look,
    forget: (uri) => void sent.delete(uri),
    lookIfChanged() {
      if (sent.size > mostWatched) return;
      for (const [uri, { id }] of sent) {
        const document = files.get(uri);
        if (!document || ids.of(document) !== id) return look();
      }
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
