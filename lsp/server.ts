/** The language server: documents, diagnostics and folders; each request stands in features/. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver';
import { createAnswering } from './answer.ts';
import type { ClientSupport } from './capabilities.ts';
import { isChanged, isClosed, isOpened } from './check-params.ts';
import { createConfigDocuments } from './config-documents.ts';
import type { Feature, Server } from './features/feature.ts';
import { features as allFeatures } from './features/index.ts';
import type { Host } from './host/host.ts';
import { createPublisher } from './publish.ts';
import { createClosedPublisher } from './publish-closed.ts';
import { isConfig } from './service/config-file.ts';
import { diagnose } from './service/diagnostics.ts';
import { createProjectFiles } from './service/project-files.ts';
import { createWorkspace, type Document } from './service/workspace.ts';
import { watchOutside } from './watch-outside.ts';

export interface ServerOptions {
  readonly host: Host;
  /** Where documents that are in no file belong, if the client names no folder. */
  readonly cwd: string;
  /** URI of the page of a code. */
  readonly docs: (code: string) => string | undefined;
  readonly features?: readonly Feature[];
  /** Told before a document of so many characters is read for the first time. */
  readonly opening?: (length: number) => void;
}

export interface RunningServer {
  /** The client is ready for requests. */
  initialized(): void;
  /** Nothing is answered from now on. */
  shutDown(): void;
  /** Files of the host may have come, gone or changed. */
  changedOutside(): void;
  /** Logs a bug where the author sees it. */
  failed(what: string, error: unknown): void;
}

/** Takes over a session behind the answer to `initialize`: see start.ts. */
export function runServer(
  connection: Connection,
  params: InitializeParams,
  support: ClientSupport,
  { host, cwd, docs, features = allFeatures, opening }: ServerOptions,
): RunningServer {
  let watched = false;
  let stopWatching = () => {};
  const logged = new Set<string>();
  const named = params.workspaceFolders?.map((f) => f.uri) ?? [params.rootUri];
  let folders = named.flatMap((uri) => folderOf(uri) ?? []);
  const workspace = createWorkspace(folders[0] ?? cwd, rootOf, { host, columns: support.columns });
  workspace.onConfigProblem = (message) => connection.console.warn(message);
  const files = createProjectFiles({
    workspace: () => workspace,
    folders: () => folders,
    rootOf,
    watched: () => watched,
    host,
    columns: () => support.columns,
  });
  const configs = createConfigDocuments(
    host,
    support.columns,
    support.pull ? undefined : quietly('config', (found) => void connection.sendDiagnostics(found)),
  );
  const answering = createAnswering((uri) => workspace.get(uri), failed);
  const server: Server = { connection, workspace, support, files, configs, docs, ...answering };
  for (const feature of features) feature.register(server);
  const publishing = {
    workspace,
    find: (document: Document) => diagnose(workspace, document, { ...support.diagnostics, docs }),
    send: (found: PublishDiagnosticsParams) => connection.sendDiagnostics(found),
    isAsked: answering.isAsked,
    failed: (error: unknown) => failed('diagnostics', error),
  };
  // who pulls asks for the workspace too, or does not want it
  const closed = support.pull ? undefined : createClosedPublisher({ ...publishing, files });
  const publisher = createPublisher({
    ...publishing,
    // a client that announces it may still refuse it
    refresh: support.pull ? () => void connection.languages.diagnostics.refresh().catch(() => {}) : undefined,
    outdated: () => {
      for (const feature of features) feature.outdated?.(server);
    },
  });

  connection.onDidOpenTextDocument(
    fromClient('didOpen', isOpened, ({ textDocument: { uri, languageId, version, text } }) => {
      if (isConfig(uri)) return configs.open(uri, version, text);
      if (!isOurs(uri, languageId)) return;
      opening?.(text.length);
      workspace.open(uri, version, text);
      publisher.changed(uri);
      closed?.forget(uri);
      closed?.look();
    }),
  );
  connection.onDidChangeTextDocument(
    fromClient('didChange', isChanged, ({ textDocument: { uri, version }, contentChanges }) => {
      if (configs.change(uri, version, contentChanges)) return;
      if (!workspace.change(uri, version, contentChanges)) return;
      publisher.changed(uri);
      closed?.look();
    }),
  );
  connection.onDidCloseTextDocument(
    fromClient('didClose', isClosed, ({ textDocument: { uri } }) => {
      const document = workspace.get(uri);
      if (configs.close(uri) || !document) return;
      const dependents = workspace.dependents(document);
      workspace.close(uri);
      publisher.closed(uri, dependents);
      closed?.forget(uri);
      closed?.look();
    }),
  );
  connection.onDidChangeWatchedFiles(quietly('files', changedOutside));
  connection.onDidSaveTextDocument(
    quietly('save', () => {
      publisher.changedOutside();
      closed?.look();
    }),
  );
  return {
    initialized: quietly('initialized', initialized),
    shutDown: quietly('shutdown', () => {
      answering.end();
      stopWatching();
      closed?.stop();
    }),
    changedOutside: quietly('files', changedOutside),
    failed,
  };

  function initialized(): void {
    if (support.folders) listenForFolders();
    const stop = watchOutside(
      () => workspace,
      changedOutside,
      quietly('files', () => closed?.lookIfChanged()),
    );
    stopWatching = stop;
    closed?.look();
    if (!support.watch) return;
    // imports may be called anything
    const watchers = [{ globPattern: '**/*.{yaml,yml}' }];
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).then(
      () => {
        watched = true;
        stop();
        files.changed();
      },
      () => {}, // goes on by looking itself
    );
  }

  function changedOutside(): void {
    files.changed();
    publisher.changedOutside();
    closed?.look();
  }

  function listenForFolders(): void {
    connection.workspace.onDidChangeWorkspaceFolders(
      quietly('folders', (event) => {
        const { added = [], removed = [] } = (event ?? {}) as Partial<typeof event>;
        const gone = removed.map((f) => folderOf(f.uri));
        const come = added.flatMap((f) => folderOf(f.uri) ?? []);
        folders = [...folders.filter((f) => !gone.includes(f)), ...come];
        // the root of a project may be another one now
        for (const { uri, version, file } of workspace.documents) workspace.open(uri, version, file.text);
        changedOutside();
      }),
    );
  }

  function rootOf(path: string): string {
    return host.rootOf(path, folders.find((f) => host.isInside(path, f)) ?? folders[0] ?? cwd);
  }

  function folderOf(uri: string | null | undefined): string | undefined {
    return uri ? host.pathOf(uri) : undefined;
  }

  /** What a client sends that is no such notification is left out, and the client is told. */
  function fromClient<P>(
    name: string,
    isValid: (params: unknown) => boolean,
    work: (params: P) => void,
  ): (params: P) => void {
    return quietly(name, (params) => {
      if (isValid(params)) work(params);
      else connection.console.warn(`textDocument/${name} without what it needs was left out.`);
    });
  }

  function quietly<P extends unknown[]>(name: string, work: (...params: P) => void): (...params: P) => void {
    return (...params) => {
      try {
        work(...params);
      } catch (error) {
        failed(name, error);
      }
    };
  }

  /** The same bug may come with each key: it is told once. */
  function failed(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const place = `${what} ${text.split('\n', 2).join(' ')}`;
    if (logged.has(place)) return;
    logged.add(place);
    connection.console.error(`A bug in sendspec (${what}): ${text}`);
  }
}

/** Editors may hand over all YAML files: those of other programs are none of ours. */
function isOurs(uri: string, languageId: string): boolean {
  return languageId === 'sendspec' || !/^file:/i.test(uri) || /\.msg\.ya?ml$/i.test(uri);
}
