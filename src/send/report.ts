/** The report of a run: what the journal holds, or, where it cannot be asked any more, what this process knows. */
import type { Contacts } from './contacts/open-contacts.ts';
import type { Runner } from './deliver/runner.ts';
import type { Counts, ExitCode, FailedGroup, SendReport, SkipReason } from './events.ts';
import { type Journal, State, type Totals } from './journal/journal.ts';

export interface ReportParts {
  readonly runner: Runner;
  readonly journal: Pick<Journal, 'broken' | 'totals' | 'finish' | 'runId' | 'path'>;
  readonly contacts: Pick<Contacts, 'facts' | 'changed'>;
  /** Totals before this invocation. */
  readonly before: Totals;
  readonly end: 'all' | 'limited' | 'halted';
}

export function buildReport(parts: ReportParts): SendReport {
  const { runner, journal, contacts, before, end } = parts;
  const { tally } = runner;
  const after = journal.broken === undefined ? journal.totals() : undefined;
  const healthy = journal.broken === undefined && after !== undefined;
  const counts = healthy ? countsOf(after) : add(countsOf(before), tally.counts);
  const rowsDone = healthy ? after.rowsDone : before.rowsDone + tally.rowsDone;
  const rowsLeft = Math.max(0, contacts.facts.rows - rowsDone);
  const finished = end === 'all' && healthy && rowsLeft === 0 && counts.planned === 0 && !contacts.changed;
  if (finished) journal.finish();
  const { exit, why } = conclude(parts, counts, rowsLeft);
  return {
    exit,
    why,
    resumable: !finished,
    runId: journal.runId,
    journal: journal.path,
    rows: contacts.facts.rows,
    rowsLeft,
    counts,
    now: { ...tally.counts },
    skippedBy: healthy ? skippedOf(after) : tally.skippedBy,
    failedBy: healthy ? failedOf(after) : tally.failedBy,
    unknownBy: healthy ? Object.fromEntries(after.unknown.map((u) => [u.why, u.count])) : tally.unknownBy,
    badRows: tally.badRows,
    actionsFailed: tally.actionsFailed,
    requests: tally.requests,
    rate: tally.rate,
    duration: 0,
    warnings: [...runner.warnings],
  };
}

/** Of a send that did not come to its first delivery. */
export function emptyReport(exit: ExitCode, why: string): SendReport {
  const none = { sent: 0, failed: 0, skipped: 0, unknown: 0, planned: 0 };
  return {
    exit,
    why,
    resumable: false,
    rows: 0,
    rowsLeft: 0,
    counts: none,
    now: none,
    skippedBy: {},
    failedBy: [],
    unknownBy: {},
    badRows: [],
    actionsFailed: 0,
    requests: 0,
    rate: 0,
    duration: 0,
    warnings: [],
  };
}

function conclude(parts: ReportParts, counts: Counts, rowsLeft: number): { exit: ExitCode; why: string } {
  const { runner, contacts, end } = parts;
  if (runner.halted !== undefined) return runner.halted;
  if (parts.journal.broken !== undefined) return { exit: 4, why: parts.journal.broken.message };
  if (contacts.changed) {
    return {
      exit: 4,
      why: 'The contacts file was edited while it was being sent: put the old one back and go on with --resume.',
    };
  }
  const bad = [
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.unknown > 0
      ? [`${counts.unknown} may or may not have arrived (unknown) and are not sent again: sendspec reconcile`]
      : []),
  ];
  if (end === 'limited') {
    const why = `The limit is reached; ${rowsLeft} contacts are left for --resume.`;
    return bad.length > 0 ? { exit: 1, why: `${why} ${sentence(bad)}` } : { exit: 0, why };
  }
  if (bad.length > 0) return { exit: 1, why: sentence(bad) };
  if (counts.sent === 0 && counts.skipped > 0)
    return { exit: 1, why: 'Every contact was skipped: nothing was sent.' };
  return {
    exit: 0,
    why: counts.skipped > 0 ? 'All sent, but for the contacts that were skipped.' : 'All sent.',
  };
}

function sentence(parts: readonly string[]): string {
  return `${parts.join(', ')}.`;
}

export function countsOf(totals: Totals): Counts {
  const of = (state: State) => totals.states[state] ?? 0;
  return {
    sent: of(State.sent),
    failed: of(State.failed),
    skipped: of(State.skipped),
    unknown: of(State.unknown),
    planned: of(State.planned),
  };
}

function add(a: Counts, b: Counts): Counts {
  return {
    sent: a.sent + b.sent,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    unknown: a.unknown + b.unknown,
    planned: a.planned + b.planned,
  };
}

export function skippedOf(totals: Totals): { [reason in SkipReason]?: number } {
  return Object.fromEntries(totals.skipped.map(({ reason, count }) => [reason, count]));
}

export function failedOf(totals: Totals): FailedGroup[] {
  return totals.failed.map(({ error, count }) => ({
    code: error.code,
    subcode: error.subcode,
    message: error.message,
    fbtraceId: error.fbtraceId,
    count,
  }));
}
