/**
 * The database's clock by our own. Each answer says what time it was there; the quickest one of the last seconds is the one
 * that was least under way. Taking each answer for what it says would move moments by its delay, and two answers of unlike
 * delay would put theirs into the same span.
 */
import type { Database } from './database.ts';

export interface ServerClock {
  /** Once: asks a few times, so that the first moments are as good as later ones. */
  ready(): Promise<void>;
  /** An answer has just come that was given at this time of the server. */
  heard(serverTime: number): void;
  /** Of performance.now(). Both in milliseconds. */
  local(serverTime: number): number;
}

/** Milliseconds: clocks drift apart, and a server's may be set. */
const remembered = 10_000;
const firstQuestions = 4;

export function createServerClock(database: Pick<Database, 'query'>): ServerClock {
  /** performance.now() less the server's time: the least of this span of time, and of the one before. */
  let least = Number.POSITIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let since = Number.NEGATIVE_INFINITY;

  function heard(serverTime: number): void {
    const now = performance.now();
    if (now - since > remembered) {
      before = now - since > 2 * remembered ? Number.POSITIVE_INFINITY : least;
      least = Number.POSITIVE_INFINITY;
      since = now;
    }
    least = Math.min(least, now - serverTime);
  }

  return {
    ready: async () => {
      if (since !== Number.NEGATIVE_INFINITY) return;
      for (let i = 0; i < firstQuestions; i++) {
        const [row] = await database.query<{ now: number }>(
          'SELECT extract(epoch FROM clock_timestamp())::double precision * 1000 AS now',
        );
        heard(row!.now);
      }
    },
    heard,
    local: (serverTime) => serverTime + Math.min(least, before),
  };
}
