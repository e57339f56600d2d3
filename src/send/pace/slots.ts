import { createFifo } from './fifo.ts';

/** At most `size` holders at once, first come first served. */
export interface Slots {
  /** Resolves true with a slot, or false when closed. */
  acquire(): Promise<boolean>;
  release(): void;
  close(): void;
  readonly waiting: number;
  readonly held: number;
}

export function createSlots(size: number): Slots {
  const queue = createFifo<(granted: boolean) => void>();
  let held = 0;
  let closed = false;
  return {
    acquire: () => {
      if (closed) return Promise.resolve(false);
      if (held < size) {
        held++;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => queue.push(resolve));
    },
    release: () => {
      const next = queue.shift();
      if (next) next(true);
      else held--;
    },
    close: () => {
      closed = true;
      for (const resolve of queue.drain()) resolve(false);
    },
    get waiting() {
      return queue.size;
    },
    get held() {
      return held;
    },
  };
}
