import { encodedTokens } from '../../lsp/service/tokens/semantic-tokens.ts';
import { type Token, tokenModifiers, tokenTypes } from '../../lsp/service/tokens/token.ts';
import type { Workspace } from '../../lsp/service/workspace.ts';
import type { Range, SourceFile } from '../../src/source/source.ts';

/** What the editor colours, by offsets. */
export function tokensOf(workspace: Workspace, uri: string, within?: Range): Token[] {
  return decodeTokens(workspace.get(uri)!.file, encodedTokens(workspace, uri, within));
}

export function decodeTokens(file: SourceFile, data: readonly number[]): Token[] {
  let line = 0;
  let character = 0;
  return Array.from({ length: data.length / 5 }, (_, i) => {
    const [down, right, length, type, bits] = data.slice(i * 5, i * 5 + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    line += down;
    character = down === 0 ? character + right : right;
    const modifiers = tokenModifiers.filter((_, bit) => bits & (1 << bit));
    return {
      start: file.offsetAt({ line, character }),
      end: file.offsetAt({ line, character: character + length }),
      type: tokenTypes[type]!,
      ...(modifiers.length > 0 && { modifiers }),
    };
  });
}
