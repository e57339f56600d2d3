// `npm run bench:lsp`: the language server beside yaml-language-server, both as processes over stdio, on the same text.
//   npm run bench:lsp -- --sizes 200,2000 --no-yls --edits 60 --rows completion,hover --limit 30000 --write
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeText } from './lsp/make-text.mjs';
import { measureSize } from './lsp/measure-size.mjs';
import { rows } from './lsp/rows.mjs';
import { emptyServer, sendspec, yamlServer } from './lsp/servers.mjs';
import { measureStart } from './lsp/start.mjs';
import { latencyTable, otherTable, startTable } from './lsp/table.mjs';
import { writeDocs } from './lsp/write-docs.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '200,2000,10000' },
    edits: { type: 'string', default: '60' },
    rows: { type: 'string' },
    limit: { type: 'string', default: '60000' },
    'no-yls': { type: 'boolean', default: false },
    'no-start': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const sizes = numbers('sizes', values.sizes);
const [edits] = numbers('edits', values.edits);
const [limit] = numbers('limit', values.limit);
const only = values.rows?.split(',');
const unknown = only?.find((id) => !rows.some((row) => row.id === id));
if (unknown !== undefined) {
  refuse(`no row "${unknown}"; the rows are ${rows.map((row) => row.id).join(', ')}`);
}
if (values.write && (only || values['no-yls'] || values['no-start'])) {
  refuse('--write wants the whole run, without --rows, --no-yls and --no-start');
}

// No name in its path begins with a dot: globs of schemas would not match below it.
const folder = mkdtempSync(join(tmpdir(), 'sendspec-bench-'));
try {
  const servers = [sendspec, ...(values['no-yls'] ? [] : [yamlServer(folder)])];
  const machine = `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`;
  console.log(`${machine}, load ${loadavg()[0].toFixed(1)}, ${edits} edits a row`);
  const parts = [];
  if (!values['no-start']) {
    const start = await measureStart([await emptyServer(folder), ...servers], { rounds: 20, folder, limit });
    parts.push(startTable(start));
    console.log(`\n${parts.at(-1)}`);
  }
  const measured = [];
  for (const size of sizes) {
    const file = makeText(size);
    const found = {};
    for (const server of servers) {
      console.error(`${server.name}, ${size} lines …`);
      found[server.name] = await measureSize(server, file, { edits, limit, folder, only });
    }
    measured.push({ lines: size, found });
  }
  parts.unshift(latencyTable(measured, servers), otherTable(measured, servers));
  console.log(`\n${parts[0]}\n\n${parts[1]}`);
  if (values.write) writeDocs({ parts, machine, edits });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function numbers(name, text) {
  const list = text.split(',').map(Number);
  if (list.some((n) => !Number.isInteger(n) || n < 1)) refuse(`--${name} ${text}: whole numbers, please`);
  return list;
}

function refuse(why) {
  console.error(`bench:lsp: ${why}`);
  process.exit(2);
}
