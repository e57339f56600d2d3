import { once } from 'node:events';
import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type Hover,
} from 'vscode-languageserver/node';
import { folder } from '../cli/run-cli.ts';
import { type Client, startClient } from './client.ts';

const uri = 'file:///nowhere/hello.msg.yaml';
const text = `params:
  first_name: string(40)
messages:
  hello:
    messaging_type: RESPONSE
    text: Hi {{first_nam}}!
`;

async function open(client: Client, source = text, at = uri): Promise<void> {
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: at, languageId: 'yaml', version: 1, text: source },
  });
}

const rich: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    completion: { completionItem: { documentationFormat: ['markdown' as const] } },
    hover: { contentFormat: ['markdown' as const] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
      isPreferredSupport: true,
    },
  },
};

describe('a session', () => {
  it('from initialize to exit', async () => {
    const client = await startClient(rich, { answers: true });
    const { connection } = client;
    expect(client.initialized.capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      hoverProvider: true,
    });
    expect(client.initialized.serverInfo?.name).toBe('sendspec');
    await open(client);
    const found = await client.diagnostics((p) => p.uri === uri && p.version === 1);
    const wrong = found.find((d) => d.code === 'params/unknown-name')!;
    expect(wrong.range).toEqual({ start: { line: 5, character: 15 }, end: { line: 5, character: 24 } });
    expect(wrong.codeDescription?.href).toMatch(/^file:.*\/docs\/diagnostics\/params\/unknown-name\.md$/);

    const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: wrong.range,
      context: { diagnostics: [wrong] },
    });
    for (const action of actions) {
      expect(action).toMatchObject({ kind: 'quickfix', edit: { changes: { [uri]: expect.any(Array) } } });
    }

    // {{first_nam}} -> {{first_name}}, then a new text with an expression that is being typed
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 5, character: 24 }, end: { line: 5, character: 24 } }, text: 'e' },
      ],
    });
    expect(await client.diagnostics((p) => p.version === 2)).toEqual([]);
    const hover = await connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 5, character: 18 },
    });
    expect(hover.contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringContaining('1 to 40 characters'),
    });
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 3 },
      contentChanges: [
        {
          range: { start: { line: 6, character: 0 }, end: { line: 6, character: 0 } },
          text: '  bye:\n    text: "Bye {{fi\n',
        },
      ],
    });
    const list = await connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 7, character: 19 },
    });
    const item = list.items.find((i: CompletionItem) => i.label === 'first_name');
    expect(item?.textEdit).toEqual({
      newText: 'first_name',
      range: { start: { line: 7, character: 17 }, end: { line: 7, character: 19 } },
    });
    const symbols = await connection.sendRequest<{ name: string }[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    expect(symbols.map((s) => s.name)).toEqual(['params', 'messages']);
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await client.diagnostics((p) => p.uri === uri && p.version === undefined)).toEqual([]);
    expect(client.logged).toEqual([]);
    expect(await client.stop()).toBe(0);
    expect(client.stderr()).toBe('');
  });

  it('with a client that announces nothing and knows no request', async () => {
    const client = await startClient({});
    expect(client.initialized.capabilities.codeActionProvider).toBeUndefined();
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await open(client);
    const [wrong] = await client.diagnostics((p) => p.version === 1);
    expect(wrong).not.toHaveProperty('relatedInformation');
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 5, character: 5 },
    });
    expect(hover.contents).toMatchObject({ kind: 'plaintext' });
    for (const method of ['completion', 'hover', 'definition']) {
      const nowhere = {
        textDocument: { uri: 'file:///other.msg.yaml' },
        position: { line: 9, character: 9 },
      };
      expect(await client.connection.sendRequest(`textDocument/${method}`, nowhere)).toBeNull();
    }
    expect(await client.stop()).toBe(0);
  });

  it('with a client that pulls', async () => {
    const client = await startClient(
      { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
      { answers: true },
    );
    expect(client.initialized.capabilities.diagnosticProvider).toBeDefined();
    await open(client);
    const report = await client.connection.sendRequest<{ items: { code: string }[] }>(
      'textDocument/diagnostic',
      {
        textDocument: { uri },
      },
    );
    expect(report.items.map((d) => d.code)).toContain('params/unknown-name');
    await client.stop();
    expect(client.published).toEqual([]);
  });

  it('leaves other YAML files alone', async () => {
    const client = await startClient({});
    await open(client, 'services: {{x}}\n', 'file:///nowhere/docker-compose.yaml');
    await open(client);
    await client.diagnostics((p) => p.uri === uri);
    expect(client.published.map((p) => p.uri)).toEqual([uri]);
    await client.stop();
  });

  it('ends with the client, with an error where nobody said shutdown', async () => {
    const client = await startClient({});
    const ended = once(client.process, 'exit');
    client.process.stdin.end();
    expect((await ended)[0]).toBe(1);
  });
});

it('a burst of edits: diagnostics of the last version come, none is of another text than its version', async () => {
  const client = await startClient({});
  const line = { line: 5, character: 10 };
  await open(client);
  const requests: Promise<unknown>[] = [];
  for (let version = 2; version <= 21; version++) {
    void client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: line, end: line }, text: 'x' }],
    });
    requests.push(
      client.connection.sendRequest('textDocument/completion', {
        textDocument: { uri },
        position: { line: 5, character: 18 },
      }),
    );
  }
  const last = await client.diagnostics((p) => p.version === 21);
  await Promise.all(requests);
  expect(last.find((d) => d.code === 'params/unknown-name')?.range.start.character).toBe(15 + 20);
  for (const { version, diagnostics } of client.published) {
    const wrong = diagnostics.find((d) => d.code === 'params/unknown-name');
    expect(wrong?.range.start.character).toBe(15 + version! - 1);
  }
  await client.stop();
});

it('a cancelled request is answered as such', async () => {
  const client = await startClient({});
  // a long text, so that the request and its end are there before the server has read it
  const many = Array.from({ length: 3000 }, (_, i) => `  more${i}: Hello and good morning\n`);
  void open(client, text + many.join(''));
  const source = new CancellationTokenSource();
  const asked = client.connection.sendRequest(
    'textDocument/completion',
    { textDocument: { uri }, position: { line: 5, character: 18 } },
    source.token,
  );
  source.cancel();
  await expect(asked).rejects.toMatchObject({ code: -32800 });
  await client.stop();
});

it('files that import a changed one are looked at again', async () => {
  const root = realpathSync(
    folder({ 'shared.msg.yaml': 'fragments:\n  hi: Hello\n', 'sendspec.config.yaml': '' }),
  );
  const client = await startClient({}, { cwd: root });
  const of = (name: string) => pathToFileURL(join(root, name)).href;
  const main =
    'imports: { s: ./shared.msg.yaml }\nmessages:\n  a:\n    messaging_type: RESPONSE\n    text: "{{> s.hi}}"\n';
  await open(client, main, of('main.msg.yaml'));
  expect(await client.diagnostics((p) => p.uri === of('main.msg.yaml'))).toEqual([]);
  await open(client, 'fragments:\n  ho: Hello\n', of('shared.msg.yaml'));
  const codes = await client.diagnostics((p) => p.uri === of('main.msg.yaml') && p.diagnostics.length > 0);
  expect(codes.map((d) => d.code)).toEqual(['spec/unknown-fragment']);
  client.published.length = 0;
  await client.connection.sendNotification('textDocument/didClose', {
    textDocument: { uri: of('shared.msg.yaml') },
  });
  expect(await client.diagnostics((p) => p.uri === of('main.msg.yaml'))).toEqual([]);
  client.published.length = 0;
  writeFileSync(join(root, 'shared.msg.yaml'), 'fragments:\n  other: Hello\n');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: of('shared.msg.yaml'), type: 2 }],
  });
  expect(await client.diagnostics((p) => p.uri === of('main.msg.yaml'))).toHaveLength(1);
  await client.stop();
});
