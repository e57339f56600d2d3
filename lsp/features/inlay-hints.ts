import type { InlayHint, InlayHintParams } from 'vscode-languageserver/node';
import { markup } from '../convert.ts';
import { type Hint, inlayHints as hintsIn } from '../service/inlay-hints.ts';
import type { Feature } from './feature.ts';

export const inlayHints: Feature = {
  register(server) {
    let last: readonly Hint[] = [];
    let lastId = 0;
    const tooltip = ({ tooltip: words }: Hint) => markup(words, server.support.inlayMarkdown);
    server.connection.languages.inlayHint.on(
      server.answer<InlayHintParams, InlayHint[] | null>('inlay hints', null, (document, { range }) => {
        const hints = hintsIn(server.workspace, document.uri, range);
        last = hints;
        const id = ++lastId;
        return hints.map((hint, index): InlayHint => {
          const { position, label } = hint;
          const more = server.support.inlayTooltips ? { data: { id, index } } : { tooltip: tooltip(hint) };
          return { position, label, paddingLeft: true, ...more };
        });
      }),
    );
    const resolve = (item: InlayHint): InlayHint => {
      const { id, index } = (item.data ?? {}) as { id?: number; index?: number };
      const hint = id === lastId ? last[index ?? -1] : undefined;
      return hint ? { ...item, tooltip: tooltip(hint) } : item;
    };
    server.connection.languages.inlayHint.resolve((item, token) =>
      server.ask('inlay hint', item, resolve)(item, token),
    );
  },
  outdated({ connection, support }) {
    // a client may refuse even what it announced
    if (support.inlayRefresh) connection.languages.inlayHint.refresh().catch(() => {});
  },
};
