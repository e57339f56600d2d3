import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from 'vscode-languageserver/node';
import { toTextEdits } from '../convert.ts';
import { format, formatRange } from '../service/format.ts';
import { formatOnType } from '../service/on-type.ts';
import type { Feature } from './feature.ts';

export const formatting: Feature = {
  register(server) {
    server.connection.onDocumentFormatting(
      server.answer<DocumentFormattingParams, TextEdit[] | null>('formatting', null, (document) =>
        toTextEdits(document.file, format(server.workspace, document.uri)),
      ),
    );
    server.connection.onDocumentRangeFormatting(
      server.answer<DocumentRangeFormattingParams, TextEdit[] | null>(
        'formatting of a range',
        null,
        (document, { range }) =>
          toTextEdits(document.file, formatRange(server.workspace, document.uri, range)),
      ),
    );
    server.connection.onDocumentOnTypeFormatting(
      server.answer<DocumentOnTypeFormattingParams, TextEdit[] | null>(
        'formatting on a key',
        null,
        (document, { position, ch }) =>
          toTextEdits(document.file, formatOnType(server.workspace, document.uri, position, ch)),
      ),
    );
  },
};
