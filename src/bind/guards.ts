/** The control keys `each`, `when`, `otherwise`. */
import { parseCondition, parseLoop } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { YamlEntry, YamlNode } from '../yaml/nodes.ts';
import { callBare } from './call-bare.ts';
import {
  type BindContext,
  isNull,
  isTooLong,
  kindOf,
  reportProblems,
  type Source,
  scalarText,
} from './context.ts';
import type { Guard, LoopScope } from './model.ts';

/** `when: CONDITION`, `otherwise: CONDITION`. */
export function bindGuard(ctx: BindContext, source: Source, entry: YamlEntry): Guard | undefined {
  const text = controlText(ctx, source, entry);
  if (!text) return undefined;
  const { value, problems } = parseCondition(text.value);
  reportProblems(ctx, text, problems);
  const broken = problems.length > 0 && ({ broken: true } as const);
  return value && { condition: callBare(value, ctx.helpers), scope: source.scope, text, ...broken };
}

/** `each: EXPR as |item index|`: the scope that the item's turn is read in. */
export function bindLoop(ctx: BindContext, source: Source, entry: YamlEntry): LoopScope | undefined {
  const text = controlText(ctx, source, entry);
  if (!text) return undefined;
  const { value, problems } = parseLoop(text.value);
  reportProblems(ctx, text, problems);
  if (!value) return undefined;
  const loop = { ...value, list: callBare(value.list, ctx.helpers) };
  return { kind: 'loop', outer: source.scope, loop, text };
}

/** The condition's text; a YAML value of another kind is a finding. */
function controlText(ctx: BindContext, source: Source, entry: YamlEntry) {
  const node = entry.value;
  if (node.kind === 'scalar' && isTooLong(ctx, source.file, node)) return undefined;
  if (node.kind === 'scalar' && !isNull(node)) return scalarText(source.file, node);
  ctx.report(
    diagnostic('spec/wrong-kind', source.file, isNull(node) ? entry.key.range : node.range, {
      key: entry.key.value,
      expected: entry.key.value === 'each' ? 'LIST as |name|' : 'a condition',
      found: kindOf(node),
    }),
  );
  return undefined;
}

/**
 * Takes the control keys out of an item's entries. In a list that the Send API does not have (under `unchecked`)
 * `key` is data: lists of `{ key, value }` are common, and nothing there is translated by name.
 */
export function splitControls(node: Extract<YamlNode, { kind: 'map' }>, isKnownList = true) {
  const get = (key: string) => node.entries.find((e) => e.key.value === key);
  const key = isKnownList ? get('key') : undefined;
  const controls = { each: get('each'), when: get('when'), otherwise: get('otherwise'), key };
  const taken = new Set<YamlEntry | undefined>(Object.values(controls));
  return { controls, rest: node.entries.filter((e) => !taken.has(e)) };
}

/** `otherwise` must directly follow an item with `when`, `otherwise` or `each`. */
export function checkChain(
  ctx: BindContext,
  source: Source,
  entry: YamlEntry | undefined,
  previous: { readonly each?: unknown; readonly when?: unknown; readonly otherwise?: unknown } | undefined,
): void {
  if (entry && !(previous && (previous.each || previous.when || previous.otherwise))) {
    ctx.report(diagnostic('spec/otherwise-alone', source.file, entry.key.range, {}));
  }
}
