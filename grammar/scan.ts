/** Matchers for the tokens that one regular expression cannot describe, in the form chevrotain calls them. */

/** What a chevrotain custom pattern returns. */
type Match = [string] | null;

/** Characters that end a name, as in Handlebars' lexer. */
const notName = /[\s!"#%-,./;->@[-^`{-~]/;
const name = /[^\s!"#%-,./;->@[-^`{-~]+/y;
const segment = /\[(?:\\\]|[^\]])*\]/y;

/** `in` directly before `[`: a list of values, never a path. */
const listStart = /in\s*\[/y;
const word = /(?:and|or|not|AND|OR|NOT)(?![^\s!"#%-,;->@[-^`{-~])/y;

/** While true a string may not hold `}}`: the second reading of a text in which a quote is left open. */
let shortStrings = false;

export function withShortStrings<T>(read: () => T): T {
  shortStrings = true;
  try {
    return read();
  } finally {
    shortStrings = false;
  }
}

/**
 * Text up to the next `{{`, by Handlebars' rules: `\{{` begins text that runs to the next opening, `\\{{` is a
 * backslash before an expression.
 */
export function matchContent(text: string, offset: number): Match {
  const open = text.indexOf('{{', offset);
  if (open === offset) return null;
  if (open < 0) return [text.slice(offset)];
  if (text[open - 1] !== '\\') return [text.slice(offset, open)];
  if (open - 1 === offset) return [text.slice(offset, escapedEnd(text, open))];
  return [text.slice(offset, text[open - 2] === '\\' ? open : open - 1)];
}

/** End of the text that `\{{` makes of what follows it. */
function escapedEnd(text: string, open: number): number {
  const least = open + 2;
  const next = text.indexOf('{{', least);
  if (next < 0) return text.length;
  if (next - 2 >= least && text[next - 1] === '\\' && text[next - 2] === '\\') return next - 2;
  if (next - 1 >= least && text[next - 1] === '\\') return next - 1;
  return next;
}

/** Text of a raw block: up to the next `{{{{`. */
export function matchRawText(text: string, offset: number): Match {
  const open = text.indexOf('{{{{', offset + 1);
  return [open < 0 ? text.slice(offset) : text.slice(offset, open)];
}

/** `{{!-- … --}}`; without its end it is no long comment. */
export function matchLongComment(text: string, offset: number): Match {
  const start = longCommentStart(text, offset);
  if (start === 0) return null;
  const end = longCommentEnd(text, start);
  return end < 0 ? null : [text.slice(offset, end)];
}

/** `{{!-- …` that no `--}}` ends: up to the first `}}`, else to the end of the line. */
export function matchUnclosedComment(text: string, offset: number): Match {
  const start = longCommentStart(text, offset);
  if (start === 0) return null;
  const close = closeAfter(text, start);
  if (close < text.length) return [text.slice(offset, close + 2)];
  const line = text.indexOf('\n', start);
  return [text.slice(offset, line < 0 ? text.length : line)];
}

/** `{{! … }}`. */
export function matchComment(text: string, offset: number): Match {
  const at = text[offset + 2] === '~' ? offset + 3 : offset + 2;
  if (text[at] !== '!') return null;
  const close = closeAfter(text, at);
  return close < text.length ? [text.slice(offset, close + 2)] : null;
}

/** Offset of the two dashes, 0 where no long comment begins. */
function longCommentStart(text: string, offset: number): number {
  const at = text[offset + 2] === '~' ? offset + 3 : offset + 2;
  return text.startsWith('!--', at) ? at + 1 : 0;
}

const longEnd = /--~?\}\}/g;
const noLongEnd = { text: '', from: 0 };

function longCommentEnd(text: string, start: number): number {
  if (noLongEnd.text === text && start >= noLongEnd.from) return -1;
  longEnd.lastIndex = start;
  if (longEnd.test(text)) return longEnd.lastIndex;
  noLongEnd.text = text;
  noLongEnd.from = start;
  return -1;
}

/** Where an expression is still open and the next one begins: an end of no length. */
export function matchMissingEnd(text: string, offset: number): Match {
  return text.startsWith('{{', offset) ? [''] : null;
}

/** A name, `.`, `..` or `[a segment]`; a dot that directly follows a name is a separator (`user.` is unfinished). */
export function matchId(text: string, offset: number): Match {
  const first = text[offset];
  if (first === '[') return sticky(segment, text, offset);
  if (first !== '.') return sticky(name, text, offset);
  if (followsName(text, offset)) return null;
  if (text[offset + 1] === '.') return ['..'];
  return offset + 1 >= text.length || /[=~}\s/.)|]/.test(text[offset + 1]!) ? ['.'] : null;
}

/** `(` directly after a name: the call syntax of other languages. */
export function matchCallOpen(text: string, offset: number): Match {
  return text[offset] === '(' && followsName(text, offset) ? ['('] : null;
}

function followsName(text: string, offset: number): boolean {
  const before = text[offset - 1];
  return before !== undefined && (before === ']' || !notName.test(before)) && !followsElse(text, offset);
}

/** `else` of `{{else if x}}` is no name. */
function followsElse(text: string, offset: number): boolean {
  return (
    text.startsWith('else', offset - 4) && /\{\{~?\s*else$/.test(text.slice(Math.max(offset - 40, 0), offset))
  );
}

/** A quoted string. Handlebars knows one escape: the quote itself after a backslash. */
export function matchString(text: string, offset: number): Match {
  if (!isQuote(text, offset)) return null;
  const end = stringEnd(text, offset);
  return end < 0 ? null : [text.slice(offset, end)];
}

/** A quote that nothing closes: up to the `}}` or the end of the line. */
export function matchUnclosedString(text: string, offset: number): Match {
  if (!isQuote(text, offset)) return null;
  let end = offset + 1;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r' && !text.startsWith('}}', end)) {
    if (text.startsWith('{{', end)) break;
    end++;
  }
  if (text[end - 1] === '~' && text.startsWith('}}', end)) end--;
  return [text.slice(offset, Math.max(end, offset + 1))];
}

function isQuote(text: string, offset: number): boolean {
  return text[offset] === '"' || text[offset] === "'";
}

function stringEnd(text: string, offset: number): number {
  const quote = text[offset]!;
  const limit = stringLimit(text, offset);
  let escaped = -1;
  for (let at = text.indexOf(quote, offset + 1); at >= 0 && at < limit; at = text.indexOf(quote, at + 1)) {
    if (text[at - 1] !== '\\' || at - 1 === offset) return at + 1;
    escaped = at;
  }
  // Handlebars lets an escaped quote end the text where no other does: only believable in the last expression.
  return escaped < 0 || limit < text.length ? -1 : escaped + 1;
}

/** A string that would run over `}}` into the next `{{` lacks its quote. */
function stringLimit(text: string, offset: number): number {
  const close = closeAfter(text, offset);
  return shortStrings ? close : next.openAfterClose;
}

/** The next `}}` and the `{{` after it, kept: many strings in one text do not each search the rest of it. */
const next = { text: '', from: 0, close: 0, openAfterClose: 0 };

/** Offset of the first `}}` at or after `offset`, or the text's length. */
function closeAfter(text: string, offset: number): number {
  if (next.text !== text || offset < next.from || offset > next.close) {
    const close = text.indexOf('}}', offset);
    const open = close < 0 ? -1 : text.indexOf('{{', close);
    next.text = text;
    next.from = offset;
    next.close = close < 0 ? text.length : close;
    next.openAfterClose = open < 0 ? text.length : open;
  }
  return next.close;
}

/** `and`, `or`, `not` as words of a condition, not as parts of a path or names of arguments. */
export function matchWord(wanted: string): (text: string, offset: number) => Match {
  const upper = wanted.toUpperCase();
  return (text, offset) => {
    const match = sticky(word, text, offset);
    if (match === null || (match[0] !== wanted && match[0] !== upper)) return null;
    const before = text[offset - 1];
    const end = offset + match[0].length;
    const isName =
      before === '.' || before === '/' || before === '@' || (text[end] === '=' && text[end + 1] !== '=');
    return isName ? null : match;
  };
}

export function matchListStart(text: string, offset: number): Match {
  const before = text[offset - 1];
  return before === '.' || before === '/' || before === '@' ? null : sticky(listStart, text, offset);
}

function sticky(pattern: RegExp, text: string, offset: number): Match {
  pattern.lastIndex = offset;
  const match = pattern.exec(text);
  return match === null ? null : [match[0]];
}
