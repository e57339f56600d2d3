/** A stretch of a file that is parsed by itself: whole lines. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A top-level entry. With `parts`: its value is a block mapping or list, cut at its entries or items. */
export interface Section extends Part {
  /** Up to the first of `parts`: the line of the key, comments. */
  readonly head: Part;
  readonly parts: readonly Part[];
  /** What `parts` hold. */
  readonly of: 'map' | 'seq' | undefined;
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

/**
 * Cuts a text whose root is a block mapping at its top-level keys, and their values at their entries or items, by
 * indentation alone: an open quote or bracket never reaches over a cut. So each message is read on its own: what is wrong
 * in one is nothing to the others, and after an edit only the parts that it touched are read again.
 * Undefined where the text is anything else (JSON, a list, several documents): it is then one part.
 */
export function splitText(text: string): Section[] | undefined {
  const sections: Open[] = [];
  let current: Open | undefined;
  for (let line = text.charCodeAt(0) === 0xfeff ? 1 : 0; line < text.length; ) {
    let at = line;
    while (text.charCodeAt(at) === 32) at++;
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const code = text.charCodeAt(at);
    const column = at - line;
    const start = line;
    line = next;
    // blank lines and comments
    if (at >= text.length || code === 10 || code === 13 || code === 35) continue;
    if (code === 9 && text.slice(at, next).trim() === '') continue;
    if (column === 0 && isMarker(text, at)) return undefined;
    if (column === 0 && isKey(text, at)) {
      current = open(sections.length === 0 ? 0 : start, text.slice(text.indexOf(':', at) + 1, next));
      sections.push(current);
    } else if (current === undefined || (column === 0 && isOtherKey(text.slice(at, next)))) return undefined;
    else if (current.open) place(current, text, start, column);
  }
  return current && sections.map((section, i) => close(section, sections[i + 1]?.start ?? text.length));
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

function close({ start, of, starts, outliers, open }: Open, end: number): Section {
  // Where most entries stand further left than the first one, nobody knows by the columns which are wrong.
  const cut = open && starts.length > outliers ? starts : [];
  const head = { start, end: cut[0] ?? end };
  const parts = cut.map((from, i) => ({ start: from, end: cut[i + 1] ?? end }));
  return { start, end, head, parts, of: cut.length > 0 ? of : undefined };
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
