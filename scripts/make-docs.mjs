// Writes docs/diagnostics.md and docs/diagnostics/ from the catalogue of codes, and the table of helpers in docs/language.md.
// Run it after a change there: node scripts/make-docs.mjs
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const module = await load('src/diagnostics/docs-page.ts');
writeFileSync('docs/diagnostics.md', module.diagnosticsPage());
rmSync('docs/diagnostics', { recursive: true, force: true });
for (const [path, text] of module.codePages()) {
  const file = join('docs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const { withHelpersTable } = await load('src/render/helpers-table.ts');
writeFileSync('docs/language.md', withHelpersTable(readFileSync('docs/language.md', 'utf8')));
