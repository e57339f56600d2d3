/** Paths of findings as the reader of a report needs them. */
import { resolve } from 'node:path';
import type { SourceFile } from '../source/source.ts';
import type { LoadedSpec } from './load-spec.ts';
import { slashed } from './project.ts';

/**
 * Findings carry paths that are relative to their project's root; shown are paths relative to `base`. A file that
 * only a related place names (an import) is looked up by its path, and else taken for one of the first project.
 */
export function createShowPath(specs: readonly LoadedSpec[], base: string): (file: SourceFile) => string {
  const byFile = new Map(specs.map((spec) => [spec.analysis.file, spec.path]));
  const byPath = new Map(specs.map((spec) => [spec.analysis.file.path, spec.path]));
  const root = specs[0]?.root ?? base;
  return (file) => slashed(base, byFile.get(file) ?? byPath.get(file.path) ?? resolve(root, file.path));
}
