// Writes grammar/diagrams/ from the grammars. Run it after a change of theirs: npm run diagrams
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['grammar/draw-diagrams.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
const { drawDiagrams } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
const folder = `${root}/grammar/diagrams`;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, page] of drawDiagrams()) writeFileSync(`${folder}/${name}`, page);
