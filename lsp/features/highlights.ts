import type { DocumentHighlight, DocumentHighlightParams } from 'vscode-languageserver/node';
import { highlights as highlightsAt } from '../service/highlights.ts';
import type { Feature } from './feature.ts';

export const highlights: Feature = {
  register(server) {
    server.connection.onDocumentHighlight(
      server.answer<DocumentHighlightParams, DocumentHighlight[] | null>(
        'highlights',
        null,
        (document, { position }) => highlightsAt(server.workspace, document.uri, position),
      ),
    );
  },
};
