import { cleanUp } from './sending.ts';

/**
 * When this process, whose emulator stamps what it accepts, was kept waiting: what came in the meantime is stamped too late, and
 * all of it at once. Gives the milliseconds that it stood still just before or at a moment (Unix milliseconds).
 */
export function watchStalls(): (moment: number) => number {
  const stalls: { from: number; to: number }[] = [];
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > usual) stalls.push({ from: last, to: now });
    last = now;
  }, tick);
  cleanUp(() => clearInterval(timer));
  return (moment) => {
    const stall = stalls.find(({ from, to }) => from <= moment && moment <= to + tick);
    return stall === undefined ? usual : stall.to - stall.from;
  };
}

/** Milliseconds. */
const tick = 2;
const usual = 5;
