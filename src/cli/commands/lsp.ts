import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from '../context.ts';
import { exit } from '../exit-codes.ts';
import { createCommand, Option } from '../parse-and-run.ts';
import { Stop } from '../stop.ts';

export function lspCommand(context: Context) {
  return createCommand(
    'lsp',
    'Runs the language server for message files: an editor starts it and speaks to it over stdin and stdout.',
    {
      examples: `
        sendspec lsp --stdio`,
    },
  )
    .option('--stdio', 'speak the Language Server Protocol over stdin and stdout')
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .action(async (options: { readonly stdio?: boolean }) => {
      if (!options.stdio) {
        throw new Stop(
          exit.usage,
          'the language server speaks over stdin and stdout only: start it with --stdio.',
          'See: sendspec lsp --help',
        );
      }
      const { startServer } = await import('../../../lsp/server.ts');
      startServer({ input: process.stdin, output: process.stdout, cwd: context.cwd, docs: docsOf(context) });
      // the connection ends the process
      await new Promise<never>(() => {});
    });
}

/** The pages of the codes that come with the program. */
function docsOf({ program }: Context): (code: string) => string | undefined {
  const folder = program && join(dirname(program), '..', 'docs', 'diagnostics');
  if (!folder || !existsSync(folder)) return () => undefined;
  return (code) => pathToFileURL(join(folder, `${code}.md`)).href;
}
