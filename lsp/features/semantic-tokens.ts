import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver/node';
import { tokenEdits } from '../service/tokens/encode.ts';
import { encodedTokens } from '../service/tokens/semantic-tokens.ts';
import type { Feature } from './feature.ts';

export const semanticTokens: Feature = {
  register(server) {
    /** What each document was answered last, for the next delta. */
    const sent = new Map<string, { readonly resultId: string; readonly data: number[] }>();
    let count = 0;

    const remember = (uri: string, data: number[]) => {
      // documents that were closed are forgotten
      for (const known of sent.keys()) if (!server.workspace.get(known)) sent.delete(known);
      const result = { resultId: String(++count), data };
      sent.set(uri, result);
      return result;
    };
    const { semanticTokens } = server.connection.languages;
    semanticTokens.on(
      server.answer<SemanticTokensParams, SemanticTokens>(
        'semantic tokens',
        { data: [] },
        ({ uri }) => remember(uri, encodedTokens(server.workspace, uri)),
        'current',
      ),
    );
    semanticTokens.onDelta(
      server.answer<SemanticTokensDeltaParams, SemanticTokens | SemanticTokensDelta>(
        'changes of semantic tokens',
        { data: [] },
        ({ uri }, { previousResultId }) => {
          const before = sent.get(uri);
          const after = remember(uri, encodedTokens(server.workspace, uri));
          if (before?.resultId !== previousResultId) return after;
          return { resultId: after.resultId, edits: tokenEdits(before.data, after.data) };
        },
        'current',
      ),
    );
    semanticTokens.onRange(
      server.answer<SemanticTokensRangeParams, SemanticTokens>(
        'semantic tokens of a range',
        { data: [] },
        ({ uri, file }, { range }) => ({
          data: encodedTokens(server.workspace, uri, {
            start: file.offsetAt(range.start),
            end: file.offsetAt(range.end),
          }),
        }),
        'current',
      ),
    );
  },
};
