import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver/node';
import { resolveItem, toCompletionList } from '../convert-completion.ts';
import type { Completion } from '../service/complete.ts';
import { completeInProject } from '../service/complete-payload.ts';
import { completeConfig } from '../service/config-file.ts';
import type { Document } from '../service/workspace.ts';
import { orConfig } from './config.ts';
import type { Feature } from './feature.ts';

/** How many lists a client may still ask about. */
const keptLists = 3;

export const completion: Feature = {
  register(server) {
    const lists = new Map<number, Completion>();
    let last = 0;
    const listOf = (document: Document, found: Completion | undefined): CompletionList | null => {
      if (!found) return null;
      lists.set(++last, found);
      lists.delete(last - keptLists);
      return toCompletionList(document.file, found, last, server.support);
    };
    server.connection.onCompletion(
      orConfig<CompletionParams, CompletionList | null>(
        server,
        'completion in the config',
        null,
        server.answer(
          'completion',
          null,
          async (document, { position, context }, token) => {
            const trigger = context?.triggerCharacter;
            if ((trigger === ' ' || trigger === ':') && !worthAsking(document, position)) return null;
            const { workspace, files } = server;
            const found = await completeInProject(workspace, files, document.uri, position);
            return token.isCancellationRequested ? null : listOf(document, found);
          },
          // so that the client asks again
          { value: { isIncomplete: true, items: [] } },
        ),
        (config, { position }) => listOf(config, completeConfig(config, position)),
      ),
    );
    const resolve = (item: CompletionItem): CompletionItem => {
      const { id, index } = (item.data ?? {}) as { id?: number; index?: number };
      const offer = lists.get(id ?? -1)?.offers[index ?? -1];
      return offer ? resolveItem(item, offer, server.support) : item;
    };
    server.connection.onCompletionResolve((item, token) =>
      server.ask('completion item', item, resolve)(item, token),
    );
  },
};

/** A blank in a sentence asks for nothing. */
function worthAsking({ file }: Document, position: CompletionParams['position']): boolean {
  const start = file.offsetAt({ line: position.line, character: 0 });
  const line = file.text.slice(start, file.offsetAt(position));
  return /^\s*(?:- )?$|[:,(-] $|-> $|tel:$|# ?sendspec-ignore $|\{\{[^}]*$|\b(?:when|each|otherwise|use): /.test(
    line,
  );
}
