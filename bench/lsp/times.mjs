/** The times of one row, in milliseconds. */
import { performance } from 'node:perf_hooks';

export function createTimes() {
  const list = [];
  return {
    list,
    /** What went wrong, where a late or wrong answer has ended the row before its time. */
    problem: undefined,
    async of(work) {
      const start = performance.now();
      await work();
      list.push(performance.now() - start);
    },
  };
}

/** `share` from 0 to 1; undefined of nothing. */
export function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (list) => quantile(list, 0.5);
