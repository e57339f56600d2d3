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
  return { start, endBefore: before.length - back, end: after.length - back };
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
