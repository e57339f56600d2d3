import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { SendReport } from '../../../src/send/index.ts';
import type { ChildOrder } from './child.ts';
import { cleanUp } from './sending.ts';

export interface Child {
  readonly process: ChildProcess;
  /** The report, or undefined where the process was killed. */
  readonly done: Promise<SendReport | undefined>;
}

let bundle: Promise<string> | undefined;

/** Node 20 runs no TypeScript: the child is bundled once a test file, inside the project so that it finds the packages. */
export async function runChild(order: ChildOrder): Promise<Child> {
  bundle ??= bundleChild();
  const child = spawn(process.execPath, [await bundle, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanUp(() => void child.kill('SIGKILL'));
  let out = '';
  let errors = '';
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (errors += String(data)));
  const done = new Promise<SendReport | undefined>((resolve, reject) => {
    child.on('close', (_code, signal) => {
      if (signal !== null) resolve(undefined);
      else if (out === '') reject(new Error(`The child failed: ${errors}`));
      else resolve(JSON.parse(out) as SendReport);
    });
  });
  return { process: child, done };
}

async function bundleChild(): Promise<string> {
  const folder = join(import.meta.dirname, '../../../node_modules/.cache/sendspec-test');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `child-${process.pid}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, 'child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
    external: ['@photostructure/sqlite', 'pg'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return outfile;
}
