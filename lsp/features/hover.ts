import type { Hover, HoverParams } from 'vscode-languageserver/node';
import { toHover } from '../convert.ts';
import { hover as hoverAt } from '../service/hover.ts';
import type { Feature } from './feature.ts';

export const hover: Feature = {
  register(server) {
    server.connection.onHover(
      server.answer<HoverParams, Hover | null>('hover', null, (document, { position }) => {
        const found = hoverAt(server.workspace, document.uri, position);
        return found ? toHover(document.file, found, server.support) : null;
      }),
    );
  },
};
