/** Params that no message and no fragment of the file uses. */
import type { Params } from '../bind/model.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Report } from './check-spec.ts';

export function checkUnused({ types }: Params, reached: ReadonlySet<string>, report: Report): void {
  for (const [name, { place }] of types) {
    if (!place || reached.has(name)) continue;
    report(diagnostic('params/unused', place.file, place.range, { name }, { tags: ['unnecessary'] }));
  }
}
