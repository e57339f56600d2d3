/**
 * The rows whose recipient came before. Known once the file was read, and kept in the journal, so that neither the send nor a
 * resume needs to remember every recipient.
 */
export interface Duplicates {
  /** The first row with the recipient of this one, where that is another. */
  firstOf(row: number): number | undefined;
  /** Pairs of row and first row, by row. */
  pairs(): IterableIterator<readonly [row: number, first: number]>;
  readonly size: number;
}

export interface DuplicatesBuilder extends Duplicates {
  /** In the order of the rows. */
  add(row: number, first: number): void;
}

export function createDuplicates(): DuplicatesBuilder {
  let table = new Uint32Array(64);
  let size = 0;
  return {
    add: (row, first) => {
      if (size * 2 === table.length) {
        const old = table;
        table = new Uint32Array(old.length * 2);
        table.set(old);
      }
      table[size * 2] = row;
      table[size * 2 + 1] = first;
      size++;
    },
    firstOf: (row) => {
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (table[middle * 2]! < row) low = middle + 1;
        else high = middle;
      }
      return low < size && table[low * 2] === row ? table[low * 2 + 1] : undefined;
    },
    *pairs() {
      for (let i = 0; i < size; i++) yield [table[i * 2]!, table[i * 2 + 1]!];
    },
    get size() {
      return size;
    },
  };
}
