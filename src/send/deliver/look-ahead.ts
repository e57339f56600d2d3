/**
 * Contacts in the order of their deadlines, within a look-ahead: whose window closes first comes first. Those without a
 * deadline come last, in the file's order.
 */
import type { Contact } from '../contacts/contact.ts';

export interface Waiting {
  readonly contact: Contact;
  /** Milliseconds since 1970; Infinity where there is none. */
  readonly deadline: number;
}

export interface LookAhead<T extends Waiting> {
  add(item: T): void;
  /** Undefined where it is empty. */
  takeFirst(): T | undefined;
  /** As much as may wait at once: the first has to be taken before another one comes. */
  readonly full: boolean;
  readonly size: number;
}

const mostItems = 50_000;
/** Of the contacts file: rows are kept in memory meanwhile. */
const mostBytes = 8 * 1024 * 1024;

export function createLookAhead<T extends Waiting>(most = mostItems): LookAhead<T> {
  const heap: T[] = [];
  let bytes = 0;
  let lastOffset = 0;
  const sizes = new Map<number, number>();
  const before = (a: T, b: T) =>
    a.deadline < b.deadline || (a.deadline === b.deadline && a.contact.row < b.contact.row);

  function rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  function sink(): void {
    let at = 0;
    for (;;) {
      const [left, right] = [at * 2 + 1, at * 2 + 2];
      let first = at;
      if (left < heap.length && before(heap[left]!, heap[first]!)) first = left;
      if (right < heap.length && before(heap[right]!, heap[first]!)) first = right;
      if (first === at) return;
      [heap[at], heap[first]] = [heap[first]!, heap[at]!];
      at = first;
    }
  }

  return {
    add(item) {
      const size = Math.max(0, item.contact.offset - lastOffset);
      lastOffset = item.contact.offset;
      sizes.set(item.contact.row, size);
      bytes += size;
      heap.push(item);
      rise(heap.length - 1);
    },
    takeFirst() {
      const first = heap[0];
      if (first === undefined) return undefined;
      const last = heap.pop()!;
      if (heap.length > 0) {
        heap[0] = last;
        sink();
      }
      bytes -= sizes.get(first.contact.row) ?? 0;
      sizes.delete(first.contact.row);
      return first;
    },
    get full() {
      return heap.length >= most || bytes >= mostBytes;
    },
    get size() {
      return heap.length;
    },
  };
}
