// Bundles the command line and the library into dist/ (chevrotain unbundled costs most of a second at start).
import { chmodSync, readFileSync, rmSync } from 'node:fs';
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
  // Modules that carry the engine carry its licence.
  banner: { js: `/* re2js\n${readFileSync('node_modules/re2js/LICENSE', 'utf8')}*/` },
});

await build({
  ...shared,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  banner,
  external: ['@photostructure/sqlite'],
});

// The command line: a small entry, each command in chunks of its own that are loaded when it is called.
rmSync('dist/chunks', { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: { sendspec: 'src/cli/bin.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  minify: true,
  banner,
  external: ['@photostructure/sqlite'],
});
chmodSync('dist/sendspec.js', 0o755);
