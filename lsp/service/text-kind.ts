/** How a scalar in a place is read. */
import { keysOf, type PathPart } from './find-node.ts';

export type TextKind = 'template' | 'condition' | 'loop' | 'call' | 'path' | 'data' | 'type';

export function textKind(path: readonly PathPart[]): TextKind {
  return textKindOf(keysOf(path), path.at(-1)?.kind === 'entry');
}

/** The same where the keys of the way are known; `inEntry`: it ends with one, not with an item. */
export function textKindOf(keys: readonly string[], inEntry: boolean): TextKind {
  const key = keys.at(-1);
  const [top] = keys;
  if (top === 'params' && keys.length > 1) return 'type';
  if (top === 'imports') return 'path';
  if (keys.includes('examples')) return 'data';
  if (top === 'fragments' && keys[2] === 'params') return 'type';
  if (!inEntry || keys.includes('unchecked')) return 'template';
  if (key === 'when' || key === 'otherwise') return 'condition';
  if (key === 'each') return 'loop';
  return key === 'use' ? 'call' : 'template';
}
