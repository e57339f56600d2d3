import type { CodeAction, CodeActionParams } from 'vscode-languageserver/node';
import { type ActionData, toCodeAction } from '../convert.ts';
import { actionKinds, codeActions as actionsAt } from '../service/code-actions.ts';
import type { Feature } from './feature.ts';

export const codeActions: Feature = {
  capabilities: ({ codeActions, resolvesEdits }) =>
    codeActions
      ? {
          codeActionProvider: {
            codeActionKinds: [...actionKinds],
            ...(resolvesEdits && { resolveProvider: true }),
          },
        }
      : {},
  register(server) {
    server.connection.onCodeAction(
      server.answer<CodeActionParams, CodeAction[] | null>('code actions', null, (document, params) => {
        const { support, workspace } = server;
        const { range, context } = params;
        if (!support.codeActions) return null;
        const { uri, version } = document;
        return actionsAt(workspace, uri, range, context.only)
          .map((action) => {
            const { kind, title, edits } = action;
            const later = support.resolvesEdits && typeof edits === 'function';
            const data = later ? { uri, version, kind, title, range } : undefined;
            return toCodeAction(document, action, context.diagnostics, support, data);
          })
          .filter(({ data, edit }) => data !== undefined || edit?.changes?.[uri]?.length !== 0);
      }),
    );
    const resolve = server.answer<ActionData & { textDocument: { uri: string } }, CodeAction | null>(
      'resolve of a code action',
      null,
      (document, { version, kind, title, range }) => {
        // of a text that is no more its edits would garble another
        if (document.version !== version) return null;
        const action = actionsAt(server.workspace, document.uri, range, [kind]).find(
          (a) => a.title === title,
        );
        return action ? toCodeAction(document, action, [], server.support) : null;
      },
    );
    server.connection.onCodeActionResolve(async (action, token) => {
      const data = action.data as ActionData;
      const found = await resolve({ ...data, textDocument: { uri: data.uri } }, token);
      if (found instanceof Error) return found;
      return found?.edit ? { ...action, edit: found.edit } : action;
    });
  },
};
