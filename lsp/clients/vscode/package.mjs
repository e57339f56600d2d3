// Packages the extension: node lsp/clients/vscode/package.mjs [FILE.vsix]
// It needs the project's own build (npm run build), and installs its own packages where they are missing.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const stage = join(here, 'build');
const out = resolve(process.argv[2] ?? join(here, 'sendspec.vsix'));

if (!existsSync(join(here, 'node_modules'))) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
}
if (!existsSync(join(root, 'dist/sendspec.js'))) {
  console.error('package: dist/ is missing: npm run build first.');
  process.exit(1);
}
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', here, '--noEmit'], {
  stdio: 'inherit',
});
rmSync(stage, { recursive: true, force: true });
await build({
  entryPoints: [join(here, 'src/extension.ts')],
  outfile: join(stage, 'out/extension.js'),
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  legalComments: 'linked',
});
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const {
  private: _,
  devDependencies: __,
  ...manifest
} = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
writeFileSync(join(stage, 'package.json'), JSON.stringify({ ...manifest, version }, null, 2));
for (const name of ['language-configuration.json', 'snippets', 'README.md']) {
  cpSync(join(here, name), join(stage, name), { recursive: true });
}
cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
cpSync(join(root, 'grammar/sendspec.tmLanguage.json'), join(stage, 'sendspec.tmLanguage.json'));
// The server is an ES module, the extension is not. What V8 has compiled is for one version of Node: it stays out.
mkdirSync(join(stage, 'server'), { recursive: true });
writeFileSync(join(stage, 'server/package.json'), JSON.stringify({ type: 'module' }));
for (const name of readdirSync(join(root, 'dist'))) {
  if (/^(?:sendspec\.js|(?:program|lsp)-.*\.cjs|runtime\.js|patterns\.js|.*LEGAL\.txt)$/.test(name)) {
    cpSync(join(root, 'dist', name), join(stage, 'server/dist', name));
  }
}
cpSync(join(root, 'docs/diagnostics'), join(stage, 'server/docs/diagnostics'), { recursive: true });
// what `send` keeps its journal with, built for each system
for (const name of ['@photostructure/sqlite', 'node-gyp-build']) {
  const from = join(root, 'node_modules', name);
  cpSync(from, join(stage, 'server/node_modules', name), {
    recursive: true,
    filter: (path) =>
      path === from || /^\/(?:[^/]*\.js|package\.json|LICENSE|dist|prebuilds)/.test(path.slice(from.length)),
  });
}
execFileSync(
  process.execPath,
  [
    join(here, 'node_modules/@vscode/vsce/vsce'),
    ...['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out],
  ],
  { cwd: stage, stdio: 'inherit' },
);
