/** How much one file may stand for: fragments, variants and imports multiply what is written. */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { BindContext, Source } from './context.ts';
import type { Place } from './model.ts';

/** Lists, mappings and texts that a file may become; a long text counts as several. About a second's work. */
export const mostValues = 40_000;

/** How often a `use` may stand in what another one brought, all inside each other. */
export const deepestUse = 50;

export interface Work {
  values: number;
  errors: number;
  exhausted: boolean;
}

export function newWork(): Work {
  return { values: 0, errors: 0, exhausted: false };
}

/** Counts a node where it is bound. False where the file has become too much: said once, and nothing more is bound. */
export function spend(ctx: BindContext, source: Source, node: YamlNode): boolean {
  return spendCost(
    ctx,
    costOf(node),
    () => source.using[0]?.place ?? { file: source.file, range: node.range },
  );
}

/** The same of what a text repeats; `place` is asked for where it was too much. */
export function spendCost(
  ctx: Pick<BindContext, 'work' | 'report'>,
  cost: number,
  place: () => Place,
): boolean {
  const { work } = ctx;
  work.values += cost;
  if (work.values <= mostValues) return true;
  if (!work.exhausted) {
    work.exhausted = true;
    const { file, range } = place();
    ctx.report(diagnostic('spec/too-many-values', file, range, { limit: mostValues }));
  }
  return false;
}

function costOf(node: YamlNode): number {
  return node.kind === 'scalar' ? 1 + (node.value.length >> 5) : 1;
}
