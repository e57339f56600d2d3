/**
 * Contacts in the order of their deadlines, within a look-ahead: whose window closes first comes first. Those without a
 * deadline come last, in the file's order. A heap in flat columns: as objects, 50,000 of them that live for a while cost V8 a
 * hundred megabytes.
 */
export interface Place {
  /** 1 is the first contact. */
  readonly row: number;
  /** Bytes of the file up to its end. */
  readonly offset: number;
}

export interface LookAhead<T> {
  /** `deadline`: milliseconds since 1970; Infinity where there is none. In the order of the rows. */
  add(item: T, place: Place, deadline: number): void;
  /** Undefined where it is empty. */
  takeFirst(): T | undefined;
  /** As much as may wait at once: the first has to be taken before another one comes. */
  readonly full: boolean;
  /** Of the one that is taken next; Infinity where there is none. */
  readonly firstDeadline: number;
  readonly size: number;
}

const mostItems = 50_000;
/** Of the contacts file: rows are kept in memory meanwhile. */
const mostBytes = 8 * 1024 * 1024;

export function createLookAhead<T>(most = mostItems): LookAhead<T> {
  const items: T[] = [];
  let deadlines = new Float64Array(256);
  let rows = new Uint32Array(256);
  let sizes = new Uint32Array(256);
  let bytes = 0;
  let lastOffset = 0;

  function comesBefore(a: number, b: number): boolean {
    return deadlines[a]! < deadlines[b]! || (deadlines[a] === deadlines[b] && rows[a]! < rows[b]!);
  }

  function swap(a: number, b: number): void {
    [items[a], items[b]] = [items[b]!, items[a]!];
    for (const column of [deadlines, rows, sizes]) {
      const held = column[a]!;
      column[a] = column[b]!;
      column[b] = held;
    }
  }

  function rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!comesBefore(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  }

  function sink(): void {
    let at = 0;
    for (;;) {
      const [left, right] = [at * 2 + 1, at * 2 + 2];
      let first = at;
      if (left < items.length && comesBefore(left, first)) first = left;
      if (right < items.length && comesBefore(right, first)) first = right;
      if (first === at) return;
      swap(at, first);
      at = first;
    }
  }

  function grow(): void {
    const wider = <Column extends Float64Array | Uint32Array>(column: Column, to: Column): Column => {
      to.set(column);
      return to;
    };
    deadlines = wider(deadlines, new Float64Array(deadlines.length * 2));
    rows = wider(rows, new Uint32Array(rows.length * 2));
    sizes = wider(sizes, new Uint32Array(sizes.length * 2));
  }

  return {
    add(item, { row, offset }, deadline) {
      const at = items.length;
      if (at === rows.length) grow();
      const size = Math.max(0, offset - lastOffset);
      lastOffset = offset;
      bytes += size;
      items.push(item);
      deadlines[at] = deadline;
      rows[at] = row;
      sizes[at] = size;
      rise(at);
    },
    takeFirst() {
      if (items.length === 0) return undefined;
      swap(0, items.length - 1);
      bytes -= sizes[items.length - 1]!;
      const first = items.pop()!;
      sink();
      return first;
    },
    get full() {
      return items.length >= most || bytes >= mostBytes;
    },
    get firstDeadline() {
      return items.length === 0 ? Number.POSITIVE_INFINITY : deadlines[0]!;
    },
    get size() {
      return items.length;
    },
  };
}
