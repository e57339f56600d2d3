/** The ways besides stdio in which an editor reaches the server. */
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const program = `${process.cwd()}/dist/sendspec.js`;

/** A whole session; gives the codes of the diagnostics. */
async function converse(connection: ProtocolConnection): Promise<unknown[]> {
  connection.listen();
  const { serverInfo } = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  expect(serverInfo?.name).toBe('sendspec');
  const published = new Promise<unknown[]>((resolve) =>
    connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) =>
      resolve(diagnostics.map((d: { code: string }) => d.code)),
    ),
  );
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: {
      uri: 'file:///nowhere/a.msg.yaml',
      languageId: 'yaml',
      version: 1,
      text: 'messages:\n  a:\n    messaging_type: RESPONSE\n    text: "{{x}}"\n',
    },
  });
  const codes = await published;
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return codes;
}

async function listen(): Promise<{ port: number; connected: Promise<Socket> }> {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connected = once(server, 'connection').then(([socket]) => socket as Socket);
  return { port: (server.address() as AddressInfo).port, connected };
}

it('a socket', async () => {
  const { port, connected } = await listen();
  const child = spawn(process.execPath, [program, 'lsp', `--socket=${port}`], { stdio: 'inherit' });
  onTestFinished(() => void child.kill());
  const ended = once(child, 'exit');
  const socket = await connected;
  const connection = createProtocolConnection(
    new StreamMessageReader(socket),
    new StreamMessageWriter(socket),
  );
  expect(await converse(connection)).toEqual(['params/unknown-name']);
  expect((await ended)[0]).toBe(0);
});

it('a socket that the editor closes without a word', async () => {
  const { port, connected } = await listen();
  const child = spawn(process.execPath, [program, 'lsp', `--socket=${port}`], { stdio: 'inherit' });
  onTestFinished(() => void child.kill());
  const ended = once(child, 'exit');
  (await connected).destroy();
  expect((await ended)[0]).toBe(1);
});

it('the channel of a Node process', async () => {
  const child = fork(program, ['lsp', '--node-ipc'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill());
  const ended = once(child, 'exit');
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  expect(await converse(connection)).toEqual(['params/unknown-name']);
  expect((await ended)[0]).toBe(0);
});

it('the channel of a Node process that goes away', async () => {
  const child = fork(program, ['lsp', '--node-ipc'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill());
  const ended = once(child, 'exit');
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  child.disconnect();
  expect((await ended)[0]).toBe(1);
});

it.each([
  [[], 2, 'is started with one of --stdio, --socket and --node-ipc'],
  [['--stdio', '--node-ipc'], 2, 'is started with one of'],
  [['--socket', '0'], 2, '--socket 0 is not a port: use a number from 1 to 65535'],
  [['--socket', '8e3'], 2, '--socket 8e3 is not a port'],
  [['--node-ipc'], 2, 'use --stdio'],
  [['--socket', '1'], 3, 'port 1 has nobody who listens'],
] as const)('%j ends with %i and says why', (args, code, words) => {
  const result = spawnSync(process.execPath, [program, 'lsp', ...args], { encoding: 'utf8' });
  expect(result.stderr).toContain(words);
  expect(result.status).toBe(code);
});
