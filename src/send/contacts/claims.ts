/**
 * Who gets the message of several rows with one recipient: the first of them that can be sent. A row that does not fit leaves
 * it to the next one.
 */
export interface Claims {
  /**
   * For a row that fits, in the order of the rows. `first`: the first row with its recipient, where that is another. False: an
   * earlier row has it.
   */
  claim(row: number, first: number | undefined): boolean;
}

/** `begun`: an earlier invocation sent to one of the rows whose recipient is that of `first`, or tried to. */
export function createClaims(begun: (first: number) => boolean = () => false): Claims {
  const claimed = createBits();
  return {
    claim: (row, first) => {
      if (first !== undefined && (claimed.has(first) || begun(first))) return false;
      claimed.add(first ?? row);
      return true;
    },
  };
}

function createBits() {
  let bits = new Uint8Array(1024);
  return {
    has: (n: number) => ((bits[n >>> 3] ?? 0) & (1 << (n & 7))) !== 0,
    add: (n: number) => {
      if (n >>> 3 >= bits.length) {
        const old = bits;
        bits = new Uint8Array(Math.max(old.length * 2, (n >>> 3) + 1));
        bits.set(old);
      }
      bits[n >>> 3]! |= 1 << (n & 7);
    },
  };
}
