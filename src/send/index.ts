export { type Extracted, extractRows } from './contacts/extract-rows.ts';
export { type LookedUp, lookUpUnknown } from './conversations/look-up-unknown.ts';
export type { Verdict } from './conversations/match-messages.ts';
export type {
  BadRow,
  Counts,
  ExitCode,
  FailedGroup,
  GraphError,
  SendEvent,
  SendPlan,
  SendReport,
  SkipReason,
} from './events.ts';
export { journalPath, type Manifest } from './journal/manifest.ts';
export type { Refusal } from './journal/open-file.ts';
export { type JournalFacts, readJournal } from './journal/read-journal.ts';
export {
  type Accepted,
  type Decision,
  openReconcilable,
  type ReconcilableJournal,
  type UnknownDelivery,
} from './journal/reconcile-journal.ts';
export type { ContactsSource, ProgramFacts, SendOptions, UploadSource } from './options.ts';
export { type Planned, planSend } from './plan-send.ts';
export { type Echoes, readEchoes } from './read-echoes.ts';
export { type RunStatus, readStatus } from './read-status.ts';
export { runSend } from './run-send.ts';
export { readSharedStatus } from './shared/read-shared.ts';
export { openSharedReconcilable } from './shared/reconcile-shared.ts';
export { runWorker, type WorkerOptions } from './shared/run-worker.ts';
export { createStopHandle, type StopHandle } from './stop.ts';
