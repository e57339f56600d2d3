/**
 * Which recipients have come before, in open-addressing tables of 8 bytes a slot (16 to 32 MB at a million). A number of up
 * to 18 digits, which page-scoped ids are, is kept as it is. Of anything else 64 bits of a SHA-256: two different ones of
 * a million share those bits with a chance of 1 in 36 million.
 */
import { createHash } from 'node:crypto';
import type { Recipient } from './contact.ts';

export interface SeenRecipients {
  /** True the first time. */
  add(recipient: Recipient): boolean;
  readonly size: number;
}

export function createSeenRecipients(): SeenRecipients {
  const numbers = createPairs();
  const hashes = createPairs();
  return {
    add: ({ kind, value }) => {
      if (kind === 'id' && plainNumber.test(value)) {
        return numbers.add(Number(value.slice(0, -9)), Number(value.slice(-9)) + 1);
      }
      const digest = createHash('sha256').update(`${kind}:${value}`).digest();
      return hashes.add(digest.readUInt32LE(0), digest.readUInt32LE(4) || 1);
    },
    get size() {
      return numbers.size + hashes.size;
    },
  };
}

// No leading zero: 0123 is another id than 123.
const plainNumber = /^[1-9]\d{0,17}$/;

interface Pairs {
  /** Two numbers of 32 bits, the second not 0. */
  add(high: number, low: number): boolean;
  readonly size: number;
}

function createPairs(): Pairs {
  let capacity = 1024;
  let table = new Uint32Array(capacity * 2);
  let size = 0;

  function insert(high: number, low: number): boolean {
    let slot = mix(high, low) & (capacity - 1);
    for (;;) {
      const l = table[slot * 2 + 1]!;
      // 0 marks a free slot.
      if (l === 0) {
        table[slot * 2] = high;
        table[slot * 2 + 1] = low;
        return true;
      }
      if (l === low && table[slot * 2]! === high) return false;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function grow(): void {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * 2);
    for (let i = 0; i < old.length; i += 2) if (old[i + 1] !== 0) insert(old[i]!, old[i + 1]!);
  }

  return {
    add: (high, low) => {
      if (!insert(high, low)) return false;
      size++;
      if (size * 2 > capacity) grow();
      return true;
    },
    get size() {
      return size;
    },
  };
}

/** Ids follow each other: neighbours must not fill neighbouring slots (murmur3's last step). */
function mix(high: number, low: number): number {
  let h = Math.imul(high, 0x85ebca6b) ^ low;
  h = Math.imul(h ^ (h >>> 16), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
  return (h ^ (h >>> 16)) >>> 0;
}
