/** What all deliveries of a run share: the ways to the API, the journal, and the one decision to stop. */

import type { ExitCode, SendEvent, WarningCode } from '../events.ts';
import { type DeliveryJournal, JournalError } from '../journal/journal.ts';
import { backoff } from '../pace/backoff.ts';
import type { Breaker, Pass } from '../pace/breaker.ts';
import type { Bucket } from '../pace/bucket.ts';
import type { ClassBuckets, PaceClass } from '../pace/classes.ts';
import type { Gate } from '../pace/gate.ts';
import { createPacer } from '../pace/pacer.ts';
import type { Usage } from '../pace/read-usage.ts';
import type { Slots } from '../pace/slots.ts';
import type { RecentIds } from '../recent-ids.ts';
import type { Redactor } from '../redact.ts';
import type { Tally } from '../tally.ts';
import type { Outcome, Transport } from '../transport/transport.ts';
import type { Settings } from '../tuning.ts';

export interface RunnerParts {
  readonly journal: DeliveryJournal;
  readonly transport: Transport;
  readonly recentIds: RecentIds;
  readonly slots: Slots;
  readonly bucket: Bucket;
  /** Keeps those that the journal held up from leaving all at once. Absent where the rate is unlimited. */
  readonly gate?: Gate;
  /** Absent where the rate is unlimited. */
  readonly classBuckets?: ClassBuckets;
  /** The operator's. */
  readonly rate: number | 'unlimited';
  /** "Not sent, try again" is believed. */
  readonly trustsRetryable: boolean;
  readonly breaker: Breaker;
  readonly tally: Tally;
  readonly settings: Settings;
  readonly redact: Redactor;
  /** The text of a request, with whatever proves that it may be made. */
  readonly seal: (body: object) => string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly emit: (event: SendEvent) => void;
}

export interface Runner extends RunnerParts {
  /** Why the run ends before its contacts do. */
  readonly halted: Halt | undefined;
  readonly killed: boolean;
  /** No new intents from now on; who waits is let go. The first reason stands. */
  halt(exit: ExitCode, why: string): void;
  /** Also aborts what is in flight. */
  kill(): void;
  /** Timers and connections. */
  close(): void;
  /** A bug in sendspec: stops, and is thrown at the end. */
  bug(error: unknown): void;
  readonly error: unknown;
  /** A slot, the breaker's pass, a token of each class and one of the rate; undefined once halted. */
  enter(classes: readonly PaceClass[]): Promise<Entry | undefined>;
  leave(): void;
  /** The request of an entry, as soon as the gate lets it through. */
  post(body: string, at: number): Promise<Outcome>;
  /** False once halted. Milliseconds, not scaled. */
  sleep(milliseconds: number): Promise<boolean>;
  /** How many sleep; they hold no slot. */
  readonly sleeping: number;
  onSleep: () => void;
  onHalt: () => void;
  /** Attachment ids of local files, and how to forget them when Meta no longer knows them. */
  uploads: { readonly ids: ReadonlySet<string>; forget(): void } | undefined;
  /** The Page is to be left alone for a while. */
  throttle(why: string, wait: number | undefined): void;
  calm(): void;
  /** Of an answer: what it says of the quota. */
  heed(usage: Usage | undefined): void;
  /** Told once a run. */
  warn(code: WarningCode, message: string): void;
  readonly warnings: readonly string[];
}

export interface Entry {
  readonly pass: Pass;
  /** performance.now() when the rate let it in. */
  readonly at: number;
}

export interface Halt {
  readonly exit: ExitCode;
  readonly why: string;
}

/** Milliseconds. */
const longestPause = 15 * 60_000;

export function createRunner(parts: RunnerParts): Runner {
  const sleepers = new Map<NodeJS.Timeout, (slept: boolean) => void>();
  const { slots, bucket, breaker, settings, gate } = parts;
  const paced = [bucket, ...Object.values(parts.classBuckets ?? {}), ...(parts.gate ? [parts.gate] : [])];
  let halted: Halt | undefined;
  let killed = false;
  let error: unknown;
  let throttles = 0;
  const warnings: string[] = [];

  const pacer = createPacer({
    rate: parts.rate,
    clock: () => performance.now() / Math.max(settings.timeScale, 1e-6),
    setRate: (rate) => bucket.setRate(rate),
    pause: (milliseconds, why) => pauseFor(milliseconds * settings.timeScale, why),
    onChange: (rate, why) => {
      parts.emit({ type: 'pace', rate, why, full: rate === parts.rate });
      parts.journal.note('pace', `${Math.round(rate * 10) / 10} requests/s: ${why}`);
    },
  });

  const runner: Runner = {
    ...parts,
    get halted() {
      return halted;
    },
    get killed() {
      return killed;
    },
    get error() {
      return error;
    },
    get sleeping() {
      return sleepers.size;
    },
    onSleep: () => {},
    onHalt: () => {},
    uploads: undefined,
    halt: (exit, why) => {
      if (halted !== undefined) return;
      halted = { exit, why };
      parts.emit({ type: 'stopping', why, inFlight: parts.transport.inFlight });
      slots.close();
      for (const each of paced) each.close();
      breaker.close();
      for (const [timer, resolve] of sleepers) {
        clearTimeout(timer);
        resolve(false);
      }
      sleepers.clear();
      runner.onHalt();
    },
    kill: () => {
      killed = true;
      parts.transport.abortAll();
    },
    close: () => {
      for (const each of paced) each.close();
      breaker.close();
      parts.transport.close();
    },
    bug: (caught) => {
      error ??= caught;
      runner.halt(4, 'sendspec itself failed.');
    },
    enter,
    leave: () => slots.release(),
    post: (body, at) =>
      parts.transport.post({
        url: parts.url,
        headers: parts.headers,
        body,
        ...(gate !== undefined && { ready: async () => (await gate.pass(at)) === 'go' }),
      }),
    sleep: (milliseconds) => {
      if (halted !== undefined) return Promise.resolve(false);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          sleepers.delete(timer);
          resolve(true);
        }, milliseconds);
        sleepers.set(timer, resolve);
        runner.onSleep();
      });
    },
    throttle: (why, wait) => {
      const now = performance.now();
      // The others that were in flight say the same once more.
      if (bucket.pausedUntil > now) return;
      throttles++;
      pacer.refused(why);
      const own = 1_000 + backoff(throttles, 1_000, longestPause, settings.random);
      const pause = Math.min(longestPause, Math.max(wait ?? 0, own)) * settings.timeScale;
      pauseFor(pause, why);
    },
    heed: (usage) => {
      if (usage !== undefined) pacer.usage(usage);
    },
    calm: () => {
      throttles = 0;
      pacer.calm();
    },
    warn: (code, message) => {
      if (warnings.includes(message)) return;
      warnings.push(message);
      parts.emit({ type: 'warning', code, message });
    },
    warnings,
  };

  function pauseFor(milliseconds: number, why: string): void {
    // All of them: tokens of a class that heap up meanwhile would come out at once.
    for (const each of paced) each.pauseUntil(performance.now() + milliseconds);
    parts.emit({ type: 'pause', milliseconds, why });
    parts.journal.note('pause', `${why}: ${Math.round(milliseconds)} ms`);
  }

  async function enter(classes: readonly PaceClass[]): Promise<Entry | undefined> {
    if (!(await slots.acquire())) return undefined;
    for (;;) {
      const pass = await breaker.pass();
      if (pass === undefined || !(await takeTokens(classes)) || halted !== undefined) {
        if (pass !== undefined) breaker.release(pass);
        slots.release();
        return undefined;
      }
      // It may have opened while the rate made us wait.
      if (!breaker.isOpen || pass.probe) return { pass, at: performance.now() };
    }
  }

  async function takeTokens(classes: readonly PaceClass[]): Promise<boolean> {
    for (const name of classes) {
      const own = parts.classBuckets?.[name];
      if (own !== undefined && !(await own.take())) return false;
    }
    return bucket.take();
  }

  return runner;
}

/** The journal can no longer be trusted with an intent: nothing further is sent. */
export function haltForJournal(runner: Runner, error: unknown): void {
  if (!(error instanceof JournalError) || error.kind === 'state') {
    runner.bug(error);
    return;
  }
  if (error.kind === 'lost') {
    runner.halt(5, error.message);
    return;
  }
  const advice = error.kind === 'full' ? 'Make room' : 'Look after the disk';
  runner.halt(4, `${error.message} Nothing further was sent. ${advice}, then go on with --resume.`);
}
