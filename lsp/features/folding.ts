import type { FoldingRangeParams } from 'vscode-languageserver/node';
import { foldingRanges } from '../service/folding.ts';
import type { Feature } from './feature.ts';

export const folding: Feature = {
  register(server) {
    server.connection.onFoldingRanges(
      server.answer<FoldingRangeParams, ReturnType<typeof foldingRanges> | null>('folding', null, ({ uri }) =>
        foldingRanges(server.workspace, uri, server.support.foldingLimit),
      ),
    );
  },
};
