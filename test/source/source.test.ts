import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import { MapBuilder, shiftMap } from '../../src/source/text-map.ts';

const text = fc
  .array(fc.constantFrom('a', '😀', '\n', '\r', '\r\n', '\uFEFF', 'bc'), { maxLength: 20 })
  .map((all) => all.join(''));

describe('createSource', () => {
  test('lines end with LF, CRLF or a lone CR', () => {
    const file = createSource('x', 'a\nb\r\nc\rd😀e');
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 10].map((at) => file.positionAt(at))).toEqual([
      { line: 0, character: 0 },
      { line: 0, character: 1 },
      { line: 1, character: 0 },
      { line: 1, character: 1 },
      { line: 1, character: 1 },
      { line: 2, character: 0 },
      { line: 2, character: 1 },
      { line: 3, character: 0 },
      { line: 3, character: 1 },
      { line: 3, character: 3 },
    ]);
  });

  test('positions and offsets agree with a plain split into lines', () => {
    fc.assert(
      fc.property(text, fc.nat(40), (content, offset) => {
        const file = createSource('x', content);
        const at = Math.min(offset, content.length);
        const before = content.slice(0, at).split(/\r\n|\n|\r/);
        const inCrLf = content[at - 1] === '\r' && content[at] === '\n';
        const { line, character } = file.positionAt(offset);
        if (inCrLf) expect(file.offsetAt({ line, character })).toBe(at - 1);
        else {
          expect({ line, character }).toEqual({ line: before.length - 1, character: before.at(-1)!.length });
          expect(file.offsetAt({ line, character })).toBe(at);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('clamps what lies outside', () => {
    const file = createSource('x', 'ab\r\nc');
    expect(file.positionAt(-5)).toEqual({ line: 0, character: 0 });
    expect(file.positionAt(99)).toEqual({ line: 1, character: 1 });
    expect(file.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(file.offsetAt({ line: 9, character: 0 })).toBe(5);
    expect(file.offsetAt({ line: -1, character: 3 })).toBe(0);
    expect(file.rangeOf({ start: 1, end: 5 })).toEqual({
      start: { line: 0, character: 1 },
      end: { line: 1, character: 1 },
    });
  });
});

describe('text maps', () => {
  test('a shift clamps to its text', () => {
    const map = shiftMap(10, 3);
    expect([-1, 0, 2, 3, 9].map((at) => map.toFile(at))).toEqual([10, 10, 12, 13, 13]);
    expect(map.range(1, 3)).toEqual({ start: 11, end: 13 });
  });

  test('segments: copies point into themselves, replacements at their whole source', () => {
    const builder = new MapBuilder('"ab\\u00e9c"');
    builder.copy(1, 3);
    builder.replace('é', 3, 9);
    builder.copy(9, 10);
    expect(builder.text).toBe('abéc');
    const map = builder.toMap(1);
    expect([0, 1, 2, 3, 4].map((at) => map.toFile(at))).toEqual([1, 2, 3, 9, 10]);
    expect(map.range(1, 3)).toEqual({ start: 2, end: 9 });
    expect(map.range(2, 2)).toEqual({ start: 3, end: 3 });
  });
});

describe('applyEdits', () => {
  test('makes all edits against the text as it was', () => {
    const edits = [
      { range: { start: 4, end: 5 }, newText: 'E' },
      { range: { start: 0, end: 1 }, newText: '' },
      { range: { start: 2, end: 2 }, newText: '1' },
      { range: { start: 2, end: 2 }, newText: '2' },
    ];
    expect(applyEdits('abcde', edits)).toBe('b12cdE');
  });

  test('leaves out the later of two that overlap, and what lies outside', () => {
    const edits = [
      { range: { start: 1, end: 3 }, newText: 'X' },
      { range: { start: 2, end: 4 }, newText: 'Y' },
      { range: { start: 4, end: 99 }, newText: 'Z' },
    ];
    expect(applyEdits('abcde', edits)).toBe('aXde');
  });
});

test('the lines of a changed file are those that a fresh one has', () => {
  fc.assert(
    fc.property(text, text, fc.nat(60), fc.nat(60), (before, inserted, a, b) => {
      const [from, to] = [Math.min(a, b, before.length), Math.min(Math.max(a, b), before.length)];
      const first = createSource('x', before);
      first.positionAt(0);
      const after = before.slice(0, from) + inserted + before.slice(to);
      const changed = createSource('x', after, 'utf-16', first);
      const change = { start: from, endBefore: to, end: from + inserted.length };
      const told = createSource('x', after, 'utf-16', first, change);
      const fresh = createSource('x', after);
      for (let at = 0; at <= after.length; at++) expect(told.positionAt(at)).toEqual(fresh.positionAt(at));
      for (let at = 0; at <= after.length; at++) expect(changed.positionAt(at)).toEqual(fresh.positionAt(at));
    }),
    { numRuns: 2000 },
  );
});
