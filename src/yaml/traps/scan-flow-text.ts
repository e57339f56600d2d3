import { isReservedStart } from './scan-plain.ts';
import { negate } from './scan-properties.ts';
import {
  isConditionValue,
  isExpressionValue,
  isGap,
  mustacheEnd,
  nearLineEnd,
  trimBack,
} from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/** Why a text in brackets does not end where YAML thinks. */
interface FlowTrap {
  readonly code: 'yaml/unquoted-template' | 'yaml/flow-text';
  readonly found: string;
}

/**
 * An unquoted text in brackets, as its author means it: expressions, quoted strings of a condition and brackets
 * inside it are part of it. `closer` is the bracket that ends its collection, `from` the line of the text that is read. Returns where it ends on that line.
 */
export function readFlowText(report: TrapReport, at: number, closer: string, from = at): number {
  const { text } = report;
  const limit = nearLineEnd(text, from);
  let trap: FlowTrap | null = null;
  let colon = -1;
  let p = from;
  for (; p < limit; p++) {
    const char = text[p]!;
    if (char === '{' && text[p + 1] === '{') {
      const close = mustacheEnd(text, p, limit);
      trap ??= { code: 'yaml/unquoted-template', found: '{{' };
      p = (close < 0 ? p + 2 : close) - 1;
    } else if (char === '[' || char === '{') {
      const close = bracketEnd(text, p, limit);
      if (close < 0) break;
      trap ??= { code: 'yaml/flow-text', found: char };
      p = close - 1;
    } else if (char === ',' || char === ']' || char === '}') break;
    else if ((char === "'" || char === '"') && /[\s=([<>]/.test(text[p - 1] ?? '')) {
      const close = quoteInside(text, p, limit);
      if (close > 0) {
        if (/[,[\]{}]/.test(text.slice(p, close))) trap ??= { code: 'yaml/flow-text', found: ',' };
        p = close - 1;
      }
    } else if (char === '#' && p > at && isGap(text, p - 1)) {
      const tail = text.slice(p, limit);
      if (!/^#[^\s]/.test(tail) || !/[\]}]/.test(tail)) break;
      trap ??= { code: 'yaml/flow-text', found: '#' };
    } else if (char === ':' && (isGap(text, p + 1) || /[,\]}]/.test(text[p + 1]!))) {
      if (isKey(text, at, p, closer)) break;
      colon = p;
    }
  }
  const end = Math.max(trimBack(text, from, p), from + 1);
  const isExpression = isExpressionValue(text, at);
  if (from === at && text[at] === '!' && isConditionValue(text, at)) {
    negate(report, at, end);
    return end;
  }
  const reserved = from === at && isReservedInFlow(text, at, end);
  if (trap === null && colon < 0 && !reserved) return end;
  const scalar = report.readAsText(at, end);
  const fixes = [report.quoteFix(scalar)];
  if (reserved) report.report('yaml/reserved-start', { start: at, end: at + 1 }, { char: text[at]! }, fixes);
  else if (trap?.code === 'yaml/unquoted-template') {
    if (!isExpression) {
      report.report('yaml/unquoted-template', scalar.range, { text: scalar.value }, fixes);
    }
  } else if (trap !== null) {
    report.report('yaml/flow-text', scalar.range, { text: scalar.value, found: trap.found }, fixes);
  } else {
    report.report(
      'yaml/colon-in-text',
      { start: colon, end: colon + 1 },
      { key: text.slice(at, colon) },
      fixes,
    );
  }
  return end;
}

/** In `{…}` the first colon ends a key, and so it does in `[…]` unless an arrow or an expression stands before it. */
function isKey(text: string, at: number, colon: number, closer: string): boolean {
  const before = text.slice(at, colon);
  if (closer === '}') return !isValue(text, at) || before.length === 0;
  return !/->|\{\{/.test(before);
}

/** What stands at `at` follows a colon. */
function isValue(text: string, at: number): boolean {
  let p = at - 1;
  while (p >= 0 && isGap(text, p)) p--;
  return text[p] === ':';
}

function isReservedInFlow(text: string, at: number, end: number): boolean {
  const char = text[at]!;
  if (char === '#') return true;
  if (char === '&' || char === '!')
    return !/^[&!][\w!-]+\s*$|^[&!][\w!-]+\s+[["'{]/.test(text.slice(at, end));
  return isReservedStart(text, at, end);
}

function bracketEnd(text: string, at: number, limit: number): number {
  let depth = 0;
  for (let p = at; p < limit; p++) {
    if (text[p] === '[' || text[p] === '{') depth++;
    else if ((text[p] === ']' || text[p] === '}') && --depth === 0) return p + 1;
  }
  return -1;
}

/** `x == 'a, b'`: behind the quote that closes the one at `at`, if what follows it ends or goes on the text. */
function quoteInside(text: string, at: number, limit: number): number {
  const close = at + 1 + text.slice(at + 1, limit).indexOf(text[at]!);
  return close > at && /^(?:[\s,\])}]|$)/.test(text.slice(close + 1, limit)) ? close + 1 : -1;
}
