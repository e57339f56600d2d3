/** A client of the real server: the bundled program in a process of its own, spoken to over stdio. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export interface Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcessWithoutNullStreams;
  readonly initialized: InitializeResult;
  /** Diagnostics as they were published, in order. */
  readonly published: { uri: string; version?: number; diagnostics: Diagnostic[] }[];
  readonly logged: string[];
  /** Methods that the server has asked for. */
  readonly registered: string[];
  /** Resolves with the first publication, past or to come, that fits. */
  diagnostics(fits: (found: Client['published'][number]) => boolean): Promise<Diagnostic[]>;
  /** Ends it as the protocol says; gives the exit code. */
  stop(): Promise<number | null>;
  readonly stderr: () => string;
}

export interface ClientOptions {
  readonly cwd?: string;
  /** Whether the client knows any request of the server's; otherwise each is MethodNotFound. */
  readonly answers?: boolean;
  readonly params?: Partial<InitializeParams>;
}

export async function startClient(
  capabilities: InitializeParams['capabilities'],
  { cwd = process.cwd(), answers = false, params = {} }: ClientOptions = {},
): Promise<Client> {
  const child = spawn(process.execPath, [`${process.cwd()}/dist/sendspec.js`, 'lsp', '--stdio'], { cwd });
  onTestFinished(() => void child.kill());
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published: Client['published'] = [];
  const logged: string[] = [];
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    published.push(params);
    for (const look of waiting) look();
  });
  connection.onNotification('window/logMessage', ({ message }) => void logged.push(message));
  const registered: string[] = [];
  if (answers) {
    connection.onRequest('client/registerCapability', ({ registrations }) => {
      registered.push(...registrations.map((r: { method: string }) => r.method));
      return null;
    });
    connection.onRequest('workspace/diagnostic/refresh', () => null);
  }
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    ...params,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    process: child,
    initialized,
    published,
    logged,
    registered,
    stderr: () => stderr,
    diagnostics: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = published.find(fits);
          if (!found) return;
          waiting.delete(look);
          resolve(found.diagnostics);
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      await connection.sendRequest('shutdown');
      const ended = once(child, 'exit');
      await connection.sendNotification('exit');
      const [code] = await ended;
      return code as number | null;
    },
  };
}
