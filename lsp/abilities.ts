/**
 * What the server says that it can, as far as this client understands it. Nothing here loads the compiler: `initialize` is
 * answered before that.
 */
import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientSupport } from './capabilities.ts';
import { applyActionCommand, referencesCommand, renderCommand } from './command-names.ts';
import { actionKinds } from './service/actions/action.ts';
import { tokenModifiers, tokenTypes } from './service/tokens/token.ts';

export function abilitiesFor(support: ClientSupport): ServerCapabilities {
  return {
    positionEncoding: support.columns,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...(support.folders && {
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    }),
    ...(support.pull && {
      diagnosticProvider: {
        identifier: 'sendspec',
        interFileDependencies: true,
        workspaceDiagnostics: true,
      },
    }),
    completionProvider: {
      triggerCharacters: ['{', '.', '#', '/', '>', '@', '(', '"', "'", '=', ':', ' ', '*'],
      resolveProvider: true,
    },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: [' ', '(', '='], retriggerCharacters: [')', '}'] },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: support.prepareRename ? { prepareProvider: true } : true,
    documentSymbolProvider: { label: 'sendspec' },
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    linkedEditingRangeProvider: true,
    documentLinkProvider: {},
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: { resolveProvider: true },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
    ...codeActions(support),
    executeCommandProvider: {
      commands: [renderCommand, referencesCommand, ...(support.appliesEdits ? [applyActionCommand] : [])],
    },
    ...(support.semanticTokens && {
      semanticTokensProvider: {
        legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
        full: { delta: true },
        range: true,
      },
    }),
  };
}

function codeActions({ codeActions, resolvesEdits, appliesEdits }: ClientSupport): ServerCapabilities {
  if (!codeActions) return appliesEdits ? { codeActionProvider: true } : {};
  const codeActionKinds = [...actionKinds];
  return { codeActionProvider: { codeActionKinds, ...(resolvesEdits && { resolveProvider: true }) } };
}
