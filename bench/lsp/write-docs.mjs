/** Puts a run's tables between the marks in docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';

const page = new URL('../../docs/performance.md', import.meta.url);
const [begin, end] = ['<!-- bench:lsp -->', '<!-- /bench:lsp -->'];

export function writeDocs({ parts, machine, edits }) {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`docs/performance.md has no ${begin} … ${end}`);
  const date = new Date().toISOString().slice(0, 10);
  const tables = [`${date}, ${machine}; ${edits} edits a row.`, ...parts].join('\n\n');
  writeFileSync(page, `${text.slice(0, from)}${begin}\n\n${tables}\n\n${text.slice(to)}`);
}
