import type { Transport } from '../../../lsp/connect.ts';
import { goOnAfterBugs } from '../../../lsp/go-on.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit-codes.ts';
import { createCommand, Option } from '../parse-and-run.ts';
import { whyNot } from '../read-text.ts';
import { Stop } from '../stop.ts';

interface Options {
  readonly stdio?: boolean;
  readonly socket?: string;
  readonly nodeIpc?: boolean;
}

export function lspCommand(context: Context) {
  return createCommand(
    'lsp',
    'Runs the language server for message files: an editor starts it and speaks the Language Server Protocol to it.',
    {
      examples: `
        sendspec lsp --stdio`,
    },
  )
    .option('--stdio', 'speak over stdin and stdout')
    .option(
      '--socket <port>',
      'speak over a TCP connection to this port of this machine, where the editor listens',
    )
    .option('--node-ipc', 'speak over the channel of a Node process that has forked it')
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .action(async (options: Options) => {
      const transport = transportOf(options);
      const { connectEditor } = await import('../../../lsp/connect.ts');
      const { startServer } = await import('../../../lsp/start.ts');
      const { serve } = await import('../../../lsp/node-server.ts');
      const connection = await connectEditor(transport).catch((error) => {
        throw new Stop(exit.environment, whyNoEditor(options.socket, error));
      });
      goOnAfterBugs(startServer(connection, () => serve(context.cwd, context.program)).failed);
      // the connection ends the process
      await new Promise<never>(() => {});
    });
}

function transportOf({ stdio, socket, nodeIpc }: Options): Transport {
  const hint = 'See: sendspec lsp --help';
  if ([stdio, socket, nodeIpc].filter((option) => option !== undefined).length !== 1) {
    throw new Stop(
      exit.usage,
      'the language server is started with one of --stdio, --socket and --node-ipc.',
      hint,
    );
  }
  if (nodeIpc && !process.send) {
    throw new Stop(exit.usage, '--node-ipc is for a Node process that forks the server: use --stdio.', hint);
  }
  if (socket === undefined) return { kind: nodeIpc ? 'node-ipc' : 'stdio' };
  const port = Number(socket);
  if (!/^\d+$/.test(socket) || port < 1 || port > 65_535) {
    throw new Stop(exit.usage, `--socket ${socket} is not a port: use a number from 1 to 65535.`, hint);
  }
  return { kind: 'socket', port };
}

function whyNoEditor(port: string | undefined, error: unknown): string {
  const refused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  const why = refused
    ? 'has nobody who listens there: the editor does, before it starts the server'
    : whyNot(error);
  return `port ${port} ${why}.`;
}
