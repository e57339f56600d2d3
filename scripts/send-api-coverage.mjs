// Writes docs/send-api-coverage.md: the rules of the Send API with their tests. Run it after a change in
// test/send-api/rules/: node scripts/send-api-coverage.mjs
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: ['test/send-api/rules/coverage-page.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
const module = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
writeFileSync('docs/send-api-coverage.md', module.coveragePage());
