/** Requests about names and files, over the wire. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  type CodeLens,
  ProgressType,
  type SymbolInformation,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { folder } from '../cli/run-cli.ts';
import { type Client, startClient } from './client.ts';

const defaults = 'defaults: { messaging_type: RESPONSE }\n';
const shared = `${defaults}fragments:\n  hi: { params: { who: string(9) }, text: "Hi {{who}}" }\n`;
const main = `${defaults}imports: { s: ./shared.msg.yaml }
params: { name: string(9) }
messages:
  a:
    - use: s.hi who=name
  b: "{{#if name}}{{name}}{{/if}} https://shop.example"
examples:
  - { name: Ana, data: { name: Ana } }
`;
const project = () =>
  realpathSync(
    folder({
      'sendspec.config.yaml': '',
      'shared.msg.yaml': shared,
      'main.msg.yaml': main,
      'other.msg.yaml': `${defaults}messages:\n  z: { use: "./shared.msg.yaml#hi who='x'" }\n  q: "{{gone}}"\n`,
    }),
  );

async function open(client: Client, uri: string, text: string): Promise<void> {
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'sendspec', version: 1, text },
  });
}

describe('with a client that announces nothing', () => {
  it('names, over files that are not open', async () => {
    const root = project();
    const client = await startClient({}, { cwd: root });
    const of = (name: string) => pathToFileURL(join(root, name)).href;
    const uri = of('main.msg.yaml');
    await open(client, uri, main);
    const textDocument = { uri };
    const ask = <T>(method: string, params: object) => client.connection.sendRequest<T>(method, params);
    const at = (needle: string, line: number) => ({
      line,
      character: main.split('\n')[line]!.indexOf(needle),
    });

    expect(client.initialized.capabilities).toMatchObject({
      renameProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      workspaceSymbolProvider: true,
      linkedEditingRangeProvider: true,
      codeLensProvider: { resolveProvider: true },
      executeCommandProvider: { commands: ['sendspec.render', 'sendspec.references'] },
    });
    const uses = await ask<{ uri: string }[]>('textDocument/references', {
      textDocument,
      position: at('hi who', 5),
      context: { includeDeclaration: true },
    });
    expect(uses.map((l) => l.uri)).toEqual(['main.msg.yaml', 'other.msg.yaml', 'shared.msg.yaml'].map(of));

    const edit = await ask<WorkspaceEdit>('textDocument/rename', {
      textDocument,
      position: at('hi who', 5),
      newName: 'hello',
    });
    expect(Object.keys(edit.changes!)).toEqual(
      ['main.msg.yaml', 'other.msg.yaml', 'shared.msg.yaml'].map(of),
    );
    expect(edit).not.toHaveProperty('documentChanges');
    const refused = ask('textDocument/rename', { textDocument, position: at('name', 5), newName: 'a b' });
    await expect(refused).rejects.toThrow(/cannot be the name of a param/);

    const symbols = await ask<SymbolInformation[]>('textDocument/documentSymbol', { textDocument });
    expect(symbols.find((s) => s.name === 'Ana')?.containerName).toBe('examples');
    const found = await ask<{ name: string }[]>('workspace/symbol', { query: 'hi' });
    expect(found.map((s) => s.name)).toContain('hi');
    const linked = await ask<{ ranges: object[] }>('textDocument/linkedEditingRange', {
      textDocument,
      position: at('if name', 6),
    });
    expect(linked.ranges).toHaveLength(2);
    const marked = await ask<object[]>('textDocument/documentHighlight', {
      textDocument,
      position: at('name: string', 2),
    });
    expect(marked).toHaveLength(5);
    const links = await ask<{ target: string }[]>('textDocument/documentLink', { textDocument });
    expect(links.map((l) => l.target)).toEqual([of('shared.msg.yaml'), 'https://shop.example']);
    const selections = await ask<object[]>('textDocument/selectionRange', {
      textDocument,
      positions: [at('name', 5), at('if', 6)],
    });
    expect(selections).toHaveLength(2);
    expect(client.logged).toEqual([]);
    await client.stop();
  });

  it('lenses whose words come later, and the commands in them', async () => {
    const root = project();
    const client = await startClient({}, { cwd: root });
    const uri = pathToFileURL(join(root, 'main.msg.yaml')).href;
    await open(client, uri, main);
    const all = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    const words = await Promise.all(
      all.map((lens) => client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)),
    );
    expect(words.map((l) => l.command?.title)).toEqual(['Render: Ana', '0 uses', 'Render: Ana', '0 uses']);
    const { command, arguments: given } = words[0]!.command!;
    const run = (name: string, args: unknown[]) =>
      client.connection.sendRequest('workspace/executeCommand', { command: name, arguments: args });
    expect(await run(command, given!)).toEqual({
      message: 'a',
      example: 'Ana',
      steps: [{ messaging_type: 'RESPONSE', message: { text: 'Hi Ana' } }],
    });
    expect(await run('sendspec.render', [{ uri, message: 'a', example: 'Bo' }])).toEqual({
      message: 'a',
      steps: [],
      problem: 'a has no example “Bo”: it has “Ana”.',
    });
    // a file that is not open
    const shut = pathToFileURL(join(root, 'shared.msg.yaml')).href;
    expect(
      await run('sendspec.references', [{ uri: shut, position: { line: 2, character: 3 } }]),
    ).toHaveLength(2);
    await expect(run('sendspec.render', [{ uri }])).rejects.toThrow(/takes \{ uri, message, example/);
    await expect(run('sendspec.render', [{ uri, message: 'none' }])).rejects.toThrow(/has no message "none"/);
    await expect(run('sendspec.render', [{ uri: 'untitled:x', message: 'a' }])).rejects.toThrow(
      /is not open/,
    );
    await expect(run('sendspec.dance', [])).rejects.toThrow(/There is no command sendspec\.dance/);
    expect(client.logged).toEqual([]);
    await client.stop();
  });
});

it('a client that knows more gets a question before a rename, versions and findings of the workspace', async () => {
  const root = project();
  const client = await startClient(
    {
      textDocument: { diagnostic: {}, rename: { prepareSupport: true } },
      workspace: { diagnostics: { refreshSupport: true }, workspaceEdit: { documentChanges: true } },
    },
    { cwd: root, answers: true },
  );
  const of = (name: string) => pathToFileURL(join(root, name)).href;
  const uri = of('main.msg.yaml');
  await open(client, uri, main);
  const textDocument = { uri };
  const position = { line: 5, character: 13 };
  expect(
    await client.connection.sendRequest('textDocument/prepareRename', { textDocument, position }),
  ).toMatchObject({ placeholder: 'hi' });
  await expect(
    client.connection.sendRequest('textDocument/prepareRename', {
      textDocument,
      position: { line: 0, character: 1 },
    }),
  ).rejects.toThrow(/"defaults" is a key of the language/);
  const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
    textDocument,
    position,
    newName: 'hello',
  });
  expect(
    edit.documentChanges?.map((c) => 'textDocument' in c && [c.textDocument.uri, c.textDocument.version]),
  ).toEqual([
    [uri, 1],
    [of('other.msg.yaml'), null],
    [of('shared.msg.yaml'), null],
  ]);

  const pull = (previousResultIds: { uri: string; value: string }[]) =>
    client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
  const first = await pull([]);
  const codes = first.items.map((i) => [i.uri, i.version, i.kind === 'full' && i.items.map((d) => d.code)]);
  expect(codes).toEqual([
    [uri, 1, ['params/constant-condition']],
    [of('other.msg.yaml'), null, ['params/unknown-name']],
    [of('shared.msg.yaml'), null, []],
  ]);
  const ids = first.items.map((i) => ({ uri: i.uri, value: i.resultId! }));
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: main.replace('{{name}}', '{{nam}}') }],
  });
  const second = await pull(ids);
  expect(second.items.map((i) => [i.kind, i.version])).toEqual([
    ['full', 2],
    ['unchanged', null],
    ['unchanged', null],
  ]);
  await client.stop();
});

it('findings of many files come in parts, and stop where they are cancelled', async () => {
  const many = Array.from(
    { length: 30 },
    (_, i) => [`${i}.msg.yaml`, 'messages: { a: "{{gone}}" }\n'] as const,
  );
  const root = realpathSync(folder({ 'sendspec.config.yaml': '', ...Object.fromEntries(many) }));
  const client = await startClient(
    { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    { cwd: root, answers: true },
  );
  // without a folder the projects of open documents are looked at
  await open(client, pathToFileURL(join(root, '0.msg.yaml')).href, many[0]![1]);
  const parts: number[] = [];
  client.connection.onProgress(new ProgressType<WorkspaceDiagnosticReport>(), 'parts', ({ items }) => {
    parts.push(items.length);
  });
  const last = await client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
    partialResultToken: 'parts',
  });
  expect([...parts, last.items.length]).toEqual([20, 10]);
  const source = new CancellationTokenSource();
  const asked = client.connection.sendRequest(
    'workspace/diagnostic',
    { previousResultIds: [] },
    source.token,
  );
  source.cancel();
  await expect(asked).rejects.toMatchObject({ code: -32800 });
  await client.stop();
});
