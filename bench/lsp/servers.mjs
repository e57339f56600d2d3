/** The servers that are compared: how each starts, and what it wants to be told. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = file('../../dist/sendspec.js');

export const sendspec = {
  name: 'sendspec',
  command: [process.execPath, program, 'lsp', '--stdio'],
  settings: {},
  /** What its diagnostics wait on purpose. */
  debounce: 0,
};

/** From test/clients/, whose packages are installed where they are missing. */
export function yamlServer(folder) {
  const server = file('../../test/clients/node_modules/yaml-language-server');
  if (!existsSync(server)) {
    console.error('Installing yaml-language-server (test/clients) …');
    execFileSync('npm', ['ci', '--prefix', file('../../test/clients'), '--no-audit', '--no-fund'], {
      stdio: 'ignore',
    });
  }
  const schema = join(folder, 'schema.json');
  writeFileSync(schema, execFileSync(process.execPath, [program, 'schema']));
  const yaml = {
    schemas: { [pathToFileURL(schema).href]: '*.msg.yaml' },
    schemaStore: { enable: false },
    validate: true,
    hover: true,
    completion: true,
  };
  return {
    name: 'yaml-language-server',
    command: [process.execPath, join(server, 'bin/yaml-language-server'), '--stdio'],
    settings: { yaml },
    debounce: 200,
  };
}

/** A server that can do nothing, bundled as sendspec is, with V8's compiled form of it. */
export async function emptyServer(folder) {
  mkdirSync(folder, { recursive: true });
  const bundle = join(folder, 'empty.cjs');
  await build({
    entryPoints: [file('./empty-server.mjs')],
    outfile: bundle,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  });
  await build({
    entryPoints: [file('../../src/cli/load-program.ts')],
    outfile: join(folder, 'load.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
  writeFileSync(
    join(folder, 'empty.mjs'),
    "import { loadProgram } from './load.mjs';\nloadProgram('empty.cjs');\n",
  );
  const maker = spawn(process.execPath, [file('../../scripts/make-code-cache.mjs'), bundle, '--stdio'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  maker.stdin.write(wholeSession()); // left open: a client that goes away is another end than `exit`
  const [code] = await once(maker, 'exit');
  if (code !== 0) throw new Error(`the empty server ended with ${code}`);
  return {
    name: 'empty server',
    command: [process.execPath, join(folder, 'empty.mjs'), '--stdio'],
    settings: {},
  };
}

/** What a client writes from start to end, so that the compiled form holds what a start needs. */
function wholeSession() {
  return [
    { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
    { method: 'initialized', params: {} },
    { id: 2, method: 'shutdown' },
    { method: 'exit' },
  ]
    .map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }))
    .map((text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
    .join('');
}
