// Plants one bug after the other into a copy of the project and expects the soundness test to find each.
//   npm run test:seeded-bugs [NUMBER …]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bugs } from './seeded-bugs-list.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const wanted = process.argv.slice(2).map(Number);
const copy = mkdtempSync(join(tmpdir(), 'seeded-bugs-'));
let survivors = 0;
try {
  for (const path of [
    'src',
    'grammar',
    'templates',
    'test/pipeline',
    'test/oracle',
    'test/own-helpers',
    'test/setup.ts',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  if (wanted.length === 0) expectSound();
  console.log('| | bug | found by | seconds |\n|---|---|---|---|');
  for (const [index, bug] of bugs.entries()) {
    if (wanted.length > 0 && !wanted.includes(index + 1)) continue;
    const start = Date.now();
    const found = plant(bug);
    if (found === undefined) survivors++;
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    console.log(`| ${index + 1} | ${bug[0]} | ${found ?? '**nothing: it survives**'} | ${seconds} |`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`\n${survivors} survive`);
process.exitCode = survivors > 0 ? 1 : 0;

/** Without a bug nothing may be found. */
function expectSound() {
  const { found, output } = runTest();
  if (found === undefined && /Tests .*passed/.test(output)) return;
  console.error(output);
  throw new Error('the soundness test fails without any bug planted');
}

/** The counter-example that finds the bug, or undefined where it survives. */
function plant([what, file, text, replacement]) {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  if (original.split(text).length !== 2) throw new Error(`${what}: its text must occur once in ${file}`);
  writeFileSync(
    path,
    original.replace(text, () => replacement),
  );
  try {
    const { found, output } = runTest();
    if (found === undefined && !/Tests .*passed/.test(output)) {
      console.error(output);
      throw new Error(`${what}: the test could not run`);
    }
    return found;
  } finally {
    writeFileSync(path, original);
  }
}

function runTest() {
  const args = ['node_modules/vitest/vitest.mjs', 'run', 'test/pipeline/soundness.test.ts', '--bail=1'];
  const env = { ...process.env, SOUNDNESS: 'bugs', NO_COLOR: '1', FORCE_COLOR: '0' };
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, env, encoding: 'utf8' });
  const output = stdout + stderr;
  const [, found] = /^\+ counter-example: (.*)$/m.exec(output) ?? [];
  return { output, found: found?.replaceAll('|', '\\|').slice(0, 80) };
}
