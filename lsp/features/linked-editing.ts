import type { LinkedEditingRangeParams, LinkedEditingRanges } from 'vscode-languageserver/node';
import { linkedRanges } from '../service/highlights.ts';
import type { Feature } from './feature.ts';

export const linkedEditing: Feature = {
  register(server) {
    server.connection.languages.onLinkedEditingRange(
      server.answer<LinkedEditingRangeParams, LinkedEditingRanges | null>(
        'linked editing',
        null,
        (document, { position }) => {
          const ranges = linkedRanges(server.workspace, document.uri, position);
          return ranges.length > 0 ? { ranges, wordPattern: '[a-z]+' } : null;
        },
      ),
    );
  },
};
