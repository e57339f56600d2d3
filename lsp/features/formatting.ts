import type { DocumentFormattingParams, TextEdit } from 'vscode-languageserver/node';
import { toTextEdits } from '../convert.ts';
import { format } from '../service/format.ts';
import type { Feature } from './feature.ts';

export const formatting: Feature = {
  capabilities: () => ({ documentFormattingProvider: true }),
  register(server) {
    server.connection.onDocumentFormatting(
      server.answer<DocumentFormattingParams, TextEdit[] | null>('formatting', null, (document) =>
        toTextEdits(document.file, format(server.workspace, document.uri)),
      ),
    );
  },
};
