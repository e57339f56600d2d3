/**
 * Findings that carry no fix of their own get the mends that an editor would offer for them, as far as the file alone says
 * what to write.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LoadedSpec } from './load-spec.ts';

/** Of one file; of so many nobody reads on. */
const mostFindings = 200;
/** UTF-16 units. */
const longestText = 50_000;

/** Each is the author's choice: `check --fix` leaves it alone. */
export async function withEditorMends(spec: LoadedSpec): Promise<LoadedSpec> {
  const { file, diagnostics } = spec.analysis;
  const bare = diagnostics.filter((d) => d.file.path === file.path && !d.fixes?.length);
  if (bare.length === 0 || file.text.length > longestText) return spec;
  const { mendsOfFile } = await import('../../lsp/service/mends-of-file.ts');
  const mendsOf = mendsOfFile(file);
  const mended = new Map<Diagnostic, Diagnostic>();
  for (const found of bare.slice(0, mostFindings)) {
    const fixes = tryTo(() => mendsOf(found)).map((mend) => ({ ...mend, choice: true as const }));
    if (fixes.length > 0) mended.set(found, { ...found, fixes });
  }
  if (mended.size === 0) return spec;
  const all = diagnostics.map((d) => mended.get(d) ?? d);
  return { ...spec, analysis: { ...spec.analysis, diagnostics: all } };
}

/** A mend is an offer: one that cannot be made must not keep a finding from being told. */
function tryTo<T>(mends: () => readonly T[]): readonly T[] {
  try {
    return mends();
  } catch {
    return [];
  }
}
