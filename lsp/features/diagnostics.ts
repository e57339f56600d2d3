import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { diagnose } from '../service/diagnostics.ts';
import type { Feature } from './feature.ts';

/** Pull; what is pushed without being asked for stands in publish.ts. */
export const diagnostics: Feature = {
  capabilities: ({ pull }) =>
    pull
      ? {
          diagnosticProvider: {
            identifier: 'sendspec',
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {},
  register(server) {
    server.connection.languages.diagnostics.on(
      server.answer<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        'diagnostics',
        { kind: 'full', items: [] },
        (document) => ({
          kind: 'full',
          items: diagnose(server.workspace, document, { ...server.support.diagnostics, docs: server.docs }),
        }),
        'current',
      ),
    );
  },
};
