/**
 * One rate for a Page, however many workers there are: a row in the database says when the next request may go (GCRA),
 * and each worker takes some moments from it at a time. All by the server's clock; here only spans of time count.
 */
import type { Bucket } from '../pace/bucket.ts';
import { createFifo } from '../pace/fifo.ts';
import { type Database, DatabaseError } from './database.ts';
import { createServerClock } from './server-clock.ts';

export interface SharedBucketOptions {
  readonly database: Database;
  /** Of `sendspec_rate`. */
  readonly page: string;
  /** The database is away: asked again until the bucket is closed. */
  readonly onError: (error: unknown) => void;
}

/** Milliseconds. A moment that is missed by more (the worker was frozen, the machine is slow) is given up. */
const stale = 15;
/** Moments are taken for so long ahead. */
const ahead = 100;
const mostAtOnce = 50;
const retry = 500;

export function createSharedBucket({ database, page, onError }: SharedBucketOptions): Bucket {
  const waiting = createFifo<(granted: boolean) => void>();
  /** Of performance.now(), in order. */
  const moments = createFifo<number>();
  const clock = createServerClock(database);
  let next: number | undefined;
  let perSecond = 1;
  let asking = false;
  let closed = false;
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  function take(): Promise<boolean> {
    if (closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      waiting.push(resolve);
      pass();
    });
  }

  function pass(): void {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.size > 0 && !closed) {
      next ??= moments.shift();
      if (next === undefined) {
        void ask();
        return;
      }
      const now = performance.now();
      if (next > now) {
        timer = setTimeout(pass, Math.max(1, Math.ceil(next - now)));
        return;
      }
      const missed = now - next > stale || now < pausedUntil;
      next = undefined;
      if (!missed) waiting.shift()!(true);
    }
  }

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      const count = Math.min(waiting.size, mostAtOnce, Math.max(1, Math.ceil((perSecond * ahead) / 1000)));
      await clock.ready();
      const granted = await takeMoments(database, page, count);
      clock.heard(granted.now);
      perSecond = granted.perSecond ?? Number.POSITIVE_INFINITY;
      // An answer that took long gives moments that are over: they are given up, and nobody has them.
      const from = clock.local(granted.first);
      for (let i = 0; i < count; i++) moments.push(from + (i * 1000) / perSecond);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      onError(error);
      await new Promise((resolve) => setTimeout(resolve, retry));
    } finally {
      asking = false;
    }
    pass();
  }

  async function tell(sql: string, value: number): Promise<void> {
    try {
      await database.query(sql, [page, value]);
    } catch (error) {
      onError(error);
    }
  }

  return {
    take,
    setRate: (rate) => {
      if (rate === 'unlimited') return;
      void tell('UPDATE sendspec_rate SET per_second = $2 WHERE page = $1', rate);
    },
    pauseUntil: (moment) => {
      if (moment <= pausedUntil) return;
      pausedUntil = moment;
      void tell(
        `UPDATE sendspec_rate
         SET paused_until = greatest(paused_until, clock_timestamp() + $2::double precision * interval '1 ms')
         WHERE page = $1`,
        moment - performance.now(),
      );
    },
    get pausedUntil() {
      return pausedUntil;
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const resolve of waiting.drain()) resolve(false);
    },
  };
}

/** The first of `count` moments and the time now, by the server's clock, and how many there are in a second (none: no limit). */
async function takeMoments(
  database: Database,
  page: string,
  count: number,
): Promise<{ first: number; now: number; perSecond: number | null }> {
  const [row] = await database.query<{ first: number; now: number; per_second: number | null }>(
    `UPDATE sendspec_rate
     SET tat = greatest(tat, paused_until, clock_timestamp())
       + coalesce($2::double precision / nullif(per_second, 0), 0) * interval '1 s'
     WHERE page = $1
     RETURNING per_second, extract(epoch FROM clock_timestamp())::double precision * 1000 AS now,
       extract(epoch FROM tat)::double precision * 1000
         - coalesce($2::double precision * 1000 / nullif(per_second, 0), 0) AS first`,
    [page, count],
  );
  return { first: row?.first ?? 0, now: row?.now ?? 0, perSecond: row?.per_second ?? null };
}
