import type { Fix } from '../../diagnostics/diagnostic.ts';
import { MapBuilder } from '../../source/text-map.ts';
import { readFlowText } from './scan-flow-text.ts';
import { textEnd } from './scan-hash.ts';
import { isTag, reportTag } from './scan-properties.ts';
import { checkEscapes, quotedEnd, quotedEndAroundExpressions, reportRest } from './scan-quoted.ts';
import {
  indentAt,
  isGap,
  lineEnd,
  lineStart,
  nearLineEnd,
  nextLine,
  skipBlanks,
  trimBack,
} from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/** Brackets inside brackets that are still given to the library. */
const MAX_BRACKETS = 256;

interface Flow {
  readonly report: TrapReport;
  readonly parent: number;
  /** Starts of lines that stand no deeper than the parent, though they are inside the brackets. */
  readonly shallow: number[];
}

/** A list or mapping in brackets; returns the start of the next line to read. */
export function scanFlow(report: TrapReport, at: number, parent: number): number {
  const { text } = report;
  const before = report.mark();
  const flow: Flow = { report, parent, shallow: [] };
  const end = scanBrackets(flow, at);
  if (report.tooDeep) return text.length;
  if (end < 0) {
    // Not closed, or closed wrongly: the library says where, and the lines below are read as lines again.
    report.rewind(before);
    const params = { bracket: text[at]!, close: text[at] === '[' ? ']' : '}' };
    report.report('yaml/unclosed-bracket', { start: at, end: at + 1 }, params, closeFix(text, at, parent));
    closeForLibrary(report, at, parent);
    return afterUnclosed(text, at, parent);
  }
  if (flow.shallow.length > 0) reportShallow(flow);
  const rest = skipBlanks(text, end);
  const tail = text[rest];
  if (
    tail !== undefined &&
    !isGap(text, rest) &&
    !(tail === '#' && rest > end) &&
    !(tail === ':' && isGap(text, rest + 1))
  ) {
    if (lineStart(text, at) === lineStart(text, end)) {
      report.rewind(before);
      const last = textEnd(text, at).end;
      const scalar = report.readAsText(at, last);
      report.report('yaml/bracket-text', { start: at, end: last }, { bracket: text[at]! }, [
        report.quoteFix(scalar),
      ]);
    } else {
      report.report(
        'yaml/text-after-bracket',
        { start: rest, end: lineEnd(text, rest) },
        { text: text.slice(rest, lineEnd(text, rest)) },
      );
      report.blank(rest, lineEnd(text, rest));
    }
  }
  return nextLine(text, end - 1);
}

/** Offset behind the bracket that closes the one at `open`; -1 if none does. */
function scanBrackets(flow: Flow, open: number): number {
  const { report, parent } = flow;
  const { text } = report;
  const stack: string[] = [];
  let value = true;
  /** Start of an unquoted text that the next line may go on. */
  let plain = -1;
  for (let p = open; p < text.length; ) {
    const char = text[p]!;
    if (char === '\n') {
      p = nextLine(text, p);
      const indent = indentAt(text, p);
      if (indent < 0 || indent > parent || text[skipBlanks(text, p)] === '#') continue;
      if (looksLikeBlock(text, p + indent)) return -1;
      if (text[p + indent] !== '\t') flow.shallow.push(p);
    } else if (isGap(text, p)) p++;
    else if (char === '#' && isGap(text, p - 1) && !isTextHash(text, p, value)) p = lineEnd(text, p);
    else if (char === ',') {
      value = true;
      p++;
    } else if ((char === '[' || (char === '{' && text[p + 1] !== '{')) && value) {
      plain = -1;
      stack.push(char === '[' ? ']' : '}');
      if (stack.length > MAX_BRACKETS) {
        report.giveUpOnDepth(p);
        return -1;
      }
      p++;
    } else if (char === ']' || char === '}') {
      if (stack.pop() !== char) return -1;
      p++;
      value = false;
      plain = -1;
      if (stack.length === 0) return p;
    } else if (char === ':' && (isGap(text, p + 1) || !value || /[,\]}]/.test(text[p + 1]!))) {
      value = true;
      p++;
    } else if ((char === '"' || char === "'") && (value || plain < 0)) {
      plain = -1;
      p = scanFlowQuoted(report, p);
      if (p < 0) return -1;
      value = false;
    } else {
      const behind = value && /[&*!]/.test(char) ? propertyEnd(report, p) : -1;
      if (behind > 0) {
        p = behind;
        // an alias is the value; after an anchor or a tag it is still to come
        value = char !== '*';
        continue;
      }
      if (value || plain < 0) plain = p;
      p = readFlowText(report, plain, stack[stack.length - 1]!, p);
      value = false;
    }
  }
  return -1;
}

/** Behind an anchor, a tag or an alias in brackets, with the blanks after it; -1 where it begins a text. */
function propertyEnd(report: TrapReport, at: number): number {
  const { text } = report;
  const limit = nearLineEnd(text, at);
  const word = /^[^\s,[\]{}]+/.exec(text.slice(at, limit))![0];
  const rest = skipBlanks(text, at + word.length);
  const tail = text.slice(rest, limit);
  const isAlone = /^(?:[,\]}#]|$)/.test(tail);
  if (word.length < 2) return -1;
  if (text[at] === '*') return isAlone && !word.slice(1).includes('*') ? rest : -1;
  if (text[at] === '!') return isTag(word, tail) ? reportTag(report, at, word, rest) : -1;
  if (isAlone || /^[["'{!]/.test(tail)) return rest;
  // as in a block: an anchor on a plain text that nothing repeats is no anchor
  const item = /^[^,\]}]*/.exec(tail)![0];
  return report.hasAlias(word.slice(1)) && !item.includes('->') ? rest : -1;
}

/** `[a, #1 -> ONE]`: a `#` where a value may begin, with the closing bracket still to come on its line. */
function isTextHash(text: string, at: number, value: boolean): boolean {
  const comment = text.slice(at, nearLineEnd(text, at));
  return value && /^#(?:\d|\{\{|[^\s].*->)/.test(comment) && /[\]}]\s*,?\s*$/.test(comment);
}

/** A line that can only be meant as a line of its own, so that the bracket above was never closed. */
function looksLikeBlock(text: string, at: number): boolean {
  return /^(?:- |[A-Za-z_$][\w$-]*:(?:\s|$)|---|\.\.\.)/.test(text.slice(at, nearLineEnd(text, at)));
}

function scanFlowQuoted(report: TrapReport, at: number): number {
  const { text } = report;
  const close = quotedEnd(text, at, text.length);
  if (close < 0) return reportUnclosedHere(report, at);
  const rest = skipBlanks(text, close);
  const tail = text[rest];
  if (tail === undefined || /[,\]}:\n\r]/.test(tail) || (tail === '#' && rest > close)) {
    checkEscapes(report, at, close);
    return close;
  }
  const limit = lineEnd(text, at);
  if (close > limit) return reportUnclosedHere(report, at);
  const around = quotedEndAroundExpressions(text, at, limit);
  if (around > close) {
    reportRest(report, at, close, around);
    return around;
  }
  const end = flowItemEnd(text, rest, limit);
  reportRest(report, at, close, end);
  return end;
}

function reportUnclosedHere(report: TrapReport, at: number): number {
  const { text } = report;
  const quote = text[at]!;
  const limit = lineEnd(text, at);
  const end = at + text.slice(at, limit).replace(/\s*[\]}\s]*,?\s*$/, '').length;
  const builder = new MapBuilder(text);
  builder.copy(at + 1, end);
  const scalar = report.readAs(builder, at, Math.max(end, at + 1));
  report.report('yaml/unclosed-quote', { start: at, end: at + 1 }, { quote }, [
    { ...report.quoteFix(scalar), title: 'Close the quote' },
  ]);
  return Math.max(end, at + 1);
}

/** Behind the last quote before the comma or bracket that ends an item. */
function flowItemEnd(text: string, at: number, limit: number): number {
  let p = at;
  while (p < limit && !/[,\]}]/.test(text[p]!)) p++;
  while (isGap(text, p - 1)) p--;
  return p;
}

/** Pretty JSON under a key with lines that stand no deeper than the key. YAML wants them deeper. */
function reportShallow({ report, parent, shallow }: Flow): void {
  const { text } = report;
  const first = shallow[0]!;
  const start = skipBlanks(text, first);
  const edits = shallow.map((line) => ({
    range: { start: line, end: line },
    newText: ' '.repeat(parent + 2 - indentAt(text, line)),
  }));
  report.report(
    'yaml/bracket-indent',
    { start, end: start + 1 },
    { lines: shallow.length, column: parent + 2 },
    [{ title: 'Indent the lines', edits }],
  );
  for (const line of shallow) joinToLineAbove(report, line);
}

/** Inside brackets a line break is a blank: the library then sees no line that stands too far left. */
function joinToLineAbove(report: TrapReport, line: number): void {
  const { text } = report;
  const start = text[line - 2] === '\r' ? line - 2 : line - 1;
  const above = lineStart(text, start);
  const comment = /(?:^|\s)#.*$/.exec(text.slice(above, start));
  if (comment !== null && !/["']/.test(comment[0])) report.blank(above + comment.index, start);
  report.patch(start, ' '.repeat(line - start));
}

/** Where only the one bracket is open, its partner goes to the end of its text. */
function closeFix(text: string, at: number, parent: number): Fix[] {
  const end = trimBack(text, at, afterUnclosed(text, at, parent));
  const inside = text.slice(at + 1, end);
  if (/[[\]{}"'#\n]/.test(inside)) return [];
  const close = text[at] === '[' ? ']' : '}';
  return [{ title: `Put "${close}" at the end`, edits: [{ range: { start: end, end }, newText: close }] }];
}

/** Lets the library see a closed list or mapping: with the last item where it is simple, else an empty one. */
function closeForLibrary(report: TrapReport, at: number, parent: number): void {
  const { text } = report;
  const end = trimBack(text, at, afterUnclosed(text, at, parent));
  const close = text[at] === '[' ? ']' : '}';
  const item = /[^,:\s][^,:]+$/.exec(text.slice(at + 1, end));
  if (closeFix(text, at, parent).length > 0 && item !== null) {
    const start = at + 1 + item.index;
    report.readAsText(start, end);
    report.overwrite(`${'x'.repeat(end - start - 1)}${close}`);
    return;
  }
  report.blank(at, end);
  if (end - at > 1)
    report.overwrite(`${text[at]}${text.slice(at + 1, end - 1).replace(/[^\r\n]/g, ' ')}${close}`);
}

function afterUnclosed(text: string, at: number, parent: number): number {
  let p = nextLine(text, at);
  while (p < text.length) {
    const indent = indentAt(text, p);
    if (indent >= 0 && indent <= parent) break;
    p = nextLine(text, p);
  }
  return p;
}
