import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CompletionList, Hover } from 'vscode-languageserver/node';
import { completeConfig, diagnoseConfig, hoverConfig } from '../../lsp/service/config-file.ts';
import { helperKeywords } from '../../src/bind/own-helpers.ts';
import { configName } from '../../src/cli/config-name.ts';
import { readSettings } from '../../src/cli/parse-config.ts';
import { configSchema } from '../../src/schema/config-schema.ts';
import { createSource } from '../../src/source/create-source.ts';
import { folder } from '../cli/run-cli.ts';
import { startClient } from './client.ts';
import { readMarks } from './marked.ts';

function open(source: string, root = '/nowhere') {
  const { text, offset } = readMarks(source);
  const file = createSource(configName, text);
  return { document: { uri: 'x', version: 1, root, file }, text, position: file.positionAt(offset) };
}

function offers(source: string, root?: string) {
  const { document, position, text } = open(source, root);
  const found = completeConfig(document, position);
  const labels = found?.offers.map((o) => o.label) ?? [];
  const taken = (label: string) => {
    const offer = found!.offers.find((o) => o.label === label)!;
    return text.slice(0, found!.range.start) + (offer.insert ?? label) + text.slice(found!.range.end);
  };
  return { labels, taken };
}

const settings = ['page_id', 'api', 'channel', 'language', 'endpoint', 'helpers'];

it('the schema has the settings that are read, and no others', () => {
  const { problems } = readSettings(createSource(configName, 'nothing: 1\n'), () => undefined);
  expect(problems[0]!.text).toContain(
    `use ${['page_id', 'api', 'channel', 'language', 'endpoint', 'helpers'].join(', ')}`,
  );
  expect(Object.keys(configSchema['properties'] as object)).toEqual(settings);
});

describe('completion', () => {
  it.each([
    ['', '<|>', settings],
    ['the rest', 'api: current\n<|>', settings.filter((s) => s !== 'api')],
    ['half a key', 'api: current\npa<|>', settings.filter((s) => s !== 'api')],
    ['values', 'api: <|>', ['v21.0', 'current']],
    ['half a value', 'channel: ins<|>', ['messenger', 'instagram']],
    ['in a list', 'channel: [messenger, <|>]', ['messenger', 'instagram']],
    ['in a list of lines', 'channel:\n  - <|>', ['messenger', 'instagram']],
    ['of helpers', 'helpers:\n  <|>', ['module', 'functions']],
    [
      'of a helper',
      'helpers:\n  functions:\n    tier:\n      <|>',
      ['description', 'params', 'options', 'returns'],
    ],
    ['beside a broken line', 'helpers: [\napi: <|>', ['v21.0', 'current']],
  ])('%s', (_, source, expected) => {
    expect(offers(source).labels).toEqual(expected);
  });

  it('types of helpers', () => {
    const { labels } = offers('helpers:\n  functions:\n    tier:\n      params: { points: <|> }');
    expect(labels).toEqual(expect.arrayContaining(['string', 'integer', 'boolean']));
    const long = offers(
      'helpers:\n  functions:\n    tier:\n      returns:\n        type: object\n        <|>',
    );
    expect(long.labels).toContain('maxLength');
    expect(long.labels.every((name) => helperKeywords.has(name))).toBe(true);
  });

  it('modules of the project', () => {
    const root = realpathSync(folder({ 'a.mjs': '', 'lib/b.js': '', 'c.msg.yaml': '' }));
    expect(offers('helpers:\n  module: <|>', root).labels).toEqual(['./a.mjs', './lib/b.js']);
  });

  it('names of the author are his own', () => {
    expect(offers('helpers:\n  functions:\n    <|>').labels).toEqual([]);
    expect(offers('page_id: <|>').labels).toEqual([]);
    expect(offers('# <|>').labels).toEqual([]);
  });

  it('what is taken can be read', () => {
    expect(offers('pa<|>').taken('page_id')).toBe('page_id: ');
    expect(offers('<|>: current').taken('api')).toBe('api: current');
    expect(offers('channel: "ins<|>"').taken('instagram')).toBe('channel: "instagram"');
    expect(offers('hel<|>').taken('helpers')).toBe('helpers:');
  });

  it('at every offset of a config, and in every prefix', () => {
    const text =
      'page_id: "1"\nchannel: [messenger, instagram]\nhelpers:\n  module: ./h.mjs\n  functions:\n    tier: { params: { n: integer(0..9) }, returns: [A, B] }\n';
    for (let i = 0; i <= text.length; i++) {
      const { document, position } = open(`${text.slice(0, i)}<|>${text.slice(i)}`);
      completeConfig(document, position);
      hoverConfig(document, position);
      const prefix = open(`${text.slice(0, i)}<|>`);
      completeConfig(prefix.document, prefix.position);
      hoverConfig(prefix.document, prefix.position);
      diagnoseConfig(prefix.document);
    }
  });
});

it('hover says what a setting or a value means', () => {
  const at = (source: string) => {
    const { document, position } = open(source);
    return hoverConfig(document, position)?.markdown;
  };
  expect(at('end<|>point: http://127.0.0.1')).toContain('Never used without');
  expect(at('api: cur<|>rent')).toContain('2026');
  expect(at('helpers:\n  mod<|>ule: ./a.mjs')).toContain('.mjs');
  expect(at('wrong<|>: 1')).toBeUndefined();
});

describe('in a session', () => {
  const text = 'api: v22.0\nhelpers: { module: ./no.mjs, functions: {} }\n';

  it('findings come with each version, go with the file, and completion and hover answer', async () => {
    const root = realpathSync(folder({ 'a.msg.yaml': 'messages: { a: Hi }\n' }));
    const uri = pathToFileURL(join(root, configName)).href;
    writeFileSync(join(root, configName), text);
    const client = await startClient({});
    const { connection } = client;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    const first = await client.diagnostics((p) => p.uri === uri && p.version === 1);
    expect(first.map((d) => [d.range.start.line, String(d.message).slice(0, 24)])).toEqual([
      [0, '"api" is one of v21.0, c'],
      [1, 'no.mjs does not exist'],
    ]);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'api: \n' }],
    });
    const list = await connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 0, character: 5 },
    });
    expect(list.items.map((i) => i.label)).toEqual(['v21.0', 'current']);
    const words = await connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 1 },
    });
    expect(JSON.stringify(words.contents)).toContain('Which rules');
    for (const method of ['documentSymbol', 'foldingRange', 'semanticTokens/full', 'codeLens'])
      await connection.sendRequest(`textDocument/${method}`, { textDocument: { uri } });
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.diagnostics((p) => p.uri === uri && p.version === undefined && p.diagnostics.length === 0);
    expect(client.logged.filter((line) => line.includes('bug'))).toEqual([]);
  });

  it('a client that pulls asks for them', async () => {
    const client = await startClient(
      { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
      { answers: true },
    );
    const uri = `file:///nowhere/${configName}`;
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: 'api: v22.0\n' },
    });
    const report = await client.connection.sendRequest<{ items: { message: string }[] }>(
      'textDocument/diagnostic',
      { textDocument: { uri } },
    );
    expect(report.items.map((i) => i.message)).toEqual([expect.stringContaining('"api" is one of')]);
    expect(client.published).toEqual([]);
  });
});
