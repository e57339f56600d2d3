/** Anchors and aliases of YAML: `&name`, `*name`. The tree has none: an alias's node is the anchored one itself. */
import { findMarks, resolveMarks, type WrittenMark } from '../../../src/yaml/find-anchors.ts';
import { moveRange } from '../../../src/yaml/move-node.ts';
import type { Reading } from '../reading.ts';
import type { Mention } from './mention.ts';
import { localId } from './symbol-ids.ts';

export function anchorMentions(reading: Reading): Mention[] {
  const known = cache.get(reading);
  if (known) return known;
  const { file } = reading;
  const found: Mention[] = [];
  for (const { kind, name, range, anchor } of resolveMarks(marksOf(reading))) {
    if (anchor === undefined) continue;
    const declaration = { file, range: { start: anchor, end: anchor + name.length } };
    const symbol = localId(file.path, anchor);
    found.push({ kind: 'anchor', symbol, name, range, declares: kind === 'anchor', declaration });
  }
  cache.set(reading, found);
  return found;
}

const cache = new WeakMap<Reading, Mention[]>();

/** Each part of the file is read once, wherever it stands. */
function marksOf({ file, parts }: Reading): WrittenMark[] {
  return parts.ids.flatMap((id, i) => {
    const start = parts.starts[i]!;
    const known = inPart.get(id) ?? findMarks(file.text.slice(start, parts.endOf(i)));
    inPart.set(id, known);
    return known.map((mark) => ({ ...mark, range: moveRange(mark.range, start) }));
  });
}

/** From the beginning of the part. */
const inPart = new WeakMap<object, readonly WrittenMark[]>();

export function anchorAt(reading: Reading, offset: number): Mention | undefined {
  const { text } = reading.file;
  let start = offset;
  while (start > 0 && !/[\s,[\]{}&*]/.test(text[start - 1]!)) start--;
  // the cursor may stand before the sign, too
  const sign = /[&*]/.test(text[start - 1] ?? '') ? start - 1 : /[&*]/.test(text[offset] ?? '') ? offset : -1;
  if (sign < 0) return undefined;
  return anchorMentions(reading).find((m) => m.range.start - 1 <= offset && offset <= m.range.end);
}
