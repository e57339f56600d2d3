/** Counts of this invocation. Flat: nothing grows with the number of contacts. */
import type { BadRow, Counts, FailedGroup, GraphError, SkipReason } from './events.ts';
import type { Outcome } from './transport/transport.ts';

export interface Tally {
  sent(): void;
  failed(error: GraphError): void;
  unknown(why: string): void;
  skipped(row: BadRow): void;
  actionFailed(): void;
  rowDone(): void;
  request(outcome: Outcome): void;
  readonly counts: Counts;
  readonly skippedBy: { readonly [reason in SkipReason]?: number };
  readonly failedBy: readonly FailedGroup[];
  readonly unknownBy: { readonly [why: string]: number };
  readonly badRows: readonly BadRow[];
  readonly actionsFailed: number;
  readonly rowsDone: number;
  readonly requests: number;
  /** Answers a second between the first and the last. */
  readonly rate: number;
}

const mostBadRows = 20;
/** A server that gives each error another text must not fill the memory. */
const mostGroups = 100;

export function createTally(): Tally {
  const counts = { sent: 0, failed: 0, skipped: 0, unknown: 0, planned: 0 };
  const skippedBy: { [reason in SkipReason]?: number } = {};
  const failedBy = new Map<string, FailedGroup>();
  const unknownBy: { [why: string]: number } = {};
  const badRows: BadRow[] = [];
  let actionsFailed = 0;
  let rowsDone = 0;
  let requests = 0;
  let answers = 0;
  let first = 0;
  let latest = 0;
  return {
    sent: () => {
      counts.sent++;
    },
    failed: (error) => {
      counts.failed++;
      addFailure(failedBy, error);
    },
    unknown: (why) => {
      counts.unknown++;
      unknownBy[why] = (unknownBy[why] ?? 0) + 1;
    },
    skipped: (row) => {
      counts.skipped++;
      skippedBy[row.reason] = (skippedBy[row.reason] ?? 0) + 1;
      if (isBadRow(row.reason) && badRows.length < mostBadRows) badRows.push(row);
    },
    actionFailed: () => {
      actionsFailed++;
    },
    rowDone: () => {
      rowsDone++;
    },
    request: (outcome) => {
      requests++;
      if (outcome.kind !== 'response') return;
      latest = performance.now();
      if (answers === 0) first = latest;
      answers++;
    },
    counts,
    skippedBy,
    get failedBy() {
      return [...failedBy.values()].sort((a, b) => b.count - a.count);
    },
    unknownBy,
    badRows,
    get actionsFailed() {
      return actionsFailed;
    },
    get rowsDone() {
      return rowsDone;
    },
    get requests() {
      return requests;
    },
    get rate() {
      return latest > first ? ((answers - 1) * 1000) / (latest - first) : 0;
    },
  };
}

/** Reasons that are about the row itself, and can be mended in the file. */
export function isBadRow(reason: SkipReason): boolean {
  return reason === 'data' || reason === 'recipient' || reason === 'render';
}

function addFailure(groups: Map<string, FailedGroup>, error: GraphError): void {
  const { code, subcode, message, fbtraceId } = error;
  let key = `${code}/${subcode}/${message}`;
  if (!groups.has(key) && groups.size >= mostGroups) key = 'other';
  const group = groups.get(key);
  const other = key === 'other';
  groups.set(key, {
    code: other ? undefined : code,
    subcode: other ? undefined : subcode,
    message: other ? 'other errors' : message,
    fbtraceId: fbtraceId ?? group?.fbtraceId,
    count: (group?.count ?? 0) + 1,
  });
}
