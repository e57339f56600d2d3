/** A mapping with `use` -> what the fragment brings at last, where a fragment passes another one on. */
import type { YamlMap, YamlScalar, YamlSeq } from '../yaml/nodes.ts';
import type { BindContext, Source, SourcedEntry } from './context.ts';
import { bindUse, type Used } from './use.ts';

/** The keys of a mapping; or a list or line, with the keys that stand beside its `use` and override nothing. */
export type Followed =
  | { readonly entries: readonly SourcedEntry[] }
  | { readonly used: Used<YamlScalar | YamlSeq>; readonly beside: readonly SourcedEntry[] };

/** Undefined where a name leads nowhere, or back: a diagnostic says so. */
export function followUse(ctx: BindContext, source: Source, node: YamlMap): Followed | undefined {
  const use = node.entries.find((e) => e.key.value === 'use');
  const own = entriesOf(source, node).filter((e) => e.entry !== use);
  if (!use) return { entries: own };
  const used = bindUse(ctx, source, use.value);
  if (!used) return undefined;
  if (used.node.kind !== 'map') return { used: { ...used, node: used.node }, beside: own };
  const inner = followUse(ctx, used.source, used.node);
  if (!inner) return undefined;
  if ('entries' in inner) return { entries: override(inner.entries, own) };
  return { used: inner.used, beside: [...own, ...inner.beside] };
}

export function entriesOf(source: Source, node: YamlMap): SourcedEntry[] {
  return node.entries.map((entry) => ({ entry, source }));
}

/** Whole keys of `top` replace those of `base`, in their place. */
export function override(base: readonly SourcedEntry[], top: readonly SourcedEntry[]): SourcedEntry[] {
  const left = new Map(top.map((e) => [e.entry.key.value, e]));
  const replaced = base.map((e) => {
    const own = left.get(e.entry.key.value);
    left.delete(e.entry.key.value);
    return own ?? e;
  });
  return [...replaced, ...left.values()];
}
