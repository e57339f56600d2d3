import type { DocumentSymbolParams } from 'vscode-languageserver/node';
import { documentSymbols } from '../service/symbols.ts';
import type { Feature } from './feature.ts';

export const symbols: Feature = {
  capabilities: () => ({ documentSymbolProvider: true }),
  register(server) {
    server.connection.onDocumentSymbol(
      server.answer<DocumentSymbolParams, ReturnType<typeof documentSymbols> | null>(
        'symbols',
        null,
        (document) => documentSymbols(server.workspace, document.uri),
      ),
    );
  },
};
