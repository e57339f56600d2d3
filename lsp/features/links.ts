import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver/node';
import { documentLinks } from '../service/links.ts';
import type { Feature } from './feature.ts';

export const links: Feature = {
  register(server) {
    server.connection.onDocumentLinks(
      server.answer<DocumentLinkParams, DocumentLink[] | null>('links', null, ({ uri }) =>
        documentLinks(server.workspace, uri),
      ),
    );
  },
};
