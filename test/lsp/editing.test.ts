/** Code actions, semantic tokens and formatting over stdio, with the real server. */
import { describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  Command,
  SemanticTokens,
  SemanticTokensDelta,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { type Client, startClient } from './client.ts';

const uri = 'file:///nowhere/hello.msg.yaml';
const text =
  'messages:\n  hello:\n    messaging_type: RESPONSE\n    text: Hi\n    # sendspec-ignore params/unused: no more\n    buttons: [A -> A]\n';
const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

async function open(client: Client): Promise<void> {
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
}

const literals: ClientCapabilities['textDocument'] = {
  codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
};

it('a client that knows commands only has actions too', async () => {
  const client = await startClient({ workspace: { applyEdit: true } });
  expect(client.initialized.capabilities.codeActionProvider).toBe(true);
  const applied: WorkspaceEdit[] = [];
  client.connection.onRequest('workspace/applyEdit', ({ edit }) => {
    applied.push(edit);
    return { applied: true };
  });
  await open(client);
  const actions = await client.connection.sendRequest<Command[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line: 4, character: 8 }, end: { line: 4, character: 8 } },
    context: { diagnostics: [] },
  });
  const [command] = actions.filter((a) => a.title === 'Remove the comment');
  expect(command).not.toHaveProperty('edit');
  const run = (given: unknown) =>
    client.connection.sendRequest('workspace/executeCommand', {
      command: command?.command,
      arguments: given,
    });
  expect(await run(command?.arguments)).toEqual({ applied: true });
  expect(applied[0]?.changes?.[uri]).toHaveLength(1);
  await expect(run([{}])).rejects.toThrow(/takes the arguments/);
  await expect(run([{ ...command?.arguments?.[0], version: 7 }])).rejects.toThrow(/has changed/);
  await client.stop();
});

describe('fix-all', () => {
  const ask = (client: Client) =>
    client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: whole,
      context: { diagnostics: [], only: ['source.fixAll'] },
    });

  it('has its edits at once, for a client that cannot ask for them later', async () => {
    const client = await startClient({ textDocument: literals });
    await open(client);
    const [action] = await ask(client);
    expect(action?.edit?.changes?.[uri]).toEqual([
      { range: { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } }, newText: '' },
    ]);
    await client.stop();
  });

  it('has its edits when it is chosen, for the text that it was offered for', async () => {
    const later = { ...literals?.codeAction, dataSupport: true, resolveSupport: { properties: ['edit'] } };
    const client = await startClient({ textDocument: { codeAction: later } });
    expect(client.initialized.capabilities.codeActionProvider).toMatchObject({ resolveProvider: true });
    await open(client);
    const [action] = await ask(client);
    expect(action?.edit).toBeUndefined();
    const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(resolved.edit?.changes?.[uri]).toHaveLength(1);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n' },
      ],
    });
    const stale = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(stale.edit).toBeUndefined();
    expect(client.logged).toEqual([]);
    await client.stop();
  });
});

it('semantic tokens: what a change makes of them', async () => {
  const tokens = { requests: { full: { delta: true } }, tokenTypes: [], tokenModifiers: [], formats: [] };
  const client = await startClient({ textDocument: { semanticTokens: tokens } });
  await open(client);
  const { connection } = client;
  const textDocument = { uri };
  const full = await connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument,
  });
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [
      { range: { start: { line: 3, character: 10 }, end: { line: 3, character: 12 } }, text: 'H {{x}}' },
    ],
  });
  const delta = await connection.sendRequest<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
    textDocument,
    previousResultId: full.resultId,
  });
  const again = await connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument,
  });
  const data = [...full.data];
  for (const e of delta.edits) data.splice(e.start, e.deleteCount, ...(e.data ?? []));
  expect(data).toEqual(again.data);
  expect(data.length).toBeGreaterThan(full.data.length);
  const unknown = await connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full/delta', {
    textDocument,
    previousResultId: 'another',
  });
  expect(unknown.data).toEqual(again.data);
  const range = await connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/range', {
    textDocument,
    range: { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } },
  });
  expect(range.data.length).toBe(5 * 5);
  expect(client.logged).toEqual([]);
  await client.stop();
});

it('formatting of a range and on a new line, for a client that announces nothing', async () => {
  const client = await startClient({});
  expect(client.initialized.capabilities).toMatchObject({
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
  });
  expect(client.initialized.capabilities.semanticTokensProvider).toBeUndefined();
  await open(client);
  const options = { tabSize: 4, insertSpaces: true };
  const change = (contentChanges: object[], version: number) =>
    client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  await change([{ text: 'messages:\n  hello:\n    text:   Hi\n    buttons:\n\n' }], 2);
  const ranged = await client.connection.sendRequest<TextEdit[]>('textDocument/rangeFormatting', {
    textDocument: { uri },
    range: { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } },
    options,
  });
  expect(ranged).toEqual([
    {
      range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } },
      newText: '    text: Hi\n',
    },
  ]);
  const typed = await client.connection.sendRequest<TextEdit[]>('textDocument/onTypeFormatting', {
    textDocument: { uri },
    position: { line: 4, character: 0 },
    ch: '\n',
    options,
  });
  expect(typed).toEqual([
    { range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } }, newText: '      - ' },
  ]);
  await client.stop();
});
