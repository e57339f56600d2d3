/** Runs as an operator reads them. */
import { printable } from '../diagnostics/printable.ts';
import { grouped } from '../diagnostics/reporters/report.ts';
import type { RunStatus } from '../send/index.ts';
import { countRows, shorten } from './send-summary.ts';

export function describeRun(run: RunStatus, cwd: string): string {
  const { manifest } = run;
  const lines: string[] = [''];
  const row = (name: string, value: string) => lines.push(`  ${name.padEnd(10)}${value}`);
  row('run', `${run.runId}, begun ${minute(run.created)}, ${stateOf(run)}`);
  row('message', printable(manifest.spec));
  row('to', printable(`page ${manifest.pageId}, ${manifest.endpoint}, ${manifest.apiVersion}`));
  const left = run.rowsLeft > 0 ? ` (${grouped(run.rowsLeft)} left)` : '';
  const from = manifest.contactsPath === undefined ? '' : ` of ${printable(manifest.contactsPath)}`;
  row('contacts', `${grouped(run.rows)}${from}${left}`);
  countRows(lines, run);
  row('journal', printable(shorten(run.journal, cwd)));
  if (run.course.length > 0) lines.push('', '  what happened:');
  for (const { at, type, detail } of run.course) {
    lines.push(`    ${at.slice(0, 19).replace('T', ' ')}  ${printable(`${type}: ${detail}`)}`);
  }
  if (run.unsent.size > 0) {
    lines.push('', '  their contacts, failed and unknown, as a file for another send:');
    // A run in a database goes by its id.
    const name = run.journal.startsWith('postgres:') ? run.runId : shorten(run.journal, cwd);
    lines.push(`    sendspec status ${printable(name)} --format csv`);
  }
  return `${lines.join('\n')}\n`;
}

/** One line each, the oldest first. */
export function describeRuns(runs: readonly RunStatus[], cwd: string): string {
  const lines = runs.map((run) => {
    const { sent, failed, skipped, unknown } = run.counts;
    const parts = [`${grouped(sent)} sent`];
    if (skipped > 0) parts.push(`${grouped(skipped)} skipped`);
    if (failed > 0) parts.push(`${grouped(failed)} failed`);
    if (unknown > 0) parts.push(`${grouped(unknown)} unknown`);
    if (run.rowsLeft > 0) parts.push(`${grouped(run.rowsLeft)} contacts left`);
    return [
      `${minute(run.created)}  ${printable(run.manifest.spec)}, ${stateOf(run)}`,
      `    ${parts.join(', ')}`,
      `    ${printable(shorten(run.journal, cwd))}`,
    ].join('\n');
  });
  return `${lines.join('\n')}\n`;
}

function stateOf(run: RunStatus): string {
  if (run.running) return 'running';
  return run.finished === undefined ? 'stopped, --resume goes on' : `finished ${minute(run.finished)}`;
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
