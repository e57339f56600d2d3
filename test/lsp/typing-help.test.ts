/** Completion with its docs, signatures and hints as clients of different abilities get them, from the real server. */
import { describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  CompletionItem,
  CompletionList,
  InlayHint,
  MarkupContent,
  SignatureHelp,
} from 'vscode-languageserver/node';
import { type Client, startClient } from './client.ts';
import { readMarks } from './marked.ts';

const uri = 'file:///nowhere/typing.msg.yaml';

async function open(client: Client, source: string) {
  const { text, offset } = readMarks(source);
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'sendspec', version: 1, text },
  });
  const before = text.slice(0, offset).split('\n');
  return {
    textDocument: { uri },
    position: { line: before.length - 1, character: before.at(-1)!.length },
  };
}

async function itemAt(client: Client, source: string, label: string): Promise<CompletionItem> {
  const { items } = await client.connection.sendRequest<CompletionList>(
    'textDocument/completion',
    await open(client, source),
  );
  const found = items.find((item) => item.label === label);
  expect(found, items.map((i) => i.label).join()).toBeDefined();
  return found!;
}

const able: ClientCapabilities = {
  textDocument: {
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown'],
        resolveSupport: { properties: ['documentation'] },
        insertTextModeSupport: { valueSet: [1, 2] },
        tagSupport: { valueSet: [1] },
      },
    },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ['markdown'],
        parameterInformation: { labelOffsetSupport: true },
      },
    },
    inlayHint: { resolveSupport: { properties: ['tooltip'] } },
    hover: { contentFormat: ['markdown'] },
  },
};

const receipt = 'messages:\n  a:\n    - rec<|>\n';
const retag = 'messages:\n  a:\n    text: x\n    tag: <|>\n';
const call = 'params: { name: string(9) }\nmessages:\n  a:\n    text: "{{truncate name <|>}}"\n';
const fragment = `params: { name: string(9) }
fragments:
  bye: Good bye
messages:
  a:
    text: "{{> <|>}}"
`;

describe('a client that can do all of it', () => {
  it('gets places to fill in, with the lines below where they belong', async () => {
    const client = await startClient(able);
    const item = await itemAt(client, receipt, 'receipt');
    expect(item).toMatchObject({ insertTextFormat: 2, insertTextMode: 2 });
    // it indents by the blanks of the line (4): two more for the dash
    expect((item.textEdit as { newText: string }).newText).toMatch(
      /^receipt:\n {4}recipient_name: \$\{1:recipient name\}\n {4}order_number: \$\{2:order number\}\n {4}currency: \$\{3:EUR\}/,
    );
    expect(item.documentation).toBeUndefined();
    expect(await client.stop()).toBe(0);
  });

  it('asks for docs and previews when it shows them', async () => {
    const client = await startClient(able);
    const tag = await itemAt(client, retag, 'ACCOUNT_UPDATE');
    expect(tag).toMatchObject({ tags: [1], detail: 'Messenger only, withdrawn 2026-04-27' });
    const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', tag);
    const { kind, value } = resolved.documentation as MarkupContent;
    expect(kind).toBe('markdown');
    expect(value).toContain('Removed by Meta (2026-04-27)');
    // one that it has forgotten comes back as it is
    const strange = { label: 'x', data: { id: 999, index: 3 } };
    expect(await client.connection.sendRequest('completionItem/resolve', strange)).toEqual(strange);
  });

  it('sees a fragment as it is written', async () => {
    const client = await startClient(able);
    const item = await itemAt(client, fragment, 'bye');
    const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    expect((resolved.documentation as MarkupContent).value).toContain('bye: Good bye');
  });

  it('gets signatures with the place of each parameter', async () => {
    const client = await startClient(able);
    const help = await client.connection.sendRequest<SignatureHelp>(
      'textDocument/signatureHelp',
      await open(client, call),
    );
    expect(help).toMatchObject({ activeSignature: 0, activeParameter: 1 });
    expect(help.signatures[0]?.label).toBe('truncate text length');
    expect(help.signatures[0]?.parameters?.map((p) => p.label)).toEqual([
      [9, 13],
      [14, 20],
    ]);
  });

  it('asks for the sum behind a hint', async () => {
    const client = await startClient(able);
    const { textDocument } = await open(client, `${call.replace('<|>', '5')}<|>`);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument,
      range,
    });
    expect(hints).toMatchObject([
      { label: '≤ 5/1999', paddingLeft: true, position: { line: 3, character: 31 } },
    ]);
    expect(hints[0]?.tooltip).toBeUndefined();
    const resolved = await client.connection.sendRequest<InlayHint>('inlayHint/resolve', hints[0]);
    expect((resolved.tooltip as MarkupContent).value).toContain('1 to 5 of at most 1999 characters');
  });
});

describe('a client that announces nothing', () => {
  it('gets plain text with its docs, signatures by their words, hints with their words', async () => {
    const client = await startClient({});
    const item = await itemAt(client, receipt, 'receipt');
    expect(item.insertTextFormat).toBeUndefined();
    expect(item.insertTextMode).toBeUndefined();
    expect((item.textEdit as { newText: string }).newText).toBe('receipt:');
    expect((item.documentation as MarkupContent).kind).toBe('plaintext');
    const help = await client.connection.sendRequest<SignatureHelp>(
      'textDocument/signatureHelp',
      await open(client, call),
    );
    expect(help.signatures[0]?.parameters?.map((p) => p.label)).toEqual(['text', 'length']);
    const { textDocument } = await open(client, `${call.replace('<|>', '5')}<|>`);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument,
      range,
    });
    expect((hints[0]!.tooltip as MarkupContent).value).toContain('1 to 5 of at most 1999 characters');
    expect(await client.stop()).toBe(0);
  });
});

it('a client that indents nothing gets whole lines', async () => {
  const client = await startClient({
    textDocument: {
      completion: { insertTextMode: 1, completionItem: { snippetSupport: true } },
    },
  });
  const item = await itemAt(client, receipt, 'receipt');
  expect(item.insertTextMode).toBeUndefined();
  expect((item.textEdit as { newText: string }).newText).toMatch(/^receipt:\n {8}recipient_name: /);
});
