/** The final table of a send, and the plan of a dry run. */
import { relative } from 'node:path';
import { printable, printableJson } from '../diagnostics/printable.ts';
import { counted, grouped } from '../diagnostics/reporters/report.ts';
import type { BadRow, SendPlan, SendReport, SkipReason } from '../send/events.ts';

/** `cwd` shortens the journal's path. */
export function summarise(report: SendReport, cwd: string): string {
  const lines: string[] = [''];
  const row = (name: string, value: string) => lines.push(`  ${name.padEnd(10)}${value}`);
  row('contacts', grouped(report.rows) + (report.rowsLeft > 0 ? ` (${grouped(report.rowsLeft)} left)` : ''));
  countRows(lines, report);
  if (report.actionsFailed > 0)
    row('actions', `${grouped(report.actionsFailed)} typing or seen signs not accepted`);
  row('rate', `${grouped(Math.round(report.rate))} requests/s`);
  row('duration', duration(report.duration));
  if (report.journal) row('journal', printable(shorten(report.journal, cwd)));
  return `${[...lines, ...badRows(report.badRows, report.skippedBy)].join('\n')}\n`;
}

/** Sent, skipped, failed, unknown, with reasons. */
export function countRows(
  lines: string[],
  report: Pick<SendReport, 'counts' | 'skippedBy' | 'failedBy' | 'unknownBy'>,
): void {
  const { counts } = report;
  const row = (name: string, value: string) => lines.push(`  ${name.padEnd(10)}${value}`);
  row('sent', grouped(counts.sent));
  rows(
    lines,
    'skipped',
    counts.skipped,
    Object.entries(report.skippedBy).map(([reason, n]) => ({
      n: n ?? 0,
      why: skipWords[reason as SkipReason] ?? reason,
    })),
  );
  rows(
    lines,
    'failed',
    counts.failed,
    report.failedBy.map((f) => ({ n: f.count, why: failure(f) })),
  );
  rows(
    lines,
    'unknown',
    counts.unknown,
    Object.entries(report.unknownBy).map(([why, n]) => ({ n, why: unknownWords(why) })),
  );
  if (counts.planned > 0) row('planned', grouped(counts.planned));
}

export function describePlan(plan: SendPlan, cwd: string): string {
  const lines: string[] = [''];
  const row = (name: string, value: string) => lines.push(`  ${name.padEnd(10)}${value}`);
  row('contacts', grouped(plan.rows));
  row(
    'people',
    `${grouped(plan.people)} would get ${counted(plan.messages, 'message')} (${counted(plan.requests, 'request')})`,
  );
  const skipped = Object.entries(plan.skippedBy).map(([reason, n]) => ({
    n: n ?? 0,
    why: skipWords[reason as SkipReason] ?? reason,
  }));
  rows(
    lines,
    'skipped',
    skipped.reduce((sum, s) => sum + s.n, 0),
    skipped,
  );
  row('rate', plan.rate === 'unlimited' ? 'unlimited' : `${plan.rate} requests/s`);
  if (plan.seconds !== undefined) row('takes', `about ${duration(plan.seconds * 1000)}`);
  windowRows(lines, plan);
  for (const [index, { file, bytes, contentType }] of plan.uploads.entries()) {
    const size =
      bytes < 100_000 ? `${grouped(Math.ceil(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
    row(index === 0 ? 'uploads' : '', printable(`${file}, ${contentType}, ${size}`));
  }
  const state = plan.journal.problem ?? journalWords[plan.journal.state];
  row('journal', `${printable(shorten(plan.journal.path, cwd))} (${printable(state)})`);
  for (const warning of plan.warnings) lines.push(`  warning: ${printable(warning)}`);
  lines.push(...badRows(plan.badRows, plan.skippedBy));
  for (const sample of plan.samples) {
    lines.push('', `  as row ${sample.row} (line ${sample.line}) would get it:`);
    for (const step of sample.steps) lines.push(`    ${printableJson('body' in step ? step.body : step)}`);
  }
  return `${lines.join('\n')}\n`;
}

function windowRows(lines: string[], { windows }: SendPlan): void {
  const { assumed, closing, firstCloses } = windows;
  const all = [
    ...(firstCloses === undefined
      ? []
      : [
          `the first closes ${firstCloses.slice(0, 16).replace('T', ' ')} UTC; who closes first is sent to first`,
        ]),
    ...(closing > 0
      ? [`${grouped(closing)} will close before their turn: those people are left out then`]
      : []),
    ...(assumed > 0
      ? [
          `of ${counted(assumed, 'contact')} nobody knows when they last wrote: taken as open (--window skip leaves them out)`,
        ]
      : []),
  ];
  for (const [index, text] of all.entries())
    lines.push(`  ${(index === 0 ? 'windows' : '').padEnd(10)}${text}`);
}

const skipWords: Readonly<Record<SkipReason, string>> = {
  data: 'the data does not fit the params',
  recipient: 'no usable recipient',
  duplicate: 'the same person twice',
  render: 'the message cannot be made of the data',
  blocked: 'an earlier step of the same person did not arrive',
  window: 'too late: Meta takes answers for 24 hours (HUMAN_AGENT: 7 days) after a person wrote',
  policy: 'HUMAN_AGENT to many people, without --human-agent REASON',
};

export function unknownWords(why: string): string {
  return why === 'crash' ? 'begun, and sendspec ended before the answer was on the disk' : why;
}

const journalWords = {
  none: 'new',
  unfinished: 'unfinished: --resume sends what is missing',
  finished: 'finished: --new-run would start over',
  unusable: 'unusable',
} as const;

/** A count, then one line for each reason. */
function rows(
  lines: string[],
  name: string,
  total: number,
  reasons: readonly { n: number; why: string }[],
): void {
  const listed = [...reasons].filter((r) => r.n > 0).sort((a, b) => b.n - a.n);
  lines.push(`  ${name.padEnd(10)}${grouped(total)}`);
  const width = Math.max(0, ...listed.map((r) => grouped(r.n).length));
  for (const { n, why } of listed)
    lines.push(`  ${' '.repeat(10)}  ${grouped(n).padStart(width)} ${printable(why)}`);
}

/** Graph's messages mostly begin with `(#551)`: then only a subcode is news. */
function failure({ message, code, subcode }: SendReport['failedBy'][number]): string {
  if (code === undefined || (subcode === undefined && message.startsWith(`(#${code})`))) return message;
  return `${message} [${code}${subcode === undefined ? '' : `/${subcode}`}]`;
}

/** `by`, where it is known, tells how many there are beside those that are listed. */
export function badRows(list: readonly BadRow[], by: SendReport['skippedBy'] = {}): string[] {
  if (list.length === 0) return [];
  const more = (by.data ?? 0) + (by.recipient ?? 0) + (by.render ?? 0) - list.length;
  return [
    '',
    '  rows that were left out:',
    ...list.map((b) => `    row ${b.row} (line ${b.line}): ${printable(b.detail)}`),
    ...(more > 0 ? [`    and ${grouped(more)} more`] : []),
  ];
}

export function shorten(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return way.startsWith('..') ? path : way;
}

/** Of milliseconds: `850 ms`, `1.2 s`, `2 min 5 s`, `7 h 54 min`. */
/** `820 ms`, `4.3 s`, `2 min 5 s`, `7 h 55 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
