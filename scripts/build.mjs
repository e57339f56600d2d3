// Bundles the command line and the library into dist/ (chevrotain unbundled costs most of a second at start).
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

await build({
  ...shared,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  banner,
  external: ['@photostructure/sqlite'],
});
