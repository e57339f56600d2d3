/** What this server does, and what of it the client understands. A client that announces nothing gets the plain form. */
import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver/node';
import { TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { Feature } from './features/feature.ts';

export interface ClientSupport {
  readonly diagnostics: { readonly related: boolean; readonly tags: boolean };
  /** Asks for diagnostics itself, and can be told to ask again. */
  readonly pull: boolean;
  readonly completionMarkdown: boolean;
  readonly completionTags: boolean;
  readonly hoverMarkdown: boolean;
  readonly codeActions: boolean;
  readonly preferred: boolean;
  /** Takes a registration for changes of files. */
  readonly watch: boolean;
  /** Tells which of its folders come and go. */
  readonly folders: boolean;
  /** Edits that name the version of the text that they are for. */
  readonly documentChanges: boolean;
  /** Asks before a rename whether there is something to rename. */
  readonly prepareRename: boolean;
  readonly hierarchicalSymbols: boolean;
}

export function supportOf({ textDocument, workspace }: ClientCapabilities): ClientSupport {
  const { publishDiagnostics, diagnostic, completion, hover, codeAction, rename, documentSymbol } =
    textDocument ?? {};
  const markdown = (formats: readonly string[] | undefined) => formats?.includes('markdown') === true;
  return {
    diagnostics: {
      related: (diagnostic?.relatedInformation ?? publishDiagnostics?.relatedInformation) === true,
      tags: (diagnostic?.tagSupport ?? publishDiagnostics?.tagSupport) !== undefined,
    },
    pull: diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    completionMarkdown: markdown(completion?.completionItem?.documentationFormat),
    completionTags: completion?.completionItem?.tagSupport !== undefined,
    hoverMarkdown: markdown(hover?.contentFormat),
    codeActions: codeAction?.codeActionLiteralSupport !== undefined,
    preferred: codeAction?.isPreferredSupport === true,
    watch: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    prepareRename: rename?.prepareSupport === true,
    hierarchicalSymbols: documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}

export function capabilities(features: readonly Feature[], support: ClientSupport): ServerCapabilities {
  return Object.assign(
    {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      ...(support.folders && {
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      }),
    } satisfies ServerCapabilities,
    ...features.map((feature) => feature.capabilities(support)),
  );
}
