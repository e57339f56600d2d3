/** The web worker's build in a realm that has what a worker has, and nothing of Node. */
import { readdirSync, readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { Diagnostic, InitializeResult } from 'vscode-languageserver';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly diagnostics: Diagnostic[]; readonly type?: number };
  readonly result?: unknown;
}

function startWorker() {
  const received: Message[] = [];
  const waiting = new Set<() => void>();
  let closed = false;
  const realm: Record<string, unknown> = {
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, performance },
    ...{ TextDecoder, TextEncoder, URL, MessageChannel },
    addEventListener() {},
    postMessage(message: Message) {
      received.push(message);
      for (const look of waiting) look();
    },
    close() {
      closed = true;
      for (const look of waiting) look();
    },
  };
  realm['self'] = realm;
  const context = createContext(realm);
  runInContext(readFileSync('dist/lsp-worker.js', 'utf8'), context);
  const post = (message: object) =>
    (realm['onmessage'] as (event: object) => void)({ data: { jsonrpc: '2.0', ...message } });
  const until = <T>(find: () => T | undefined) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  let last = 0;
  return {
    notify: (method: string, params: unknown = {}) => post({ method, params }),
    async request(method: string, params: unknown = {}) {
      last += 1;
      const id = last;
      post({ id, method, params });
      return (await until(() => received.find((m) => m.id === id))).result;
    },
    /** Codes of the next publication. */
    codes: async () => {
      const before = received.length;
      const found = await until(() =>
        received.slice(before).find((m) => m.method === 'textDocument/publishDiagnostics'),
      );
      return found.params!.diagnostics.map((d) => d.code);
    },
    /** What was logged as an error. */
    errors: () => received.filter((m) => m.method === 'window/logMessage' && m.params?.type === 1),
    ended: () => until(() => closed || undefined),
  };
}

const uri = 'file:///shop/a.msg.yaml';
const text = `imports: { s: ./shared.msg.yaml }
messages:
  a:
    messaging_type: RESPONSE
    text: "{{> s.hi}}"
`;

it('answers, and reads imports and the config from what it is handed', async () => {
  const worker = startWorker();
  await worker.request('initialize', {
    processId: null,
    rootUri: 'file:///shop',
    capabilities: {},
    initializationOptions: { files: { 'file:///shop/shared.msg.yaml': 'fragments:\n  hi: Hello\n' } },
  });
  worker.notify('initialized');
  let codes = worker.codes();
  worker.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'sendspec', version: 1, text } });
  expect(await codes).toEqual([]);

  codes = worker.codes();
  worker.notify('sendspec/files', { files: { 'file:///shop/shared.msg.yaml': null } });
  expect(await codes).toEqual(['spec/import-unreadable']);

  codes = worker.codes();
  worker.notify('sendspec/files', {
    files: {
      'file:///shop/shared.msg.yaml': 'fragments:\n  hi: Hello\n',
      'file:///shop/sendspec.config.yaml': 'channel: instagram\n',
    },
  });
  expect(await codes).toEqual([]);
  const hover = await worker.request('textDocument/hover', {
    textDocument: { uri },
    position: { line: 3, character: 8 },
  });
  expect(JSON.stringify(hover)).toContain('messaging_type');
  const completion = await worker.request('textDocument/completion', {
    textDocument: { uri },
    position: { line: 3, character: 20 },
  });
  expect(JSON.stringify(completion)).toContain('RESPONSE');

  await worker.request('shutdown');
  worker.notify('exit');
  await worker.ended();
});

it('answers every request about the templates without a bug', async () => {
  const worker = startWorker();
  const { capabilities } = (await worker.request('initialize', {
    processId: null,
    rootUri: 'file:///t',
    capabilities: {
      textDocument: {
        completion: { completionItem: { snippetSupport: true } },
        codeAction: { codeActionLiteralSupport: {} },
      },
    },
  })) as InitializeResult;
  worker.notify('initialized');
  for (const name of readdirSync('templates').filter((each) => each.endsWith('.msg.yaml'))) {
    const source = readFileSync(`templates/${name}`, 'utf8');
    const at = `file:///t/${name}`;
    const textDocument = { uri: at };
    worker.notify('textDocument/didOpen', {
      textDocument: { uri: at, languageId: 'sendspec', version: 1, text: source },
    });
    const lines = source.split('\n');
    const whole = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
    for (const method of [
      'documentSymbol',
      'foldingRange',
      'codeLens',
      'documentLink',
      'semanticTokens/full',
      'formatting',
    ]) {
      await worker.request(`textDocument/${method}`, {
        textDocument,
        options: { tabSize: 2, insertSpaces: true },
      });
    }
    await worker.request('textDocument/inlayHint', { textDocument, range: whole });
    await worker.request('textDocument/codeAction', {
      textDocument,
      range: whole,
      context: { diagnostics: [] },
    });
    for (const [line, words] of lines.entries()) {
      if (line % 12 !== 0) continue;
      const position = { line, character: Math.floor(words.length / 2) };
      for (const method of ['hover', 'completion', 'signatureHelp', 'definition', 'documentHighlight']) {
        await worker.request(`textDocument/${method}`, { textDocument, position });
      }
    }
  }
  const rendered = await worker.request('workspace/executeCommand', {
    command: 'sendspec.render',
    arguments: [{ uri: 'file:///t/welcome.msg.yaml', message: 'welcome' }],
  });
  expect(capabilities.executeCommandProvider?.commands).toContain('sendspec.render');
  expect(JSON.stringify(rendered)).toContain('Hi Zoë, nice to meet you!');
  expect(worker.errors()).toEqual([]);
});

it('has nothing of Node in it', () => {
  const code = readFileSync('dist/lsp-worker.js', 'utf8');
  expect(code).not.toMatch(/require\("(?:node:|fs|path|process)/);
});
