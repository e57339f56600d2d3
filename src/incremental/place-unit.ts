/** Findings of a unit, kept with the parts of the file that they point into. */
import type { BoundNote } from '../check/explain-bounds.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { moveDiagnostic } from '../diagnostics/move-diagnostic.ts';
import type { Range, SourceFile } from '../source/source.ts';
import { moveRange } from '../yaml/move-node.ts';
import type { PartList } from '../yaml/part-list.ts';
import type { PlacedPart } from '../yaml/placed-part.ts';

export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly bounds: readonly BoundNote[];
}

interface Touched extends Pick<PlacedPart, 'id' | 'start' | 'end'> {
  readonly number: number;
}

export interface PlacedFindings extends Findings {
  /** The version of the file in which they stand there; undefined where there are none. */
  readonly file: SourceFile | undefined;
  /** The parts that places in `file` lie in, as they stood. */
  readonly touched: readonly Touched[];
}

/** Shared: most units have none. */
const nothing: PlacedFindings = { diagnostics: [], bounds: [], file: undefined, touched: [] };

export function placeFindings(file: SourceFile, parts: PartList, found: Findings): PlacedFindings {
  if (found.diagnostics.length === 0 && found.bounds.length === 0) return nothing;
  const touched = new Set<number>();
  const touch = (where: SourceFile, range: Range) => {
    if (where === file) touched.add(parts.numberAt(range.start));
  };
  for (const { file: where, range, related, fixes, silencedAt } of found.diagnostics) {
    touch(where, range);
    if (silencedAt !== undefined) touch(where, { start: silencedAt, end: silencedAt });
    for (const place of related ?? []) touch(place.file, place.range);
    for (const fix of fixes ?? []) for (const edit of fix.edits) touch(where, edit.range);
  }
  for (const note of found.bounds) touch(note.file, note.range);
  return {
    ...found,
    file,
    touched: [...touched].map((number) => {
      const { id, start, end } = parts.at(number);
      return { id, number, start, end };
    }),
  };
}

/** The findings where their parts stand in this version; undefined where one of those is gone. */
export function movedFindings(
  found: PlacedFindings,
  file: SourceFile,
  parts: PartList,
): PlacedFindings | undefined {
  const { file: from, touched } = found;
  if (from === undefined) return found;
  const moves: (Touched & { readonly delta: number })[] = [];
  for (const each of touched) {
    const number = parts.numberOf(each.id, each.number);
    if (number === undefined) return undefined;
    moves.push({ ...each, number, delta: parts.starts[number]! - each.start });
  }
  if (file === from) return found;
  const move = (range: Range): Range => {
    const own = moves.filter(({ start }) => start <= range.start);
    const nearest = own.reduce((a, b) => (b.start > a.start ? b : a), own[0]!);
    return moveRange(range, nearest.delta);
  };
  return {
    diagnostics: found.diagnostics.map((d) => moveDiagnostic(d, from, file, move)),
    bounds: found.bounds.map((note) =>
      note.file === from ? { ...note, file, range: move(note.range) } : note,
    ),
    file,
    touched: moves.map(({ delta, ...each }) => ({
      ...each,
      start: each.start + delta,
      end: each.end + delta,
    })),
  };
}
