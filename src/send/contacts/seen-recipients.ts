/**
 * Which recipients have come before: 64 bits of a SHA-256 each, in an open-addressing table of 8 bytes a slot (16 to 32 MB at a
 * million). Two different recipients of a million share those bits with a chance of 1 in 36 million.
 */
import { createHash } from 'node:crypto';

export interface SeenRecipients {
  /** True the first time. */
  add(recipient: string): boolean;
  readonly size: number;
}

export function createSeenRecipients(): SeenRecipients {
  let capacity = 1024;
  let table = new Uint32Array(capacity * 2);
  let size = 0;

  function insert(high: number, low: number): boolean {
    let slot = low & (capacity - 1);
    for (;;) {
      const h = table[slot * 2]!;
      const l = table[slot * 2 + 1]!;
      if (h === 0 && l === 0) {
        table[slot * 2] = high;
        table[slot * 2 + 1] = low;
        return true;
      }
      if (h === high && l === low) return false;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function grow(): void {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * 2);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] !== 0 || old[i + 1] !== 0) insert(old[i]!, old[i + 1]!);
    }
  }

  return {
    add: (recipient) => {
      const digest = createHash('sha256').update(recipient).digest();
      // 0/0 marks a free slot.
      const added = insert(digest.readUInt32LE(0) || 1, digest.readUInt32LE(4));
      if (!added) return false;
      size++;
      if (size * 2 > capacity) grow();
      return true;
    },
    get size() {
      return size;
    },
  };
}
