// Writes docs/diagnostics.md from the catalogue of codes. Run it after a change there: node scripts/make-docs.mjs
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: ['src/diagnostics/docs-page.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
const module = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
writeFileSync('docs/diagnostics.md', module.diagnosticsPage());
