import type { CodeAction, CodeActionParams, Command, WorkspaceEdit } from 'vscode-languageserver/node';
import { applyActionCommand } from '../command-names.ts';
import { type ActionData, toCodeAction } from '../convert.ts';
import { codeActions as actionsAt } from '../service/code-actions.ts';
import type { Feature, Server } from './feature.ts';

export const codeActions: Feature = {
  register(server) {
    server.connection.onCodeAction(
      server.answer<CodeActionParams, (CodeAction | Command)[] | null>(
        'code actions',
        null,
        (document, params) => {
          const { support, workspace } = server;
          const { range, context } = params;
          if (!support.codeActions && !support.appliesEdits) return null;
          const { uri, version } = document;
          return actionsAt(workspace, uri, range, context.only).flatMap(
            (action): (CodeAction | Command)[] => {
              const { kind, title, edits } = action;
              const data: ActionData = { uri, version, kind, title, range };
              if (!support.codeActions) return [{ title, command: applyActionCommand, arguments: [data] }];
              const later = support.resolvesEdits && typeof edits === 'function' ? data : undefined;
              const made = toCodeAction(document, action, context.diagnostics, support, later);
              return later || made.edit?.changes?.[uri]?.length !== 0 ? [made] : [];
            },
          );
        },
      ),
    );
    const resolve = server.answer<ActionData & { textDocument: { uri: string } }, WorkspaceEdit | null>(
      'resolve of a code action',
      null,
      (_, data) => editOf(server, data) ?? null,
    );
    server.connection.onCodeActionResolve(async (action, token) => {
      const data = action?.data as ActionData | null | undefined;
      if (!data) return action;
      const edit = await resolve({ ...data, textDocument: { uri: data.uri } }, token);
      if (edit instanceof Error) return edit;
      return edit ? { ...action, edit } : action;
    });
  },
};

/** The edits of an action that was offered; undefined where its text is no more: they would garble another. */
export function editOf(
  { workspace, support }: Server,
  { uri, version, kind, title, range }: ActionData,
): WorkspaceEdit | undefined {
  const document = workspace.get(uri);
  if (document?.version !== version) return undefined;
  const action = actionsAt(workspace, uri, range, [kind]).find((a) => a.title === title);
  return action && toCodeAction(document, action, [], support).edit;
}
