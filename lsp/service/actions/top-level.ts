/** New top-level keys of a file, and new names under them, where the canonical order has them. */

import { isSpec } from '../../../src/bind/spec-files.ts';
import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import { topOrder } from '../../../src/format/key-orders.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../../src/yaml/nodes.ts';
import { appendEntry, beginsLine, below, columnOf, lineBreak, lineStart } from './source-text.ts';

export function specRoot(root: YamlNode | null): YamlMap | undefined {
  return root?.kind === 'map' && !root.flow && isSpec(root) ? root : undefined;
}

export function topEntry(root: YamlMap, key: string): YamlEntry | undefined {
  return root.entries.find((e) => e.key.value === key);
}

/** The column of the names under a top-level key, also where there are none yet. */
export function columnUnder(text: string, root: YamlMap, key: string): number {
  const own = topEntry(root, key)?.value;
  return own?.kind === 'map' && !own.flow && own.entries[0] ? columnOf(text, own.entries[0].range.start) : 2;
}

/** Adds an entry to `params`, `defaults`, `fragments`; undefined where that key holds something else. */
export function addUnder(
  text: string,
  root: YamlMap,
  key: (typeof topOrder)[number],
  lines: readonly string[],
): TextEdit | undefined {
  const own = topEntry(root, key)?.value;
  if (own?.kind === 'map' && own.flow && lines.length === 1) {
    const last = own.entries.at(-1);
    const at = last ? last.range.end : own.range.start + 1;
    return { range: { start: at, end: at }, newText: `${last ? ', ' : ' '}${lines[0]}${last ? '' : ' '}` };
  }
  if (own?.kind === 'map' && !own.flow && own.entries.length > 0) return appendEntry(text, own, lines);
  if (own) return undefined;
  return addTop(text, root, key, lines);
}

function addTop(text: string, root: YamlMap, key: string, lines: readonly string[]): TextEdit | undefined {
  const rank = (name: string) => topOrder.indexOf(name as never);
  const next = root.entries.find((e) => rank(e.key.value) > rank(key));
  const end = lineBreak(text);
  const piece = `${key}:${end}  ${below(text, 2, lines)}${end}`;
  if (!next) return appendEntry(text, root, [`${key}:`, `  ${below(text, 2, lines)}`]);
  if (!beginsLine(text, next.range.start)) return undefined;
  const at = aboveComments(text, lineStart(text, next.range.start));
  const spaced = /(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)$/.test(text.slice(0, at)) ? end : '';
  return { range: { start: at, end: at }, newText: piece + spaced };
}

/** Comments directly above a key belong to it. */
function aboveComments(text: string, start: number): number {
  let at = start;
  for (;;) {
    const previous = lineStart(text, at - 1);
    if (at === 0 || previous >= at || !/^#/.test(text.slice(previous, at))) return at;
    at = previous;
  }
}
