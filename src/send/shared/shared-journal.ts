/**
 * What one worker writes into the journal that it shares with others. Intents of the same moment are one statement, and so
 * are outcomes. Where the database is away, an intent counts as not given (nothing is sent for it; what became of it shows
 * when its lease lapses), and outcomes wait.
 */
import {
  type DeliveryJournal,
  type Ending,
  type Intent,
  JournalError,
  Kind,
  State,
} from '../journal/journal.ts';
import type { Manifest } from '../journal/manifest.ts';
import type { Failpoint } from '../tuning.ts';
import { type Database, DatabaseError } from './database.ts';
import {
  type Claim,
  type Claimant,
  end,
  type Fenced,
  intend,
  type Outcome,
  release,
  takeBack,
} from './deliveries.ts';

export interface SharedJournal extends DeliveryJournal {
  /**
   * Of these deliveries, those that may be begun. One whose lease lapsed while it waited here, and that we have just claimed
   * anew, is not: it would be under way twice.
   */
  hold(claims: readonly Claim[]): Claim[];
  /** Claims that are under way. */
  readonly held: readonly Fenced[];
  /** This one is not sent by us now. */
  drop(claim: Fenced): void;
  /** The database does not take what we have to say: nothing new should be begun. */
  readonly behind: boolean;
  /** Writes what is held, for as long as `patience` (milliseconds). How many outcomes could not be written. */
  close(patience: number): Promise<number>;
}

export interface SharedJournalOptions {
  readonly database: Database;
  readonly claimant: Claimant;
  readonly manifest: Manifest;
  readonly failpoint: (name: Failpoint) => void;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds. */
const intentFlush = 4;
const outcomeFlush = 100;
const retryFlush = 500;

export function createSharedJournal(options: SharedJournalOptions): SharedJournal {
  const { database, claimant, failpoint } = options;
  const held = new Map<string, Underway>();
  let intents: Waiting[] = [];
  let scheduled = false;
  let endings: Held[] = [];
  let notes: { type: string; detail: string }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let behind = false;

  async function flushIntents(): Promise<void> {
    scheduled = false;
    const group = intents;
    intents = [];
    // A delivery that is tried again goes from sending to claimed first.
    do await write();
    while (!behind && endings.some((ending) => ending.state === State.planned));
    failpoint('after-append');
    let ours: Fenced[];
    try {
      if (behind) throw new DatabaseError('away', 'outcomes wait to be written');
      ours = await intend(database, claimant, group);
    } catch (error) {
      options.onError(error);
      for (const { reject } of group) reject(new JournalError('claim', 'The journal did not answer.'));
      return;
    }
    failpoint('after-fsync');
    const kept = new Set(ours.map(keyOf));
    for (const intent of group) {
      if (kept.has(keyOf(intent))) intent.resolve();
      else intent.reject(new JournalError('claim', 'Another worker has this delivery now.'));
    }
  }

  /** One at a time, in order. */
  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeHeld().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  async function writeHeld(): Promise<void> {
    // Copies: more comes in while these are being written.
    const now = [...endings];
    const told = [...notes];
    if (now.length === 0 && told.length === 0) return;
    try {
      if (now.length > 0) failpoint('before-outcome-flush');
      const back = now
        .filter((e) => e.state === State.planned)
        .map((e) => ({ ...e, reason: e.reason ?? '' }));
      const final = now.filter((e) => e.state !== State.planned);
      // By delivery: what was taken back comes before what it ended as.
      if (back.length > 0) await takeBack(database, claimant, back);
      if (final.length > 0) await end(database, claimant.run, final);
      if (told.length > 0) await writeNotes(told);
      endings = endings.slice(now.length);
      notes = notes.slice(told.length);
      behind = false;
    } catch (error) {
      behind = true;
      options.onError(error);
    }
    if (endings.length > 0 || notes.length > 0) arm(behind ? retryFlush : outcomeFlush);
  }

  async function writeNotes(told: readonly { type: string; detail: string }[]): Promise<void> {
    await database.query(
      `INSERT INTO sendspec_event (run, worker, type, detail)
       SELECT $1, $2, v.type, v.detail FROM jsonb_to_recordset($3::jsonb) AS v(type text, detail text)`,
      [claimant.run, claimant.worker, JSON.stringify(told)],
    );
  }

  function arm(delay: number): void {
    timer ??= setTimeout(() => void write(), delay);
  }

  return {
    path: database.name,
    runId: claimant.run,
    manifest: options.manifest,
    broken: undefined,
    hold: (claims) => {
      const free = claims.filter((claim) => !held.has(keyOf(claim)));
      const twice = claims.filter((claim) => held.has(keyOf(claim)));
      for (const { row, step, fence, attempt } of free)
        held.set(`${row}.${step}`, { row, step, fence, attempt });
      if (twice.length > 0) release(database, claimant, twice).catch(options.onError);
      return free;
    },
    get held() {
      return [...held.values()];
    },
    drop: (claim) => {
      held.delete(keyOf(claim));
      // Where that fails, its lease ends by itself.
      release(database, claimant, [claim]).catch(options.onError);
    },
    intend: ({ row, step, attempt }: Intent) => {
      const known = held.get(`${row}.${step}`);
      if (known === undefined) return Promise.reject(new JournalError('claim', 'This delivery is not ours.'));
      failpoint('before-intent');
      known.attempt = attempt;
      return new Promise((resolve, reject) => {
        intents.push({ row, step, attempt, fence: known.fence, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        setTimeout(() => void flushIntents(), intentFlush);
      });
    },
    end: (ending) => {
      const known = held.get(keyOf(ending));
      if (known === undefined) return;
      if (ending.state !== 'planned') held.delete(keyOf(ending));
      endings.push(outcomeOf(ending, known));
      arm(outcomeFlush);
    },
    note: (type, detail) => {
      notes.push({ type, detail });
      arm(outcomeFlush);
    },
    get behind() {
      return behind;
    },
    close: async (patience) => {
      const until = performance.now() + patience;
      for (;;) {
        await write();
        if (endings.length === 0 || performance.now() > until) break;
        await new Promise((resolve) => setTimeout(resolve, retryFlush));
      }
      clearTimeout(timer);
      return endings.length;
    },
  };
}

type Held = Outcome & { readonly attempt: number };
/** `attempt`: the latest. */
type Underway = Fenced & { attempt: number };
type Waiting = Fenced & {
  readonly attempt: number;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
};

function keyOf({ row, step }: { readonly row: number; readonly step: number }): string {
  return `${row}.${step}`;
}

function outcomeOf(ending: Ending, { fence, attempt }: Underway): Held {
  const { row, step, state } = ending;
  const base = { row, step, fence, attempt, state: State[state], mid: null, reason: null, error: null };
  switch (ending.state) {
    case 'sent':
      return { ...base, mid: ending.kind === Kind.message ? ending.mid : null };
    case 'failed':
      return { ...base, error: ending.error };
    case 'skipped':
      return { ...base, reason: ending.reason };
    default:
      return { ...base, reason: ending.why };
  }
}
