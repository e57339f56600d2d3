/** Times and test points that no operator sets. Milliseconds. */
export interface Tuning {
  readonly connectTimeout?: number;
  readonly totalTimeout?: number;
  /** Multiplies back-off, pauses and breaker delays; 1 in earnest, less in tests. */
  readonly timeScale?: number;
  /** Attempts of one delivery that provably was not sent, before the run stops. */
  readonly maxAttempts?: number;
  readonly runId?: string;
  /** Of a shared journal: how long a delivery stays a worker's without a sign of life. Longer than `totalTimeout`. */
  readonly lease?: number;
  /** Called at each named point of a delivery; may end the process or throw. */
  readonly failpoint?: (name: Failpoint) => void;
  /** SQLite's max_page_count: makes it report a full disk. */
  readonly maxPages?: number;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  /** Unix milliseconds: what windows are judged by. */
  readonly clock?: () => number;
}

export type Failpoint =
  | 'before-intent'
  | 'after-append'
  | 'after-fsync'
  | 'after-write'
  | 'after-response'
  | 'before-outcome-flush';

export interface Settings {
  readonly connectTimeout: number;
  readonly totalTimeout: number;
  readonly timeScale: number;
  readonly maxAttempts: number;
  readonly lease: number;
  readonly failpoint: (name: Failpoint) => void;
  readonly random: () => number;
  readonly clock: () => number;
}

export function settingsOf(tuning: Tuning = {}): Settings {
  return {
    connectTimeout: tuning.connectTimeout ?? 5_000,
    totalTimeout: tuning.totalTimeout ?? 20_000,
    timeScale: tuning.timeScale ?? 1,
    maxAttempts: tuning.maxAttempts ?? 10,
    lease: tuning.lease ?? 30_000,
    failpoint: tuning.failpoint ?? (() => {}),
    random: tuning.random ?? Math.random,
    clock: tuning.clock ?? Date.now,
  };
}
