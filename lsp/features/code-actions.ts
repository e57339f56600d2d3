import type { CodeAction, CodeActionParams } from 'vscode-languageserver/node';
import { toCodeAction } from '../convert.ts';
import { codeActions as actionsAt } from '../service/code-actions.ts';
import type { Feature } from './feature.ts';

export const codeActions: Feature = {
  capabilities: ({ codeActions }) =>
    codeActions ? { codeActionProvider: { codeActionKinds: ['quickfix'] } } : {},
  register(server) {
    server.connection.onCodeAction(
      server.answer<CodeActionParams, CodeAction[] | null>('code actions', null, (document, params) => {
        const { range, context } = params;
        if (!server.support.codeActions) return null;
        if (context.only && !context.only.some((kind) => 'quickfix'.startsWith(kind))) return [];
        return actionsAt(server.workspace, document.uri, range).map((action) =>
          toCodeAction(document, action, context.diagnostics, server.support),
        );
      }),
    );
  },
};
