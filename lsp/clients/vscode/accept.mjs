// Tries the packaged extension in a real VS Code: code-server from npm on Node 24, opened in Chromium. Not in every CI
// run: the first time it builds code-server (minutes; apt: libkrb5-dev, chromium).
//   node lsp/clients/vscode/accept.mjs [--cache FOLDER] [--picture FILE.png]
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const clients = fileURLToPath(new URL('../../../test/clients/', import.meta.url));
const { values } = parseArgs({
  options: {
    cache: { type: 'string', default: join(tmpdir(), 'sendspec-code-server') },
    picture: { type: 'string' },
  },
});

const text = `params:
  first_name: string(40)
messages:
  hello:
    messaging_type: RESPONSE
    text: Hi {{first_nam}}!
    examples:
      - name: Ana
        data: { first_name: Ana }
`;

const node = installCodeServer(values.cache);
// the browser's driver
if (!existsSync(join(clients, 'node_modules/puppeteer-core'))) {
  execFileSync('npm', ['ci', '--prefix', clients, '--no-audit', '--no-fund'], { stdio: 'ignore' });
}
const work = mkdtempSync(join(tmpdir(), 'sendspec-vscode-'));
const project = join(work, 'project');
mkdirSync(project);
writeFileSync(join(project, 'hello.msg.yaml'), text);
writeFileSync(join(project, 'sendspec.config.yaml'), '');
writeFileSync(join(project, 'contacts.csv'), 'psid,first_name\n1234567890123456,Ana\n1234567890123457,Zoë\n');

const vsix = join(work, 'sendspec.vsix');
execFileSync(process.execPath, [join(here, 'package.mjs'), vsix], { stdio: ['ignore', 'ignore', 'inherit'] });
const probe = join(work, 'probe.vsix');
const vsce = join(here, 'node_modules/@vscode/vsce/vsce');
execFileSync(
  process.execPath,
  [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', probe],
  { cwd: join(here, 'acceptance'), stdio: ['ignore', 'ignore', 'inherit'] },
);

const port = await freePort();
const program = join(values.cache, 'node_modules/code-server/out/node/entry.js');
const folders = ['--user-data-dir', join(work, 'user'), '--extensions-dir', join(work, 'extensions')];
const env = { ...process.env, PATH: `${join(node, '..')}${delimiter}${process.env.PATH}` };
for (const file of [vsix, probe]) {
  execFileSync(node, [program, ...folders, '--install-extension', file], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
const server = spawn(
  node,
  [
    program,
    ...folders,
    ...[
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--disable-telemetry',
      '--disable-update-check',
    ],
    ...['--disable-workspace-trust', project],
  ],
  { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
);
let log = '';
for (const stream of [server.stdout, server.stderr]) {
  stream.setEncoding('utf8').on('data', (chunk) => {
    log += chunk;
  });
}
let browser;
let failed = false;
try {
  await until('code-server', () => log.includes('HTTP server listening') || server.exitCode !== null);
  const puppeteer = createRequire(join(clients, 'package.json'))('puppeteer-core');
  const chromium = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`http://127.0.0.1:${port}/?folder=${project}`);
  const file = join(project, 'result.json');
  await until('the probe', () => existsSync(file) && readFileSync(file, 'utf8') !== '');
  const result = JSON.parse(readFileSync(file, 'utf8'));
  if (values.picture) await page.screenshot({ path: values.picture });
  console.log(JSON.stringify(result, null, 2));
  failed = !judge(result);
} catch (error) {
  failed = true;
  console.error(`${error.stack}\n${log.slice(-3000)}`);
} finally {
  await browser?.close();
  // its own process group: the extension hosts too
  try {
    process.kill(-server.pid, 'SIGTERM');
  } catch {}
  rmSync(work, { recursive: true, force: true });
}
console.log(failed ? 'not accepted' : 'accepted');
process.exit(failed ? 1 : 0);

function judge(result) {
  const checks = {
    'no problem': result.problem === undefined,
    'files have the language': result.language === 'sendspec',
    active: result.active === true,
    diagnostics: result.diagnostics?.includes('5:15 params/unknown-name'),
    completion: result.completion?.includes('first_name'),
    hover: /messaging_type/.test(result.hover),
    'quick fix': result.actions?.some((title) => title.includes('first_name')),
    lenses: result.lenses?.length > 0,
    'semantic tokens': result.tokens > 0,
    mended: result.mended === true,
    rename: result.renamed?.[0] === 3,
    preview: JSON.stringify(result.preview ?? '').includes('Hello Ana'),
    'body of a lens': result.lensOpened === true,
    rendered: result.rendered > 0,
    'sent to the emulator': result.sendExit === 0 && result.journal === true,
  };
  for (const [name, holds] of Object.entries(checks)) console.log(`${holds ? 'ok' : 'NOT OK'}  ${name}`);
  return Object.values(checks).every(Boolean);
}

/** Path of the Node that runs it. */
function installCodeServer(cache) {
  mkdirSync(cache, { recursive: true });
  const own = join(cache, 'node_modules/node/bin/node');
  if (existsSync(join(cache, 'node_modules/code-server/out/node/entry.js'))) return own;
  if (!existsSync(join(cache, 'package.json')))
    writeFileSync(join(cache, 'package.json'), '{"private":true}');
  const npm = (args, environment) =>
    execFileSync('npm', args, { cwd: cache, env: environment, stdio: 'inherit' });
  if (!existsSync(own)) npm(['install', '--no-audit', '--no-fund', 'node@24'], process.env);
  if (!existsSync(own)) {
    // newer versions of npm ask before they run a package's install script
    npm(['install-scripts', 'approve', 'node'], process.env);
    npm(['rebuild', 'node'], process.env);
  }
  npm(['install', '--no-audit', '--no-fund', 'code-server@4.139.1'], {
    ...process.env,
    PATH: `${join(own, '..')}${delimiter}${process.env.PATH}`,
  });
  return own;
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port: free } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return free;
}

async function until(what, holds) {
  const end = Date.now() + 180_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(200);
  }
}
