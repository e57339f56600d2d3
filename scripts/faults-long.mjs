// `npm run test:faults:long`: every fault with 3,000 recipients and more, and its results as the table of docs/reliability.md.
// FAULTS=short makes the table of the short form.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const file = join(mkdtempSync(join(tmpdir(), 'sendspec-faults-')), 'results.jsonl');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/faults/vitest.config.ts',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { FAULTS: 'long', ...process.env, FAULTS_RESULTS: file } },
);
const results = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
const order = (fault) =>
  (Number.parseInt(fault, 10) || 999) * 100 + (fault.charCodeAt(fault.length - 1) % 100);
results.sort((a, b) => order(a.fault) - order(b.fault));
const rows = results.map(
  ({ fault, what, recipients, unknown, detail }) =>
    `| ${fault} | ${what} | ${recipients.toLocaleString('en')} | ${unknown ?? ''} | ${detail ?? ''} |`,
);
const date = new Date().toISOString().slice(0, 10);
const table = [
  `${date}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}. ${status === 0 ? 'All of them held.' : 'Not all of them held: see the output of the run.'}`,
  '',
  '| fault | what happens | recipients | unknown | |',
  '|---|---|---|---|---|',
  ...rows,
].join('\n');
const page = 'docs/reliability.md';
const [before, rest] = readFileSync(page, 'utf8').split('<!-- results -->');
const after = rest.split('<!-- end of results -->')[1];
writeFileSync(page, `${before}<!-- results -->\n${table}\n<!-- end of results -->${after}`);
console.log(`${results.length} results in ${page}`);
process.exitCode = status ?? 1;
