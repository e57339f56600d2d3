/** Edits as people make them: keys typed and taken back, lines moved, pasted, indented, names changed, undo. */
import type { Range } from '../../src/source/source.ts';

export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

/** 0 <= n < below, the same for a seed in every run. */
export type Random = (below: number) => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What may be typed anywhere. */
const typed = [
  ...`abz019 \n:-#"'{}[]()|>&*!?,.\\/@%\t=`,
  '{{',
  '}}',
  '{{#if x}}',
  '{{/if}}',
  ' -> ',
  '\n  ',
  '\n    ',
  '\r\n',
  '😀',
  'é',
  '- ',
  ': ',
  '# sendspec-ignore params/unused: so',
  '&a ',
  '*a',
  '&base\n',
  '<<: *a',
  '|\n',
  '>-\n',
  '{{first_name}}',
  '{{> hi}}',
  'use: hi',
  'when: x == 1',
  '---\n',
  '...\n',
  'null',
];

/** Lines that stand at the left of a file. */
const sections = [
  'params:\n  first_name: string(40)?\n  x: number(0..9)\n',
  'fragments:\n  hi: Hello\n  more: More -> MORE\n',
  'messages:\n  extra: Hi {{first_name}}\n',
  'examples:\n  - name: one\n    data: { first_name: Ana }\n',
  'defaults: { messaging_type: UPDATE }\n',
  'language: de\n',
  'channel: instagram\n',
  'api: current\n',
];

/** An edit of `text`; `others`: texts of other files to paste from; `before`: earlier versions to go back to. */
export function randomEdit(
  random: Random,
  text: string,
  others: readonly string[],
  before: readonly string[],
): Edit {
  const at = random(text.length + 1);
  const line = lineAt(text, at);
  const kind = random(100);
  if (kind < 30) return insert(at, pick(random, typed));
  if (kind < 45) return { range: { start: at, end: Math.min(text.length, at + 1 + random(3)) }, newText: '' };
  if (kind < 52) return { range: line, newText: '' };
  if (kind < 58) return insert(line.start, text.slice(line.start, line.end));
  if (kind < 66) return indent(random, text, line);
  if (kind < 74) return swapWord(random, text, at);
  if (kind < 80) return insert(line.end, pick(random, sections));
  if (kind < 86) return move(random, text, line);
  if (kind < 92) return paste(random, line.start, others);
  if (kind < 95) return cut(random, text, line);
  const old = before.length > 0 ? pick(random, before) : text;
  return { range: { start: 0, end: text.length }, newText: old };
}

export function applyEdit(text: string, { range, newText }: Edit): string {
  return text.slice(0, range.start) + newText + text.slice(range.end);
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random(list.length)]!;
}

function insert(at: number, newText: string): Edit {
  return { range: { start: at, end: at }, newText };
}

/** With its line break. */
function lineAt(text: string, at: number): Range {
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const newline = text.indexOf('\n', at);
  return { start, end: newline < 0 ? text.length : newline + 1 };
}

/** One or several lines go right or left. */
function indent(random: Random, text: string, line: Range): Edit {
  const width = 1 + random(4);
  if (random(2) === 0) return insert(line.start, ' '.repeat(width));
  const spaces = /^ */.exec(text.slice(line.start, line.end))![0].length;
  return { range: { start: line.start, end: line.start + Math.min(spaces, width) }, newText: '' };
}

/** A name or word becomes another word of the file. */
function swapWord(random: Random, text: string, at: number): Edit {
  const words = [...text.matchAll(/[\w$]+/g)];
  const own = words.find((w) => w.index + w[0].length >= at) ?? words[0];
  if (!own) return insert(at, 'word');
  return {
    range: { start: own.index, end: own.index + own[0].length },
    newText: pick(random, words)[0],
  };
}

/** A line goes to another place: as one edit from there to here. */
function move(random: Random, text: string, line: Range): Edit {
  const target = lineAt(text, random(text.length + 1));
  const moved = text.slice(line.start, line.end);
  if (target.start >= line.end) {
    return {
      range: { start: line.start, end: target.start },
      newText: text.slice(line.end, target.start) + moved,
    };
  }
  return {
    range: { start: target.start, end: line.end },
    newText: moved + text.slice(target.start, line.start),
  };
}

/** Some lines of another file, up to 500 of them. */
function paste(random: Random, at: number, others: readonly string[]): Edit {
  const lines = pick(random, others).split('\n');
  const from = random(lines.length);
  const count = random(10) === 0 ? 500 : 1 + random(12);
  const some = lines.slice(from, from + count).join('\n');
  return insert(at, `${some}\n`);
}

function cut(random: Random, text: string, line: Range): Edit {
  const end = lineAt(text, Math.min(text.length, line.end + random(400))).end;
  return { range: { start: line.start, end: Math.max(end, line.end) }, newText: '' };
}
