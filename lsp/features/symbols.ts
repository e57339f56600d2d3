import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver/node';
import { documentSymbolsJson, flatSymbols } from '../service/symbols.ts';
import { written } from '../written.ts';
import type { Feature } from './feature.ts';

export const symbols: Feature = {
  register(server) {
    server.connection.onDocumentSymbol(
      server.answer<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[] | null>(
        'symbols',
        null,
        ({ uri }) =>
          server.support.hierarchicalSymbols
            ? written<DocumentSymbol[]>(documentSymbolsJson(server.workspace, uri))
            : flatSymbols(server.workspace, uri),
      ),
    );
  },
};
