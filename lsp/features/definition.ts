import type { DefinitionParams } from 'vscode-languageserver/node';
import { definition as definitionAt } from '../service/definition.ts';
import type { Feature } from './feature.ts';

export const definition: Feature = {
  register(server) {
    server.connection.onDefinition(
      server.answer<DefinitionParams, NonNullable<ReturnType<typeof definitionAt>> | null>(
        'definition',
        null,
        (document, { position }) => definitionAt(server.workspace, document.uri, position) ?? null,
      ),
    );
  },
};
