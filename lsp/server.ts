/** The language server: documents, diagnostics and the way of a request; each request stands in features/. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CancellationToken,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  type Message,
  type RequestMessage,
  ResponseError,
  type ResponseMessage,
} from 'vscode-languageserver/node';
import { findRoot, isInside } from '../src/cli/project.ts';
import { version } from '../src/version.ts';
import { type ClientSupport, capabilities, supportOf } from './capabilities.ts';
import type { DocumentParams, Server, Stale } from './features/feature.ts';
import { features } from './features/index.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { diagnose } from './service/diagnostics.ts';
import { createProjectFiles } from './service/project-files.ts';
import { createWorkspace, type Document, type Workspace } from './service/workspace.ts';

export interface ServerOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Where documents that are in no file belong, if the client names no folder. */
  readonly cwd: string;
  /** URI of the page of a code. */
  readonly docs: (code: string) => string | undefined;
}

/** Answers until the client says `exit` or goes away; the library then ends the process. */
export function startServer({ input, output, cwd, docs }: ServerOptions): void {
  const connection = createConnection(input, output, { cancelUndispatched });
  let workspace: Workspace = createWorkspace(cwd);
  let support: ClientSupport = supportOf({});
  let publisher: Publisher | undefined;
  let folders: string[] = [];
  let watched = false;
  const files = createProjectFiles({
    workspace: () => workspace,
    folders: () => folders,
    rootOf,
    watched: () => watched,
  });
  const server: Server = {
    connection,
    get workspace() {
      return workspace;
    },
    get support() {
      return support;
    },
    files,
    docs,
    answer,
    ask,
  };
  for (const feature of features) feature.register(server);

  connection.onInitialize((params) => {
    support = supportOf(params.capabilities);
    const named = params.workspaceFolders?.map((f) => f.uri) ?? [params.rootUri];
    folders = named.flatMap((uri) => folderOf(uri) ?? []);
    workspace = createWorkspace(folders[0] ?? cwd, rootOf);
    workspace.onConfigProblem = (message) => connection.console.warn(message);
    const diagnosticOptions = { ...support.diagnostics, docs };
    publisher = createPublisher({
      workspace,
      find: (document) => diagnose(workspace, document, diagnosticOptions),
      send: (found) => connection.sendDiagnostics(found),
      refresh: support.pull ? () => connection.languages.diagnostics.refresh() : undefined,
      failed: (error) => logBug(connection, 'diagnostics', error),
    });
    return { capabilities: capabilities(features, support), serverInfo: { name: 'sendspec', version } };
  });

  connection.onInitialized(() => {
    if (support.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(
        quietly('folders', ({ added, removed }) => {
          const gone = removed.map((f) => folderOf(f.uri));
          const come = added.flatMap((f) => folderOf(f.uri) ?? []);
          folders = [...folders.filter((f) => !gone.includes(f)), ...come];
          files.changed();
          publisher?.changedOutside();
        }),
      );
    }
    if (!support.watch) return;
    const watchers = [{ globPattern: '**/*.msg.{yaml,yml}' }, { globPattern: '**/sendspec.config.yaml' }];
    // a client that takes registrations may still refuse this one
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).then(
      () => {
        watched = true;
        files.changed();
      },
      () => {},
    );
  });

  connection.onDidOpenTextDocument(
    quietly('open', ({ textDocument: { uri, languageId, version, text } }) => {
      if (!isOurs(uri, languageId)) return;
      workspace.open(uri, version, text);
      publisher?.changed(uri);
    }),
  );
  connection.onDidChangeTextDocument(
    quietly('change', ({ textDocument: { uri, version }, contentChanges }) => {
      if (workspace.change(uri, version, contentChanges)) publisher?.changed(uri);
    }),
  );
  connection.onDidCloseTextDocument(
    quietly('close', ({ textDocument: { uri } }) => {
      const document = workspace.get(uri);
      if (!document) return;
      const dependents = workspace.dependents(document);
      workspace.close(uri);
      publisher?.closed(uri, dependents);
    }),
  );
  connection.onDidChangeWatchedFiles(
    quietly('files', () => {
      files.changed();
      publisher?.changedOutside();
    }),
  );
  connection.onDidSaveTextDocument(quietly('save', () => publisher?.changedOutside()));
  connection.listen();

  function answer<P extends DocumentParams, R>(
    name: string,
    empty: R,
    work: (document: Document, params: P, token: CancellationToken) => R | Promise<R>,
    stale: Stale<R> = { value: empty },
  ): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
    return async (params, token) => {
      const { uri } = params.textDocument;
      const asked = workspace.get(uri);
      for (let i = 0; i < turns; i++) await turn();
      if (token.isCancellationRequested)
        return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
      const document = workspace.get(uri);
      if (stale !== 'current' && document !== asked) return stale.value;
      if (!document) return empty;
      try {
        return await work(document, params, token);
      } catch (error) {
        logBug(connection, name, error);
        return empty;
      }
    };
  }

  function ask<P, R>(
    name: string,
    empty: R,
    work: (params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
    return async (params, token) => {
      for (let i = 0; i < turns; i++) await turn();
      if (token.isCancellationRequested)
        return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
      try {
        return await work(params, token);
      } catch (error) {
        logBug(connection, name, error);
        return empty;
      }
    };
  }

  function rootOf(path: string): string {
    return findRoot(dirname(path), folders.find((f) => isInside(path, f)) ?? folders[0] ?? cwd);
  }

  function quietly<P>(name: string, work: (params: P) => void): (params: P) => void {
    return (params) => {
      try {
        work(params);
      } catch (error) {
        logBug(connection, name, error);
      }
    };
  }
}

/** The library hands over one message a turn. */
const turns = 3;

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A request that was cancelled before its turn came is answered without being looked at. */
function cancelUndispatched(message: Message): ResponseMessage {
  const { id } = message as RequestMessage;
  return { jsonrpc: '2.0', id, error: { code: LSPErrorCodes.RequestCancelled, message: 'cancelled' } };
}

function logBug(connection: Connection, what: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  connection.console.error(`A bug in sendspec (${what}): ${text}`);
}

/** Editors may hand over all YAML files: those of other programs are none of ours. */
function isOurs(uri: string, languageId: string): boolean {
  return languageId === 'sendspec' || !uri.startsWith('file:') || /\.msg\.ya?ml$/i.test(uri);
}

function folderOf(uri: string | null | undefined): string | undefined {
  try {
    return uri ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
