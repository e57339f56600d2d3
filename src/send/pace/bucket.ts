import { createFifo } from './fifo.ts';

/**
 * A GCRA: at most `burst` requests at once and `rate` a second in the long run, first come first served. None of
 * the limiter packages can pause until a moment and change its rate while callers wait, and most overshoot
 * (delivery.md 1.6). Paced by performance.now(): a clock that is set back does not matter.
 */
export interface Bucket {
  /** Resolves when a request may go; false when the bucket was closed meanwhile. */
  take(): Promise<boolean>;
  /** Requests a second. Takes effect for those who wait, too. */
  setRate(rate: number | 'unlimited'): void;
  /** Nobody passes before performance.now() reaches it. Only ever moves later. */
  pauseUntil(moment: number): void;
  readonly pausedUntil: number;
  /** Everybody who waits gets false, and so does everybody who comes. */
  close(): void;
}

/** In any span of so many milliseconds, wherever it begins, at most `count` pass. */
export interface Ceiling {
  readonly count: number;
  readonly span: number;
}

export function createBucket(
  initialRate: number | 'unlimited',
  burst = burstOf(initialRate),
  ceiling?: Ceiling,
): Bucket {
  const past = ceiling && createPast(ceiling);
  const waiting = createFifo<(granted: boolean) => void>();
  let interval = intervalOf(initialRate);
  let due = 0;
  let pausedUntil = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function take(): Promise<boolean> {
    if (closed) return Promise.resolve(false);
    if (waiting.size === 0 && delay() <= 0) {
      spend();
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      waiting.push(resolve);
      arm();
    });
  }

  /** Milliseconds until the next one may pass. */
  function delay(): number {
    const now = performance.now();
    if (now < pausedUntil) return pausedUntil - now;
    const even = interval === 0 ? 0 : due - (burst - 1) * interval;
    return Math.max(even, past?.free ?? 0) - now;
  }

  function spend(): void {
    const now = performance.now();
    due = Math.max(due, now) + interval;
    past?.add(now);
  }

  function arm(): void {
    if (timer !== undefined || waiting.size === 0) return;
    timer = setTimeout(pass, Math.max(1, Math.ceil(delay())));
  }

  function pass(): void {
    timer = undefined;
    while (waiting.size > 0 && delay() <= 0) {
      spend();
      waiting.shift()!(true);
    }
    arm();
  }

  function rearm(): void {
    clearTimeout(timer);
    timer = undefined;
    arm();
  }

  return {
    take,
    setRate: (rate) => {
      interval = intervalOf(rate);
      rearm();
    },
    pauseUntil: (moment) => {
      if (moment <= pausedUntil) return;
      pausedUntil = moment;
      rearm();
    },
    get pausedUntil() {
      return pausedUntil;
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      timer = undefined;
      for (const resolve of waiting.drain()) resolve(false);
    },
  };
}

/** When the last ones passed, as many as may in a span. */
function createPast({ count, span }: Ceiling) {
  const times = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  return {
    /** From then on one more may pass. */
    get free() {
      return times[oldest]! + span;
    },
    add: (now: number) => {
      times[oldest] = now;
      oldest = (oldest + 1) % count;
    },
  };
}

/** Milliseconds between two requests; 0 for no limit. */
function intervalOf(rate: number | 'unlimited'): number {
  return rate === 'unlimited' ? 0 : 1000 / rate;
}

/** Timers are 1 ms and late: without a burst a high rate is never reached, and a wide one breaks the second's limit. */
function burstOf(rate: number | 'unlimited'): number {
  return rate === 'unlimited' ? 1 : Math.max(2, Math.min(10, Math.round(rate / 30)));
}
