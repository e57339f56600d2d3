/** The language server: wiring between the protocol and the pure functions of service/. */
import { fileURLToPath } from 'node:url';
import {
  type CancellationToken,
  type CompletionList,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  type Message,
  type RequestMessage,
  ResponseError,
  type ResponseMessage,
} from 'vscode-languageserver/node';
import { version } from '../src/version.ts';
import { type ClientSupport, capabilities, supportOf } from './capabilities.ts';
import { toCodeAction, toCompletionList, toHover, toTextEdits } from './convert.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { codeActions } from './service/code-actions.ts';
import { complete } from './service/complete.ts';
import { definition } from './service/definition.ts';
import { diagnose } from './service/diagnostics.ts';
import { format } from './service/format.ts';
import { hover } from './service/hover.ts';
import { documentSymbols, foldingRanges } from './service/symbols.ts';
import { createWorkspace, type Workspace } from './service/workspace.ts';

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

  connection.onInitialize((params) => {
    support = supportOf(params.capabilities);
    workspace = createWorkspace(folderOf(params.workspaceFolders?.[0]?.uri ?? params.rootUri) ?? cwd);
    workspace.onConfigProblem = (message) => connection.console.warn(message);
    const diagnosticOptions = { ...support.diagnostics, docs };
    publisher = createPublisher({
      workspace,
      find: (document) => diagnose(workspace, document, diagnosticOptions),
      send: (found) => connection.sendDiagnostics(found),
      refresh: support.pull ? () => connection.languages.diagnostics.refresh() : undefined,
      failed: (error) => logBug(connection, 'diagnostics', error),
    });
    if (support.pull) {
      connection.languages.diagnostics.on(
        answer(
          'diagnostics',
          { kind: 'full', items: [] } as DocumentDiagnosticReport,
          ({ textDocument }) => {
            const document = workspace.get(textDocument.uri);
            return { kind: 'full', items: document ? diagnose(workspace, document, diagnosticOptions) : [] };
          },
          'current',
        ),
      );
    }
    return { capabilities: capabilities(support), serverInfo: { name: 'sendspec', version } };
  });

  connection.onInitialized(() => {
    if (!support.watch) return;
    const watchers = [{ globPattern: '**/*.msg.{yaml,yml}' }, { globPattern: '**/sendspec.config.yaml' }];
    // a client that takes registrations may still refuse this one
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {});
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
  connection.onDidChangeWatchedFiles(quietly('files', () => publisher?.changedOutside()));
  connection.onDidSaveTextDocument(quietly('save', () => publisher?.changedOutside()));

  connection.onCompletion(
    answer(
      'completion',
      null,
      ({ textDocument: { uri }, position, context }): CompletionList | null => {
        const document = workspace.get(uri);
        if (!document || (context?.triggerCharacter === ' ' && !worthAsking(document.file, position)))
          return null;
        const found = complete(workspace, uri, position);
        return found ? toCompletionList(document.file, found, support) : null;
      },
      // so that the client asks again
      { value: { isIncomplete: true, items: [] } },
    ),
  );
  connection.onHover(
    answer('hover', null, ({ textDocument: { uri }, position }) => {
      const document = workspace.get(uri);
      const found = hover(workspace, uri, position);
      return document && found ? toHover(document.file, found, support) : null;
    }),
  );
  connection.onCodeAction(
    answer('code actions', null, ({ textDocument: { uri }, range, context }) => {
      const document = workspace.get(uri);
      if (!document || !support.codeActions) return null;
      if (context.only && !context.only.some((kind) => 'quickfix'.startsWith(kind))) return [];
      return codeActions(workspace, uri, range).map((action) =>
        toCodeAction(document, action, context.diagnostics, support),
      );
    }),
  );
  connection.onDocumentSymbol(
    answer('symbols', null, ({ textDocument: { uri } }) => documentSymbols(workspace, uri)),
  );
  connection.onFoldingRanges(
    answer('folding', null, ({ textDocument: { uri } }) => foldingRanges(workspace, uri)),
  );
  connection.onDefinition(
    answer('definition', null, ({ textDocument: { uri }, position }) => {
      return definition(workspace, uri, position) ?? null;
    }),
  );
  connection.onDocumentFormatting(
    answer('formatting', null, ({ textDocument: { uri } }) => {
      const document = workspace.get(uri);
      return document ? toTextEdits(document.file, format(workspace, uri)) : null;
    }),
  );
  connection.listen();

  /**
   * A request about a document. It lets in what waits behind it (a change, a cancellation) before it computes; one
   * that is out of date by then gets the empty answer. A bug is logged and answered in the same way.
   */
  function answer<P extends { textDocument: { uri: string } }, R>(
    name: string,
    empty: R,
    work: (params: P) => R,
    stale: { readonly value: R } | 'current' = { value: empty },
  ): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
    return async (params, token) => {
      const asked = workspace.get(params.textDocument.uri);
      for (let i = 0; i < turns; i++) await turn();
      if (token.isCancellationRequested)
        return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (stale !== 'current' && workspace.get(params.textDocument.uri) !== asked) return stale.value;
      try {
        return work(params);
      } catch (error) {
        logBug(connection, name, error);
        return empty;
      }
    };
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

/** A blank in a sentence asks for nothing. */
function worthAsking(
  file: { text: string; offsetAt(p: { line: number; character: number }): number },
  position: { line: number; character: number },
): boolean {
  const start = file.offsetAt({ line: position.line, character: 0 });
  const line = file.text.slice(start, file.offsetAt(position));
  return /^\s*(?:- )?$|[:,(-] $|\{\{[^}]*$|\b(?:when|each|otherwise|use): /.test(line);
}

function folderOf(uri: string | null | undefined): string | undefined {
  try {
    return uri ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
