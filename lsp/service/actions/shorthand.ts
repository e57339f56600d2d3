/** A button, quick reply or link: one line, or the Send API's own fields. */
import { lineStart } from '../../../src/source/line-start.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../../src/yaml/nodes.ts';
import { quoteScalar } from '../../../src/yaml/quote.ts';
import { keysOf, type PathPart } from '../find-node.ts';
import type { Action, ActionContext } from './action.ts';
import { below, columnOf, hasComment, isTied, lineBreak } from './source-text.ts';
import { type Fields, type LineKind, readLine, writeLine } from './write-line.ts';

const controls = new Set(['each', 'when', 'otherwise', 'key']);

export function shorthandActions({ text, found }: ActionContext): Action[] {
  const place = found && linePlace(found.path);
  if (!place) return [];
  const line = place.tap?.value ?? place.node;
  if (line.kind === 'scalar') return toLong(text, place, line.value);
  return place.node.kind === 'map' && !place.tap ? toLine(text, place.node, place.kind) : [];
}

interface LinePlace {
  /** The item, or the value of `default_action`. */
  readonly node: YamlNode;
  readonly kind: LineKind;
  /** It stands in brackets or braces. */
  readonly flow: boolean;
  /** The line stands under this key. */
  readonly tap?: YamlEntry;
}

/** The innermost button, reply or link in which the way ends. */
function linePlace(path: readonly PathPart[]): LinePlace | undefined {
  if (keysOf(path).some((k) => k === 'unchecked' || k === 'examples' || k === 'params')) return undefined;
  for (let i = path.length - 1; i >= 0; i--) {
    const part = path[i]!;
    if (part.kind === 'entry' && part.entry.key.value === 'default_action')
      return { node: part.entry.value, kind: 'link', flow: part.map.flow };
    const list = path[i - 1];
    if (part.kind !== 'item' || list?.kind !== 'entry') continue;
    const kind = kinds[list.entry.key.value];
    const node = part.seq.items[part.index];
    if (!kind || !node) continue;
    const tap = node.kind === 'map' ? node.entries.find((e) => e.key.value === 'tap') : undefined;
    const flow = tap && node.kind === 'map' ? node.flow : part.seq.flow;
    return { node, kind, flow, ...(tap && { tap }) };
  }
  return undefined;
}

const kinds: Readonly<Record<string, LineKind | undefined>> = {
  __proto__: null as never,
  buttons: 'button',
  quick_replies: 'reply',
};

function toLong(text: string, { node, kind, flow, tap }: LinePlace, line: string): Action[] {
  const read = readLine(line, kind);
  const fields = read && kind === 'link' ? new Map([['type', 'web_url'] as const, ...read]) : read;
  const target = tap ?? node;
  if (!fields || isTied(text, target.range)) return [];
  const written = [...fields].map(
    ([key, value]) => `${key}: ${value === true ? 'true' : quoteScalar(value, flow ? 'anywhere' : 'block')}`,
  );
  const inner = columnOf(text, target.range.start);
  const newText = flow
    ? tap
      ? written.join(', ')
      : `{ ${written.join(', ')} }`
    : kind === 'link'
      ? blockUnder(text, node, written)
      : below(text, inner, written);
  const range = kind === 'link' && !flow ? afterKey(text, node) : target.range;
  return [rewrite(`Write out the ${names[kind]}’s fields`, range, newText)];
}

const names = { button: 'button', reply: 'quick reply', link: 'link' } as const;

/** A mapping below its key: the value of `default_action`. */
function blockUnder(text: string, node: YamlNode, lines: readonly string[]): string {
  const start = node.range.start;
  const from = lineStart(text, start);
  const [lead = ''] = /^\s*(?:- +)*/.exec(text.slice(from, start)) ?? [];
  const column = lead.length + 2;
  return lineBreak(text) + ' '.repeat(column) + below(text, column, lines);
}

function toLine(text: string, node: YamlMap, kind: LineKind): Action[] {
  if (hasComment(text, node.range) || isTied(text, node.range)) return [];
  const kept = node.entries.filter((e) => controls.has(e.key.value));
  const fields = fieldsOf(node.entries.filter((e) => !kept.includes(e)));
  const line = fields && writeLine(fields, kind);
  if (line === undefined || (kept.length > 0 && kind === 'link')) return [];
  if (kept.length === 0) {
    const quoted = quoteScalar(line, node.flow ? 'anywhere' : 'block');
    const range = kind === 'link' && !node.flow ? afterKey(text, node) : node.range;
    return [rewrite('Write it as one line', range, range === node.range ? quoted : ` ${quoted}`)];
  }
  const pieces = node.entries
    .filter((e) => kept.includes(e))
    .map((e) => text.slice(e.range.start, e.range.end));
  pieces.push(`tap: ${quoteScalar(line, node.flow ? 'anywhere' : 'block')}`);
  const newText = node.flow
    ? `{ ${pieces.join(', ')} }`
    : below(text, columnOf(text, node.range.start), pieces);
  return [rewrite('Write it as one line', node.range, newText)];
}

/** From behind the colon to the end of the value that stands below it. */
function afterKey(text: string, node: YamlNode) {
  const before = text.slice(0, node.range.start);
  return { start: before.trimEnd().length, end: node.range.end };
}

function fieldsOf(entries: readonly YamlEntry[]): Fields | undefined {
  const fields = new Map<string, string | true>();
  for (const { key, value } of entries) {
    if (value.kind !== 'scalar' || value.core === null) return undefined;
    const isTrue = value.core === true && value.style === 'plain';
    const block = value.style === 'literal' || value.style === 'folded';
    fields.set(key.value, isTrue ? true : block ? value.value.replace(/\n+$/, '') : value.value);
  }
  return fields;
}

function rewrite(title: string, range: { start: number; end: number }, newText: string): Action {
  return { title, kind: 'refactor.rewrite', edits: [{ range, newText }] };
}
