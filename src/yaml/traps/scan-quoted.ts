import { MapBuilder } from '../../source/text-map.ts';
import { decodeDoubleQuoted, decodeFolded } from '../decode-flow-scalar.ts';
import { textEnd } from './scan-hash.ts';
import { indentAt, isGap, lineEnd, mustacheEnd, nextLine, skipBlanks, trimBack } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/** Offset behind the quote that closes the one at `at`, -1 if none does before `limit`. */
export function quotedEnd(text: string, at: number, limit: number): number {
  const quote = text[at]!;
  for (let p = at + 1; p < limit; p++) {
    const char = text[p];
    if (char === '\\' && quote === '"') p++;
    else if (char === quote) {
      if (quote === '"' || text[p + 1] !== "'") return p + 1;
      p++;
    }
  }
  return -1;
}

/** A quoted value in a block collection; returns the start of the next line to read. */
export function scanQuoted(report: TrapReport, at: number, parent: number): number {
  const { text } = report;
  const line = lineEnd(text, at);
  const limit = blockLimit(text, at, parent);
  const close = quotedEnd(text, at, limit);
  if (close < 0) return reportUnclosed(report, at, textEnd(text, at).end, limit);
  const rest = skipBlanks(text, close);
  const tail = text[rest];
  const clean =
    tail === undefined ||
    tail === '\n' ||
    tail === '\r' ||
    (tail === '#' && rest > close) ||
    isKey(text, rest);
  if (clean) {
    checkEscapes(report, at, close);
    return nextLine(text, close - 1);
  }
  if (close > line) return reportUnclosed(report, at, textEnd(text, at).end, limit);
  reportRest(report, at, close, textEnd(text, close).end);
  return nextLine(text, at);
}

function isKey(text: string, at: number): boolean {
  return text[at] === ':' && isGap(text, at + 1);
}

/** A quoted text goes on over lines that are indented further than its parent. */
function blockLimit(text: string, at: number, parent: number): number {
  let p = nextLine(text, at);
  while (p < text.length) {
    const indent = indentAt(text, p);
    if (indent >= 0 && indent <= parent) return p;
    p = nextLine(text, p);
  }
  return text.length;
}

function reportUnclosed(report: TrapReport, at: number, end: number, limit: number): number {
  const { text } = report;
  const quote = text[at]!;
  // Without its closing quote nobody knows where the text ends: its line is the likeliest.
  let last = end;
  for (
    let p = nextLine(text, at);
    p < limit && !/^\s*(?:- )?["']?[\w$-]+["']?:(?:\s|$)/.test(text.slice(p, lineEnd(text, p)));
  ) {
    if (indentAt(text, p) >= 0) last = trimBack(text, p, lineEnd(text, p));
    p = nextLine(text, p);
  }
  const scalar = report.readAs(decodeInside(text, quote, at + 1, last), at, last);
  report.report('yaml/unclosed-quote', { start: at, end: at + 1 }, { quote }, [
    { ...report.quoteFix(scalar), title: `Close the quote` },
  ]);
  return nextLine(text, last);
}

/** The text between two quotes, quotes of its own kind inside it taken as they are. */
function decodeInside(text: string, quote: string, start: number, end: number): MapBuilder {
  const builder = new MapBuilder(text);
  if (quote === '"') decodeDoubleQuoted(builder, text, start, end);
  else decodeFolded(builder, text, start, end, true);
  return builder;
}

/**
 * Text that goes on behind a closing quote, to `end`: quotes inside quotes (`"Hi {{default name "there"}}!"`),
 * a quoted title before an arrow, or a text that only begins with a quoted word.
 */
export function reportRest(report: TrapReport, at: number, close: number, end: number): void {
  const { text } = report;
  const quote = text[at]!;
  const inner = text[end - 1] === quote && end - 1 > close - 1;
  const range = { start: close - 1, end };
  if (inner) {
    const scalar = report.readAs(decodeInside(text, quote, at + 1, end - 1), at, end);
    report.report('yaml/quotes-in-quotes', range, { quote, other: quote === '"' ? "'" : '"' }, [
      report.quoteFix(scalar),
    ]);
    return;
  }
  const builder = new MapBuilder(text);
  if (/^\s*->/.test(text.slice(close, end))) {
    if (quote === '"') decodeDoubleQuoted(builder, text, at + 1, close - 1);
    else decodeFolded(builder, text, at + 1, close - 1, true);
    builder.copy(close, end);
  } else builder.copy(at, end);
  const scalar = report.readAs(builder, at, end);
  report.report('yaml/text-after-quote', range, { rest: text.slice(close, end).trim() }, [
    report.quoteFix(scalar),
  ]);
}

/** Backslashes in double quotes that YAML has no meaning for: `\->`, `\{{`. */
export function checkEscapes(report: TrapReport, at: number, close: number): void {
  const { text } = report;
  if (text[at] !== '"') return;
  for (let p = text.indexOf('\\', at); p >= 0 && p < close; p = text.indexOf('\\', p + 2)) {
    if (
      /^\\(?:[0abefnrtvNLP_ "/\\\t\n]|\r\n|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U(?:000[\da-fA-F]|0010)[\da-fA-F]{4})/.test(
        text.slice(p, p + 10),
      )
    )
      continue;
    const builder = decodeInside(text, '"', at + 1, close - 1);
    const scalar = report.readAs(builder, at, close);
    report.report('yaml/bad-escape', { start: p, end: p + 2 }, { escape: text.slice(p, p + 2) }, [
      report.quoteFix(scalar),
    ]);
    return;
  }
}

/** Where a quoted text ends if expressions in it may hold its own quotes; -1 if nothing tells. */
export function quotedEndAroundExpressions(text: string, at: number, limit: number): number {
  const quote = text[at]!;
  for (let p = at + 1; p < limit; p++) {
    if (text[p] === '\\' && quote === '"') p++;
    else if (text[p] === quote) return p + 1;
    else if (text[p] === '{' && text[p + 1] === '{') {
      const end = mustacheEnd(text, p, limit);
      if (end < 0) return -1;
      p = end - 1;
    }
  }
  return -1;
}
