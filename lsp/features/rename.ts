import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { toTextEdits } from '../convert.ts';
import { prepareRename, type Refused, rename as renameAt } from '../service/rename/rename.ts';
import type { Feature } from './feature.ts';

export const rename: Feature = {
  register(server) {
    server.connection.onPrepareRename(
      server.answer<PrepareRenameParams, PrepareRenameResult | ResponseError<void> | null>(
        'prepare rename',
        null,
        (document, { position }) => {
          const found = prepareRename(server.workspace, document.uri, position);
          if ('refused' in found) return refusal(found);
          return { range: document.file.rangeOf(found.range), placeholder: found.name };
        },
      ),
    );
    server.connection.onRenameRequest(
      server.answer<RenameParams, WorkspaceEdit | ResponseError<void> | null>(
        'rename',
        null,
        async (document, { position, newName }) => {
          const found = await renameAt(server.workspace, server.files, document.uri, position, newName);
          if ('refused' in found) return refusal(found);
          const isCurrent = found.every(({ document: { uri, version } }) => {
            const now = server.workspace.get(uri);
            return now === undefined || now.version === version;
          });
          if (!isCurrent)
            return new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed: rename again.');
          if (!server.support.documentChanges) {
            return {
              changes: Object.fromEntries(
                found.map(({ document: { uri, file }, edits }) => [uri, toTextEdits(file, edits)]),
              ),
            };
          }
          return {
            documentChanges: found.map(({ document: { uri, version, file }, edits }) => ({
              textDocument: { uri, version: server.workspace.get(uri) ? version : null },
              edits: toTextEdits(file, edits),
            })),
          };
        },
      ),
    );
  },
};

/** Editors show the words of a failed request. */
function refusal({ refused }: Refused): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, refused);
}
