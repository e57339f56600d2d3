import type { Range, SourceFile } from '../source/source.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Gives the place in the present text of what stood at `range` when the finding was made. */
export type Move = (range: Range) => Range;

/** The same finding in `to`, another version of the file `from`. Places in other files stay. */
export function moveDiagnostic(found: Diagnostic, from: SourceFile, to: SourceFile, move: Move): Diagnostic {
  const { related, fixes, silencedAt } = found;
  const own = found.file === from;
  return {
    ...found,
    ...(own && { file: to, range: move(found.range) }),
    ...(own &&
      silencedAt !== undefined && { silencedAt: move({ start: silencedAt, end: silencedAt }).start }),
    ...(related && {
      related: related.map((r) => (r.file === from ? { ...r, file: to, range: move(r.range) } : r)),
    }),
    ...(own &&
      fixes && {
        fixes: fixes.map((fix) => ({
          ...fix,
          edits: fix.edits.map((edit) => ({ ...edit, range: move(edit.range) })),
        })),
      }),
  };
}
