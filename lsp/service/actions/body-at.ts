/** The body (a message, a step, a variant) in which a way through the YAML ends. */
import { isSpec } from '../../../src/bind/spec-files.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlSeq } from '../../../src/yaml/nodes.ts';
import type { PathPart } from '../find-node.ts';

export interface BodyAt {
  readonly node: YamlNode;
  /** The entry of `messages`, where there is one. */
  readonly message?: YamlEntry;
  /** The list of steps that it stands in. */
  readonly steps?: YamlSeq;
  readonly index?: number;
  /** How many parts of the way lead to it. */
  readonly depth: number;
}

export function bodyAt(root: YamlNode | null, path: readonly PathPart[]): BodyAt | undefined {
  const [top, name] = path;
  if (root?.kind === 'map' && isSpec(root)) {
    if (top?.kind !== 'entry' || top.entry.key.value !== 'messages' || name?.kind !== 'entry')
      return undefined;
    return stepAt({ node: name.entry.value, message: name.entry, depth: 2 }, path);
  }
  return root ? stepAt({ node: root, depth: 0 }, path) : undefined;
}

function stepAt(outer: BodyAt, path: readonly PathPart[]): BodyAt | undefined {
  const steps = outer.node.kind === 'map' ? entry(outer.node, 'steps') : undefined;
  const list = steps?.value ?? outer.node;
  if (list.kind !== 'seq') return outer;
  const depth = outer.depth + (steps ? 1 : 0);
  const part = path[depth];
  if (part?.kind !== 'item' || part.seq !== list) return outer;
  return { ...outer, node: list.items[part.index]!, steps: list, index: part.index, depth: depth + 1 };
}

export function entry(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((e) => e.key.value === key);
}

/** Of a message rather than of what is sent. */
export const metaKeys = new Set(['description', 'api', 'channel', 'examples']);
