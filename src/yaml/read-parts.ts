/** The parts of a file, each read once: of a text that is read again after an edit only those that are new to it. */
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { moveDiagnostic } from '../diagnostics/move-diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import type { Anchors } from './convert-tree.ts';
import { MAX_ALIAS_NODES, MAX_ERRORS } from './limits.ts';
import { moveNode, moveRange } from './move-node.ts';
import type { YamlComment, YamlNode } from './nodes.ts';
import { type ParsedPart, parsePart } from './parse-part.ts';
import { lineEnd } from './traps/scan-text.ts';

/** A part where it stands in this version of the file. */
export interface PlacedPart {
  readonly start: number;
  readonly end: number;
  /** The same object in the next version as long as what the part says is the same, wherever it stands. */
  readonly id: object;
  readonly root: YamlNode | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly comments: readonly YamlComment[];
}

export interface Slot {
  readonly start: number;
  readonly end: number;
  /** Levels of the file's tree above its root. */
  readonly depth: number;
  /** The value of its key stands in the slots behind it. */
  readonly goesOn: boolean;
}

interface Kept {
  readonly parsed: ParsedPart;
  readonly base: number;
  readonly text: string;
  readonly depth: number;
  readonly goesOn: boolean;
}

/** The parts of a version, in their order. */
export type PartMemory = readonly Kept[];

export interface ReadParts {
  readonly parts: readonly PlacedPart[];
  readonly memory: PartMemory;
}

/**
 * `text`: the file's, each lone CR replaced by LF. `last`: undefined where nothing is kept for a next version. After
 * MAX_ERRORS errors the rest is one part that nobody looks at, with a finding that says so.
 */
export function readParts(
  file: SourceFile,
  text: string,
  slots: readonly Slot[],
  last: PartMemory | undefined,
): ReadParts {
  const anchors: Anchors = { known: new Map(), expanded: 0 };
  const hasAlias = aliasesOf(text);
  const known = last && matchParts(text, slots, last);
  const memory: Kept[] = [];
  const parts: PlacedPart[] = [];
  const tooMany = errorCounter();
  for (const [i, slot] of slots.entries()) {
    const { start, end, depth, goesOn } = slot;
    const kept = known?.[i];
    if (kept && holds(kept, start, anchors, hasAlias)) {
      memory.push(kept);
      anchors.expanded += kept.parsed.expanded;
      parts.push(placeAgain(file, kept, start, anchors));
    } else {
      // A slice would keep the whole text of this version alive.
      const own = last ? detached(text.slice(start, end)) : text.slice(start, end);
      const parsed = parsePart({ file, text: own, base: start, depth, goesOn, anchors, hasAlias });
      if (last) memory.push({ parsed, base: start, text: own, depth, goesOn });
      parts.push({ start, end, id: parsed, ...parsed });
    }
    const next = slots[i + 1];
    if (next && tooMany(slot, parts.at(-1)!)) {
      parts.push(unread(file, next.start, text.length));
      break;
    }
  }
  // Which alias is one too many depends on all that were followed before it.
  if (anchors.expanded > MAX_ALIAS_NODES && last && last.length > 0) return readParts(file, text, slots, []);
  return { parts, memory };
}

/** Asked part by part: whether there are too many errors up to here, keys that stand twice in a section among them. */
function errorCounter(): (slot: Slot, part: PlacedPart) => boolean {
  let errors = 0;
  let keys = new Set<string>();
  return ({ depth }, { root, diagnostics }) => {
    if (depth === 0) keys = new Set();
    for (const { severity } of diagnostics) if (severity === 'error') errors++;
    if (depth > 0 && root?.kind === 'map') {
      for (const { key } of root.entries) {
        if (keys.has(key.value)) errors++;
        keys.add(key.value);
      }
    }
    return errors > MAX_ERRORS;
  };
}

function unread(file: SourceFile, start: number, end: number): PlacedPart {
  const line = { start, end: Math.min(lineEnd(file.text, start), end) };
  const found = diagnostic('spec/too-many-errors', file, line, { limit: MAX_ERRORS });
  return { start, end, id: {}, root: null, diagnostics: [found], comments: [] };
}

/** For each slot what is known of its text: those before and behind an edit by their order, others by their text. */
function matchParts(text: string, slots: readonly Slot[], last: PartMemory): (Kept | undefined)[] {
  const matched: (Kept | undefined)[] = new Array(slots.length).fill(undefined);
  const most = Math.min(slots.length, last.length);
  const same = (slot: Slot, kept: Kept) =>
    slot.end - slot.start === kept.text.length &&
    slot.depth === kept.depth &&
    slot.goesOn === kept.goesOn &&
    // quicker than startsWith, which compares character by character
    text.slice(slot.start, slot.end) === kept.text;
  let front = 0;
  while (front < most && same(slots[front]!, last[front]!)) {
    matched[front] = last[front];
    front++;
  }
  let back = 0;
  while (back < most - front && same(slots.at(-1 - back)!, last.at(-1 - back)!)) {
    matched[slots.length - 1 - back] = last.at(-1 - back);
    back++;
  }
  const left = new Map<string, Kept[]>();
  for (const kept of last.slice(front, last.length - back)) {
    const list = left.get(kept.text);
    if (list) list.push(kept);
    else left.set(kept.text, [kept]);
  }
  if (left.size === 0) return matched;
  for (let i = front; i < slots.length - back; i++) {
    const slot = slots[i]!;
    const list = left.get(text.slice(slot.start, slot.end));
    const at = list?.findIndex((kept) => same(slot, kept)) ?? -1;
    if (at >= 0) [matched[i]] = list!.splice(at, 1);
  }
  return matched;
}

/** Whether a part says in this place, behind these anchors, what it said. */
function holds(
  { parsed, base }: Kept,
  start: number,
  { known }: Anchors,
  hasAlias: (name: string) => boolean,
): boolean {
  const { diagnostics, aliases, asked } = parsed;
  // a message that names a line, or depends on what all aliases of the file stand for
  if (start !== base && diagnostics.some(({ message }) => /\bline \d/.test(message))) return false;
  if (diagnostics.some(({ code }) => code === 'yaml/unknown-anchor' || code === 'yaml/alias-expansion'))
    return false;
  for (const [name, answer] of asked) if (hasAlias(name) !== answer) return false;
  for (const { name, origin } of aliases.values()) if (known.get(name)?.origin !== origin) return false;
  return true;
}

/** Its anchors are known from here on. */
function placeAgain(file: SourceFile, kept: Kept, start: number, { known }: Anchors): PlacedPart {
  const { parsed, base } = kept;
  const { root, diagnostics, comments, aliases, anchors } = parsed;
  const delta = start - base;
  const elsewhere = new Map<YamlNode, YamlNode>();
  for (const [node, { name }] of aliases) {
    const target = known.get(name)?.node;
    if (target) elsewhere.set(node, target);
  }
  const moves = delta !== 0 || elsewhere.size > 0;
  const move = (node: YamlNode | null) => (node && moves ? moveNode(node, delta, elsewhere) : node);
  for (const [name, anchor] of anchors) known.set(name, { ...anchor, node: move(anchor.node) });
  return {
    start,
    end: start + kept.text.length,
    id: parsed,
    root: move(root),
    diagnostics:
      diagnostics.length === 0
        ? diagnostics
        : diagnostics.map((d) => moveDiagnostic(d, d.file, file, (range) => moveRange(range, delta))),
    comments:
      delta === 0 || comments.length === 0
        ? comments
        : comments.map((c) => ({ text: c.text, range: moveRange(c.range, delta) })),
  };
}

function aliasesOf(text: string): (name: string) => boolean {
  let aliases: Set<string> | undefined;
  return (name) => {
    aliases ??= new Set(Array.from(text.matchAll(/\*([^\s,[\]{}]+)/g), (match) => match[1]!));
    return aliases.has(name);
  };
}

function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
