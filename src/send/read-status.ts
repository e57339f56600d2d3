/** What was sent by a run, from its journal alone: it may be running meanwhile. */
import type { Counts, FailedGroup, SkipReason } from './events.ts';
import { State } from './journal/journal.ts';
import type { Manifest } from './journal/manifest.ts';
import type { Refusal } from './journal/open-file.ts';
import type { CourseEvent, DeliveryRecord, UnsentRow } from './journal/read-deliveries.ts';
import { type JournalFacts, readJournal } from './journal/read-journal.ts';
import { countsOf, failedOf, skippedOf } from './report.ts';

export interface RunStatus {
  readonly ok: true;
  readonly journal: string;
  readonly runId: string;
  readonly manifest: Manifest;
  /** ISO 8601. */
  readonly created: string;
  readonly finished?: string;
  /** A runner is sending at this moment. */
  readonly running: boolean;
  /** Contacts, and those without a final state. */
  readonly rows: number;
  readonly rowsLeft: number;
  readonly counts: Counts;
  /** Requests on their way, or, where nobody runs any more, on their way when the run ended: they may have arrived. */
  readonly inFlight: number;
  readonly skippedBy: { readonly [reason in SkipReason]?: number };
  readonly failedBy: readonly FailedGroup[];
  readonly unknownBy: { readonly [why: string]: number };
  /** The last 20. */
  readonly course: readonly CourseEvent[];
  readonly unsent: ReadonlyMap<number, UnsentRow>;
  /** Where they were asked for: every message. */
  readonly deliveries?: readonly DeliveryRecord[];
}

export const mostEvents = 20;

/** Undefined: there is no such file. */
export function readStatus(path: string, withDeliveries = false): RunStatus | Refusal | undefined {
  const facts = readJournal(path, mostEvents, withDeliveries);
  return facts?.ok ? statusOf({ ...facts, journal: path }) : facts;
}

/** Of what any engine says of a run. */
export function statusOf(facts: Omit<JournalFacts, 'ok'> & { readonly journal: string }): RunStatus {
  const { totals, manifest } = facts;
  return {
    ok: true,
    journal: facts.journal,
    runId: facts.runId,
    manifest,
    created: facts.created,
    finished: facts.finished,
    running: facts.running,
    rows: manifest.contacts.rows,
    rowsLeft: Math.max(0, manifest.contacts.rows - totals.rowsDone),
    counts: countsOf(totals),
    inFlight: totals.states[State.sending] ?? 0,
    skippedBy: skippedOf(totals),
    failedBy: failedOf(totals),
    unknownBy: Object.fromEntries(totals.unknown.map(({ why, count }) => [why, count])),
    course: facts.course,
    unsent: facts.unsent,
    ...(facts.deliveries && { deliveries: facts.deliveries }),
  };
}
