/** Findings of a unit, kept with the parts of the file that they point into. */
import type { BoundNote } from '../check/explain-bounds.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { moveDiagnostic } from '../diagnostics/move-diagnostic.ts';
import type { Range, SourceFile } from '../source/source.ts';
import { moveRange } from '../yaml/move-node.ts';
import type { PlacedPart } from '../yaml/read-parts.ts';

export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly bounds: readonly BoundNote[];
}

export interface PlacedFindings extends Findings {
  readonly file: SourceFile;
  /** The parts that places in `file` lie in, as they stood. */
  readonly touched: readonly Pick<PlacedPart, 'id' | 'start' | 'end'>[];
}

/** The parts of one version of a file. */
export interface Parts {
  at(offset: number): PlacedPart | undefined;
  /** Undefined where this version has no such part. */
  startOf(id: object): number | undefined;
}

export function indexParts(parts: readonly PlacedPart[]): Parts {
  const starts = new Map(parts.map(({ id, start }) => [id, start]));
  return {
    startOf: (id) => starts.get(id),
    at(offset) {
      let low = 0;
      let high = parts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (parts[middle]!.start <= offset) low = middle;
        else high = middle - 1;
      }
      return parts[low];
    },
  };
}

export function placeFindings(file: SourceFile, parts: Parts, found: Findings): PlacedFindings {
  const touched = new Map<object, PlacedPart>();
  const touch = (where: SourceFile, range: Range) => {
    const part = where === file ? parts.at(range.start) : undefined;
    if (part) touched.set(part.id, part);
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
    touched: [...touched.values()].map(({ id, start, end }) => ({ id, start, end })),
  };
}

/** The findings where their parts stand in this version; undefined where one of those is gone. */
export function movedFindings(found: PlacedFindings, file: SourceFile, parts: Parts): Findings | undefined {
  if (found.touched.length === 0) return found;
  const moves: { start: number; end: number; delta: number }[] = [];
  for (const { id, start, end } of found.touched) {
    const now = parts.startOf(id);
    if (now === undefined) return undefined;
    moves.push({ start, end, delta: now - start });
  }
  if (file === found.file) return found;
  const move = (range: Range): Range => {
    const own = moves.filter(({ start }) => start <= range.start);
    const nearest = own.reduce((a, b) => (b.start > a.start ? b : a), own[0]!);
    return moveRange(range, nearest.delta);
  };
  return {
    diagnostics: found.diagnostics.map((d) => moveDiagnostic(d, found.file, file, move)),
    bounds: found.bounds.map((note) =>
      note.file === found.file ? { ...note, file, range: move(note.range) } : note,
    ),
  };
}
