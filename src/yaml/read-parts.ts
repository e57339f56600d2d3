/** The parts of a file, each read once: of a text that is read again after an edit only those that are new to it. */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { moveDiagnostic } from '../diagnostics/move-diagnostic.ts';
import { type Change, findChange } from '../source/find-change.ts';
import type { SourceFile } from '../source/source.ts';
import type { Anchors } from './convert-tree.ts';
import { MAX_ALIAS_NODES, MAX_ERRORS } from './limits.ts';
import { moveRange } from './move-node.ts';
import type { YamlNode } from './nodes.ts';
import { isAlike, type Outline, outlineParts } from './outline-parts.ts';
import { parsePart } from './parse-part.ts';
import { PartList } from './part-list.ts';
import { type Kept, nowhere, Placed } from './placed-part.ts';
import { type Split, splitAgain, splitText, uncut } from './split-text.ts';
import { lineEnd } from './traps/scan-text.ts';

/** A version's parts: what the next one goes on from. */
export interface ReadParts {
  readonly text: string;
  readonly split: Split;
  readonly parts: PartList;
  readonly outline: Outline;
  /** Numbers of the parts that are not plain. */
  readonly special: readonly number[];
  readonly aliases: AliasNames;
  /** There were too many errors: the last part is the rest, which nobody has looked at. */
  readonly isCut: boolean;
}

/** Whether a name stands behind a `*` somewhere in the file. */
type AliasNames = (name: string) => boolean;

/** That of a file of which no version was read yet, but several will be. */
export const noParts: ReadParts = {
  text: '',
  split: uncut,
  parts: new PartList([], [], 0, []),
  outline: [],
  special: [],
  aliases: () => false,
  isCut: true,
};

/** `text`: the file's, each lone CR replaced by LF. `last`: undefined where nothing is kept for a next version. */
export function readParts(
  file: SourceFile,
  text: string,
  last: ReadParts | undefined,
  { asWhole = false }: { readonly asWhole?: boolean } = {},
): ReadParts {
  return (
    (last && !last.isCut && readAgain(file, text, last, asWhole)) ||
    readAll(file, text, asWhole ? uncut : splitText(text), last !== undefined)
  );
}

/** After MAX_ERRORS errors the rest is one part that nobody looks at, with a finding that says so. */
function readAll(file: SourceFile, text: string, split: Split, keeps: boolean): ReadParts {
  const aliases = aliasesOf(text);
  const anchors: Anchors = { known: new Map(), expanded: 0 };
  const placed: Placed[] = [];
  const tooMany = errorCounter();
  let isCut = false;
  for (let i = 0; i < split.starts.length && !isCut; i++) {
    placed.push(readPart({ file, text, split, aliases, anchors, keeps }, i));
    const next = split.starts[i + 1];
    isCut = next !== undefined && tooMany(placed[i]!);
    if (isCut) placed.push(unread(file, next!, text.length));
  }
  const ids = placed.map(({ id }) => id);
  const special = ids.flatMap(({ plain }, i) => (plain ? [] : [i]));
  const parts = new PartList(ids, split.starts.slice(0, ids.length), text.length, placed);
  return { text, split, parts, outline: outlineParts(split, ids), special, aliases, isCut };
}

/** Asked part by part: whether there are too many errors up to here, keys that stand twice in a section among them. */
function errorCounter(): (part: Placed) => boolean {
  let errors = 0;
  let section = new Set<string>();
  return ({ diagnostics, id: { role, keys } }) => {
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

function unread(file: SourceFile, start: number, end: number): Placed {
  const line = { start, end: Math.min(lineEnd(file.text, start), end) };
  const found = diagnostic('spec/too-many-errors', file, line, { limit: MAX_ERRORS });
  const parsed = {
    root: null,
    comments: [],
    anchors: new Map(),
    aliases: new Map(),
    expanded: 0,
    asked: new Map(),
  };
  const kept: Kept = { parsed, base: start, role: 'whole', shape: 'nothing', keys: [], plain: false };
  return new Placed(kept, start, end, [found]);
}

/** Undefined where the whole file has to be read: of aliases or of errors there may be too many. */
function readAgain(file: SourceFile, text: string, last: ReadParts, asWhole: boolean): ReadParts | undefined {
  const change = findChange(last.text, text);
  const split = asWhole ? uncut : splitAgain(last.text, text, change, last.split);
  const aliases = keepsAliases(last.text, text, change) ? last.aliases : aliasesOf(text);
  const anchors: Anchors = { known: new Map(), expanded: 0 };
  const all = split.starts.length;
  const { front, back } = commonEnds(text, split, last, change);
  const [before, behind] = [last.parts.length - back, all - back];
  const moved = matchTexts(text, split, last, front, back);
  const none: undefined[] = new Array(all - front - back).fill(undefined);
  const ids: (Kept | undefined)[] = [
    ...last.parts.ids.slice(0, front),
    ...none,
    ...last.parts.ids.slice(before),
  ];
  const stays = text.length === last.text.length;
  const placed: (Placed | undefined)[] = [
    ...last.parts.placed(0, front),
    ...none,
    ...(stays ? last.parts.placed(before, last.parts.length) : new Array(back).fill(undefined)),
  ];
  const special: number[] = [];
  let errors = 0;
  const visit = (i: number, known: Placed | undefined) => {
    const start = split.starts[i]!;
    const holds = known && isAsBefore(known, start, anchors, aliases);
    const part = holds
      ? placeAgain(file, known, start, anchors)
      : readPart({ file, text, split, aliases, anchors, keeps: true }, i);
    if (holds) anchors.expanded += known.id.parsed.expanded;
    ids[i] = part.id;
    placed[i] = part;
    if (!part.id.plain) special.push(i);
    for (const { severity } of part.diagnostics) if (severity === 'error') errors++;
  };
  for (const i of last.special) if (i < front) visit(i, last.parts.at(i));
  for (let i = front; i < behind; i++) visit(i, moved[i - front]);
  for (const i of last.special) if (i >= before) visit(i + all - last.parts.length, last.parts.at(i));
  // Which alias is one too many depends on all that were followed before it.
  if (anchors.expanded > MAX_ALIAS_NODES) return undefined;
  const read = ids as Kept[];
  const isSame =
    split.roles === last.split.roles &&
    read.every((id, i) => id === last.parts.ids[i] || isAlike(id, last.parts.ids[i]!));
  const outline = isSame ? last.outline : outlineParts(split, read);
  for (const { twins } of outline) errors += twins;
  if (errors > MAX_ERRORS) return undefined;
  const parts = new PartList(read, split.starts, text.length, placed);
  return { text, split, parts, outline, special, aliases, isCut: false };
}

/** How many parts before and behind a change are those of the version before. */
function commonEnds(text: string, { starts, roles }: Split, last: ReadParts, change: Change) {
  const { parts, split } = last;
  const most = Math.min(starts.length, parts.length);
  const delta = text.length - last.text.length;
  const endOf = (i: number) => starts[i + 1] ?? text.length;
  let front = 0;
  while (
    front < most &&
    parts.endOf(front) <= change.start &&
    starts[front] === parts.starts[front] &&
    endOf(front) === parts.endOf(front) &&
    roles[front] === split.roles[front]
  ) {
    front++;
  }
  let back = 0;
  for (; back < most - front; back++) {
    const [i, j] = [starts.length - 1 - back, parts.length - 1 - back];
    if (parts.starts[j]! < change.endBefore || starts[i] !== parts.starts[j]! + delta) break;
    if (endOf(i) !== parts.endOf(j) + delta || roles[i] !== split.roles[j]) break;
  }
  return { front, back };
}

/** Parts between those ends whose text stood somewhere between them before: what was moved, or came back. */
function matchTexts(
  text: string,
  { starts, roles }: Split,
  last: ReadParts,
  front: number,
  back: number,
): (Placed | undefined)[] {
  const left = new Map<string, Placed[]>();
  for (let i = front; i < last.parts.length - back; i++) {
    const part = last.parts.at(i);
    const own = last.text.slice(part.start, part.end);
    const list = left.get(own);
    if (list) list.push(part);
    else left.set(own, [part]);
  }
  const matched: (Placed | undefined)[] = [];
  for (let i = front; i < starts.length - back; i++) {
    const list = left.get(text.slice(starts[i], starts[i + 1] ?? text.length));
    const at = list?.findIndex(({ id }) => id.role === roles[i]) ?? -1;
    matched.push(at < 0 ? undefined : list!.splice(at, 1)[0]);
  }
  return matched;
}

interface Reading {
  readonly file: SourceFile;
  readonly text: string;
  readonly split: Split;
  readonly aliases: AliasNames;
  readonly anchors: Anchors;
  /** For a next version. */
  readonly keeps: boolean;
}

function readPart({ file, text, split, aliases: hasAlias, anchors, keeps }: Reading, i: number): Placed {
  const start = split.starts[i]!;
  const role = split.roles[i]!;
  const slice = text.slice(start, split.starts[i + 1]);
  // A slice would keep the whole text of this version alive.
  const own = keeps ? detached(slice) : slice;
  const place = { base: start, depth: role === 'part' ? 1 : 0, goesOn: role === 'head' };
  const { diagnostics, ...parsed } = parsePart({ file, text: own, ...place, anchors, hasAlias });
  const { root, comments, aliases, asked } = parsed;
  const kept: Kept = {
    parsed,
    base: start,
    role,
    shape: root === null ? (diagnostics.length > 0 ? 'nothing' : 'other') : shapeOf(root),
    keys: root?.kind === 'map' ? root.entries.map(({ key }) => key.value) : [],
    plain:
      diagnostics.length +
        comments.length +
        aliases.size +
        asked.size +
        parsed.anchors.size +
        parsed.expanded ===
      0,
  };
  return new Placed(kept, start, start + own.length, diagnostics);
}

function shapeOf(root: YamlNode): Kept['shape'] {
  return root.kind === 'scalar' || root.flow ? 'other' : root.kind;
}

/** Whether a part says in this place, behind these anchors, what it said. */
function isAsBefore(
  { id: { parsed }, start: before, diagnostics }: Placed,
  start: number,
  { known }: Anchors,
  hasAlias: AliasNames,
): boolean {
  // a message that names a line, or depends on what all aliases of the file stand for
  for (const { code, message } of diagnostics) {
    if (start !== before && /\bline \d/.test(message)) return false;
    if (code === 'yaml/unknown-anchor' || code === 'yaml/alias-expansion') return false;
  }
  for (const [name, answer] of parsed.asked) if (hasAlias(name) !== answer) return false;
  for (const { name, origin } of parsed.aliases.values())
    if (known.get(name)?.origin !== origin) return false;
  return true;
}

/** Its anchors are known from here on. */
function placeAgain(file: SourceFile, before: Placed, start: number, { known }: Anchors): Placed {
  const { id, diagnostics } = before;
  const { aliases, anchors } = id.parsed;
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
    return new Placed(id, start, before.end + delta, found, elsewhere.size > 0 ? elsewhere : nowhere);
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
