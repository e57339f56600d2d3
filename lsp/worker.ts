/**
 * The server in a web worker: the editor starts it with `new Worker('lsp-worker.js')` and posts messages to it. There is
 * no disk: the editor hands over files that are not open, as `{ files: { URI: TEXT, … } }` in `initializationOptions` and
 * by the notification `sendspec/files`, where null stands for a file that is no more.
 */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { cancelUndispatched } from './answer.ts';
import { host } from './host/memory-host.ts';
import { runServer } from './server.ts';
import { startServer } from './start.ts';
import { toObject } from './written.ts';

/** Of the browser's own types what is needed here: the project is compiled for Node. */
interface WorkerScope {
  close(): void;
  addEventListener(
    type: 'error' | 'unhandledrejection',
    listen: (event: { readonly error?: unknown; readonly reason?: unknown }) => void,
  ): void;
}
type Port = ConstructorParameters<typeof BrowserMessageReader>[0];

const self = globalThis as unknown as WorkerScope & Port;
const port = new BrowserMessageWriter(self);
const write = port.write.bind(port);
port.write = (message) => write(toObject(message));
const connection = createConnection(new BrowserMessageReader(self), port, { cancelUndispatched });
const server = startServer(connection, () => (...session) => {
  takeFiles(session[1].initializationOptions);
  return runServer(...session, { host, cwd: '/', docs: () => undefined });
});
connection.onNotification('sendspec/files', (sent: unknown) => {
  takeFiles(sent);
  server.changedOutside();
});
connection.onExit(() => self.close());
self.addEventListener('error', ({ error }: { readonly error?: unknown }) => server.failed('server', error));
self.addEventListener('unhandledrejection', ({ reason }: { readonly reason?: unknown }) =>
  server.failed('server', reason),
);

function takeFiles(sent: unknown): void {
  const { files } = (sent ?? {}) as { readonly files?: Readonly<Record<string, unknown>> | null };
  for (const [uri, text] of Object.entries(files ?? {})) {
    host.set(uri, typeof text === 'string' ? text : undefined);
  }
}
