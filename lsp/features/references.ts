import type { Location, ReferenceParams } from 'vscode-languageserver/node';
import { references as referencesOf } from '../service/references.ts';
import type { Feature } from './feature.ts';

export const references: Feature = {
  register(server) {
    server.connection.onReferences(
      server.answer<ReferenceParams, Location[] | null>(
        'references',
        null,
        (document, { position, context }) =>
          referencesOf(server.files, document.uri, position, context.includeDeclaration),
      ),
    );
  },
};
