import type { AddressInfo } from 'node:net';
import { resetEmulation } from './answer-control.ts';
import { type StateView, viewState } from './answer-state.ts';
import { createProofCheck } from './check-proof.ts';
import { createClock, readDuration, readTime } from './clock.ts';
import type { Emulation } from './emulation.ts';
import { type FaultRule, readFaultRules } from './fault-rule.ts';
import { createFaults } from './faults.ts';
import { createIds } from './ids.ts';
import { entriesSince, type LedgerEntry, openLedger } from './ledger.ts';
import { createLimiter } from './limiter.ts';
import { createPages } from './pages.ts';
import { createPauses } from './pauses.ts';
import { readSeed, readStateSeed } from './read-seed.ts';
import type { Seed, StateSeed } from './seed.ts';
import { listen, serve, shut } from './serve.ts';
import { createState } from './state.ts';
import { tap } from './tap.ts';
import { createThreads } from './threads.ts';
import { type JournalDelivery, type Verified, verifyDeliveries } from './verify-deliveries.ts';
import type { WebhookKind } from './webhook-events.ts';
import { createWebhooks, type Webhook } from './webhooks.ts';

/** Besides what a seed file can say (users, attachments, limits, faults …). */
export interface EmulatorOptions extends Seed {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Address to listen on; 127.0.0.1 unless told. */
  readonly host?: string;
  /** A file to which every accepted request is written (JSON Lines) before it is answered. */
  readonly ledger?: string;
  /** Makes ids and probabilities repeatable. */
  readonly seed?: number;
  /** Which edition of the rules judges; `v21.0` unless told. */
  readonly profile?: 'v21.0' | 'current';
  /** `messenger` unless told. */
  readonly channel?: 'messenger' | 'instagram';
  /** Gets what the person who runs the emulator should know: a real-looking token, a ledger that cannot be written. */
  readonly onWarning?: (text: string) => void;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  readonly url: string;
  readonly port: number;
  /** What was accepted so far, oldest first. */
  ledger(): LedgerEntry[];
  /** The entries once there are `count`, or what is there after `timeout` milliseconds (10,000 unless told). */
  waitFor(count: number, timeout?: number): Promise<LedgerEntry[]>;
  /** What Meta would have told the app: echoes, deliveries, and what people did. */
  webhooks(kind?: WebhookKind): Webhook[];
  /** Resolves when every webhook was taken, or given up. */
  webhooksSettled(): Promise<void>;
  /** The person taps a button or quick reply, by its title or payload; an exception where there is none. Opens the window. */
  tap(psid: string, what: string): void;
  /** A journal's deliveries against the ledger. */
  verify(run: string, deliveries: readonly JournalDelivery[]): Verified;
  /** Empties the ledger, sets counters to zero, forgets faults that were added after the start. */
  reset(): void;
  /** Adds a fault; a rule that is none is an exception, as it is a mistake in the calling program. */
  fault(rule: FaultRule): void;
  /** Takes over users, comments, uploads, personas; what is none is an exception. */
  give(state: StateSeed): void;
  /** The person wrote, now by the emulator's clock or `at` (ISO 8601 or `3h ago`): opens the window. */
  interact(psid: string, at?: string): void;
  /** What it knows of people, comments, uploads and personas. */
  state(): StateView;
  /** Shifts the clock: `25h`, `7d`, `30s` … */
  advance(duration: string): void;
  /** The emulator's time. */
  now(): Date;
  /** Ends all connections; done within a second. May be called twice. */
  close(): Promise<void>;
}

export interface EmulatorProblem {
  readonly code: 'port-in-use' | 'port-forbidden' | 'cannot-listen' | 'ledger' | 'faults' | 'state';
  /** A whole sentence. */
  readonly message: string;
}

/** What `createEmulator` rejects with. */
export class EmulatorError extends Error {
  readonly problem: EmulatorProblem;
  constructor(problem: EmulatorProblem) {
    super(problem.message);
    this.name = 'EmulatorError';
    this.problem = problem;
  }
}

/** A running emulator; rejects with an EmulatorError where it cannot start. */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const started = await startEmulator(options);
  if ('problem' in started) throw new EmulatorError(started.problem);
  return started.emulator;
}

/** A running emulator, or why there is none. */
export async function startEmulator(
  options: EmulatorOptions = {},
): Promise<{ readonly emulator: Emulator } | { readonly problem: EmulatorProblem }> {
  const { port = 0, host = '127.0.0.1' } = options;
  const rules = readFaultRules(options.faults ?? []);
  if ('problem' in rules)
    return { problem: { code: 'faults', message: `The faults cannot be used: ${rules.problem}.` } };
  const {
    port: _port,
    host: _host,
    ledger: file,
    seed,
    profile = 'v21.0',
    channel = 'messenger',
    ...rest
  } = options;
  const { onWarning = () => {}, faults: _faults, ...given } = rest;
  const read = readSeed({ ...given });
  if ('problem' in read)
    return { problem: { code: 'state', message: `The state cannot be used: ${read.problem}.` } };
  const ledger = openLedger(file);
  if ('problem' in ledger) return { problem: { code: 'ledger', message: `${ledger.problem}.` } };
  const pauses = createPauses();
  const ids = createIds(seed);
  const clock = createClock(given.now === undefined ? undefined : readTime(given.now, 0), given.stopped);
  const threads = createThreads(ledger, () => ids.person('page'));
  const webhooks = createWebhooks({
    options: given.webhooks ?? {},
    appSecret: given.appSecret,
    channel,
    clock,
    ids,
    entries: () => ledger.entries,
    pause: pauses.pause,
    wrote: threads.wrote,
    warn: onWarning,
  });
  const emulation: Emulation = {
    edition: { profile, channel },
    defaultVersion: 'v21.0',
    pages: createPages(given.pages, given.token, channel),
    checkProof: createProofCheck(given.appSecret),
    limiter: given.limits && createLimiter(given.limits, clock),
    clock,
    state: createState(given, clock),
    host,
    ids,
    faults: createFaults(rules.rules, ids),
    ledger,
    webhooks,
    threads,
    profiles: new Map(),
    counts: { requests: 0, accepted: 0, refused: 0, uploads: 0, personas: 0 },
    pause: pauses.pause,
    realTokens: new Set(),
    warn: onWarning,
  };
  const { server, sockets } = serve(emulation);
  const problem = await listen(server, port, host);
  if (problem) {
    ledger.close();
    return { problem };
  }
  const address = server.address() as AddressInfo;
  return {
    emulator: {
      url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
      port: address.port,
      ledger: () => [...ledger.entries],
      waitFor: (count, timeout = 10_000) => waitFor(emulation, count, timeout),
      webhooks: (kind) => webhooks.list(0, kind),
      webhooksSettled: () => webhooks.settled(),
      tap: (psid, what) => {
        const tapped = tap(emulation, psid, what);
        if ('problem' in tapped) throw new TypeError(tapped.problem);
      },
      verify: (run, deliveries) => verifyDeliveries(ledger.entries, run, deliveries),
      reset: () => resetEmulation(emulation),
      fault: (rule) => addFault(emulation, rule),
      give: (state) => giveState(emulation, state),
      interact: (psid, at) => interact(emulation, psid, at),
      state: () => viewState(emulation),
      advance: (duration) => advance(emulation, duration),
      now: () => new Date(clock.now()),
      close: once(() => shut(server, sockets, pauses.release, ledger.close)),
    },
  };
}

async function waitFor(emulation: Emulation, count: number, timeout: number): Promise<LedgerEntry[]> {
  let cancel = () => {};
  const enough = new Promise<void>((resolve) => {
    cancel = emulation.ledger.whenReached(0, count, resolve);
  });
  await Promise.race([enough, emulation.pause(timeout)]);
  cancel();
  return [...entriesSince(emulation.ledger.entries, 0)];
}

function addFault(emulation: Emulation, rule: FaultRule): void {
  const read = readFaultRules(rule);
  if ('problem' in read) throw new TypeError(`not a fault rule: ${read.problem}`);
  emulation.faults.add(read.rules);
}

function giveState(emulation: Emulation, state: StateSeed): void {
  const read = readStateSeed(state);
  if ('problem' in read) throw new TypeError(`not a state: ${read.problem}`);
  emulation.state.give(read.seed);
}

function interact({ state, clock }: Emulation, psid: string, at: string | undefined): void {
  const time = at === undefined ? clock.now() : readTime(at, clock.now());
  if (time === undefined) throw new TypeError(`not a time: ${at}`);
  state.interact(psid, time, undefined);
}

function advance({ clock }: Emulation, duration: string): void {
  const milliseconds = readDuration(duration);
  if (milliseconds === undefined) throw new TypeError(`not a duration: ${duration}`);
  clock.advance(milliseconds);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}
