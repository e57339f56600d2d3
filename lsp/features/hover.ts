import type { Hover, HoverParams } from 'vscode-languageserver/node';
import { toHover } from '../convert.ts';
import { hoverConfig } from '../service/config-file.ts';
import { hover as hoverAt } from '../service/hover.ts';
import { orConfig } from './config.ts';
import type { Feature } from './feature.ts';

export const hover: Feature = {
  register(server) {
    server.connection.onHover(
      orConfig<HoverParams, Hover | null>(
        server,
        'hover in the config',
        null,
        server.answer('hover', null, (document, { position }) => {
          const found = hoverAt(server.workspace, document.uri, position);
          return found ? toHover(document.file, found, server.support) : null;
        }),
        (config, { position }) => {
          const found = hoverConfig(config, position);
          return found ? toHover(config.file, found, server.support) : null;
        },
      ),
    );
  },
};
