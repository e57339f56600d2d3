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
  /** The version of the file in which they stand there; undefined where there are none. */
  readonly file: SourceFile | undefined;
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
  let starts: ReadonlyMap<object, number> | undefined;
  // Most questions come in the order of the file.
  let last = 0;
  const isIn = (i: number, offset: number) =>
    i < parts.length && parts[i]!.start <= offset && offset < parts[i]!.end;
  return {
    startOf(id) {
      starts ??= new Map(parts.map((part) => [part.id, part.start]));
      return starts.get(id);
    },
    at(offset) {
      if (isIn(last, offset)) return parts[last];
      last = isIn(last + 1, offset) ? last + 1 : search(parts, offset);
      return parts[last];
    },
  };
}

function search(parts: readonly PlacedPart[], offset: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Shared: most units have none. */
const nothing: PlacedFindings = { diagnostics: [], bounds: [], file: undefined, touched: [] };

export function placeFindings(file: SourceFile, parts: Parts, found: Findings): PlacedFindings {
  if (found.diagnostics.length === 0 && found.bounds.length === 0) return nothing;
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
export function movedFindings(
  found: PlacedFindings,
  file: SourceFile,
  parts: Parts,
): PlacedFindings | undefined {
  const { file: from, touched } = found;
  if (from === undefined) return found;
  const moves: { id: object; start: number; end: number; delta: number }[] = [];
  for (const { id, start, end } of touched) {
    const now = parts.startOf(id);
    if (now === undefined) return undefined;
    moves.push({ id, start, end, delta: now - start });
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
    touched: moves.map(({ id, start, end, delta }) => ({ id, start: start + delta, end: end + delta })),
  };
}
