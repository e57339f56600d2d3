/** Side-by-side timing: the contenders take turns in each round, so that a noisy machine hits them alike. */
import { performance } from 'node:perf_hooks';

/** @param {Record<string, () => void>} contenders  @returns median milliseconds of each */
export function compare(contenders, { rounds = 15, warmup = 3 } = {}) {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -warmup; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const start = performance.now();
      run();
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

/** The same for contenders that give a promise. */
export async function compareAsync(contenders, { rounds = 5, warmup = 1 } = {}) {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -warmup; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const start = performance.now();
      await run();
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Prints one comparison: each line's time and its ratio to the first, and the aim where there is one. */
export function report(title, times, aims = {}) {
  console.log(`\n${title}`);
  const names = Object.keys(times);
  const base = times[names[0]];
  const width = Math.max(...names.map((n) => n.length));
  for (const name of names) {
    const ratio = times[name] / base;
    const aim =
      aims[name] === undefined
        ? ''
        : `  aim ${aims[name].toFixed(1)}  ${ratio <= aims[name] ? 'reached' : 'missed'}`;
    console.log(
      `  ${name.padEnd(width)}  ${times[name].toFixed(2).padStart(9)} ms  ${ratio.toFixed(2).padStart(6)} x${aim}`,
    );
  }
}
