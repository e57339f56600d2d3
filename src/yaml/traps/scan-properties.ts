import { MapBuilder } from '../../source/text-map.ts';
import { textEnd } from './scan-hash.ts';
import { isReservedStart } from './scan-plain.ts';
import { isConditionKey, lineEnd, skipBlanks } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/**
 * `&` and `!` at the start of a value: an anchor or a tag in YAML, mostly the beginning of a text here. Returns
 * where the value behind it begins, 'text' if all of it is text, 'read' if it has been dealt with.
 */
export function scanProperties(report: TrapReport, at: number, key: string): number | 'text' | 'read' {
  const { text } = report;
  const word = /^\S+/.exec(text.slice(at, lineEnd(text, at)))![0];
  const rest = skipBlanks(text, at + word.length);
  const tail = text.slice(rest, lineEnd(text, at));
  return text[at] === '&' ? scanAnchor(report, word, rest, tail) : scanTag(report, at, key, word, rest, tail);
}

function scanAnchor(report: TrapReport, word: string, rest: number, tail: string): number | 'text' {
  if (word === '&' || /[,[\]{}]/.test(word)) return 'text';
  if (tail === '' || /^[#[{"'|>!]/.test(tail)) return rest;
  // An anchor on a plain text that nothing repeats is no anchor.
  const used = report.hasAlias(word.slice(1));
  return used && !tail.includes('->') ? rest : 'text';
}

function scanTag(
  report: TrapReport,
  at: number,
  key: string,
  word: string,
  rest: number,
  tail: string,
): number | 'text' | 'read' {
  const { text } = report;
  if (isConditionKey(key.trim())) {
    negate(report, at, textEnd(report.text, at).end);
    return 'read';
  }
  if (!isTag(word, tail)) return isReservedStart(text, at, lineEnd(text, at)) ? 'text' : rest;
  return reportTag(report, at, word, rest);
}

/** Whether a word with `!` is one, and not the beginning of a text. `tail`: what follows it on its line. */
export function isTag(word: string, tail: string): boolean {
  return word !== '!' && (word.startsWith('!!') || word.startsWith('!<') || /^["'[{|>&]/.test(tail));
}

/** Tells of a tag and takes it away; gives where its value begins. */
export function reportTag(report: TrapReport, at: number, word: string, rest: number): number {
  const range = { start: at, end: at + word.length };
  report.report('yaml/tag', range, { tag: word }, [
    { title: 'Remove the tag', edits: [{ range: { start: at, end: rest }, newText: '' }] },
  ]);
  report.blank(range.start, range.end);
  return rest;
}

/** `when: !order.paid` means `not order.paid`, which quotes would not make of it. */
export function negate(report: TrapReport, at: number, end: number): void {
  const builder = new MapBuilder(report.text);
  builder.replace('not ', at, at + 1);
  builder.copy(skipBlanks(report.text, at + 1), end);
  report.readAs(builder, at, end);
  const range = { start: at, end: skipBlanks(report.text, at + 1) };
  const fix = { title: 'Write "not"', edits: [{ range, newText: 'not ' }] };
  report.report('yaml/exclamation-in-condition', { start: at, end }, { condition: builder.text }, [fix]);
}
