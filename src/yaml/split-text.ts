import type { Change } from '../source/find-change.ts';

/**
 * A file as stretches of whole lines that are parsed by themselves ("slots"): of each top-level entry its head, and its
 * parts where its value is a block mapping or list.
 */
export interface Split {
  /** Where each slot begins; it goes on to the next one's, the last one to the end of the text. */
  readonly starts: readonly number[];
  readonly roles: readonly Role[];
  readonly sections: readonly Section[];
}

/**
 * `whole`: all of a top-level entry (or of a text that cannot be cut). `head`: its key (with comments), its value being
 * the slots behind it. `part`: an entry or item of that value.
 */
export type Role = 'whole' | 'head' | 'part';

/** A top-level entry. */
export interface Section {
  /** Number of its first slot. */
  readonly first: number;
  /** How many parts stand behind its head, and what they hold. */
  readonly parts: number;
  readonly of: 'map' | 'seq' | undefined;
  /** Column of its parts. */
  readonly column: number;
}

interface Open {
  start: number;
  /** Nothing but a comment stands behind its colon. */
  open: boolean;
  of: 'map' | 'seq' | undefined;
  /** Column of its entries; -1 while none came. */
  column: number;
  starts: number[];
  /** Keys and dashes left of that column. */
  outliers: number;
}

/** What the whole text is where it cannot be cut. */
export const uncut: Split = { starts: [0], roles: ['whole'], sections: [] };

/**
 * Cuts a text whose root is a block mapping at its top-level keys, and their values at their entries or items, by
 * indentation alone: an open quote or bracket never reaches over a cut. So each message is read on its own: what is wrong
 * in one is nothing to the others, and after an edit only the parts that it touched are read again.
 * `uncut` where the text is anything else (JSON, a list, several documents).
 */
export function splitText(text: string): Split {
  const sections: Open[] = [];
  let current: Open | undefined;
  for (let line = text.charCodeAt(0) === 0xfeff ? 1 : 0; line < text.length; ) {
    const at = skipSpaces(text, line);
    const column = at - line;
    const start = line;
    line = nextLine(text, at);
    if (isEmpty(text, at, line)) continue;
    if (column === 0 && isMarker(text, at)) return uncut;
    if (column === 0 && isKey(text, at)) {
      current = open(sections.length === 0 ? 0 : start, text.slice(text.indexOf(':', at) + 1, line));
      sections.push(current);
    } else if (current === undefined || (column === 0 && isOtherKey(text.slice(at, line)))) return uncut;
    else if (current.open) place(current, text, start, column);
  }
  return current ? close(sections) : uncut;
}

/**
 * The same after a change of a text whose cuts are known: where it leaves all cuts in place they only move. Most keys
 * that are typed are of this kind, and then the text is not looked through.
 */
export function splitAgain(before: string, text: string, change: Change, last: Split): Split {
  const from = change.start === 0 ? 0 : before.lastIndexOf('\n', change.start - 1) + 1;
  const whole = change.start === from && endsLine(before, change.endBefore) && endsLine(text, change.end);
  const to = whole ? change.endBefore : nextLine(before, change.endBefore);
  const delta = text.length - before.length;
  const { starts, roles, sections } = last;
  // the slot whose lines are changed
  let slot = starts.findLastIndex((start) => start <= from);
  const section = sections.findLast(({ first }) => first <= slot);
  if (!section) return alike(splitText(text), last);
  // behind its first line, where that is one of them and begins it still
  let [old, now] = [from, from];
  if (starts[slot] === from) {
    [old, now] = [nextLine(before, from), nextLine(text, from)];
    const begins = roles[slot] === 'part' && beginsAlike(before, text, from, section.column);
    if (!begins || old > to || now > to + delta) {
      slot -= 1;
      [old, now] = [from, from];
    }
  }
  const column = slot > section.first ? section.column : Number.POSITIVE_INFINITY;
  const inside =
    slot >= section.first &&
    to <= (starts[slot + 1] ?? before.length) &&
    isInside(before, old, to, column) &&
    isInside(text, now, to + delta, column);
  if (!inside) return alike(splitText(text), last);
  return delta === 0
    ? last
    : { ...last, starts: starts.map((start, i) => (i <= slot ? start : start + delta)) };
}

/** Whether the line at `from` is a key, or an item, of the same column in both texts. */
function beginsAlike(before: string, text: string, from: number, column: number): boolean {
  const at = from + column;
  if (skipSpaces(before, from) !== at || skipSpaces(text, from) !== at) return false;
  return isDash(before, at) ? isDash(text, at) : isKey(before, at) && isKey(text, at);
}

/** With the objects of the last split where they say the same. */
function alike(made: Split, last: Split): Split {
  const { roles, sections } = last;
  const isSame =
    made.roles.length === roles.length &&
    made.sections.length === sections.length &&
    made.roles.every((role, i) => role === roles[i]) &&
    made.sections.every(({ of, column }, i) => of === sections[i]!.of && column === sections[i]!.column);
  return isSame ? { starts: made.starts, roles, sections } : made;
}

/** Whether the lines begin nothing: they are deeper than a column, or hold nothing but comments. */
function isInside(text: string, from: number, to: number, column: number): boolean {
  for (let line = from; line < to; ) {
    const at = skipSpaces(text, line);
    const deep = at - line > column;
    line = nextLine(text, at);
    if (!deep && !isEmpty(text, at, line)) return false;
  }
  return true;
}

function endsLine(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === 10;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** Blank lines and comments. `at`: behind the spaces of a line that ends at `next`. */
function isEmpty(text: string, at: number, next: number): boolean {
  const code = text.charCodeAt(at);
  return (
    at >= text.length ||
    code === 10 ||
    code === 13 ||
    code === 35 ||
    (code === 9 && text.slice(at, next).trim() === '')
  );
}

/** `value`: what stands behind the colon on its line. */
function open(start: number, value: string): Open {
  const rest = value.trim();
  const isOpen = rest === '' || rest.startsWith('#');
  return { start, open: isOpen, of: undefined, column: -1, starts: [], outliers: 0 };
}

function place(section: Open, text: string, start: number, column: number): void {
  if (section.column >= 0 && column > section.column) return;
  const at = start + column;
  const of = isDash(text, at) ? 'seq' : isKey(text, at) ? 'map' : undefined;
  if (section.column < 0) {
    if (of === undefined || (column === 0 && of === 'map')) section.open = false;
    else {
      section.of = of;
      section.column = column;
      section.starts.push(start);
    }
  } else if (column < section.column) section.outliers += of === undefined ? 0 : 1;
  else if (of === section.of) section.starts.push(start);
}

function close(all: readonly Open[]): Split {
  const starts: number[] = [];
  const roles: Role[] = [];
  const sections = all.map((section): Section => {
    // Where most entries stand further left than the first one, nobody knows by the columns which are wrong.
    const cut = section.open && section.starts.length > section.outliers ? section.starts : [];
    const first = starts.push(section.start) - 1;
    roles.push(cut.length > 0 ? 'head' : 'whole');
    for (const start of cut) {
      starts.push(start);
      roles.push('part');
    }
    const { of, column } = section;
    return { first, parts: cut.length, of: cut.length > 0 ? of : undefined, column };
  });
  return { starts, roles, sections };
}

const key = /[\p{L}_$][\p{L}\p{N}_$-]*:(?=[ \t\r\n]|$)/uy;

/** A key without quotes. Keys in quotes begin no part: they may be lines of pasted JSON. */
function isKey(text: string, at: number): boolean {
  key.lastIndex = at;
  return key.test(text);
}

/** A top-level key in quotes, a number, a `? key`. */
function isOtherKey(line: string): boolean {
  return line.charCodeAt(0) !== 45 && /:(?:\s|$)|^\?\s/.test(line);
}

function isDash(text: string, at: number): boolean {
  return text.charCodeAt(at) === 45 && /^[ \t\r\n]?$/.test(text.charAt(at + 1));
}

function isMarker(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === 45 || code === 46) && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4));
}
