/** The extension: starts the language server that is packaged with it, and brings its commands to the editor. */
import { join } from 'node:path';
import { commands, type ExtensionContext, Location, Position, Range, Uri, window } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { previewBody, type Rendered, renderMessage, showRendered } from './render';
import { sendToEmulator } from './send-to-emulator';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<{ readonly client: LanguageClient }> {
  const program = context.asAbsolutePath(join('server', 'dist', 'sendspec.js'));
  const started = createClient(program);
  client = started;
  context.subscriptions.push(
    commands.registerCommand('sendspec.renderMessage', (asked) => renderMessage(started, asked)),
    commands.registerCommand('sendspec.previewBody', (asked) => previewBody(started, context, asked)),
    commands.registerCommand('sendspec.sendToEmulator', (asked) => sendToEmulator(program, asked)),
    commands.registerCommand('sendspec.restart', () => started.restart()),
  );
  await started.start();
  return { client: started };
}

export function deactivate(): Thenable<void> | undefined {
  return client?.stop();
}

function createClient(program: string): LanguageClient {
  const server = { module: program, args: ['lsp'], transport: TransportKind.ipc };
  return new LanguageClient(
    'sendspec',
    'sendspec',
    { run: server, debug: server },
    {
      documentSelector: [{ language: 'sendspec' }, { scheme: 'file', pattern: '**/sendspec.config.yaml' }],
      middleware: {
        // what the server's lenses call
        async executeCommand(command, given, next) {
          const result = await next(command, given);
          if (command === 'sendspec.render') await showRendered(result as Rendered | null);
          if (command === 'sendspec.references')
            await showReferences(given[0], result as ServerLocation[] | null);
          return result;
        },
      },
    },
  );
}

interface ServerPosition {
  readonly line: number;
  readonly character: number;
}

interface ServerLocation {
  readonly uri: string;
  readonly range: { readonly start: ServerPosition; readonly end: ServerPosition };
}

async function showReferences(
  { uri, position }: { readonly uri: string; readonly position: ServerPosition },
  found: readonly ServerLocation[] | null,
): Promise<void> {
  if (!found?.length) {
    window.showInformationMessage('It is used nowhere.');
    return;
  }
  const at = ({ line, character }: ServerPosition) => new Position(line, character);
  const locations = found.map(
    ({ uri: file, range }) => new Location(Uri.parse(file), new Range(at(range.start), at(range.end))),
  );
  await commands.executeCommand('editor.action.showReferences', Uri.parse(uri), at(position), locations);
}
