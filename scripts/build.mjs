// Bundles the command line and the library into dist/ (chevrotain unbundled costs most of a second at start).
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const banner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: false,
  logLevel: 'warning',
  legalComments: 'linked',
};

// What `sendspec compile` puts into the modules that it writes: they run in any JavaScript engine, on their own.
await build({
  bundle: true,
  entryPoints: { runtime: 'src/render/runtime/index.ts' },
  outdir: 'dist',
  format: 'iife',
  globalName: 'sendspecRuntime',
  platform: 'neutral',
  target: 'es2022',
  minify: true,
});
await build({
  bundle: true,
  entryPoints: { patterns: 'src/patterns/compile-pattern.ts' },
  outdir: 'dist',
  format: 'iife',
  globalName: 'sendspecPatterns',
  platform: 'neutral',
  target: 'es2022',
  minify: true,
  legalComments: 'inline',
});

await build({
  ...shared,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  banner,
  external: ['@photostructure/sqlite', 'pg'],
});

// The language server in a web worker: no Node, no disk.
await build({
  bundle: true,
  entryPoints: { 'lsp-worker': 'lsp/worker.ts' },
  outdir: 'dist',
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'linked',
  alias: { 'vscode-languageserver/node': 'vscode-languageserver' },
  inject: ['lsp/host/browser-globals.ts'],
  plugins: [replace(/\/this-host\.ts$/, 'lsp/host/memory-host.ts')],
});

// The command line: an entry that answers --help by itself, the program, and V8's compiled form of the program as it is
// after a check (src/cli/load-program.ts says why). The language server is two bundles: what answers `initialize`, and the
// rest.
for (const name of readdirSync('dist')) {
  if (/^(?:program|lsp)-.*\.c/.test(name)) rmSync(`dist/${name}`);
}
rmSync('dist/chunks', { recursive: true, force: true });
const library = ['vscode-languageserver', 'vscode-languageserver/node'];
const server = await bundleProgram('lsp-server', 'lsp/node-server.ts', { external: library });
const programs = {
  all: await bundleProgram('program', 'src/cli/program.ts'),
  lsp: await bundleProgram('lsp', 'lsp/program.ts', { define: { SERVER: JSON.stringify(server) } }),
};
await build({
  ...shared,
  entryPoints: { sendspec: 'src/cli/bin.ts' },
  outdir: 'dist',
  minify: true,
  define: { PROGRAMS: JSON.stringify(programs) },
});
chmodSync('dist/sendspec.js', 0o755);
await makeCodeCache(programs.all, [
  'check',
  'templates/order-shipped.msg.yaml',
  'templates/welcome.msg.yaml',
]);
const sample = {
  uri: pathToFileURL('templates/order-shipped.msg.yaml').href,
  languageId: 'sendspec',
  version: 1,
  text: readFileSync('templates/order-shipped.msg.yaml', 'utf8'),
};
await makeCodeCache(
  programs.lsp,
  ['lsp', '--stdio'],
  [
    { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
    { method: 'initialized', params: {} },
    { method: 'textDocument/didOpen', params: { textDocument: sample } },
    {
      id: 2,
      method: 'textDocument/completion',
      params: { textDocument: sample, position: { line: 0, character: 0 } },
    },
    { id: 3, method: 'shutdown' },
    { method: 'exit' },
  ],
);

/** Gives the name of the bundle: with a hash, so that no file goes with another's compiled form. */
async function bundleProgram(name, entry, { external = [], define = {} } = {}) {
  const [{ contents }] = (
    await build({
      ...shared,
      format: 'cjs',
      entryPoints: { program: entry },
      outdir: 'dist',
      outExtension: { '.js': '.cjs' },
      minify: true,
      write: false,
      define: { 'import.meta.url': '__programUrl', ...define },
      banner: { js: "const __programUrl = require('node:url').pathToFileURL(__filename).href;" },
      external: ['@photostructure/sqlite', 'pg', ...external],
      legalComments: 'inline',
    })
  ).outputFiles;
  // One character beyond ASCII, in a regular expression, makes V8 keep two bytes for each of the bundle's.
  const ascii = Buffer.from(contents)
    .toString('utf8')
    .replace(/[^\0-\x7f]/g, asEscape);
  const file = `${name}-${createHash('sha256').update(ascii).digest('hex').slice(0, 12)}.cjs`;
  writeFileSync(`dist/${file}`, ascii);
  return file;
}

/** Runs the program once; `messages` are written to it as a client of the protocol does. */
async function makeCodeCache(name, args, messages = []) {
  const child = spawn(process.execPath, ['scripts/make-code-cache.mjs', `dist/${name}`, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  for (const message of messages) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${code}`);
}

/** Another file in the place of one. */
function replace(filter, path) {
  return { name: path, setup: ({ onResolve }) => onResolve({ filter }, () => ({ path: resolve(path) })) };
}

function asEscape(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
