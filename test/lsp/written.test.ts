import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { DocumentSymbol, Message } from 'vscode-languageserver/node';
import { documentSymbols, documentSymbolsJson } from '../../lsp/service/symbols.ts';
import { StreamWriter } from '../../lsp/stream-writer.ts';
import { toObject, written } from '../../lsp/written.ts';
import { openMarked } from './marked.ts';

const source =
  'params: { a: string(9) }\nfragments:\n  f: hi\nmessages:\n  "x \\"line\\":7 😀":\n    text: \'"line":3\'\n  b: <|>hi\n';

async function bytes(message: Message): Promise<{ head: string; body: string; writes: number }> {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk) => void chunks.push(chunk));
  await new StreamWriter(stream).write(message);
  const all = Buffer.concat(chunks);
  const at = all.indexOf('\r\n\r\n') + 4;
  return { head: all.toString('utf8', 0, at), body: all.toString('utf8', at), writes: chunks.length };
}

it('an answer in pieces is what it is as a whole: over a stream, as an object, as JSON', async () => {
  const { workspace, uri } = openMarked(source);
  const result = written<DocumentSymbol[]>(documentSymbolsJson(workspace, uri));
  const message = { jsonrpc: '2.0', id: 'a"1', result } as Message;
  const expected = { jsonrpc: '2.0', id: 'a"1', result: documentSymbols(workspace, uri) };
  const { head, body, writes } = await bytes(message);
  expect(JSON.parse(body)).toEqual(expected);
  expect(head).toBe(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`);
  expect(writes).toBe(1);
  expect(toObject(message)).toEqual(expected);
  expect(JSON.parse(JSON.stringify(message))).toEqual(expected);
  expect(expected.result.map((s) => [s.name, s.children?.length])).toEqual([
    ['params', 1],
    ['fragments', 1],
    ['messages', 2],
  ]);
});

it('other messages are written as they are', async () => {
  const message = { jsonrpc: '2.0', method: 'x', params: { text: 'é😀' } } as Message;
  expect(JSON.parse((await bytes(message)).body)).toEqual(message);
  expect(toObject(message)).toBe(message);
  expect(JSON.parse((await bytes({ jsonrpc: '2.0', id: 1, result: null } as Message)).body)).toEqual({
    jsonrpc: '2.0',
    id: 1,
    result: null,
  });
});

it('a piece that is moved changes its lines, and no text that looks like one', () => {
  const { workspace, uri } = openMarked(source);
  const before = documentSymbols(workspace, uri);
  const start = { line: 0, character: 0 };
  workspace.change(uri, 2, [{ range: { start, end: start }, text: '# one\n# two\n' }]);
  const after = documentSymbols(workspace, uri);
  const names = (symbols: readonly DocumentSymbol[]): unknown[] =>
    symbols.map((s) => [s.name, s.detail, names(s.children ?? [])]);
  expect(names(after as DocumentSymbol[])).toEqual(names(before as DocumentSymbol[]));
  expect(after[2]!.children![0]!.range.start.line).toBe(before[2]!.children![0]!.range.start.line + 2);
});

it('a stream that fails rejects', async () => {
  const stream = new PassThrough();
  stream.destroy();
  const writer = new StreamWriter(stream);
  const told: unknown[] = [];
  writer.onError(([error]) => told.push(error));
  await expect(writer.write({ jsonrpc: '2.0' })).rejects.toThrow();
  expect(told.length).toBeGreaterThan(0);
});
