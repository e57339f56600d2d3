/** Where two texts differ: [start, end) of the one stands in place of [start, endBefore) of the other. */
export interface Change {
  readonly start: number;
  readonly endBefore: number;
  readonly end: number;
}

/** The one stretch that two versions of a text do not share; an empty one where they are the same. */
export function findChange(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  const start = commonLength(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const back = commonLength(
    most - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return asLines(before, after, { start, endBefore: before.length - back, end: after.length - back });
}

/** Lines that came or went begin as the line behind them does: the change is moved to where they begin. */
function asLines(before: string, after: string, change: Change): Change {
  const { start, endBefore, end } = change;
  const step = start === 0 ? 0 : start - before.lastIndexOf('\n', start - 1) - 1;
  if (step === 0 || (endBefore > start && end > start)) return change;
  const repeats = before.slice(endBefore - step, endBefore) === after.slice(end - step, end);
  return repeats ? { start: start - step, endBefore: endBefore - step, end: end - step } : change;
}

/** `same`: compares [from, to). Slices cost nothing and are compared as memory: a long text takes microseconds. */
function commonLength(most: number, same: (from: number, to: number) => boolean): number {
  let at = 0;
  for (let step = 1 << 14; step > 0; ) {
    if (at + step <= most && same(at, at + step)) at += step;
    else step >>= 1;
  }
  return at;
}
