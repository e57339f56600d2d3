/** Lines [from, to) of the old text become lines [newFrom, newTo) of the new one. */
export interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Changes that are looked for one by one; texts that differ more are changed as a whole. */
const mostEdits = 1000;

/** The fewest changes that make `after` of `before` (Myers 1986), in their order. What lies between them is the same. */
export function diffLines(before: readonly string[], after: readonly string[]): LineChange[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  if (a.length === 0 && b.length === 0) return [];
  const shift = (c: LineChange): LineChange => ({
    from: c.from + start,
    to: c.to + start,
    newFrom: c.newFrom + start,
    newTo: c.newTo + start,
  });
  return (changes(a, b) ?? [{ from: 0, to: a.length, newFrom: 0, newTo: b.length }]).map(shift);
}

/** Undefined where there are too many. */
function changes(a: readonly string[], b: readonly string[]): LineChange[] | undefined {
  // furthest[k + offset]: how far in `a` the best path on diagonal k (a's place less b's) has come.
  const most = Math.min(a.length + b.length, mostEdits);
  const offset = most + 1;
  const furthest = new Int32Array(2 * offset + 1);
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    rounds.push(furthest.slice(offset - edits - 1, offset + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && furthest[offset + k - 1]! < furthest[offset + k + 1]!);
      let x = down ? furthest[offset + k + 1]! : furthest[offset + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(rounds, a.length, b.length);
    }
  }
  return undefined;
}

/** `rounds[d]`: diagonals -d - 1 to d + 1 as they were before round d. */
function walkBack(rounds: readonly Int32Array[], aLength: number, bLength: number): LineChange[] {
  const found: LineChange[] = [];
  let [x, y] = [aLength, bLength];
  for (let edits = rounds.length - 1; edits > 0; edits--) {
    const row = rounds[edits]!;
    const at = (k: number) => row[k + edits + 1]!;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const previous = down ? k + 1 : k - 1;
    const [fromX, fromY] = [at(previous), at(previous) - previous];
    const step: LineChange = down
      ? { from: fromX, to: fromX, newFrom: fromY, newTo: fromY + 1 }
      : { from: fromX, to: fromX + 1, newFrom: fromY, newTo: fromY };
    const next = found[found.length - 1];
    if (next && next.from === step.to && next.newFrom === step.newTo) {
      found[found.length - 1] = { from: step.from, to: next.to, newFrom: step.newFrom, newTo: next.newTo };
    } else found.push(step);
    [x, y] = [fromX, fromY];
  }
  return found.reverse();
}
