import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { folder } from '../cli/run-cli.ts';
import { type Client, startClient } from './client.ts';

const good = 'messages:\n  hello: { messaging_type: RESPONSE, text: Hi }\n';
const bad = 'messages:\n  hello: { messaging_type: RESPONSE, text: "Hi {{who}}" }\n';

async function start(texts: Readonly<Record<string, string>>, capabilities: ClientCapabilities = {}) {
  const root = realpathSync(folder(texts));
  const workspaceFolders = [{ uri: pathToFileURL(root).href, name: 'project' }];
  const client = await startClient(capabilities, { answers: true, params: { workspaceFolders } });
  const uri = (name: string) => pathToFileURL(join(root, name)).href;
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  return { client, root, uri, write };
}

/** The next publication from now on. */
async function next(client: Client, uri: string): Promise<string[]> {
  const from = client.published.length;
  const found = await client.diagnostics((p) => p.uri === uri && client.published.indexOf(p) >= from);
  return found.map((d) => String(d.code));
}

it('findings of files that are not open come, follow the disk, and go', async () => {
  const { client, root, uri, write } = await start({ 'a.msg.yaml': bad, 'b.msg.yaml': good });
  const a = uri('a.msg.yaml');
  expect((await client.diagnostics((p) => p.uri === a)).map((d) => d.code)).toEqual(['params/unknown-name']);
  // nobody tells the server of these
  let coming = next(client, a);
  write('a.msg.yaml', good);
  expect(await coming).toEqual([]);
  coming = next(client, a);
  write('a.msg.yaml', bad);
  expect(await coming).toEqual(['params/unknown-name']);
  coming = next(client, a);
  rmSync(join(root, 'a.msg.yaml'));
  expect(await coming).toEqual([]);
  // a file that has nothing was never spoken of
  expect(client.published.filter((p) => p.uri === uri('b.msg.yaml'))).toEqual([]);
  expect(client.logged).toEqual([]);
});

it('a file is one of these again when it is closed, as it is on the disk', async () => {
  const { client, uri } = await start({ 'a.msg.yaml': bad });
  const { connection } = client;
  const a = uri('a.msg.yaml');
  await client.diagnostics((p) => p.uri === a);
  let coming = next(client, a);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: a, languageId: 'sendspec', version: 1, text: good },
  });
  expect(await coming).toEqual([]);
  coming = next(client, a);
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri: a } });
  expect(await coming).toEqual([]);
  expect(await next(client, a)).toEqual(['params/unknown-name']);
});

it('a file that reads an open one follows what is typed there', async () => {
  const shared = 'params: { who: string(20) }\nfragments:\n  name: "{{who}}"\n';
  const { client, uri } = await start({
    'shared.msg.yaml': shared,
    'a.msg.yaml':
      'imports: { s: ./shared.msg.yaml }\nparams: { who: string(20) }\nmessages:\n  hello: { messaging_type: RESPONSE, text: "{{> s.name}}" }\n',
  });
  const a = uri('a.msg.yaml');
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uri('shared.msg.yaml'), languageId: 'sendspec', version: 1, text: shared },
  });
  const coming = client.diagnostics((p) => p.uri === a && p.diagnostics.length > 0);
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: uri('shared.msg.yaml'), version: 2 },
    contentChanges: [{ text: shared.replace('name:', 'nome:') }],
  });
  expect((await coming).map((d) => d.code)).toContain('spec/unknown-fragment');
});

it.each([
  [
    'pulls',
    { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
  ] as const,
])('a client that %s is told nothing', async (_, capabilities) => {
  const { client } = await start({ 'a.msg.yaml': bad }, capabilities);
  await sleep(2500);
  expect(client.published).toEqual([]);
});

it('a client without a folder is told nothing of files beside the one that is open', async () => {
  const root = realpathSync(folder({ 'a.msg.yaml': bad, 'b.msg.yaml': good }));
  const client = await startClient({}, { cwd: root });
  const b = pathToFileURL(join(root, 'b.msg.yaml')).href;
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: b, languageId: 'sendspec', version: 1, text: good },
  });
  await sleep(2500);
  expect(client.published.map((p) => p.uri)).toEqual([b]);
});
