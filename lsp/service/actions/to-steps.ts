/** One message that must be two: a picture and a text, a carousel with too many cards. */

import { requestFields } from '../../../src/send-api/index.ts';
import type { YamlEntry, YamlMap, YamlSeq } from '../../../src/yaml/nodes.ts';
import type { Mend, YamlContext } from './action.ts';
import { type BodyAt, bodyAt, metaKeys } from './body-at.ts';
import {
  below,
  columnOf,
  dashOf,
  isBlockMap,
  isTied,
  lineStart,
  moved,
  movedEntries,
} from './source-text.ts';

/** Of a message with two contents: the first in a step of its own, the rest behind it. */
export function splitContents(context: YamlContext): Mend[] {
  const { text, root, found } = context;
  const body = found && bodyAt(root, found.path);
  if (!body || !isBlockMap(body.node) || isTied(text, body.node.range)) return [];
  const own = body.node.entries.filter((e) => isContent(e));
  const first = own.filter((e) => media.has(e.key.value));
  const rest = own.filter((e) => !first.includes(e));
  if (first.length !== 1 || rest.length === 0) return [];
  return asSteps(
    text,
    body,
    [movedEntries(text, body.node, first, 0), movedEntries(text, body.node, rest, 0)],
    'Send them in two steps',
  );
}

const media = new Set(['image', 'video', 'audio', 'file', 'attachment', 'attachments']);

/** Cards beyond the limit go into a second message. `max`: of one list. */
export function splitList(context: YamlContext, max: number): Mend[] {
  const { text, root, found } = context;
  const body = found && bodyAt(root, found.path);
  if (!body || !isBlockMap(body.node) || isTied(text, body.node.range)) return [];
  const at = found.path[body.depth];
  const entry = at?.kind === 'entry' ? at.entry : undefined;
  const map = body.node;
  const list = entry?.value;
  if (!entry || list?.kind !== 'seq' || list.flow || list.items.length <= max) return [];
  const parts: YamlSeq[] = [];
  for (let i = 0; i < list.items.length; i += max)
    parts.push({ ...list, items: list.items.slice(i, i + max) });
  // a conditional item may lead a chain that is not to be parted
  if (list.items.some((i) => i.kind === 'map' && i.entries.some((e) => chained.has(e.key.value)))) return [];
  const others = body.node.entries.filter((e) => isContent(e) && e !== entry);
  const steps = parts.map((part, i) => [
    `${entry.key.value}:`,
    `  ${listPiece(text, part)}`,
    ...(i === parts.length - 1 ? movedEntries(text, map, others, 0) : []),
  ]);
  const words = parts.length === 2 ? 'two' : String(parts.length);
  return asSteps(text, body, steps, `Send them in ${words} messages, ${max} at most in each`);
}

const chained = new Set(['each', 'when', 'otherwise', 'use']);

/** What is sent, rather than what is said about it. */
function isContent({ key }: YamlEntry): boolean {
  const name = key.value;
  return !(metaKeys.has(name) || requestFields.includes(name) || controls.has(name));
}

const controls = new Set(['each', 'when', 'otherwise']);

function listPiece(text: string, { items }: YamlSeq): string {
  const [start, end] = [items[0]!.range.start, items.at(-1)!.range.end];
  return moved(text, { start: dashOf(text, start) ?? start, end }, 2);
}

function asSteps(text: string, body: BodyAt, steps: readonly string[][], title: string): Mend[] {
  const map = body.node as YamlMap;
  const kept = map.entries.filter((e) => !isContent(e));
  if (body.steps) {
    // beside a condition or a loop each of the two would need it
    if (kept.some((e) => controls.has(e.key.value)) || body.steps.flow) return [];
    const dash = dashOf(text, map.range.start);
    if (dash === undefined) return [];
    const column = columnOf(text, dash);
    const shared = movedEntries(text, map, kept, 0);
    const written = steps.map((s) => item([...shared, ...s], column, text));
    const newText = written.join(below(text, column, ['', '']));
    return [{ title, edits: [{ range: { start: dash, end: map.range.end }, newText }] }];
  }
  if (!body.message && kept.some((e) => metaKeys.has(e.key.value))) return [];
  if (kept.some((e) => controls.has(e.key.value))) return [];
  const column = columnOf(text, map.range.start);
  const isExamples = ({ key }: YamlEntry) => key.value === 'examples';
  const lead = movedEntries(
    text,
    map,
    kept.filter((e) => !isExamples(e)),
    column,
  );
  const tail = movedEntries(text, map, kept.filter(isExamples), column);
  const list = steps.map((s) => item(s, column + 2, text));
  const newText = below(text, column, [
    ...lead,
    ...(body.message ? ['steps:'] : []),
    ...list.map((s) => `  ${s}`),
    ...tail,
  ]);
  if (!body.message) {
    // a file that is one message becomes a list
    if (lineStart(text, map.range.start) !== map.range.start || kept.length > 0) return [];
    const plain = steps.map((s) => item(s, 0, text)).join(below(text, 0, ['', '']));
    return [{ title, edits: [{ range: map.range, newText: plain }] }];
  }
  return [{ title, edits: [{ range: map.range, newText }] }];
}

/** `- ` and the pieces, whose lines stand in column 0 so far. */
function item(parts: readonly string[], column: number, text: string): string {
  const lines = parts.join(below(text, 0, ['', ''])).split(/\r\n|\r|\n/);
  return `- ${lines.map((l, i) => (i === 0 || l === '' ? l : ' '.repeat(column + 2) + l)).join(below(text, 0, ['', '']))}`;
}
