// Writes docs/diagnostics.md and docs/diagnostics/ from the catalogue of codes. Run it after a change there: node scripts/make-docs.mjs
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
rmSync('docs/diagnostics', { recursive: true, force: true });
for (const [path, text] of module.codePages()) {
  const file = join('docs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
