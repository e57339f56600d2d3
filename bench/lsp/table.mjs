/** What was measured as a table in Markdown, with aims and ratios. */
import { rows } from './rows.mjs';
import { median, quantile } from './times.mjs';

/** Milliseconds by lines; the aims of the project for medians on a 2-core machine. */
const aims = {
  diagnostics: { 200: 5, 2000: 6, 10000: 10 },
  completion: { 200: 3, 2000: 4, 10000: 8 },
  hover: { 200: 3, 2000: 4, 10000: 8 },
  burst: { 200: 30, 2000: 30, 10000: 30 },
  params: { 10000: 60 },
  reach: { 10000: 60 },
};
const wantedRatio = 10;
const wantedMemory = 150;
const wantedStart = 1.15;

/** `sizes`: [{ lines, found: { server name: measured } }]. */
export function latencyTable(sizes, servers) {
  const other = servers[1];
  const head = [
    'edit, file',
    'sendspec median',
    'p95',
    'aim',
    ...(other ? [`${other.name} median`, 'p95', 'ratio'] : []),
  ];
  const body = rows.flatMap((row) =>
    sizes.flatMap(({ lines, found }) => {
      const ours = found.sendspec.rows[row.id];
      if (!ours) return [];
      const aim = aims[row.id]?.[lines];
      return [
        [
          `${row.title}, ${lines} lines`,
          ...figures(ours),
          aim === undefined || ours.list.length === 0
            ? ''
            : `${aim} ${median(ours.list) <= aim ? 'reached' : 'missed'}`,
          ...(other ? beside(found[other.name]?.rows[row.id], ours, other.debounce, row, lines) : []),
        ],
      ];
    }),
  );
  return markdown(head, body);
}

function beside(theirs, ours, debounce, row, lines) {
  if (!theirs) return ['', '', ''];
  if (theirs.list.length === 0 || ours.list.length === 0) return [...figures(theirs), ''];
  const waits = row.id === 'diagnostics' || row.id === 'params' ? debounce : 0;
  const ratio = (median(theirs.list) - waits) / median(ours.list);
  const verdict = lines < 1000 ? '' : ratio >= wantedRatio ? ' reached' : ' missed';
  return [...figures(theirs), `${ratio.toFixed(1)}${verdict}`];
}

function figures({ list, problem }) {
  const note = problem ? ` (after ${list.length} edits: ${problem.split('\n')[0].slice(0, 80)})` : '';
  if (list.length === 0) return [`–${note}`, '–'];
  return [`${ms(median(list))}${note}`, ms(quantile(list, 0.95))];
}

export function otherTable(sizes, servers) {
  const head = ['', ...servers.map(({ name }) => name)];
  const line = (title, cell) => [title, ...servers.map(({ name }) => cell(name))];
  const body = sizes.flatMap(({ lines, found }) => [
    line(`cancelled at once and honoured, ${lines} lines`, (name) => share(found[name]?.honoured)),
    line(`taken back while typing and honoured, ${lines} lines`, (name) => share(found[name]?.burst)),
    line(`memory at the end, ${lines} lines`, (name) => {
      const memory = found[name]?.memory;
      if (memory === undefined) return `– ${found[name]?.problem ?? ''}`;
      const aim = name === 'sendspec' && lines === 10_000;
      return `${memory.toFixed(0)} MB${aim ? ` (aim ${wantedMemory}: ${memory <= wantedMemory ? 'reached' : 'missed'})` : ''}`;
    }),
  ]);
  return markdown(head, body);
}

export function startTable(start) {
  const base = start['empty server'];
  const body = Object.entries(start).map(([name, time]) => {
    const ratio = time / base;
    const verdict =
      name === 'sendspec' ? ` (aim ${wantedStart}: ${ratio <= wantedStart ? 'reached' : 'missed'})` : '';
    return [name, ms(time), `${ratio.toFixed(2)}${verdict}`];
  });
  return markdown(['start to the answer to `initialize`', 'median', 'times the empty server'], body);
}

const share = (counts) => (counts && counts.asked > 0 ? `${counts.honoured} of ${counts.asked}` : '–');

function ms(value) {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function markdown(head, body) {
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((cells) => cells[i].length)));
  const line = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(head), `|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|`, ...body.map(line)].join('\n');
}
