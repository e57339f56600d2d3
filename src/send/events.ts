/** What a send tells while it runs (progress bar, plain lines, NDJSON) and at its end. Nothing here holds a token, a recipient id or contact data, except the samples of a plan. */
import type { RenderedStep } from '../render/api.ts';

export type SendEvent =
  | { readonly type: 'reading'; readonly bytes: number; readonly total: number }
  | {
      readonly type: 'start';
      readonly runId: string;
      readonly journal: string;
      readonly resumed: boolean;
      /** Contacts in the file. */
      readonly rows: number;
      /** Contacts that an earlier invocation finished. */
      readonly rowsDone: number;
      /** Deliveries of earlier invocations. */
      readonly before: Counts;
      readonly rate: number | 'unlimited';
      readonly concurrency: number;
    }
  | ({ readonly type: 'sent'; readonly messageId: string; readonly milliseconds: number } & At)
  | ({ readonly type: 'failed'; readonly error: GraphError } & At)
  | ({ readonly type: 'skipped'; readonly reason: SkipReason; readonly detail: string } & At)
  | ({ readonly type: 'unknown'; readonly why: string } & At)
  /** A sender action that was refused or got lost; it blocks nothing. */
  | ({ readonly type: 'action-failed'; readonly why: string } & At)
  | ({ readonly type: 'retry'; readonly attempt: number; readonly delay: number; readonly why: string } & At)
  /** All steps of the contact have a final state. */
  | { readonly type: 'contact'; readonly row: number }
  | { readonly type: 'pause'; readonly milliseconds: number; readonly why: string }
  /** Requests a second from now on. */
  | {
      readonly type: 'pace';
      readonly rate: number;
      readonly why: string;
      /** As fast as the operator wants. */
      readonly full: boolean;
    }
  | {
      readonly type: 'breaker';
      readonly state: 'open' | 'half-open' | 'closed';
      readonly why: string;
      readonly milliseconds: number;
    }
  | { readonly type: 'warning'; readonly code: WarningCode; readonly message: string }
  /** A local file has its attachment id: uploaded just now, or before. */
  | { readonly type: 'upload'; readonly file: string; readonly bytes: number; readonly cached: boolean }
  /** The first people have got theirs: go on, or stop. */
  | {
      readonly type: 'canary';
      readonly ok: boolean;
      readonly people: number;
      readonly sent: number;
      readonly failed: number;
      readonly unknown: number;
    }
  | { readonly type: 'stopping'; readonly why: string; readonly inFlight: number }
  | { readonly type: 'end'; readonly report: SendReport };

/** Row: 1 is the first contact. Line: of the file, 1-based. Step: 1-based place in the rendered list, 0 the whole row. */
export interface At {
  readonly row: number;
  readonly line: number;
  readonly step: number;
}

/** `window`: too late for the person, by Meta's 24 hours or 7 days. `policy`: HUMAN_AGENT in a batch, without a reason. */
export type SkipReason = 'data' | 'recipient' | 'duplicate' | 'render' | 'blocked' | 'window' | 'policy';
export type WarningCode =
  | 'unknown-column'
  | 'inbox-rate'
  | 'own-metadata'
  | 'other-icu'
  | 'outcomes-lost'
  | 'journal-away';

export interface GraphError {
  /** HTTP status. */
  readonly status: number;
  readonly code?: number;
  readonly subcode?: number;
  readonly type?: string;
  readonly message: string;
  readonly fbtraceId?: string;
}

/** The exit codes of the command line. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130;

export interface Counts {
  readonly sent: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unknown: number;
  /** Tried or begun, and proved not sent: a resume sends them. */
  readonly planned: number;
}

export interface FailedGroup {
  readonly code?: number;
  readonly subcode?: number;
  readonly message: string;
  /** Of the last one. */
  readonly fbtraceId?: string;
  readonly count: number;
}

export interface SendReport {
  readonly exit: ExitCode;
  /** One sentence or more: how it ended, and what to do. */
  readonly why: string;
  /** A resume goes on from here. */
  readonly resumable: boolean;
  readonly runId?: string;
  readonly journal?: string;
  /** Contacts in the file, and those without a final state yet. */
  readonly rows: number;
  readonly rowsLeft: number;
  /** Deliveries (messages) of the whole run, earlier invocations included. */
  readonly counts: Counts;
  /** Of those, by this invocation. */
  readonly now: Counts;
  readonly skippedBy: { readonly [reason in SkipReason]?: number };
  readonly failedBy: readonly FailedGroup[];
  readonly unknownBy: { readonly [why: string]: number };
  /** Rows that do not fit, with reasons; at most 20. */
  readonly badRows: readonly BadRow[];
  /** Sender actions that got no good answer, by this invocation. */
  readonly actionsFailed: number;
  /** HTTP requests of this invocation, retries and sender actions included. */
  readonly requests: number;
  /** Answered requests a second between the first and the last. */
  readonly rate: number;
  /** Milliseconds, of this invocation. */
  readonly duration: number;
  readonly warnings: readonly string[];
  readonly plan?: SendPlan;
}

export interface BadRow {
  readonly row: number;
  readonly line: number;
  readonly reason: SkipReason;
  readonly detail: string;
}

export interface SendPlan {
  readonly rows: number;
  /** Contacts that get at least one message. */
  readonly people: number;
  /** Messages, without sender actions and waits. */
  readonly messages: number;
  /** HTTP requests: messages and sender actions. */
  readonly requests: number;
  readonly skippedBy: { readonly [reason in SkipReason]?: number };
  readonly badRows: readonly BadRow[];
  readonly rate: number | 'unlimited';
  /** Seconds at the rate; undefined where unlimited. */
  readonly seconds?: number;
  readonly peoplePerSecond?: number;
  readonly windows: PlanWindows;
  /** Local files that are uploaded first. */
  readonly uploads: readonly {
    readonly file: string;
    readonly bytes: number;
    readonly contentType: string;
  }[];
  readonly samples: readonly {
    readonly row: number;
    readonly line: number;
    readonly steps: readonly RenderedStep[];
  }[];
  readonly journal: {
    readonly path: string;
    readonly state: 'none' | 'unfinished' | 'finished' | 'unusable';
    /** Where it is unusable: why. */
    readonly problem?: string;
  };
  readonly warnings: readonly string[];
  readonly contactsHash: string;
}

/** Of the people who would get a message that Meta accepts for 24 hours (or 7 days) after they last wrote. */
export interface PlanWindows {
  /** Nobody knows when they last wrote: with `assume-open` they get it. */
  readonly assumed: number;
  /** Open now, and closed when their turn comes. */
  readonly closing: number;
  /** The first one that closes, ISO 8601. */
  readonly firstCloses?: string;
}
