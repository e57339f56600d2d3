import type { Kept } from './placed-part.ts';
import type { Section, Split } from './split-text.ts';

/** The top-level entries of a file and the names in them, by the numbers of its parts: the same object as long as they are the same. */
export type Outline = readonly OutlineSection[];

export interface OutlineSection extends Section {
  /** Of its head. */
  readonly keys: readonly string[];
  /** All its slots hold what their columns promise. */
  readonly fits: boolean;
  /** Number of the part of each key; of one that stands twice the first part's. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Keys that stand twice. */
  readonly twins: number;
}

export function outlineParts({ sections }: Split, ids: readonly Kept[]): Outline {
  return sections.map((section) => {
    const { first, parts, of } = section;
    const head = ids[first];
    const numbers = new Map<string, number>();
    let fits = head === undefined || isOf(head, 'map');
    let twins = 0;
    // where there are too many errors the rest was not read
    for (let i = first + 1; i <= first + parts && i < ids.length; i++) {
      if (!isOf(ids[i]!, of!)) fits = false;
      for (const key of ids[i]!.keys) {
        if (numbers.has(key)) twins++;
        else numbers.set(key, i);
      }
    }
    return { ...section, keys: head?.keys ?? [], fits, numbers, twins };
  });
}

function isOf({ shape }: Kept, of: 'map' | 'seq'): boolean {
  return shape === of || shape === 'nothing';
}

/** Whether another reading of a part leaves the outline as it is. */
export function isAlike(a: Kept, b: Kept): boolean {
  return (
    a.shape === b.shape && a.keys.length === b.keys.length && a.keys.every((key, i) => key === b.keys[i])
  );
}
