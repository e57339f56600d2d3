/** Values on one line, and flow collections that keep the lines their author gave them. */
import type { LayoutCollection, LayoutNode, LayoutScalar } from '../yaml/layout.ts';
import { inlineScalar } from './print-scalar.ts';

/** A value on one line, anchor included. */
export function inlineNode(node: LayoutNode, quoted = false): string {
  if (node.kind === 'scalar') return inlineScalar(node, 'value', quoted);
  const props = node.props === '' ? '' : `${node.props} `;
  if (node.items.length === 0) return `${props}${node.kind === 'map' ? '{}' : '[]'}`;
  const items = node.items.map(({ key, value }) => {
    const written = value === undefined ? '' : inlineNode(value, mayBeText(key));
    return key === undefined ? written : `${inlineScalar(key, 'key')}:${written === '' ? '' : ` ${written}`}`;
  });
  return node.kind === 'map' ? `${props}{ ${items.join(', ')} }` : `${props}[${items.join(', ')}]`;
}

/** A key with a capital or a blank may be the start of a text that holds a colon, if the value has no quotes. */
export function mayBeText(key: LayoutScalar | undefined): boolean {
  return key !== undefined && key.style === 'plain' && /^\p{Lu}|\s/u.test(key.value);
}

/** As the author wrote it; the lines below the first are moved together so that the leftmost begins at `column`. */
export function keptLines({ source, props }: LayoutCollection, column: number): string[] {
  const [first = '', ...rest] = source.split('\n');
  const depths = rest
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const shift = Math.min(...depths);
  const moved = rest.map((line) => (line.trim() === '' ? '' : ' '.repeat(column) + line.slice(shift)));
  return [props === '' ? first : `${props} ${first}`, ...moved].map((line) => line.trimEnd());
}
