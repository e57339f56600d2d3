/** The protocol's types; nothing of it runs in the service. */
export type {
  CodeAction,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Location,
  TextEdit,
} from 'vscode-languageserver/node';
