/**
 * yaml-language-server (behind YAML in most editors) with what `sendspec schema` prints: it completes, explains and
 * checks message files. `|` marks the cursor.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languageSchema } from '../../src/schema/language-schema.ts';
import { type LspClient, startServer } from './lsp-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'sendspec-yaml-'));
const program = fileURLToPath(
  new URL('node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url),
);
let client: LspClient;
let files = 0;

beforeAll(async () => {
  const schema = join(folder, 'schema.json');
  writeFileSync(schema, JSON.stringify(languageSchema()));
  const yaml = {
    schemas: { [pathToFileURL(schema).href]: '*.msg.yaml' },
    schemaStore: { enable: false },
    validate: true,
    hover: true,
    completion: true,
  };
  client = startServer([program, '--stdio'], { yaml });
  await client.request('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { configuration: true },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
        hover: { contentFormat: ['markdown'] },
      },
    },
  });
  client.notify('initialized', {});
  client.notify('workspace/didChangeConfiguration', { settings: { yaml } });
  // The server takes its settings when it gets to it: from then on it finds something here.
  const uri = open('message: {}\nmesages: {}\n');
  await client.notified(
    'textDocument/publishDiagnostics',
    (p) => (p as Published).uri === uri && (p as Published).diagnostics.length > 0,
  );
});

afterAll(async () => {
  await client.stop();
  rmSync(folder, { recursive: true });
});

function open(text: string): string {
  files += 1;
  const uri = pathToFileURL(join(folder, `${files}.msg.yaml`)).href;
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  return uri;
}

function openMarked(marked: string) {
  const offset = marked.indexOf('|');
  const before = marked.slice(0, offset).split('\n');
  const uri = open(marked.slice(0, offset) + marked.slice(offset + 1));
  return { uri, position: { line: before.length - 1, character: before.at(-1)!.length } };
}

interface Item {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

async function complete(marked: string): Promise<readonly Item[]> {
  const { uri, position } = openMarked(marked);
  const answer = await client.request('textDocument/completion', { textDocument: { uri }, position });
  return (answer as { items: readonly Item[] }).items;
}

const labels = (items: readonly Item[]) => items.map((item) => item.label);

async function hover(marked: string): Promise<string> {
  const { uri, position } = openMarked(marked);
  const answer = await client.request('textDocument/hover', { textDocument: { uri }, position });
  return JSON.stringify((answer as { contents: unknown }).contents);
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string }[];
}

async function problems(text: string): Promise<readonly string[]> {
  const uri = open(text);
  const params = await client.notified(
    'textDocument/publishDiagnostics',
    (p) => (p as Published).uri === uri,
  );
  return (params as Published).diagnostics.map((d) => d.message);
}

const message = (lines: string) => `messages:\n  m:\n${lines.replace(/^/gm, '    ')}`;

describe('completion offers', () => {
  test('the keys of a file', async () => {
    const found = labels(await complete('language: en\n|'));
    expect(found).toEqual(
      expect.arrayContaining([
        'messages',
        'params',
        'defaults',
        'fragments',
        'imports',
        'examples',
        'api',
        'channel',
      ]),
    );
    expect(found).not.toContain('text');
    expect(found).not.toContain('language');
  });

  test('a file of messages and a single message alike, where nothing says which', async () => {
    expect(labels(await complete('# a message\n|'))).toEqual(
      expect.arrayContaining(['messages', 'params', 'text', 'generic', 'quick_replies', 'recipient']),
    );
  });

  test('the keys of a message, those that are there left out', async () => {
    const found = labels(await complete(message('text: Hi\n|')));
    expect(found).toEqual(
      expect.arrayContaining([
        'quick_replies',
        'buttons',
        'tag',
        'image',
        'receipt',
        'steps',
        'variants',
        'react',
      ]),
    );
    for (const gone of ['text', 'list', 'open_graph', 'airline_update', 'dynamic_text', 'thread_control'])
      expect(found).not.toContain(gone);
  });

  test('steps: actions and the keys of a message', async () => {
    expect(labels(await complete(message('- |')))).toEqual(
      expect.arrayContaining([
        'mark_seen',
        'typing_on',
        'typing_off',
        'text',
        'typing',
        'wait',
        'when',
        'each',
      ]),
    );
  });

  test('the fields of a quick reply and its one-word forms', async () => {
    const items = await complete(message('text: Hi\nquick_replies:\n  - |'));
    expect(labels(items)).toEqual(
      expect.arrayContaining(['title', 'payload', 'image_url', 'content_type', 'tap', 'when', 'user_email']),
    );
    expect(labels(items)).not.toContain('messages');
  });

  test('the kinds of quick replies, not the one that Meta has removed', async () => {
    const found = labels(await complete(message('text: Hi\nquick_replies:\n  - content_type: |')));
    expect(found.sort()).toEqual(['text', 'user_email', 'user_phone_number']);
  });

  test('the types of buttons that live', async () => {
    const found = labels(await complete(message('text: Hi\nbuttons:\n  - type: |')));
    expect(found.sort()).toEqual(
      [
        'account_link',
        'account_unlink',
        'audio_call',
        'game_play',
        'phone_number',
        'postback',
        'web_url',
      ].sort(),
    );
  });

  test('the fields of this button and of no other', async () => {
    const found = labels(await complete(message('text: Hi\nbuttons:\n  - type: postback\n    |')));
    expect(found).toEqual(expect.arrayContaining(['title', 'payload', 'when', 'each', 'use']));
    expect(found).not.toContain('url');
    expect(found).not.toContain('webview_height_ratio');
  });

  test('the fields of a card, by the list or by elements', async () => {
    const card = ['title', 'subtitle', 'image_url', 'default_action', 'buttons', 'each', 'when'];
    expect(labels(await complete(message('generic:\n  - |')))).toEqual(expect.arrayContaining(card));
    expect(labels(await complete(message('generic:\n  elements:\n    - |')))).toEqual(
      expect.arrayContaining(card),
    );
  });

  test('the fields of a receipt and of its summary', async () => {
    expect(labels(await complete(message('receipt:\n  |')))).toEqual(
      expect.arrayContaining([
        'recipient_name',
        'order_number',
        'currency',
        'payment_method',
        'summary',
        'address',
      ]),
    );
    expect(labels(await complete(message('receipt:\n  summary:\n    |')))).toEqual(
      expect.arrayContaining(['subtotal', 'shipping_cost', 'total_tax', 'total_cost']),
    );
  });

  const long = 'message:\n  attachment:\n    type: template\n    payload:\n';

  test('templates in the long form, and the fields of the one that is chosen', async () => {
    const types = labels(await complete(message(`${long}      template_type: |`)));
    expect(types).toEqual(
      expect.arrayContaining(['generic', 'button', 'media', 'receipt', 'coupon', 'image_grid']),
    );
    expect(types).not.toContain('open_graph');
    const fields = labels(await complete(message(`${long}      template_type: coupon\n      |`)));
    expect(fields).toEqual(expect.arrayContaining(['title', 'coupon_code', 'coupon_url', 'image_url']));
    expect(fields).not.toContain('elements');
  });

  test('tags with their words, the living ones first', async () => {
    const items = await complete(message('tag: |\ntext: Hi'));
    expect(labels(items).slice(0, 2)).toEqual(['CUSTOMER_FEEDBACK', 'HUMAN_AGENT']);
    expect(labels(items)).not.toContain('SHIPPING_UPDATE');
    const withdrawn = items.find((item) => item.label === 'ACCOUNT_UPDATE');
    expect(JSON.stringify(withdrawn?.documentation)).toContain('2026-04-27');
  });

  test('types of params', async () => {
    expect(labels(await complete('params:\n  name: |\nmessages:\n  m: Hi\n'))).toEqual(
      expect.arrayContaining(['string', 'url', 'number', 'integer', 'boolean', 'date', 'date-time', 'phone']),
    );
  });

  test('profiles and channels', async () => {
    expect(labels(await complete('api: |\nmessages:\n  m: Hi\n')).sort()).toEqual(['current', 'v21.0']);
    expect(labels(await complete('channel: |\nmessages:\n  m: Hi\n'))).toEqual(
      expect.arrayContaining(['messenger', 'instagram']),
    );
  });
});

describe('hover', () => {
  test('shows the words of a field, with its limit', async () => {
    const text = await hover(
      message('text: Hi\nbuttons:\n  - type: postback\n    ti|tle: Yes\n    payload: YES'),
    );
    expect(text).toContain('Words on the button');
    expect(text).toContain('At most 20 characters');
  });

  test('says what has become of a template', async () => {
    expect(await hover(message('li|st:\n  elements: []'))).toContain('se the generic template');
  });
});

describe('checking', () => {
  const templates = new URL('../../templates/', import.meta.url);
  test.each(readdirSync(templates).filter((name) => name.endsWith('.msg.yaml')))(
    '%s: nothing',
    async (name) => {
      expect(await problems(readFileSync(new URL(name, templates), 'utf8'))).toEqual([]);
    },
  );

  test('a key that does not exist', async () => {
    expect(await problems(message('text: Hi\nquick_reply: []\n'))).not.toEqual([]);
  });

  test('a value that does not exist', async () => {
    expect((await problems(message('text: Hi\nmessaging_type: REPLY\n'))).join()).toContain('RESPONSE');
  });
});
