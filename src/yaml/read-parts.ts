/** The parts of a file, each read once: of a text that is read again after an edit only those that are new to it. */
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { moveDiagnostic } from '../diagnostics/move-diagnostic.ts';
import { type Change, findChange } from '../source/find-change.ts';
import type { SourceFile } from '../source/source.ts';
import type { Anchors } from './convert-tree.ts';
import { MAX_ALIAS_NODES, MAX_ERRORS } from './limits.ts';
import { type Elsewhere, moveNode, moveRange } from './move-node.ts';
import type { YamlComment, YamlNode } from './nodes.ts';
import { type ParsedPart, parsePart } from './parse-part.ts';
import { type Role, type Split, splitAgain, splitText, uncut } from './split-text.ts';
import { lineEnd } from './traps/scan-text.ts';

/** A part where it stands in this version of the file. */
export interface PlacedPart {
  readonly start: number;
  readonly end: number;
  /** The same object in the next version as long as what the part says is the same, wherever it stands. */
  readonly id: object;
  /** What its root is: `nothing` where nothing could be read. */
  readonly shape: 'map' | 'seq' | 'nothing' | 'other';
  /** Of a map. */
  readonly keys: readonly string[];
  readonly root: YamlNode | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly comments: readonly YamlComment[];
}

/** What a version leaves for the next one. */
export interface PartMemory {
  readonly text: string;
  readonly split: Split;
  readonly parts: readonly Placed[];
  readonly aliases: AliasNames;
}

export interface ReadParts {
  readonly parts: readonly PlacedPart[];
  readonly split: Split;
  readonly memory: PartMemory;
}

/** That of a file of which no version was read yet, but several will be. */
export const noParts: PartMemory = { text: '', split: uncut, parts: [], aliases: () => false };

/**
 * `text`: the file's, each lone CR replaced by LF. `last`: undefined where nothing is kept for a next version. After
 * MAX_ERRORS errors the rest is one part that nobody looks at, with a finding that says so.
 */
export function readParts(
  file: SourceFile,
  text: string,
  last: PartMemory | undefined,
  { asWhole = false }: { readonly asWhole?: boolean } = {},
): ReadParts {
  const change = last && last !== noParts ? findChange(last.text, text) : undefined;
  const split = asWhole
    ? uncut
    : change
      ? splitAgain(last!.text, text, change, last!.split)
      : splitText(text);
  const aliases = change && keepsAliases(last!.text, text, change) ? last!.aliases : aliasesOf(text);
  const anchors: Anchors = { known: new Map(), expanded: 0 };
  const known = change && matchParts(text, split, last!, change);
  const parts: Placed[] = [];
  const tooMany = errorCounter();
  let rest: PlacedPart | undefined;
  for (const [i, start] of split.starts.entries()) {
    const before = known?.[i];
    const next = split.starts[i + 1];
    if (before && holds(before, start, anchors, aliases)) {
      anchors.expanded += before.kept.parsed.expanded;
      parts.push(placeAgain(file, before, start, anchors));
    } else {
      const own = text.slice(start, next);
      // A slice would keep the whole text of this version alive.
      parts.push(readPart(file, last ? detached(own) : own, start, split.roles[i]!, anchors, aliases));
    }
    if (next === undefined || !tooMany(parts.at(-1)!)) continue;
    rest = unread(file, next, text.length);
    break;
  }
  // Which alias is one too many depends on all that were followed before it.
  if (anchors.expanded > MAX_ALIAS_NODES && change) return readParts(file, text, noParts, { asWhole });
  return { parts: rest ? [...parts, rest] : parts, split, memory: { text, split, parts, aliases } };
}

/** Asked part by part: whether there are too many errors up to here, keys that stand twice in a section among them. */
function errorCounter(): (part: Placed) => boolean {
  let errors = 0;
  let section = new Set<string>();
  return ({ diagnostics, keys, kept: { role } }) => {
    for (const { severity } of diagnostics) if (severity === 'error') errors++;
    if (role !== 'part') section = new Set();
    else {
      for (const key of keys) {
        if (section.has(key)) errors++;
        section.add(key);
      }
    }
    return errors > MAX_ERRORS;
  };
}

function unread(file: SourceFile, start: number, end: number): PlacedPart {
  const line = { start, end: Math.min(lineEnd(file.text, start), end) };
  const diagnostics = [diagnostic('spec/too-many-errors', file, line, { limit: MAX_ERRORS })];
  return { start, end, id: {}, shape: 'nothing', keys: [], root: null, diagnostics, comments: [] };
}

/** Whether a name stands behind a `*` somewhere in the file. */
type AliasNames = (name: string) => boolean;

/** What was read of a part, in whatever place it stood then. */
interface Kept {
  readonly parsed: Omit<ParsedPart, 'diagnostics'>;
  /** Where it stood. */
  readonly base: number;
  readonly role: Role;
  readonly shape: PlacedPart['shape'];
  readonly keys: readonly string[];
  /** It says the same whatever the other parts say. */
  readonly alone: boolean;
}

class Placed implements PlacedPart {
  readonly kept: Kept;
  readonly start: number;
  readonly end: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly #elsewhere: Elsewhere;
  #root: YamlNode | null | undefined;
  #comments: readonly YamlComment[] | undefined;

  constructor(
    kept: Kept,
    start: number,
    end: number,
    diagnostics: readonly Diagnostic[],
    elsewhere: Elsewhere,
  ) {
    this.kept = kept;
    this.start = start;
    this.end = end;
    this.diagnostics = diagnostics;
    this.#elsewhere = elsewhere;
  }

  get id(): object {
    return this.kept.parsed;
  }

  get shape(): PlacedPart['shape'] {
    return this.kept.shape;
  }

  get keys(): readonly string[] {
    return this.kept.keys;
  }

  get root(): YamlNode | null {
    if (this.#root === undefined) {
      const { root } = this.kept.parsed;
      this.#root = root && this.move(root);
    }
    return this.#root;
  }

  get comments(): readonly YamlComment[] {
    const { comments } = this.kept.parsed;
    const delta = this.start - this.kept.base;
    if (delta === 0 || comments.length === 0) return comments;
    this.#comments ??= comments.map(({ text, range }) => ({ text, range: moveRange(range, delta) }));
    return this.#comments;
  }

  /** A node of what was read, where it stands now. */
  move(node: YamlNode): YamlNode {
    const delta = this.start - this.kept.base;
    return delta === 0 && this.#elsewhere.size === 0 ? node : moveNode(node, delta, this.#elsewhere);
  }
}

const nowhere: Elsewhere = new Map();

function readPart(
  file: SourceFile,
  text: string,
  start: number,
  role: Role,
  anchors: Anchors,
  hasAlias: AliasNames,
): Placed {
  const place = { base: start, depth: role === 'part' ? 1 : 0, goesOn: role === 'head' };
  const { diagnostics, ...parsed } = parsePart({ file, text, ...place, anchors, hasAlias });
  const { root, aliases, asked } = parsed;
  const kept: Kept = {
    parsed,
    base: start,
    role,
    shape: root === null ? (diagnostics.length > 0 ? 'nothing' : 'other') : shapeOf(root),
    keys: root?.kind === 'map' ? root.entries.map(({ key }) => key.value) : [],
    alone: aliases.size === 0 && asked.size === 0,
  };
  return new Placed(kept, start, start + text.length, diagnostics, nowhere);
}

function shapeOf(root: YamlNode): PlacedPart['shape'] {
  return root.kind === 'scalar' || root.flow ? 'other' : root.kind;
}

/** For each slot what is known of its text: of those before and behind a change by their order, of others by their text. */
function matchParts(
  text: string,
  { starts, roles }: Split,
  { text: lastText, parts }: PartMemory,
  change: Change,
): (Placed | undefined)[] {
  const matched: (Placed | undefined)[] = new Array(starts.length).fill(undefined);
  const most = Math.min(starts.length, parts.length);
  const endOf = (i: number) => starts[i + 1] ?? text.length;
  const isAt = (i: number, part: Placed, delta: number) =>
    starts[i] === part.start + delta && endOf(i) === part.end + delta && roles[i] === part.kept.role;
  let front = 0;
  while (front < most && parts[front]!.end <= change.start && isAt(front, parts[front]!, 0)) {
    matched[front] = parts[front];
    front++;
  }
  let back = 0;
  const delta = text.length - lastText.length;
  const behind = parts.length - starts.length;
  for (let i = starts.length - 1; back < most - front; i--, back++) {
    const part = parts[i + behind]!;
    if (part.start < change.endBefore || !isAt(i, part, delta)) break;
    matched[i] = part;
  }
  const left = new Map<string, Placed[]>();
  for (const part of parts.slice(front, parts.length - back)) {
    const own = lastText.slice(part.start, part.end);
    const list = left.get(own);
    if (list) list.push(part);
    else left.set(own, [part]);
  }
  if (left.size === 0) return matched;
  for (let i = front; i < starts.length - back; i++) {
    const list = left.get(text.slice(starts[i], endOf(i)));
    const at = list?.findIndex(({ kept }) => kept.role === roles[i]) ?? -1;
    if (at >= 0) [matched[i]] = list!.splice(at, 1);
  }
  return matched;
}

/** Whether a part says in this place, behind these anchors, what it said. */
function holds(
  { kept: { parsed, alone }, start: before, diagnostics }: Placed,
  start: number,
  { known }: Anchors,
  hasAlias: AliasNames,
): boolean {
  // a message that names a line, or depends on what all aliases of the file stand for
  for (const { code, message } of diagnostics) {
    if (start !== before && /\bline \d/.test(message)) return false;
    if (code === 'yaml/unknown-anchor' || code === 'yaml/alias-expansion') return false;
  }
  if (alone) return true;
  for (const [name, answer] of parsed.asked) if (hasAlias(name) !== answer) return false;
  for (const { name, origin } of parsed.aliases.values())
    if (known.get(name)?.origin !== origin) return false;
  return true;
}

/** Its anchors are known from here on. */
function placeAgain(file: SourceFile, before: Placed, start: number, { known }: Anchors): Placed {
  const { kept, diagnostics } = before;
  const { aliases, anchors } = kept.parsed;
  const delta = start - before.start;
  const isSame = delta === 0 && diagnostics.length === 0 && aliases.size === 0;
  const placed = isSame ? before : moved();
  for (const [name, anchor] of anchors)
    known.set(name, { ...anchor, node: anchor.node && placed.move(anchor.node) });
  return placed;

  function moved(): Placed {
    const elsewhere = new Map<YamlNode, YamlNode>();
    for (const [node, { name }] of aliases) {
      const target = known.get(name)?.node;
      if (target) elsewhere.set(node, target);
    }
    const found = diagnostics.map((d) => moveDiagnostic(d, d.file, file, (range) => moveRange(range, delta)));
    return new Placed(kept, start, before.end + delta, found, elsewhere.size > 0 ? elsewhere : nowhere);
  }
}

function aliasesOf(text: string): AliasNames {
  let aliases: Set<string> | undefined;
  return (name) => {
    aliases ??= new Set(Array.from(text.matchAll(alias), (match) => match[1]!));
    return aliases.has(name);
  };
}

const alias = /\*([^\s,[\]{}]+)/g;

/** The lines of the change name no alias, neither before nor behind it. */
function keepsAliases(before: string, text: string, { start, endBefore, end }: Change): boolean {
  const from = before.lastIndexOf('\n', Math.max(start - 1, 0)) + 1;
  const newline = before.indexOf('\n', endBefore);
  const rest = (newline < 0 ? before.length : newline) - endBefore;
  return !before.slice(from, endBefore + rest).includes('*') && !text.slice(from, end + rest).includes('*');
}

function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
