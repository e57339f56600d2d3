import type { CompletionList, CompletionParams } from 'vscode-languageserver/node';
import { toCompletionList } from '../convert.ts';
import { complete } from '../service/complete.ts';
import type { Document } from '../service/workspace.ts';
import type { Feature } from './feature.ts';

export const completion: Feature = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: ['{', '.', '#', '/', '>', '@', '(', '"', ' '] },
  }),
  register(server) {
    server.connection.onCompletion(
      server.answer<CompletionParams, CompletionList | null>(
        'completion',
        null,
        (document, { position, context }) => {
          if (context?.triggerCharacter === ' ' && !worthAsking(document, position)) return null;
          const found = complete(server.workspace, document.uri, position);
          return found ? toCompletionList(document.file, found, server.support) : null;
        },
        // so that the client asks again
        { value: { isIncomplete: true, items: [] } },
      ),
    );
  },
};

/** A blank in a sentence asks for nothing. */
function worthAsking({ file }: Document, position: CompletionParams['position']): boolean {
  const start = file.offsetAt({ line: position.line, character: 0 });
  const line = file.text.slice(start, file.offsetAt(position));
  return /^\s*(?:- )?$|[:,(-] $|\{\{[^}]*$|\b(?:when|each|otherwise|use): /.test(line);
}
