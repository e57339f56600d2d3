import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Columns } from '../../src/source/columns.ts';
import { createSource } from '../../src/source/create-source.ts';

/** By the platform's own encoders. */
const widths: Record<Columns, (text: string) => number> = {
  'utf-8': (text) => Buffer.byteLength(text, 'utf8'),
  'utf-16': (text) => text.length,
  'utf-32': (text) => [...text].length,
};

const piece = fc.constantFrom(
  'a',
  'é',
  'ş',
  '€',
  '한',
  '😀',
  '👩🏽‍🚀',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '{{',
  '"',
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** Offsets between characters, in any order. */
function boundaries(source: string): number[] {
  const found = [0];
  for (const character of source) found.push(found.at(-1)! + character.length);
  return found.filter((at) => !(source[at - 1] === '\r' && source[at] === '\n'));
}

it.each(['utf-8', 'utf-16', 'utf-32'] as const)('%s: columns are those of the encoders', (columns) => {
  fc.assert(
    fc.property(text, fc.infiniteStream(fc.nat()), (source, picks) => {
      const file = createSource('a', source, columns);
      const offsets = boundaries(source);
      for (let i = 0; i < 10; i++) {
        const offset = offsets[picks.next().value! % offsets.length]!;
        const line = Math.max(...['\n', '\r'].map((end) => source.lastIndexOf(end, offset - 1))) + 1;
        const start = offset === 0 ? 0 : line;
        const position = file.positionAt(offset);
        expect(position.character).toBe(widths[columns](source.slice(start, offset)));
        expect(file.offsetAt(position)).toBe(offset);
      }
    }),
  );
});

it('a column inside of a character is the start of it, one behind the line its end', () => {
  const file = createSource('a', 'é😀x\nb', 'utf-8');
  const at = (character: number) => file.offsetAt({ line: 0, character });
  expect([0, 1, 2, 3, 5, 6, 7, 8, 99].map(at)).toEqual([0, 0, 1, 1, 1, 3, 4, 4, 4]);
  expect(at(Number.NaN)).toBe(0);
  expect(at(-3)).toBe(0);
});
