import { expect, it } from 'vitest';
import { findAnchors } from '../../src/yaml/find-anchors.ts';

it('anchors and aliases, each alias with the last anchor of its name', () => {
  const text =
    '\ufeffa: &x {b: *x, "c&d": "*x"} # &x *x\r\nd: &x-1 |\r\n  *x &y\r\ne: [*x-1,*x, *none]\nf: &x\n  - *x\n';
  expect(
    findAnchors(text).map(({ kind, name, range, anchor }) => [
      kind,
      name,
      text.slice(range.start - 1, range.end),
      anchor === undefined ? undefined : text.slice(0, anchor).split('\n').length,
    ]),
  ).toEqual([
    ['anchor', 'x', '&x', 1],
    ['alias', 'x', '*x', 1],
    ['anchor', 'x-1', '&x-1', 2],
    ['alias', 'x-1', '*x-1', 2],
    ['alias', 'x', '*x', 1],
    ['alias', 'none', '*none', undefined],
    ['anchor', 'x', '&x', 5],
    ['alias', 'x', '*x', 5],
  ]);
});
