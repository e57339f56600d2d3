/** Whether two documents mean the same: what the formatter must keep. */
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';

/** The order of keys means nothing; of a scalar's style only what decides about trailing line breaks does. */
export function sameMeaning(a: YamlNode | null, b: YamlNode | null): boolean {
  return same(a, b, new Map());
}

/** `compared`: pairs that aliases lead to more than once. */
function same(a: YamlNode | null, b: YamlNode | null, compared: Map<YamlNode, Set<YamlNode>>): boolean {
  if (a === null || b === null) return a === b;
  if (a.kind === 'scalar' || b.kind === 'scalar')
    return a.kind === 'scalar' && b.kind === 'scalar' && sameScalar(a, b);
  const known = compared.get(a) ?? new Set();
  if (known.has(b)) return true;
  compared.set(a, known.add(b));
  if (a.kind === 'seq' && b.kind === 'seq') {
    return a.items.length === b.items.length && a.items.every((item, i) => same(item, b.items[i]!, compared));
  }
  if (a.kind !== 'map' || b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  const others = new Map(b.entries.map((entry) => [entry.key.value, entry.value]));
  return a.entries.every(({ key, value }) => {
    const other = others.get(key.value);
    return other !== undefined && same(value, other, compared);
  });
}

function sameScalar(a: YamlScalar, b: YamlScalar): boolean {
  return a.value === b.value && a.core === b.core && isBlock(a) === isBlock(b) && a.chomp === b.chomp;
}

function isBlock({ style }: YamlScalar): boolean {
  return style === 'literal' || style === 'folded';
}
