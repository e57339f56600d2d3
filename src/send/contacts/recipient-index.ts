/**
 * In which row each recipient came first, in an open-addressing table: 16 to 20 bytes a recipient. A number of up
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
  /** Two numbers of 32 bits, and a row. The row that came with them first; 0 where it is this one. */
  add(high: number, low: number, row: number): number;
  readonly size: number;
}

function createTable(): Table {
  const highs = createColumn();
  const lows = createColumn();
  const rows = createColumn();
  /** Where in the columns an entry stands, from 1 on; 0: the slot is free. */
  let slots = new Uint32Array(1024);
  let size = 0;

  /** The slot of the entry, or the free one in which it would stand. */
  function find(high: number, low: number): number {
    const mask = slots.length - 1;
    let slot = mix(high, low) & mask;
    for (;;) {
      const entry = slots[slot]!;
      if (entry === 0 || (lows.get(entry - 1) === low && highs.get(entry - 1) === high)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function grow(): void {
    slots = new Uint32Array(slots.length * 2);
    for (let i = 0; i < size; i++) slots[find(highs.get(i), lows.get(i))] = i + 1;
  }

  return {
    add: (high, low, row) => {
      const slot = find(high, low);
      if (slots[slot] !== 0) return rows.get(slots[slot]! - 1);
      highs.push(high);
      lows.push(low);
      rows.push(row);
      slots[slot] = ++size;
      if (size * 2 > slots.length) grow();
      return 0;
    },
    get size() {
      return size;
    },
  };
}

const pieceBits = 16;

/** Numbers of 32 bits, in pieces: an array that is copied when it grows takes half as much again for a moment. */
function createColumn() {
  const pieces: Uint32Array[] = [];
  let size = 0;
  return {
    get: (i: number) => pieces[i >>> pieceBits]![i & ((1 << pieceBits) - 1)]!,
    push: (value: number) => {
      if (size >>> pieceBits === pieces.length) pieces.push(new Uint32Array(1 << pieceBits));
      pieces[size >>> pieceBits]![size & ((1 << pieceBits) - 1)] = value;
      size++;
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
