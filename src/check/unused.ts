/** Params and imports that no message and no fragment of the file uses. */
import type { Params } from '../bind/model.ts';
import { importId } from '../bind/use.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileFacts, Report } from './check-spec.ts';

export function checkUnusedParams({ types }: Params, reached: ReadonlySet<string>, report: Report): void {
  for (const [name, { place }] of types) {
    if (!place || reached.has(name)) continue;
    report(diagnostic('params/unused', place.file, place.range, { name }, { tags: ['unnecessary'] }));
  }
}

export function checkUnusedImports(
  { file, imports, entered }: Pick<FileFacts, 'file' | 'imports' | 'entered'>,
  report: Report,
): void {
  for (const { key } of imports) {
    const name = key.value;
    if (entered.has(importId(file, name))) continue;
    report(diagnostic('spec/unused-import', file, key.range, { name }, { tags: ['unnecessary'] }));
  }
}
