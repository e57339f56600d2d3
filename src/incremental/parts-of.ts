import type { PlacedPart } from '../yaml/placed-part.ts';
import type { ReadParts } from '../yaml/read-parts.ts';

/** The parts that hold anything of these top-level keys; all of a file that is one part. */
export function partsOf({ outline, parts }: ReadParts, keys: readonly string[]): PlacedPart[] {
  return select({ outline, parts }, (own) => own.some((key) => keys.includes(key)));
}

/** The parts that hold anything of other top-level keys. */
export function partsBeside({ outline, parts }: ReadParts, keys: readonly string[]): PlacedPart[] {
  return select({ outline, parts }, (own) => own.some((key) => !keys.includes(key)));
}

function select(
  { outline, parts }: Pick<ReadParts, 'outline' | 'parts'>,
  wanted: (keys: readonly string[]) => boolean,
): PlacedPart[] {
  if (outline.length === 0) return [...parts];
  const found: PlacedPart[] = [];
  for (const { first, parts: count, keys } of outline) {
    if (!wanted(keys)) continue;
    for (let i = first; i <= first + count && i < parts.length; i++) found.push(parts.at(i));
  }
  return found;
}
