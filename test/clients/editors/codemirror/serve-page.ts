/** Bundles the page with the module of docs/editors/codemirror.md, and serves it with the worker's build. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { configOf, root } from '../run-editor.ts';

const here = join(root, 'test/clients/editors/codemirror');

export async function servePage(setup: object): Promise<{ readonly url: string; close(): void }> {
  // beside the page, so that packages are found
  const folder = mkdtempSync(join(here, 'build-'));
  let script: string;
  try {
    writeFileSync(join(folder, 'sendspec.js'), configOf('codemirror.md', 'js'));
    writeFileSync(join(folder, 'page.js'), readFileSync(join(here, 'page.js')));
    const { outputFiles } = await build({
      entryPoints: [join(folder, 'page.js')],
      bundle: true,
      format: 'esm',
      write: false,
      logLevel: 'silent',
    });
    script = outputFiles[0]!.text;
  } finally {
    rmSync(folder, { recursive: true });
  }
  const page = readFileSync(join(here, 'page.html'), 'utf8');
  const html = page
    .replace(/\/\* css .*? \*\//, configOf('codemirror.md', 'css'))
    .replace(
      '<script type="module"',
      `<script>window.setup = ${JSON.stringify(setup)}; document.body.className = window.setup.dark ? 'dark' : '';</script>\n  <script type="module"`,
    );
  const files: Readonly<Record<string, readonly [string, string | Buffer]>> = {
    '/': ['text/html', html],
    '/page.js': ['text/javascript', script],
    '/lsp-worker.js': ['text/javascript', readFileSync(join(root, 'dist/lsp-worker.js'))],
  };
  const server = createServer(({ url }, response) => {
    const [type, body] = files[url ?? ''] ?? ['text/plain', ''];
    response.writeHead(files[url ?? ''] ? 200 : 404, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
