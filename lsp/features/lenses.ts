import type { CodeLens, CodeLensParams } from 'vscode-languageserver/node';
import { referencesCommand, renderCommand } from '../command-names.ts';
import { type Lens, lenses as lensesOf, lensWords } from '../service/lenses.ts';
import type { ReferencesArguments, RenderArguments } from './commands.ts';
import type { Feature } from './feature.ts';

/** What a lens is about, from the list to the words. */
type Data = Pick<Lens, 'about' | 'name'> & { readonly uri: string };

export const lenses: Feature = {
  register(server) {
    server.connection.onCodeLens(
      server.answer<CodeLensParams, CodeLens[] | null>('lenses', null, ({ uri, file }) =>
        lensesOf(server.workspace, uri).map(({ range, about, name }) => ({
          range: file.rangeOf(range),
          data: { about, name, uri } satisfies Data,
        })),
      ),
    );
    server.connection.onCodeLensResolve(async (lens, token) => {
      const resolve = server.ask<CodeLens, CodeLens>('lens', lens, async (asked) => {
        const { about, name, uri } = (asked.data ?? {}) as Partial<Data>;
        if (about === undefined || name === undefined || uri === undefined) return asked;
        const words = await lensWords(server.workspace, server.files, uri, { about, name });
        if (!words) return asked;
        const { title, example } = words;
        const render: RenderArguments = { uri, message: name, ...(example !== undefined && { example }) };
        const references: ReferencesArguments = { uri, position: asked.range.start };
        return {
          ...asked,
          command:
            about === 'render'
              ? { title, command: renderCommand, arguments: [render] }
              : { title, command: referencesCommand, arguments: [references] },
        };
      });
      return resolve(lens, token);
    });
  },
};
