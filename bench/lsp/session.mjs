/** One server with one document open: edits, and when what they cause has come. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect } from './client.mjs';

export async function openSession(server, { text, folder, limit }) {
  const path = join(folder, 'bench.msg.yaml');
  writeFileSync(path, text);
  const uri = pathToFileURL(path).href;
  const client = connect(server.command, { settings: server.settings, limit, cwd: folder });
  await initialize(client, folder, server.settings);
  let version = 1;
  const problems = (marks) => (params) =>
    params.uri === uri &&
    marks.every(({ line, wrong }) => params.diagnostics.some((d) => d.range.start.line === line) === wrong);

  return {
    client,
    uri,
    /** Waits until the server has taken its settings: then it finds something in a file with a mistake. */
    async open(mistake) {
      const broken = applyEdit(text, mistake.edit);
      const seen = client.notified(
        'textDocument/publishDiagnostics',
        problems([{ line: mistake.line, wrong: true }]),
      );
      client.notify('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version, text: broken },
      });
      await seen;
      await this.settle([mistake.undo], [{ line: mistake.line, wrong: false }]);
    },
    /** `edits`: applied one after the other. */
    edit(edits) {
      version += 1;
      client.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: edits.map(({ line, from, to = from, endLine = line, text }) => ({
          range: { start: { line, character: from }, end: { line: endLine, character: to } },
          text,
        })),
      });
    },
    /** Edits, and waits for diagnostics that have (or have not) something on each of these lines. */
    async settle(edits, marks) {
      const seen = client.notified('textDocument/publishDiagnostics', problems(marks));
      this.edit(edits);
      await seen;
    },
    at: (line, character) => ({ textDocument: { uri }, position: { line, character } }),
  };
}

export async function initialize(client, folder, settings) {
  const result = await client.request('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: {
        publishDiagnostics: {
          relatedInformation: true,
          tagSupport: { valueSet: [1, 2] },
          versionSupport: true,
        },
        completion: {
          contextSupport: true,
          completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] },
        },
        hover: { contentFormat: ['markdown', 'plaintext'] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      },
    },
  });
  client.notify('initialized', {});
  if (Object.keys(settings).length > 0) client.notify('workspace/didChangeConfiguration', { settings });
  return result;
}

function applyEdit(text, { line, from, to = from, text: inserted }) {
  const lines = text.split('\n');
  lines[line] = lines[line].slice(0, from) + inserted + lines[line].slice(to);
  return lines.join('\n');
}
