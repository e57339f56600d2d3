/** `variants:` -> one body for each: its keys replace the message's, the rest is shared. */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { YamlEntry, YamlScalar } from '../yaml/nodes.ts';
import { bindBody } from './body.ts';
import { type BindContext, kindOf, type Source, type SourcedEntry } from './context.ts';
import { entriesOf, override } from './follow-use.ts';
import type { BodyStep, ObjectNode, Place } from './model.ts';
import type { StepRun } from './steps.ts';

export function bindVariants(
  ctx: BindContext,
  source: Source,
  at: Place,
  shared: readonly SourcedEntry[],
  variants: SourcedEntry,
  run: StepRun,
): BodyStep {
  const node = variants.entry.value;
  const bound: { name: string; weight: number; body: ObjectNode; place: Place }[] = [];
  if (node.kind === 'map') {
    for (const entry of node.entries) {
      const own = entriesOfVariant(ctx, variants.source, entry);
      if (!own) continue;
      const { body, assumed } = bindBody(ctx, source, at, override(shared, own.entries), run.levels);
      if (assumed) run.assumed(at);
      const place: Place = { file: variants.source.file, range: entry.key.range };
      bound.push({ name: entry.key.value, weight: own.weight, body, place });
    }
  }
  if (bound.length === 0) {
    ctx.report(
      diagnostic('spec/wrong-kind', variants.source.file, node.range, {
        key: 'variants',
        expected: 'names with a text or a mapping each',
        found: kindOf(node),
      }),
    );
    return { kind: 'body', body: bindBody(ctx, source, at, shared, run.levels).body, ...at };
  }
  return { kind: 'body', body: bound[0]!.body, variants: bound, ...at };
}

function entriesOfVariant(ctx: BindContext, source: Source, entry: YamlEntry) {
  const { value } = entry;
  if (value.kind === 'seq' || (value.kind === 'scalar' && value.core === null)) {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, value.range, {
        key: entry.key.value,
        expected: 'a text or a mapping',
        found: kindOf(value),
      }),
    );
    return undefined;
  }
  if (value.kind === 'scalar') {
    const key: YamlScalar = { ...entry.key, value: 'text' };
    return { weight: 1, entries: [{ source, entry: { ...entry, key } }] };
  }
  const nested = value.entries.find((e) => e.key.value === 'variants');
  if (nested) ctx.report(diagnostic('spec/nested-variants', source.file, nested.key.range, {}));
  const weight = value.entries.find((e) => e.key.value === 'weight');
  const rest = entriesOf(source, value).filter((e) => e.entry !== weight && e.entry !== nested);
  return { weight: weight ? weightOf(ctx, source, weight) : 1, entries: rest };
}

function weightOf(ctx: BindContext, source: Source, { value }: YamlEntry): number {
  if (
    value.kind === 'scalar' &&
    typeof value.core === 'number' &&
    Number.isInteger(value.core) &&
    value.core > 0 &&
    value.core <= 1_000_000
  ) {
    return value.core;
  }
  ctx.report(
    diagnostic('spec/wrong-kind', source.file, value.range, {
      key: 'weight',
      expected: 'a whole number from 1 to 1000000',
      found: value.kind === 'scalar' ? `"${value.value}"` : kindOf(value),
    }),
  );
  return 1;
}
