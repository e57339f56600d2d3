/**
 * In which row each recipient came first, in open-addressing tables of 12 bytes a slot (24 to 48 MB at a million). A number of up
 * to 18 digits, which page-scoped ids are, is kept as it is. Of anything else 64 bits of a SHA-256: two different ones of
 * a million share those bits with a chance of 1 in 36 million.
 */
import { createHash } from 'node:crypto';
import type { Recipient } from './contact.ts';

export interface RecipientIndex {
  /** The row in which the recipient came first; 0 where that is this one. */
  add(recipient: Recipient, row: number): number;
  readonly size: number;
}

export function createRecipientIndex(): RecipientIndex {
  const numbers = createTable();
  const hashes = createTable();
  return {
    add: ({ kind, value }, row) => {
      if (kind === 'id' && plainNumber.test(value)) {
        return numbers.add(Number(value.slice(0, -9)), Number(value.slice(-9)), row);
      }
      const digest = createHash('sha256').update(`${kind}:${value}`).digest();
      return hashes.add(digest.readUInt32LE(0), digest.readUInt32LE(4), row);
    },
    get size() {
      return numbers.size + hashes.size;
    },
  };
}

// No leading zero: 0123 is another id than 123.
const plainNumber = /^[1-9]\d{0,17}$/;

interface Table {
  /** Two numbers of 32 bits, and one that is not 0. The one that was there before, or 0. */
  add(high: number, low: number, row: number): number;
  readonly size: number;
}

function createTable(): Table {
  let capacity = 1024;
  let table = new Uint32Array(capacity * 3);
  let size = 0;

  function insert(high: number, low: number, row: number): number {
    let slot = mix(high, low) & (capacity - 1);
    for (;;) {
      const at = slot * 3;
      // 0 marks a free slot.
      if (table[at + 2] === 0) {
        table[at] = high;
        table[at + 1] = low;
        table[at + 2] = row;
        return 0;
      }
      if (table[at + 1] === low && table[at] === high) return table[at + 2]!;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function grow(): void {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * 3);
    for (let i = 0; i < old.length; i += 3) if (old[i + 2] !== 0) insert(old[i]!, old[i + 1]!, old[i + 2]!);
  }

  return {
    add: (high, low, row) => {
      const first = insert(high, low, row);
      if (first !== 0) return first;
      size++;
      if (size * 2 > capacity) grow();
      return 0;
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
