/** Tokenises a text as an editor does: vscode-textmate, Oniguruma and the YAML grammar that editors use. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);

export interface Token {
  readonly text: string;
  /** Outermost first. */
  readonly scopes: readonly string[];
}

export type Tokenise = (text: string) => Token[][];

const grammars: Readonly<Record<string, URL | string>> = {
  'source.sendspec': new URL('../../grammar/sendspec.tmLanguage.json', import.meta.url),
  'source.yaml': require.resolve('tm-grammars/grammars/yaml.json'),
};

/** The tokens of each line. */
export async function loadTokeniser(): Promise<Tokenise> {
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    async loadGrammar(scope) {
      const path = grammars[scope];
      return path === undefined
        ? null
        : textmate.parseRawGrammar(readFileSync(path, 'utf8'), `${scope}.json`);
    },
  });
  const grammar = await registry.loadGrammar('source.sendspec');
  return (text) => {
    let state = textmate.INITIAL;
    return text.split('\n').map((line) => {
      const { tokens, ruleStack } = grammar!.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes,
      }));
    });
  };
}
