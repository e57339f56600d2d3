/**
 * The runner's record: SQLite on one machine (`sqlite-journal.ts`), PostgreSQL where several work (`../shared/`;
 * delivery.md 3.5 and 4).
 */
import type { GraphError, SkipReason } from '../events.ts';
import type { Manifest } from './manifest.ts';

/** As numbers in the tables. 5 is `claimed`, of the shared journal alone. */
export const State = { planned: 0, sending: 1, sent: 2, failed: 3, unknown: 4, skipped: 6 } as const;
export type State = (typeof State)[keyof typeof State];

/** Sender actions are recorded so that a resume does not repeat them; they count in no promise. */
export const Kind = { message: 0, action: 1 } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export interface DeliveryKey {
  /** 1 is the first contact. */
  readonly row: number;
  /** 1-based place in the rendered list; 0 is the whole row (skipped before it was rendered). */
  readonly step: number;
}

export interface Intent extends DeliveryKey {
  readonly attempt: number;
  /** The recipient's last step: with a final state the row is done. */
  readonly last: boolean;
  /** Bytes of the contacts file up to the end of the row. */
  readonly offset: number;
}

export type Ending = DeliveryKey & { readonly last: boolean; readonly offset: number } & (
    | { readonly state: 'sent'; readonly kind: Kind; readonly mid: string }
    | { readonly state: 'failed'; readonly kind: Kind; readonly error: GraphError }
    | { readonly state: 'unknown'; readonly why: string }
    | { readonly state: 'skipped'; readonly reason: SkipReason; readonly detail: string }
    /** Proved not sent: may be tried again. */
    | { readonly state: 'planned'; readonly why: string }
  );

export interface Recorded extends DeliveryKey {
  readonly kind: Kind;
  readonly state: State;
  readonly attempt: number;
  readonly last: boolean;
}

/** An uploaded file. An empty id: those before are no longer good. */
export interface Attachment {
  /** Of content and type. */
  readonly hash: string;
  /** Endpoint and Page. */
  readonly page: string;
  readonly id: string;
  /** Unix milliseconds. */
  readonly expires: number;
}

export interface Totals {
  /** Of messages, by state. */
  readonly states: { readonly [state: number]: number };
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
  readonly failed: readonly { readonly error: GraphError; readonly count: number }[];
  readonly unknown: readonly { readonly why: string; readonly count: number }[];
  /** Rows of which every step has a final state. */
  readonly rowsDone: number;
}

/** What a delivery needs of it. */
export interface DeliveryJournal {
  readonly path: string;
  readonly runId: string;
  readonly manifest: Manifest;
  /**
   * Resolves when the intent is on the disk; only then may a byte leave. Rejects with JournalError where it is not:
   * then nothing may be sent for it.
   */
  intend(intent: Intent): Promise<void>;
  /** Written with the next group of intents or within 100 ms. Never throws: see `health`. */
  end(ending: Ending): void;
  /** Rate changes, pauses, breaker: what an operator asks about afterwards. */
  note(type: string, detail: string): void;
  /** Why nothing more can be written; undefined while all is well. */
  readonly broken: JournalError | undefined;
}

export interface Journal extends DeliveryJournal {
  /** What is recorded of rows from..to, both included. */
  recorded(from: number, to: number): Recorded[];
  /** Whether anything was sent, or tried to be, to one of the rows whose recipient is that of row `first`. */
  begun(first: number): boolean;
  totals(): Totals;
  /** Files that were uploaded for this endpoint and Page. */
  attachments(page: string): Attachment[];
  /** On the disk when it returns. Throws JournalError. */
  saveAttachment(attachment: Attachment): void;
  /** Everything reached: the same command is refused from now on. */
  finish(): void;
  /** Writes what is held; releases the lock. What cannot be written stays `sending` and so becomes unknown: how many. */
  close(): Promise<number>;
}

/**
 * `lost`: another runner has taken the journal over. `full`, `io`: the disk. `state`: a delivery was not in the state it
 * had to be in. `claim`: of a shared journal, this one delivery is no longer ours, or nobody knows.
 */
export class JournalError extends Error {
  readonly kind: 'full' | 'io' | 'lost' | 'state' | 'claim';
  constructor(kind: JournalError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
