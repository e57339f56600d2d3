/** What a worker does with one run: claim, send, say what came of it, until nothing is left or it is told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { deliverMessage, doAction } from '../deliver/deliver-message.ts';
import type { Runner } from '../deliver/runner.ts';
import { Kind } from '../journal/journal.ts';
import { type Database, DatabaseError } from './database.ts';
import { type Claim, type Claimant, claim, finishRun, keepClaims, reap } from './deliveries.ts';
import { isLimitReached } from './runs.ts';
import type { SharedJournal } from './shared-journal.ts';

export interface WorkOptions {
  readonly runner: Runner;
  readonly database: Database;
  readonly journal: SharedJournal;
  readonly claimant: Claimant;
  readonly concurrency: number;
  readonly onError: (error: unknown) => void;
  /** Everybody whom the limit lets get it has got it. True: there is a new limit, or none. */
  readonly onLimit?: () => Promise<boolean>;
}

/** Milliseconds between two looks for deliveries whose turn it is. */
const poll = 200;
const retry = 1_000;

/** 'all': the run is finished; 'limited': as far as it may go for now. Resolves when nothing of this worker is in flight any more. */
export async function work(options: WorkOptions): Promise<'all' | 'limited' | 'halted'> {
  const { runner, database, journal, claimant, concurrency, onError } = options;
  let open = 0;
  let wake: (() => void) | undefined;
  const changed = () => wake?.();
  runner.onHalt = changed;
  const upkeep = setInterval(() => {
    Promise.all([keepClaims(database, claimant, journal.held), reap(database, claimant.run)]).catch(onError);
  }, claimant.lease / 3);

  /** Until something of ours has ended, or for so long. */
  const pause = async (milliseconds: number) => {
    const timer = new AbortController();
    await Promise.race([
      new Promise<void>((resolve) => (wake = resolve)),
      sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => {}),
    ]);
    timer.abort();
  };

  async function begin(delivery: Claim): Promise<void> {
    open++;
    try {
      await deliver(runner, journal, delivery);
    } catch (error) {
      runner.bug(error);
    } finally {
      open--;
      changed();
    }
  }

  try {
    while (runner.halted === undefined) {
      const room = concurrency * 2 - open;
      if (room < Math.min(concurrency, 8) || journal.behind) {
        await pause(poll);
        continue;
      }
      try {
        const claims = await claim(database, claimant, room);
        for (const each of journal.hold(claims)) void begin(each);
        if (claims.length > 0) continue;
        if (open === 0 && (await finishRun(database, claimant.run))) return 'all';
        if (open === 0 && (await isLimitReached(database, claimant.run)) && !(await options.onLimit?.()))
          return runner.halted === undefined ? 'limited' : 'halted';
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        if (error.kind === 'refused') runner.halt(4, `${error.message} Nothing further was sent.`);
        onError(error);
        await pause(retry);
        continue;
      }
      await pause(poll);
    }
    return 'halted';
  } finally {
    while (open > 0) await pause(poll);
    clearInterval(upkeep);
  }
}

async function deliver(runner: Runner, journal: SharedJournal, claimed: Claim): Promise<void> {
  const { row, step, last, kind, body, attempt, deadline } = claimed;
  const delivery = {
    row,
    // Lines of the contacts file are not in the journal.
    line: 0,
    step,
    last,
    offset: 0,
    attempts: attempt,
    body,
    ...(deadline !== null && { deadline }),
  };
  if (kind === Kind.action) {
    if (!(await doAction(runner, delivery))) journal.drop(claimed);
    return;
  }
  const ended = await deliverMessage(runner, delivery);
  if (ended === 'left') journal.drop(claimed);
  else if (last || ended !== 'sent') {
    runner.tally.rowDone();
    runner.emit({ type: 'contact', row });
  }
}
