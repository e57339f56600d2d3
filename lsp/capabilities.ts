/** What the client understands. One that announces nothing gets the plain form. */
import { type ClientCapabilities, InsertTextMode } from 'vscode-languageserver';
import type { Columns } from '../src/source/columns.ts';

export interface ClientSupport {
  /** What the columns of positions count: what the client likes best of what is known here. */
  readonly columns: Columns;
  readonly diagnostics: { readonly related: boolean; readonly tags: boolean };
  /** Asks for diagnostics itself, and can be told to ask again. */
  readonly pull: boolean;
  readonly completionMarkdown: boolean;
  readonly completionTags: boolean;
  /** The flag that came before tags. */
  readonly completionDeprecated: boolean;
  /** Asks for the documentation of an item when it is looked at. */
  readonly completionResolve: boolean;
  readonly snippets: boolean;
  /** Whether further lines of an item are indented by the client, and whether it can be told. */
  readonly insertMode: 'as is' | 'adjusted';
  readonly insertModes: boolean;
  readonly labelOffsets: boolean;
  readonly signatureMarkdown: boolean;
  /** An active parameter of null: none. */
  readonly noActiveParameter: boolean;
  /** Asks for the tooltip of a hint when it is looked at. */
  readonly inlayTooltips: boolean;
  readonly inlayMarkdown: boolean;
  readonly inlayRefresh: boolean;
  readonly hoverMarkdown: boolean;
  readonly codeActions: boolean;
  readonly preferred: boolean;
  /** Asks for an action's edits when the action is chosen. */
  readonly resolvesEdits: boolean;
  /** Makes edits that a command of the server's asks for. */
  readonly appliesEdits: boolean;
  /** Takes a registration for changes of files. */
  readonly watch: boolean;
  /** Tells which of its folders come and go. */
  readonly folders: boolean;
  /** Edits that name the version of the text that they are for. */
  readonly documentChanges: boolean;
  /** Asks before a rename whether there is something to rename. */
  readonly prepareRename: boolean;
  readonly hierarchicalSymbols: boolean;
  /** How many ranges it folds at most. */
  readonly foldingLimit: number;
  readonly semanticTokens: boolean;
}

export function supportOf({ general, textDocument, workspace }: ClientCapabilities): ClientSupport {
  const { publishDiagnostics, diagnostic, completion, hover, codeAction, rename, documentSymbol, inlayHint } =
    textDocument ?? {};
  const item = completion?.completionItem;
  const signature = textDocument?.signatureHelp?.signatureInformation;
  const modes = item?.insertTextModeSupport?.valueSet ?? [];
  const markdown = (formats: readonly string[] | undefined) => formats?.includes('markdown') === true;
  return {
    columns: general?.positionEncodings?.find(isColumns) ?? 'utf-16',
    diagnostics: {
      related: (diagnostic?.relatedInformation ?? publishDiagnostics?.relatedInformation) === true,
      tags: (diagnostic?.tagSupport ?? publishDiagnostics?.tagSupport) !== undefined,
    },
    pull: diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    completionMarkdown: markdown(item?.documentationFormat),
    completionTags: item?.tagSupport !== undefined,
    completionDeprecated: item?.deprecatedSupport === true,
    completionResolve: item?.resolveSupport?.properties.includes('documentation') === true,
    snippets: item?.snippetSupport === true,
    semanticTokens: textDocument?.semanticTokens !== undefined,
    insertMode: insertMode(modes, completion?.insertTextMode),
    insertModes: modes.length > 0,
    labelOffsets: signature?.parameterInformation?.labelOffsetSupport === true,
    signatureMarkdown: markdown(signature?.documentationFormat),
    noActiveParameter: signature?.noActiveParameterSupport === true,
    // the protocol has no capability of its own for the words of a hint
    inlayMarkdown: markdown(hover?.contentFormat),
    inlayTooltips: inlayHint?.resolveSupport?.properties.includes('tooltip') === true,
    inlayRefresh: workspace?.inlayHint?.refreshSupport === true,
    hoverMarkdown: markdown(hover?.contentFormat),
    codeActions: codeAction?.codeActionLiteralSupport !== undefined,
    preferred: codeAction?.isPreferredSupport === true,
    resolvesEdits:
      codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes('edit') === true,
    appliesEdits: workspace?.applyEdit === true,
    watch: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    prepareRename: rename?.prepareSupport === true,
    foldingLimit: textDocument?.foldingRange?.rangeLimit ?? Number.POSITIVE_INFINITY,
    hierarchicalSymbols: documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}

function isColumns(encoding: string): encoding is Columns {
  return ['utf-16', 'utf-8', 'utf-32'].includes(encoding);
}

/** Most clients indent what they insert; one that says it does not, and cannot be told to, gets it indented. */
function insertMode(
  modes: readonly InsertTextMode[],
  own: InsertTextMode | undefined,
): ClientSupport['insertMode'] {
  if (modes.includes(InsertTextMode.adjustIndentation)) return 'adjusted';
  const known = modes[0] ?? own;
  return known === InsertTextMode.asIs ? 'as is' : 'adjusted';
}
