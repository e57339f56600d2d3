/** What clients do that no specification asks for, and what a server must not do to them. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Hover,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Feature } from '../../lsp/features/feature.ts';
import { hover } from '../../lsp/features/hover.ts';
import { host } from '../../lsp/host/node-host.ts';
import { runServer, type ServerOptions } from '../../lsp/server.ts';
import { startServer } from '../../lsp/start.ts';
import { folder } from '../cli/run-cli.ts';
import { type Client, startClient } from './client.ts';

const uri = 'file:///nowhere/hello.msg.yaml';
const text = `messages:
  hello:
    messaging_type: RESPONSE
    text: "😀é {{nam}}"
`;
const line = 3;

async function open(client: Client, source = text, at = uri): Promise<void> {
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: at, languageId: 'yaml', version: 1, text: source },
  });
}

describe('positions count what the client likes', () => {
  const before = '    text: "😀é {{';
  it.each([
    [['utf-8', 'utf-16'], 'utf-8', Buffer.byteLength(before)],
    [['utf-32', 'utf-8'], 'utf-32', [...before].length],
    [['utf-7', 'utf-16', 'utf-8'], 'utf-16', before.length],
    [undefined, 'utf-16', before.length],
  ])('%j: %s', async (positionEncodings, chosen, column) => {
    const client = await startClient({ general: { positionEncodings } } as ClientCapabilities);
    expect(client.initialized.capabilities.positionEncoding).toBe(chosen);
    await open(client);
    const [wrong] = await client.diagnostics((p) => p.version === 1);
    expect(wrong?.range).toEqual({
      start: { line, character: column },
      end: { line, character: column + 3 },
    });
    // {{nam}} -> {{now}}
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        {
          range: { start: { line, character: column + 1 }, end: { line, character: column + 3 } },
          text: 'ow',
        },
      ],
    });
    expect(await client.diagnostics((p) => p.version === 2)).toEqual([]);
    const found = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line, character: column + 1 },
    });
    expect(found.range?.start).toEqual({ line, character: column });
    await client.stop();
  });
});

const everything: ClientCapabilities = {
  workspace: {
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    configuration: true,
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: { diagnostic: { dynamicRegistration: true } },
};

it('a client that announces everything and answers each request with MethodNotFound', async () => {
  const client = await startClient(everything);
  await open(client);
  await open(client, text, 'file:///nowhere/other.msg.yaml');
  await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri, type: 2 }],
  });
  const pulled = await client.connection.sendRequest<{ items: { code: string }[] }>(
    'textDocument/diagnostic',
    {
      textDocument: { uri },
    },
  );
  expect(pulled.items.map((d) => d.code)).toEqual(['params/unknown-name']);
  expect(client.logged.filter((message) => /bug/i.test(message))).toEqual([]);
  expect(await client.stop()).toBe(0);
  expect(client.stderr()).toBe('');
});

describe('the order of a session', () => {
  const hello = { processId: null, rootUri: null, capabilities: {} };

  it('nothing is answered before initialize, and no second initialize', async () => {
    const child = spawn(process.execPath, ['dist/sendspec.js', 'lsp', '--stdio']);
    onTestFinished(() => void child.kill());
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    for (const method of ['textDocument/hover', 'no/such/request', 'shutdown']) {
      await expect(connection.sendRequest(method, {}), method).rejects.toMatchObject({ code: -32002 });
    }
    expect(await connection.sendRequest('initialize', hello)).toHaveProperty('capabilities');
    await expect(connection.sendRequest('initialize', hello)).rejects.toMatchObject({ code: -32600 });
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('nothing is answered behind shutdown', async () => {
    const client = await startClient(everything, { answers: true });
    await open(client);
    await client.connection.sendRequest('shutdown');
    const asked = [
      ['textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 1 } }],
      ['workspace/symbol', { query: '' }],
      ['completionItem/resolve', { label: 'x' }],
      ['no/such/request', {}],
      ['shutdown', undefined],
    ] as const;
    for (const [method, params] of asked) {
      await expect(client.connection.sendRequest(method, params), method).rejects.toMatchObject({
        code: -32600,
      });
    }
    const ended = once(client.process, 'exit');
    await client.connection.sendNotification('exit');
    expect((await ended)[0]).toBe(0);
    expect(client.logged).toEqual([]);
  });

  it('what is asked about nothing is no bug of the server', async () => {
    const client = await startClient(everything, { answers: true });
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    for (const method of ['completionItem/resolve', 'inlayHint/resolve', 'codeLens/resolve']) {
      await expect(client.connection.sendRequest(method, null), method).rejects.toMatchObject({
        code: -32602,
      });
    }
    expect(await client.connection.sendRequest('codeLens/resolve', { range })).toEqual({ range });
    expect(await client.connection.sendRequest('workspace/diagnostic', {})).toMatchObject({ items: [] });
    expect(client.logged).toEqual([]);
    expect(await client.stop()).toBe(0);
  });
});

describe('bad input', () => {
  it('parameters that are none are told to the client, places outside of the text are its end', async () => {
    const client = await startClient({});
    await open(client);
    const ask = (params: unknown) => client.connection.sendRequest('textDocument/hover', params as never);
    const textDocument = { uri };
    for (const params of [
      {},
      { textDocument: {} },
      { textDocument, position: null },
      { textDocument, position: { line: 'x' } },
    ]) {
      await expect(ask(params)).rejects.toMatchObject({ code: -32602 });
    }
    for (const position of [
      { line: 99, character: 0 },
      { line: -1, character: -1 },
      { line: 1, character: 1e9 },
      { line: 1.5, character: 0.5 },
    ]) {
      for (const method of ['hover', 'completion', 'definition', 'references']) {
        await client.connection.sendRequest(`textDocument/${method}`, {
          ...{ textDocument, position },
          context: { includeDeclaration: true },
        });
      }
    }
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: 'file:///never-opened.msg.yaml', version: 2 },
      contentChanges: [{ text: '' }],
    });
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'nonsense' } });
    await client.connection.sendNotification('textDocument/noSuchThing', {});
    await expect(client.connection.sendRequest('textDocument/noSuchThing', {})).rejects.toMatchObject({
      code: -32601,
    });
    await open(client, text, 'untitled:Untitled-1');
    const found = await client.diagnostics((p) => p.uri === 'untitled:Untitled-1');
    expect(found.map((d) => d.code)).toEqual(['params/unknown-name']);
    expect(client.logged).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  it('what a request or a notification lacks is no bug of the server', async () => {
    const client = await startClient({});
    const { connection } = client;
    await open(client);
    const textDocument = { uri };
    const position = { line: 0, character: 0 };
    const range = { start: position, end: position };
    for (const [method, params] of [
      ['hover', {}],
      ['completion', {}],
      ['references', { position }],
      ['rename', { position }],
      ['rename', { position, newName: 5 }],
      ['codeAction', { range }],
      ['rangeFormatting', { range }],
      ['onTypeFormatting', { position, options: {} }],
      ['selectionRange', { positions: [{}] }],
      ['semanticTokens/range', {}],
      ['inlayHint', {}],
    ] as const) {
      const asked = connection.sendRequest(`textDocument/${method}`, { textDocument, ...params });
      await expect(asked, method).rejects.toMatchObject({ code: -32602 });
    }
    expect(await connection.sendRequest('codeAction/resolve', { title: 'x' })).toEqual({ title: 'x' });
    for (const [method, params] of [
      ['didOpen', {}],
      ['didOpen', { textDocument }],
      ['didChange', { textDocument }],
      ['didChange', { textDocument, contentChanges: [{ range: {}, text: 'x' }] }],
      ['didClose', {}],
    ] as const)
      await connection.sendNotification(`textDocument/${method}`, params);
    await connection.sendNotification('workspace/didChangeWorkspaceFolders', {});
    expect(await connection.sendRequest('textDocument/hover', { textDocument, position })).not.toBeNull();
    expect(client.logged.filter((line) => /bug/i.test(line))).toEqual([]);
    expect(client.logged.filter((line) => line.includes('left out'))).toHaveLength(5);
    expect(await client.stop()).toBe(0);
  });

  it('a message that is no JSON is skipped', async () => {
    const client = await startClient({});
    client.process.stdin.write('Content-Length: 7\r\n\r\n{"json"');
    await open(client);
    expect(await client.diagnostics((p) => p.uri === uri)).toHaveLength(1);
    expect(await client.stop()).toBe(0);
  });
});

it('a bug in one feature is logged once, and the others go on', async () => {
  const broken: Feature = {
    register: ({ connection, answer }) =>
      connection.onDefinition(
        answer('definition', null, () => {
          throw new Error('planted');
        }),
      ),
  };
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const options: ServerOptions = {
    host: {
      ...host,
      config() {
        throw new Error('planted too');
      },
      rootOf: (_, cwd) => cwd,
    },
    cwd: '/nowhere',
    docs: () => undefined,
    features: [broken, hover],
  };
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(
    connection,
    () =>
      (...session) =>
        runServer(...session, options),
  );
  const client = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const logged: { type: number; message: string }[] = [];
  client.onNotification('window/logMessage', (message) => void logged.push(message));
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const at = { textDocument: { uri }, position: { line: 2, character: 8 } };
  for (let i = 0; i < 3; i++) expect(await client.sendRequest('textDocument/definition', at)).toBeNull();
  expect(await client.sendRequest('textDocument/hover', at)).not.toBeNull();
  const errors = logged.filter((m) => m.type === 1);
  expect(errors.map((m) => m.message.split('\n')[0])).toEqual([
    'A bug in sendspec (definition): Error: planted',
  ]);
  // what is wrong with a config is the author's to mend
  expect(logged.filter((m) => m.type === 2).map((m) => m.message)).toEqual(['planted too']);
  client.dispose();
});

it('ends when the process that started it is gone, though its input stays open', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const client = await startClient({}, { params: { processId: gone } });
  expect((await once(client.process, 'exit'))[0]).toBe(1);
});

describe('files that are not open', () => {
  const main =
    'imports: { s: ../shared.msg.yaml }\nmessages:\n  a:\n    messaging_type: RESPONSE\n    text: "{{> s.hi}}"\n';

  function project() {
    const root = realpathSync(folder({ 'shared.msg.yaml': 'fragments:\n  hi: Hello\n' }));
    mkdirSync(join(root, 'in'));
    return { root, at: pathToFileURL(join(root, 'in/main.msg.yaml')).href };
  }

  it('a folder of the workspace is the root of what is below it, also one that comes and goes', async () => {
    const { root, at } = project();
    const other = realpathSync(folder({}));
    const named = (path: string) => ({ uri: pathToFileURL(path).href, name: path });
    const client = await startClient(
      { workspace: { workspaceFolders: true } },
      { params: { workspaceFolders: [named(other)] }, answers: true },
    );
    await open(client, main, at);
    const codes = await client.diagnostics((p) => p.uri === at);
    expect(codes.map((d) => d.code)).toEqual(['spec/import-unreadable']);
    const change = async (event: object) => {
      client.published.length = 0;
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      return (await client.diagnostics((p) => p.uri === at)).map((d) => d.code);
    };
    expect(await change({ added: [named(root)], removed: [] })).toEqual([]);
    expect(await change({ added: [], removed: [named(root)] })).toEqual(['spec/import-unreadable']);
    await client.stop();
  });

  it('a change on the disk is seen, though the client watches nothing', async () => {
    const { root, at } = project();
    const client = await startClient({}, { params: { rootUri: pathToFileURL(root).href } });
    await open(client, main, at);
    expect(await client.diagnostics((p) => p.uri === at)).toEqual([]);
    client.published.length = 0;
    writeFileSync(join(root, 'shared.msg.yaml'), 'fragments:\n  ho: Hello there\n');
    const found = await client.diagnostics((p) => p.uri === at);
    expect(found.map((d) => d.code)).toEqual(['spec/unknown-fragment']);
    client.published.length = 0;
    writeFileSync(join(root, 'sendspec.config.yaml'), 'channel: nowhere\n');
    await client.diagnostics((p) => p.uri === at);
    expect(client.logged.join()).toContain('"channel" is one of messenger, instagram');
    await client.stop();
  });

  it('a client that can watch is asked to', async () => {
    const client = await startClient(everything, { answers: true });
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    expect(client.registered).toEqual(['workspace/didChangeWatchedFiles']);
    await client.stop();
  });
});
