// Bundles the command line and the library into dist/ (chevrotain unbundled costs most of a second at start).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
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
  entryPoints: { patterns: 'src/render/patterns.ts' },
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
  plugins: [
    {
      name: 'host',
      setup: ({ onResolve }) =>
        onResolve({ filter: /\/this-host\.ts$/ }, () => ({ path: resolve('lsp/host/memory-host.ts') })),
    },
  ],
});

// The command line: an entry that answers --help by itself, the program, and V8's compiled form of the program as it is
// after a check (src/cli/load-program.ts says why).
for (const name of readdirSync('dist')) {
  if (/^program-/.test(name)) rmSync(`dist/${name}`);
}
rmSync('dist/chunks', { recursive: true, force: true });
const [program] = (
  await build({
    ...shared,
    format: 'cjs',
    entryPoints: { program: 'src/cli/program.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    minify: true,
    write: false,
    define: { 'import.meta.url': '__programUrl' },
    banner: { js: "const __programUrl = require('node:url').pathToFileURL(__filename).href;" },
    external: ['@photostructure/sqlite', 'pg'],
    legalComments: 'inline',
  })
).outputFiles;
const programName = `program-${createHash('sha256').update(program.contents).digest('hex').slice(0, 12)}.cjs`;
writeFileSync(`dist/${programName}`, program.contents);
await build({
  ...shared,
  entryPoints: { sendspec: 'src/cli/bin.ts' },
  outdir: 'dist',
  minify: true,
  define: { PROGRAM: JSON.stringify(programName) },
});
chmodSync('dist/sendspec.js', 0o755);
execFileSync(
  process.execPath,
  [
    'scripts/make-code-cache.mjs',
    `dist/${programName}`,
    ...['check', 'templates/order-shipped.msg.yaml', 'templates/welcome.msg.yaml'],
  ],
  { stdio: 'ignore' },
);
