/** Fragments that nothing in their file uses: where they will stand is not known, but their names are. */
import type { LooseText } from '../bind/model.ts';
import type { Code } from '../diagnostics/catalog.ts';
import type { Report } from './check-spec.ts';
import { checkGuard, checkLoop } from './conditions.ts';
import { rootEnv } from './environment.ts';
import { checkExpression, checkProgram } from './names.ts';

/** What is wrong wherever they stand. What may be missing or too long depends on it. */
const certain: ReadonlySet<Code> = new Set<Code>([
  'params/unknown-name',
  'params/unknown-property',
  'params/no-properties',
  'params/unknown-helper',
  'params/helper-arguments',
  'params/helper-type',
  'params/helper-name',
  'params/reserved-name',
  'params/unknown-argument',
  'params/missing-argument',
  'params/different-types',
  'params/not-a-value',
  'params/not-a-list',
  'spec/not-yet',
]);

export function checkLooseTexts(texts: readonly LooseText[], report: Report): void {
  const tell: Report = (d) => certain.has(d.code) && report(d);
  const present = new Set<string>();
  for (const one of texts) {
    if (one.kind === 'guard') checkGuard(one.guard, present, tell);
    else if (one.kind === 'loop') checkLoop(one.loop, present, tell);
    else {
      const run = { text: one.text, report: tell, mayBeMissing: true };
      if (one.kind === 'argument') checkExpression(one.expression, rootEnv(one.scope, present), run);
      else checkProgram(one.program, rootEnv(one.scope, present, one.partials), run);
    }
  }
}
