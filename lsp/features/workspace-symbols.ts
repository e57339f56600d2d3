import type { WorkspaceSymbol, WorkspaceSymbolParams } from 'vscode-languageserver/node';
import { workspaceSymbols as find } from '../service/workspace-symbols.ts';
import type { Feature } from './feature.ts';

export const workspaceSymbols: Feature = {
  register(server) {
    server.connection.onWorkspaceSymbol(
      server.ask<WorkspaceSymbolParams, WorkspaceSymbol[] | null>(
        'workspace symbols',
        null,
        ({ query }, token) => find(server.files, query, () => token.isCancellationRequested),
      ),
    );
  },
};
