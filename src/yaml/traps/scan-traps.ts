import { MAX_DEPTH } from '../limits.ts';
import { Columns } from './check-columns.ts';
import { reportUnreadable } from './scan-characters.ts';
import { scanFlow } from './scan-flow.ts';
import { scanHashAfterIndicator } from './scan-hash.ts';
import { readDirective, readDocumentMarker } from './scan-markers.ts';
import { scanPlain } from './scan-plain.ts';
import { scanProperties } from './scan-properties.ts';
import { quotedEnd, scanQuoted } from './scan-quoted.ts';
import { reportTabs } from './scan-tabs.ts';
import { indentAt, isGap, lineEnd, nextContentLine, nextLine, skipBlanks } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/** Where a value may still follow on deeper lines: the column of its key or dash; -1 for the whole document. */
interface Scan {
  readonly report: TrapReport;
  readonly columns: Columns;
  open: number | null;
  afterQuestion: boolean;
}

/**
 * Reads a text line by line as an author does, and finds what YAML would take for something else: values that
 * begin with `{{`, ` #` inside a text and so on. Knows just enough of YAML's layout to tell keys and values from
 * the inside of block scalars, quotes and flow collections. Fills `report` and gives it back.
 */
export function scanTraps(report: TrapReport): TrapReport {
  const { text } = report;
  const scan: Scan = { report, columns: new Columns(report), open: -1, afterQuestion: false };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let seen = false;
  while (at < report.end && !report.tooDeep && !report.full) {
    const indent = indentAt(text, at);
    const content = at + indent;
    if (indent < 0 || text[content] === '#') {
      at = nextLine(text, at);
      continue;
    }
    if (indent === 0) {
      const marker = readDocumentMarker(report, at, seen);
      if (marker === null && !seen && readDirective(report, at)) {
        at = nextLine(text, at);
        continue;
      }
      if (marker !== null) {
        at = marker;
        continue;
      }
    }
    seen = true;
    at = scanLine(scan, at, indent);
  }
  reportTabs(report);
  reportUnreadable(report);
  return report;
}

/** Reads the line at `start` and what its value goes on over; returns the start of the next line to read. */
function scanLine(scan: Scan, start: number, indent: number): number {
  const { report } = scan;
  const { text } = report;
  const end = lineEnd(text, start);
  let p = start + indent;
  if (text[p] === '\t') {
    report.tabLines.push(start);
    scan.columns.stop();
    p = skipBlanks(text, p);
    if (text[p] === '#') return nextLine(text, start);
  }
  if (text[p] === '-' && isGap(text, p + 1)) {
    const next = scan.columns.place(start, p - start, true, scan.open);
    if (next !== null) return next;
  }
  let dash = -1;
  let dashes = 0;
  while (text[p] === '-' && isGap(text, p + 1)) {
    if (dash >= 0 && isDashInText(text, p, end)) break;
    if (dash >= 0) scan.columns.push(p - start, true);
    dash = p - start;
    if (++dashes > MAX_DEPTH * 4) {
      report.giveUpOnDepth(p);
      return end;
    }
    const indicator = p;
    p = skipBlanks(text, p + 1);
    if (p >= end) {
      scan.open = dash;
      return nextLine(text, start);
    }
    if (text[p] === '#') return afterHash(scan, start, indicator, p, dash);
  }
  const colon = keyColon(text, p, end, dash >= 0 || scan.open === -1);
  if (colon >= 0) {
    if (dash >= 0) scan.columns.push(p - start, false);
    else {
      const next = scan.columns.place(start, p - start, false, scan.open);
      if (next !== null) return next;
    }
    return scanEntry(scan, start, p, colon);
  }
  if (text[p] === '?' && isGap(text, p + 1) && !(dash >= 0 && text.slice(p, end).includes('->'))) {
    report.report('yaml/complex-key', { start: p, end: p + 1 }, {});
    scan.afterQuestion = true;
    scan.columns.stop();
    scan.open = p - start;
    return nextLine(text, start);
  }
  if (dash >= 0) return scanValue(scan, p, dash, '');
  if (scan.open !== null && (indent > scan.open || scan.open === -1))
    return scanValue(scan, p, scan.open, '');
  if (text[p] === ':' && scan.afterQuestion) {
    scan.open = p - start;
    return nextLine(text, start);
  }
  return strayLine(scan, start, p, end);
}

/** `key: value`; the key stands at `key`, its colon at `colon`. */
function scanEntry(scan: Scan, start: number, key: number, colon: number): number {
  const { report } = scan;
  const { text } = report;
  const end = lineEnd(text, start);
  const column = key - start;
  const value = skipBlanks(text, colon + 1);
  if (value >= end) {
    scan.open = column;
    return nextLine(text, start);
  }
  if (text[value] === '#') return afterHash(scan, start, colon, value, column);
  return scanValue(scan, value, column, text.slice(key, colon));
}

function afterHash(scan: Scan, start: number, indicator: number, hash: number, column: number): number {
  const { report } = scan;
  const next = nextContentLine(report.text, start);
  const continues =
    (next >= report.text.length && report.goesOn) ||
    (next < report.text.length &&
      (indentAt(report.text, next) > column ||
        (report.text[indicator] === ':' &&
          indentAt(report.text, next) === column &&
          /^- /.test(report.text.slice(next + column, next + column + 2)))));
  const cut = !continues && scanHashAfterIndicator(report, hash);
  scan.open = cut ? null : column;
  return nextLine(report.text, start);
}

/** Reads the value at `at` under a key or dash in column `parent`. */
function scanValue(scan: Scan, at: number, parent: number, key: string): number {
  const { report } = scan;
  const { text } = report;
  scan.open = null;
  const char = text[at];
  if (char === '"' || char === "'") return scanQuoted(report, at, parent);
  if ((char === '{' && text[at + 1] !== '{') || char === '[') return scanFlow(report, at, parent);
  if (
    (char === '|' || char === '>') &&
    /^[|>](?:[-+][1-9]?|[1-9][-+]?)?[ \t]*(?:[ \t]#.*)?$/.test(text.slice(at, lineEnd(text, at)))
  ) {
    return afterBlockScalar(text, at, parent);
  }
  if (char === '&' || char === '!') {
    const rest = scanProperties(report, at, key);
    if (rest === 'read') return nextLine(text, at);
    if (rest !== 'text') {
      if (rest < lineEnd(text, at) && text[rest] !== '#') return scanValue(scan, rest, parent, key);
      scan.open = parent;
      return nextLine(text, at);
    }
  }
  return scanPlain(report, at, parent);
}

/** The lines of a block scalar are those that are indented further than its parent. */
function afterBlockScalar(text: string, at: number, parent: number): number {
  let p = nextLine(text, at);
  while (p < text.length) {
    const indent = indentAt(text, p);
    if (indent >= 0 && indent <= parent) break;
    if (parent < 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(p, p + 4))) break;
    p = nextLine(text, p);
  }
  return p;
}

/** `- - Remove -> X`: a second dash with an arrow behind it and no list around it is part of the text. */
function isDashInText(text: string, at: number, end: number): boolean {
  if (!text.slice(at, end).includes('->')) return false;
  const column = at - (text.lastIndexOf('\n', at - 1) + 1);
  const next = nextContentLine(text, at);
  return !(next < text.length && indentAt(text, next) === column && text[next + column] === '-');
}

/** The colon behind the key at `at`, -1 if the line has none. */
function keyColon(text: string, at: number, end: number, item: boolean): number {
  const char = text[at];
  if (char === '[' || char === '{' || char === '|' || char === '>') return -1;
  if (char === '"' || char === "'") {
    const close = quotedEnd(text, at, end);
    const colon = close < 0 ? -1 : skipBlanks(text, close);
    return colon >= 0 && text[colon] === ':' && isGap(text, colon + 1) ? colon : -1;
  }
  if (char === '?' && isGap(text, at + 1)) return -1;
  for (let p = at; ; p++) {
    p = text.indexOf(':', p);
    if (p < 0 || p >= end) return -1;
    if (!isGap(text, p + 1)) continue;
    const key = text.slice(at, p);
    if (/\s#/.test(key)) return -1;
    // No key of the language holds an arrow or an expression: then the colon belongs to a text.
    return item && /->|\{\{/.test(key) ? -1 : p;
  }
}

/** A line that is neither a key nor the value of one. */
function strayLine(scan: Scan, start: number, at: number, end: number): number {
  const { report } = scan;
  const { text } = report;
  const glued = /^([A-Za-z_$][\w$-]*):(?=\S{2})(?!\/\/)/.exec(text.slice(at, end));
  if (glued !== null) {
    const colon = at + glued[1]!.length;
    const range = { start: colon, end: colon + 1 };
    report.report('yaml/space-after-colon', range, { key: glued[1]! }, [
      {
        title: 'Put a space after the colon',
        edits: [{ range: { start: colon + 1, end: colon + 1 }, newText: ' ' }],
      },
    ]);
    report.moveValue(colon + 1, end);
  } else if (/^[\]}]/.test(text.slice(at))) {
    // A closing bracket too many: the library's own error says so best.
    return nextLine(text, start);
  } else {
    report.report('yaml/stray-text', { start: at, end }, { text: text.slice(at, end) });
    report.blank(at, end);
  }
  return nextLine(text, start);
}
