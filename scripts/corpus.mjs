// npm run corpus: what sendspec says of the bodies that others wrote (test/testdata/corpus), counted by template.
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: ['test/corpus/count.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(process.cwd() + '/');",
  },
  write: false,
});
const module = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
process.stdout.write(module.countCorpus());
