import { createFifo } from './fifo.ts';

/**
 * Bounds what an outage can make unknown to the requests in flight plus five (delivery.md 3.4). closed -> open
 * after five outcomes in a row without a definite answer, or more than a fifth of the last fifty -> half-open: one
 * probe after 30 s, doubling to 15 min. Where all of them provably were not sent the first wait is 1 s: a probe then
 * risks nothing.
 */
export type Sign = 'answer' | 'unknown' | 'not-sent';

export interface Breaker {
  /** Resolves with a pass when a request may go (in half-open: only one), undefined when shut for good. */
  pass(): Promise<Pass | undefined>;
  /** Each pass must be reported, or released where no request was made. */
  report(pass: Pass, sign: Sign): void;
  release(pass: Pass): void;
  close(): void;
  readonly isOpen: boolean;
}

export interface Pass {
  readonly probe: boolean;
}

export interface BreakerOptions {
  readonly timeScale: number;
  /** Failed probes in a row before giving up. */
  readonly maxProbes: number;
  readonly onChange: (state: 'open' | 'half-open' | 'closed', why: string, milliseconds: number) => void;
  readonly onGiveUp: (why: string) => void;
}

const inARow = 5;
const memory = 50;
const share = 0.2;
const firstWait = { unknown: 30_000, 'not-sent': 1_000 };
const longestWait = 15 * 60_000;

export function createBreaker(options: BreakerOptions): Breaker {
  let state: 'closed' | 'open' | 'half-open' = 'closed';
  let row = 0;
  const last = createWindow();
  let failedProbes = 0;
  let wait = 0;
  let probing = false;
  let shut = false;
  let timer: NodeJS.Timeout | undefined;
  const waiting = createFifo<(pass: Pass | undefined) => void>();

  function pass(): Promise<Pass | undefined> {
    if (shut) return Promise.resolve(undefined);
    if (state === 'closed') return Promise.resolve({ probe: false });
    return new Promise((resolve) => {
      waiting.push(resolve);
      if (state === 'half-open') probe();
    });
  }

  function probe(): void {
    if (probing) return;
    const next = waiting.shift();
    if (next === undefined) return;
    probing = true;
    next({ probe: true });
  }

  function report(by: Pass, sign: Sign): void {
    if (state === 'closed') {
      watch(sign);
      return;
    }
    // Stragglers of before the opening say nothing about the probe.
    if (!by.probe) return;
    probing = false;
    if (sign === 'answer') {
      heal();
      return;
    }
    failedProbes++;
    if (failedProbes >= options.maxProbes) {
      options.onGiveUp(`${failedProbes} attempts to get through again failed`);
      return;
    }
    open(sign, Math.min(longestWait, wait * 2));
  }

  function watch(sign: Sign): void {
    row = sign === 'answer' ? 0 : row + 1;
    last.add(sign);
    if (row < inARow && !(last.full && last.bad > memory * share)) return;
    const worst = last.unknown > 0 ? 'unknown' : 'not-sent';
    open(worst, firstWait[worst]);
  }

  function open(sign: 'unknown' | 'not-sent', delay: number): void {
    state = 'open';
    wait = delay;
    const scaled = Math.max(1, delay * options.timeScale);
    const what = sign === 'unknown' ? 'answers stay away or say nothing' : 'no connection can be made';
    options.onChange('open', what, scaled);
    timer = setTimeout(() => {
      state = 'half-open';
      options.onChange('half-open', 'one message tries whether it works again', 0);
      probe();
    }, scaled);
  }

  function heal(): void {
    state = 'closed';
    row = 0;
    last.clear();
    failedProbes = 0;
    options.onChange('closed', 'answers come again', 0);
    for (const resolve of waiting.drain()) resolve({ probe: false });
  }

  return {
    pass,
    report,
    release: (by) => {
      if (!by.probe || state !== 'half-open') return;
      probing = false;
      probe();
    },
    close: () => {
      shut = true;
      clearTimeout(timer);
      for (const resolve of waiting.drain()) resolve(undefined);
    },
    get isOpen() {
      return state !== 'closed';
    },
  };
}

/** The last `memory` signs, counted: it is asked about after every message. */
function createWindow() {
  const signs: Sign[] = [];
  const counts = { answer: 0, unknown: 0, 'not-sent': 0 };
  let next = 0;
  return {
    add: (sign: Sign) => {
      const old = signs[next];
      if (old !== undefined) counts[old]--;
      signs[next] = sign;
      counts[sign]++;
      next = (next + 1) % memory;
    },
    clear: () => {
      signs.length = 0;
      next = counts.answer = counts.unknown = counts['not-sent'] = 0;
    },
    get full() {
      return signs.length === memory;
    },
    get bad() {
      return counts.unknown + counts['not-sent'];
    },
    get unknown() {
      return counts.unknown;
    },
  };
}
