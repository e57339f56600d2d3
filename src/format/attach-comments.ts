/** Puts each comment beside the item that it belongs to, and notes where empty lines stand. */
import { isIgnore } from '../source/ignore-comment.ts';
import type { Range } from '../source/source.ts';
import type {
  Layout,
  LayoutCollection,
  LayoutComment,
  LayoutItem,
  LayoutNode,
  LayoutNote,
} from '../yaml/layout.ts';
import { endOfItem } from '../yaml/read-layout.ts';

/** An item with its place in the tree. */
interface Place {
  readonly item: LayoutItem;
  readonly collection: LayoutCollection;
  /** Column of the collection's items. */
  readonly column: number;
  /** The item whose value the collection is. */
  readonly outer: Place | undefined;
  readonly end: number;
}

/** Changes the layout's nodes. The comments of a root that is a scalar stay where they are: nothing is attached. */
export function attachComments(layout: Layout, text: string): void {
  const { root, comments } = layout;
  if (root.kind === 'scalar') return;
  const places: Place[] = [];
  collect(root, undefined, text, places);
  for (const { item } of places) item.blank = isAfterBlank(text, item.start);
  const run: Run = { text, root, places, at: 0, gap: undefined, level: Number.POSITIVE_INFINITY };
  for (const comment of comments) if (!attachOutside(comment, layout, root, text)) attach(comment, run);
  if (!root.flow) layout.head.push(...takeHead(root));
  const silenced = comments.filter((c) => isIgnore(c.text)).map((c) => lineCovered(text, c.start));
  keepCoveredLines(root, places, silenced);
}

interface Run {
  readonly text: string;
  readonly root: LayoutCollection;
  /** In document order: an item before those inside it. */
  readonly places: readonly Place[];
  /** How many places begin before the comment. */
  at: number;
  /** The last place of the gap that comments are being read in, and the outermost column that one of them belongs to. */
  gap: Place | undefined;
  level: number;
}

function collect(
  collection: LayoutCollection,
  outer: Place | undefined,
  text: string,
  places: Place[],
): void {
  const first = collection.items[0];
  const column = first ? columnOf(text, first.start) : 0;
  for (const item of collection.items) {
    const place: Place = { item, collection, column, outer, end: endOfItem(item) };
    places.push(place);
    if (item.value && item.value.kind !== 'scalar') collect(item.value, place, text, places);
  }
}

/** Comments before and behind a root in brackets or braces. */
function attachOutside(
  comment: LayoutComment,
  layout: Layout,
  root: LayoutCollection,
  text: string,
): boolean {
  if (!root.flow || (comment.start > root.start && comment.start < root.end)) return false;
  const behind = comment.start >= root.end;
  if (behind && !text.slice(root.end, comment.start).includes('\n')) layout.trailing = withGap(text, comment);
  else (behind ? layout.tail : layout.head).push(noteOf(comment, text));
  return true;
}

/**
 * The first comments of a file are about the file as far as an empty line stands behind them, whichever key comes
 * first; but those that silence findings stay where they are.
 */
function takeHead(root: LayoutCollection): LayoutNote[] {
  const first = root.items[0];
  if (!first) return [];
  const { leading } = first;
  const silencing = leading.findIndex((note) => isIgnore(note.text));
  for (let i = silencing < 0 ? leading.length : silencing; i > 0; i--) {
    const note = leading[i];
    if (!(note ?? first).blank) continue;
    // The empty line belongs to the head.
    if (note) leading[i] = { ...note, blank: false };
    else first.blank = false;
    return leading.splice(0, i);
  }
  return [];
}

function attach(comment: LayoutComment, run: Run): void {
  const { places, text } = run;
  while (run.at < places.length && places[run.at]!.item.start < comment.start) run.at++;
  const previous = places[run.at - 1];
  const next = places[run.at];
  const alone = isAlone(text, comment.start);
  let holder = previous;
  while (holder && comment.start >= holder.end) holder = holder.outer;
  if (holder && attachInside(comment, alone, holder, next, run)) return;
  if (!alone && previous && attachBehind(comment, previous, holder, run)) return;
  attachBetween(comment, previous, next, holder, run);
}

/** Comments between an item's colon or dash and the end of its value that stand in none of the items inside it. */
function attachInside(
  comment: LayoutComment,
  alone: boolean,
  holder: Place,
  next: Place | undefined,
  run: Run,
): boolean {
  const { item } = holder;
  const { value } = item;
  if (!value) return false;
  if (value.kind === 'scalar') {
    if (comment.start > value.start) value.headerComment = withGap(run.text, comment);
    else if (alone || item.after !== undefined) item.between.push(noteOf(comment, run.text));
    else item.after = withGap(run.text, comment);
    return true;
  }
  const before =
    comment.start < value.start || value.items[0] === undefined || comment.start < value.items[0].start;
  if (!before) return false;
  if (value.items.length === 0) {
    if (comment.start > value.start) value.keepLines = true;
    else if (alone || item.after !== undefined) item.between.push(noteOf(comment, run.text));
    else item.after = withGap(run.text, comment);
    return true;
  }
  const inBrackets = value.flow && comment.start > value.start;
  if (!alone && item.after === undefined && !inBrackets) item.after = withGap(run.text, comment);
  else if (value.flow && !inBrackets) item.between.push(noteOf(comment, run.text));
  else next!.item.leading.push(noteOf(comment, run.text));
  return true;
}

/** A comment behind something on its line. */
function attachBehind(comment: LayoutComment, previous: Place, holder: Place | undefined, run: Run): boolean {
  let place: Place | undefined = previous;
  // Out of flow collections that are closed before the comment: their items may come to stand on one line.
  for (let at: Place | undefined = previous; at && at !== holder; at = at.outer) {
    if (at.collection.flow && at.collection.end <= comment.start) place = at.outer;
  }
  if (!place || run.text.slice(place.end, comment.start).includes('\n')) return false;
  if (place.item.trailing !== undefined) return false;
  place.item.trailing = withGap(run.text, comment);
  return true;
}

/**
 * A comment on a line of its own between two items: it belongs to the next one, unless it stands as deep as a
 * collection that has ended before it. What silences a finding always belongs to the next.
 */
function attachBetween(
  comment: LayoutComment,
  previous: Place | undefined,
  next: Place | undefined,
  holder: Place | undefined,
  run: Run,
): void {
  const note = noteOf(comment, run.text);
  if (run.gap !== previous || !previous) {
    run.gap = previous;
    run.level = Number.POSITIVE_INFINITY;
  }
  const flow = innermostFlow(holder?.item.value ?? run.root, comment.start);
  if (flow) {
    if (next && next.item.start < flow.end) next.item.leading.push(note);
    else flow.foot.push(note);
    return;
  }
  const column = Math.min(columnOf(run.text, comment.start), run.level);
  const ended = next && isIgnore(comment.text) ? undefined : endedAt(previous, next, column);
  run.level = ended?.column ?? -1;
  if (ended) ended.collection.foot.push(note);
  else if (next) next.item.leading.push(note);
  else run.root.foot.push(note);
}

function innermostFlow(value: LayoutNode, at: number): LayoutCollection | undefined {
  return value.kind !== 'scalar' && value.flow && value.start < at && at < value.end ? value : undefined;
}

/** The innermost block collection that ended with `previous`, does not hold `next`, and is not right of `column`. */
function endedAt(previous: Place | undefined, next: Place | undefined, column: number): Place | undefined {
  const open = new Set<LayoutCollection>();
  for (let at = next; at; at = at.outer) open.add(at.collection);
  for (let at = previous; at && !open.has(at.collection); at = at.outer) {
    if (!at.collection.flow && at.column <= column) return at;
  }
  return undefined;
}

/** A comment that silences findings is about one line: flow collections on it keep their lines. */
function keepCoveredLines(root: LayoutCollection, places: readonly Place[], covered: readonly Range[]): void {
  if (covered.length === 0) return;
  for (const value of [root, ...places.map((place) => place.item.value)]) {
    if (!value || value.kind === 'scalar' || !value.flow) continue;
    if (touches(covered, value)) value.keepLines = true;
  }
}

/** `lines` are in order. */
function touches(lines: readonly Range[], { start, end }: Range): boolean {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  return low < lines.length && lines[low]!.start < end;
}

/** The comment's own line where something stands before it, else the next that is neither empty nor a comment. */
function lineCovered(text: string, at: number): Range {
  let start = lineStart(text, at);
  let end = lineEnd(text, at);
  if (!isAlone(text, at)) return { start, end };
  while (end < text.length && /^\s*(#|$)/.test(text.slice(start, end))) {
    start = end + 1;
    end = lineEnd(text, start);
  }
  return { start, end };
}

function noteOf(comment: LayoutComment, text: string) {
  return { text: comment.text, blank: isAfterBlank(text, comment.start) };
}

/** The comment with the blanks before it: authors align them. */
function withGap(text: string, { start, text: words }: LayoutComment): string {
  let from = start;
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
  const gap = text.slice(from, start).replaceAll('\t', ' ');
  return (gap === '' ? ' ' : gap) + words;
}

function isAlone(text: string, at: number): boolean {
  return blankStart(text, at) !== undefined;
}

/** Whether what begins here is the first on its line, and the line above is empty. */
function isAfterBlank(text: string, at: number): boolean {
  const start = blankStart(text, at);
  return start !== undefined && start > 0 && blankStart(text, start - 1) !== undefined;
}

/** The line's start if white space alone stands before `at`: asked of each item of a list on one long line. */
function blankStart(text: string, at: number): number | undefined {
  let start = at;
  while (start > 0 && text[start - 1] !== '\n') {
    if (!/\s/.test(text[start - 1]!)) return undefined;
    start--;
  }
  return start;
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}
