/** Damages of one message file: each token of its texts and each line of its structure, left out, doubled or swapped. */
import { lexCondition, lexTemplate } from '../../grammar/tokens.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { Range } from '../../src/source/source.ts';
import type { YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

export interface Damage {
  readonly kind: 'delete' | 'double' | 'swap';
  /** Plain text between expressions may say anything; a token of an expression may not. */
  readonly of: 'text' | 'token' | 'line';
  /** The part of the file that was changed. */
  readonly range: Range;
  readonly newText: string;
}

interface Piece {
  readonly range: Range;
  readonly of: Damage['of'];
}

export function damagesOf(name: string, text: string): Damage[] {
  const { document } = parseYaml(createSource(name, text));
  const runs =
    document.root === null ? [] : scalarsOf(document.root).map(({ key, scalar }) => tokensOf(key, scalar));
  return [...runs, linesOf(text)].flatMap((pieces) => damagesIn(pieces, text));
}

export function apply(text: string, { range, newText }: Damage): string {
  return text.slice(0, range.start) + newText + text.slice(range.end);
}

function damagesIn(pieces: readonly Piece[], text: string): Damage[] {
  const source = ({ start, end }: Range): string => text.slice(start, end);
  return pieces.flatMap(({ range, of }, i): Damage[] => {
    const once = source(range);
    const next = pieces[i + 1];
    const damages: Damage[] = [
      { kind: 'delete', of, range, newText: '' },
      { kind: 'double', of, range, newText: once + once },
    ];
    if (next !== undefined && source(next.range) !== once) {
      const between = source({ start: range.end, end: next.range.start });
      const whole = { start: range.start, end: next.range.end };
      const both = of === next.of ? of : 'token';
      damages.push({ kind: 'swap', of: both, range: whole, newText: source(next.range) + between + once });
    }
    return damages;
  });
}

/** All scalars with the key that they stand under; not those of `examples`, which are data. */
function scalarsOf(node: YamlNode, key = ''): { key: string; scalar: YamlScalar }[] {
  if (node.kind === 'scalar') return [{ key, scalar: node }];
  if (node.kind === 'seq') return node.items.flatMap((item) => scalarsOf(item, key));
  return node.entries
    .filter((e) => e.key.value !== 'examples' && e.key.value !== 'params')
    .flatMap((e) => scalarsOf(e.value, e.key.value));
}

function tokensOf(key: string, { value, map, range }: YamlScalar): Piece[] {
  const isCondition = key === 'when' || key === 'otherwise' || key === 'each' || key === 'use';
  const tokens = isCondition ? lexCondition(value) : lexTemplate(value);
  const pieces = tokens.flatMap(({ tokenType, startOffset, image }) =>
    tokenType.name === 'Content'
      ? wordsOf(image, startOffset)
      : [{ start: startOffset, end: startOffset + image.length, of: 'token' as const }],
  );
  return pieces
    .filter((p) => p.end > p.start)
    .map(({ start, end, of }) => ({ of, range: map.range(start, end) }))
    .filter((p) => p.range.end > p.range.start && p.range.start >= range.start && p.range.end <= range.end);
}

/** The words of text; an arrow, the options of a link and what begins a target are more than text. */
function wordsOf(image: string, offset: number): (Range & { of: Piece['of'] })[] {
  return [...image.matchAll(/->|\S+/g)].map((match) => {
    const start = offset + match.index;
    return { start, end: start + match[0].length, of: 'text' };
  });
}

/** Lines that hold structure; a comment or an empty line is none. */
function linesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const range = { start, end: start + line.length };
    start = range.end;
    if (line.endsWith('\n') && /^\s*[^#\s]/.test(line)) pieces.push({ range, of: 'line' });
  }
  return pieces;
}
