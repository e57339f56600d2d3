import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver/node';
import { selectionRanges } from '../service/selection.ts';
import type { Feature } from './feature.ts';

export const selection: Feature = {
  register(server) {
    server.connection.onSelectionRanges(
      server.answer<SelectionRangeParams, SelectionRange[] | null>(
        'selection',
        null,
        ({ uri }, { positions }) => selectionRanges(server.workspace, uri, positions),
      ),
    );
  },
};
