/**
 * The last thing before a request leaves. Tokens of the rate are taken before the intent is written, and a slow disk would let
 * those that it held up leave all at once: no second, wherever it begins, may have more than 1.05 of the rate.
 */
import { type Bucket, type Ceiling, createBucket } from './bucket.ts';

export interface Gate {
  /** `granted`: performance.now() when the rate let it in. `back`: not now, and not soon; take a new token. */
  pass(granted: number): Promise<'go' | 'back'>;
  /** Whoever waits is sent back, and so is everybody who comes before performance.now() reaches it. */
  pauseUntil(moment: number): void;
  close(): void;
}

/** Of the rate, in a second. */
const most = 1.05;
/** A little more than the rate: the gate must not be what makes the run slow. */
const share = 1.02;
/** Milliseconds by which a line may hold up one request and not the next. */
const jitter = 10;

/** Of a runner that has the Page for itself. */
export function createGate(rate: number): Gate {
  const create = () => createBucket(rate * share, 2, ceilingOf(rate));
  let bucket = create();
  let pausedUntil = 0;
  let closed = false;
  return {
    pass: async () => {
      if (performance.now() < pausedUntil) return 'back';
      return (await bucket.take()) ? 'go' : 'back';
    },
    pauseUntil: (moment) => {
      pausedUntil = Math.max(pausedUntil, moment);
      bucket.close();
      if (!closed) bucket = create();
    },
    close: () => {
      closed = true;
      bucket.close();
    },
  };
}

/**
 * As many as the second may have, in the time that the rate needs for them: what is held up on its way by less than the
 * difference still meets a second that has room for it.
 */
export function ceilingOf(rate: number): Ceiling {
  const count = Math.max(1, Math.floor(rate * most));
  return { count, span: Math.max((count / rate) * 1000, 1000 + jitter) };
}

/** Milliseconds: with every request this near to its moment, a second has 2 % more than the rate at most. */
const late = 20;

/**
 * Of one of several workers: a moment that the Page's row gave, and that was missed, is given up for a new one. `longest`:
 * milliseconds that a delivery may wait for it.
 */
export function createSharedGate(bucket: Bucket, longest: number): Gate {
  const waiting = new Set<(result: 'back') => void>();
  let pausedUntil = 0;
  const sendBack = () => {
    for (const resolve of [...waiting]) resolve('back');
  };
  return {
    pass: (granted) => {
      const now = performance.now();
      if (now < pausedUntil) return Promise.resolve('back');
      if (now - granted <= late) return Promise.resolve('go');
      return new Promise((resolve) => {
        const done = (result: 'go' | 'back') => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(result);
        };
        const timer = setTimeout(done, longest, 'back');
        waiting.add(done);
        void bucket.take().then((taken) => done(taken ? 'go' : 'back'));
      });
    },
    pauseUntil: (moment) => {
      pausedUntil = Math.max(pausedUntil, moment);
      sendBack();
    },
    close: sendBack,
  };
}
