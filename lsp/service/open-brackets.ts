/** What a flow collection in which the cursor stands still needs to be closed. */
import { lineStart } from '../../src/source/line-start.ts';

/** Lines above the cursor that are looked at. */
const mostLines = 300;

/** `"]}`: the closing quote and brackets that are missing at `offset`; '' outside of brackets. */
export function missingClosers(text: string, offset: number): string {
  if (text !== last.text || offset !== last.offset) last = { text, offset, closers: lookFor(text, offset) };
  return last.closers;
}

/** One place is asked about several times. */
let last = { text: '', offset: 0, closers: '' };

function lookFor(text: string, offset: number): string {
  let start = lineStart(text, offset);
  for (let i = 0; i < mostLines; i++) {
    const line = text.slice(start, offset);
    const opening = /^[ \ufeff]*(?:- +)*(?:["']?[^\s"'{}[\],#]+["']? *: +)?(?=[{[])/.exec(line);
    const closers = opening ? scan(text.slice(start + opening[0].length, offset)) : '';
    if (closers !== '') return closers;
    if (start === 0) return '';
    start = lineStart(text, start - 1);
  }
  return '';
}

/** Quotes count where a text can begin; expressions are passed over. */
function scan(text: string): string {
  const open: string[] = [];
  let canBegin = true;
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!;
    if (canBegin && (c === '"' || c === "'")) {
      const end = endOfQuote(text, at, c);
      if (end < 0) return c + open.reverse().join('');
      at = end;
      canBegin = false;
    } else if (text.startsWith('{{', at) && !canBegin) {
      const end = text.indexOf('}}', at);
      if (end < 0) return '';
      at = end + 1;
    } else if (c === '{' || c === '[') open.push(c === '{' ? '}' : ']');
    else if (c === '}' || c === ']') {
      if (open.pop() === undefined || open.length === 0) return '';
    }
    if (c !== ' ' && c !== '\n' && c !== '\r') canBegin = '{[,:'.includes(c);
  }
  return open.reverse().join('');
}

function endOfQuote(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote !== "'" || text[at + 1] !== "'") return at;
      at++;
    }
  }
  return -1;
}
