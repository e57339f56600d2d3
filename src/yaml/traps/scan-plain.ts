import type { Fix } from '../../diagnostics/diagnostic.ts';
import { reportDoubt, textEnd } from './scan-hash.ts';
import {
  indentAt,
  isExpressionValue,
  isGap,
  lineEnd,
  lineStart,
  nextLine,
  skipBlanks,
  trimBack,
} from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/** An unquoted value in a block collection: reads it to its end, over all its lines. */
export function scanPlain(report: TrapReport, at: number, parent: number): number {
  const { text } = report;
  const first = textEnd(text, at);
  const commented =
    lineEnd(text, at) !== trimBack(text, at, lineEnd(text, at)) ? false : first.end < lineEnd(text, at);
  const lines = commented
    ? { end: first.end, next: nextLine(text, at), key: -1 }
    : readContinuation(report, at, parent, first.end);
  const trap = findPlainTrap(text, at, first.end, first.cut);
  if (trap !== null) {
    const scalar = report.readAsText(at, lines.end);
    const fixes: Fix[] = [report.quoteFix(scalar)];
    if (trap.code === 'yaml/colon-in-text') {
      const key = text.slice(at, trap.at);
      report.report('yaml/colon-in-text', { start: trap.at, end: trap.at + 1 }, { key }, fixes);
    } else if (trap.code === 'yaml/reserved-start') {
      report.report('yaml/reserved-start', { start: at, end: at + 1 }, { char: text[at]! }, fixes);
    } else if (trap.code === 'yaml/hash-cuts-text') {
      report.report(
        'yaml/hash-cuts-text',
        { start: trap.at, end: trap.at + 1 },
        { text: scalar.value },
        fixes,
      );
    } else if (!isExpressionValue(text, at)) {
      report.report('yaml/unquoted-template', { start: at, end: first.end }, { text: scalar.value }, fixes);
    }
  } else if (first.doubt >= 0) {
    reportDoubt(report, at, trimBack(text, at, lineEnd(text, at)), first.doubt);
  }
  return lines.key >= 0 ? reportTooDeepKey(report, at, parent, lines.key) : lines.next;
}

interface PlainTrap {
  readonly code:
    | 'yaml/unquoted-template'
    | 'yaml/reserved-start'
    | 'yaml/hash-cuts-text'
    | 'yaml/colon-in-text';
  readonly at: number;
}

/** The first thing in [at, end) that YAML reads as anything but text. */
function findPlainTrap(text: string, at: number, end: number, hash: number): PlainTrap | null {
  if (text[at] === '{') return { code: 'yaml/unquoted-template', at };
  if (isReservedStart(text, at, end)) return { code: 'yaml/reserved-start', at };
  const line = text.slice(at, end);
  const colon = /:(?=\s|$)/.exec(line)?.index ?? -1;
  if (colon >= 0 && (hash < 0 || at + colon < hash)) return { code: 'yaml/colon-in-text', at: at + colon };
  return hash >= 0 ? { code: 'yaml/hash-cuts-text', at: hash } : null;
}

export function isReservedStart(text: string, at: number, end: number): boolean {
  const char = text[at]!;
  if ('@`%,]}|>&!'.includes(char)) return true;
  if (char === '-' || char === '?') return isGap(text, at + 1);
  // An alias is one word; `*bold*` and `* point` are text.
  return char === '*' && !/^\*[^\s*,[\]{}]+$/.test(text.slice(at, end));
}

/** The lines that YAML adds to an unquoted text: those indented further than its parent. */
function readContinuation(
  report: TrapReport,
  at: number,
  parent: number,
  firstEnd: number,
): { end: number; next: number; key: number } {
  const { text } = report;
  let end = firstEnd;
  let p = nextLine(text, at);
  let next = p;
  while (p < text.length) {
    const indent = indentAt(text, p);
    if (indent >= 0) {
      const content = skipBlanks(text, p);
      if (indent <= parent || text[content] === '#' || (parent < 0 && isMarker(text, p))) break;
      if (text[content] === '-' && isGap(text, content + 1)) reportDash(report, at, parent, content);
      const line = textEnd(text, content);
      const limit = lineEnd(text, p);
      if (/:(?:\s|$)/.test(text.slice(content, line.end))) return { end, next, key: p };
      end = line.end;
      next = nextLine(text, p);
      if (line.end < trimBack(text, content, limit)) break;
    }
    p = nextLine(text, p);
  }
  return { end, next, key: -1 };
}

/** `- a` with ` - b` below it is one text, `a - b`: rarely what was meant. */
function reportDash(report: TrapReport, at: number, parent: number, dash: number): void {
  const { text } = report;
  const range = { start: dash, end: trimBack(text, dash, lineEnd(text, dash)) };
  const start = lineStart(text, dash);
  const item = parent >= 0 && text[lineStart(text, at) + parent] === '-';
  const edits = [{ range: { start, end: dash }, newText: ' '.repeat(Math.max(0, parent)) }];
  const line = report.lineAt(at);
  report.report(
    'yaml/dash-in-text',
    range,
    { line },
    item ? [{ title: 'Make it an item of the list', edits }] : [],
  );
}

function isMarker(text: string, at: number): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4));
}

/**
 * `- text: Hi` with `    buttons:` below it: a key that stands deeper than it may. All lines that belong to it
 * are left out; the fix moves them under the first key.
 */
function reportTooDeepKey(report: TrapReport, at: number, parent: number, key: number): number {
  const { text } = report;
  const indent = indentAt(text, key);
  const column = Math.max(0, parent);
  const edits = [];
  let p = key;
  while (p < text.length) {
    const depth = indentAt(text, p);
    if (depth >= 0 && depth <= parent) break;
    const cut = Math.min(indent - column, depth);
    if (depth >= 0 && cut > 0) edits.push({ range: { start: p, end: p + cut }, newText: '' });
    report.blank(p, lineEnd(text, p));
    p = nextLine(text, p);
  }
  const range = { start: key + indent, end: trimBack(text, key, lineEnd(text, key)) };
  const line = report.lineAt(at);
  const fix = { title: `Move it to column ${column + 1}`, edits };
  report.report('yaml/indentation', range, { line }, indent > column ? [fix] : []);
  return p;
}
