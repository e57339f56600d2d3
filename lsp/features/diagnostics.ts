import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { analyzeInTurns } from '../analyze-in-turns.ts';
import { diagnoseConfig } from '../service/config-file.ts';
import { diagnose } from '../service/diagnostics.ts';
import type { Document } from '../service/workspace.ts';
import {
  createResultIds,
  type FileReport,
  type ResultIds,
  workspaceDiagnostics,
} from '../service/workspace-diagnostics.ts';
import { orConfig } from './config.ts';
import type { Feature, Server } from './feature.ts';

/** Files of a partial result. */
const together = 20;

/** Pull; what is pushed without being asked for stands in publish.ts. */
export const diagnostics: Feature = {
  register(server) {
    const ids = createResultIds(server.files);
    const options = () => ({ ...server.support.diagnostics, docs: server.docs });
    type Report = DocumentDiagnosticReport | ResponseError<never>;
    server.connection.languages.diagnostics.on(
      orConfig<DocumentDiagnosticParams, Report>(
        server,
        'diagnostics of the config',
        { kind: 'full', items: [] },
        server.answer<DocumentDiagnosticParams, Report>(
          'diagnostics',
          { kind: 'full', items: [] },
          async (asked, { previousResultId }, token) => {
            const document = await analyzed(server, asked, () => token.isCancellationRequested);
            if (!document) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
            const resultId = ids.of(document);
            if (resultId === previousResultId) return { kind: 'unchanged', resultId };
            return { kind: 'full', resultId, items: diagnose(server.workspace, document, options()) };
          },
          'current',
        ),
        (config) => ({ kind: 'full', items: diagnoseConfig(config) }),
      ),
    );
    server.connection.languages.diagnostics.onWorkspace((params, token, _, reporter) =>
      server.ask<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport | ResponseError<never>>(
        'workspace diagnostics',
        { items: [] },
        () => report(server, ids, params, () => token.isCancellationRequested, reporter),
      )(params, token),
    );
  },
};

/** The document as it is when its analysis is done; undefined where the client wants it no longer. */
async function analyzed(
  { workspace }: Server,
  document: Document,
  isCancelled: () => boolean,
): Promise<Document | undefined> {
  for (let current: Document | undefined = document; current; current = workspace.get(document.uri)) {
    const done = await analyzeInTurns(workspace, current, () => false);
    if (isCancelled()) return undefined;
    if (done) return current;
  }
  return undefined;
}

async function report(
  server: Server,
  ids: ResultIds,
  { previousResultIds = [] }: Partial<WorkspaceDiagnosticParams>,
  isCancelled: () => boolean,
  reporter: { report(part: { items: WorkspaceDocumentDiagnosticReport[] }): void } | undefined,
): Promise<WorkspaceDiagnosticReport | ResponseError<never>> {
  const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  const options = { ...server.support.diagnostics, docs: server.docs };
  let items: WorkspaceDocumentDiagnosticReport[] = [];
  for await (const each of workspaceDiagnostics(
    () => server.workspace,
    server.files,
    ids,
    previous,
    options,
  )) {
    items.push(toReport(each));
    if (each.items === undefined) continue;
    // keys that were typed meanwhile come first
    await new Promise((next) => setImmediate(next));
    if (isCancelled()) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (!reporter || items.length < together) continue;
    reporter.report({ items });
    items = [];
  }
  return { items };
}

function toReport({ uri, version, resultId, items }: FileReport): WorkspaceDocumentDiagnosticReport {
  return items === undefined
    ? { kind: 'unchanged', uri, version, resultId }
    : { kind: 'full', uri, version, resultId, items };
}
