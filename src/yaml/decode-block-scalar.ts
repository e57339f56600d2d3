import { MapBuilder } from '../source/text-map.ts';

interface Line {
  readonly start: number;
  /** Number of spaces that it begins with. */
  readonly indent: number;
  /** Behind its last character: the line break is not part of it. */
  readonly end: number;
  /** Behind its line break. */
  readonly next: number;
}

/**
 * The text of the literal or folded scalar in [start, end), header included (YAML 1.2, 8.1). `value` is what it
 * decodes to: with an indentation indicator (`|2`) the indentation counts from a parent that is not known here,
 * so the one is taken that gives `value`.
 */
export function decodeBlockScalar(text: string, start: number, end: number, value: string): MapBuilder {
  const newline = text.indexOf('\n', start);
  const headerEnd = newline < 0 || newline >= end ? end : newline;
  const header = /^([|>])([-+\d]*)/.exec(text.slice(start, headerEnd));
  const folded = header?.[1] === '>';
  const chomp = /[-+]/.exec(header?.[2] ?? '')?.[0] ?? '';
  const lines = splitLines(text, headerEnd < end ? headerEnd + 1 : end, end);
  if (!/[1-9]/.test(header?.[2] ?? '')) {
    return build(text, lines, detectIndent(lines), folded, chomp, value);
  }
  const deepest = Math.min(...lines.filter((line) => !isEmpty(line)).map((line) => line.indent), 1024);
  for (let indent = deepest; indent > 0; indent--) {
    const builder = build(text, lines, indent, folded, chomp, value);
    if (builder.text === value) return builder;
  }
  return build(text, lines, 0, folded, chomp, value);
}

function splitLines(text: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; ; ) {
    const newline = text.indexOf('\n', at);
    const last = newline < 0 || newline >= end;
    const next = last ? end : newline + 1;
    let stop = last ? end : newline;
    if (stop > at && text[stop - 1] === '\r') stop--;
    let indent = 0;
    while (at + indent < stop && text[at + indent] === ' ') indent++;
    lines.push({ start: at, indent, end: stop, next });
    if (last) return lines;
    at = next;
  }
}

function isEmpty(line: Line): boolean {
  return line.start + line.indent === line.end;
}

function detectIndent(lines: readonly Line[]): number {
  return lines.find((line) => !isEmpty(line))?.indent ?? 0;
}

function build(
  text: string,
  lines: readonly Line[],
  indent: number,
  folded: boolean,
  chomp: string,
  value: string,
): MapBuilder {
  const builder = new MapBuilder(text);
  const first = lines.findIndex((line) => !isEmpty(line));
  let chompStart = 0;
  lines.forEach((line, i) => {
    if (!isEmpty(line)) chompStart = i + 1;
  });
  if (first < 0) {
    builder.replace(value, lines[0]!.start, lines[lines.length - 1]!.end);
    return builder;
  }
  // Blank lines that are indented further than the text belong to it, even at its end.
  for (let i = lines.length - 1; i >= chompStart; i--) {
    if (lines[i]!.indent > indent) chompStart = i + 1;
  }
  const startOf = (line: Line) => Math.min(line.start + indent, line.end);
  for (const line of lines.slice(0, first)) {
    builder.copy(startOf(line), line.end);
    builder.replace('\n', line.end, line.next);
  }
  const content = lines.slice(first, chompStart);
  const end = folded ? foldLines(builder, text, content, indent) : joinLines(builder, content, startOf);
  const after = lines[chompStart - 1]!.next;
  if (chomp === '+') keepLines(builder, lines.slice(chompStart), startOf, end);
  else if (chomp === '') builder.replace('\n', end, after);
  return builder;
}

function joinLines(builder: MapBuilder, lines: readonly Line[], startOf: (line: Line) => number): number {
  let end = -1;
  for (const line of lines) {
    if (end >= 0) builder.replace('\n', end, startOf(line));
    builder.copy(startOf(line), line.end);
    end = line.end;
  }
  return end;
}

/** Line breaks become spaces, except beside lines that are indented further (8.1.3). */
function foldLines(builder: MapBuilder, text: string, lines: readonly Line[], indent: number): number {
  let end = -1;
  let breaks = '';
  let separator = '';
  let afterDeeper = false;
  for (const line of lines) {
    const start = Math.min(line.start + indent, line.end);
    const deeper = line.indent > indent || text[line.start + line.indent] === '\t';
    if (!deeper && isEmpty(line)) {
      if (separator === '\n') breaks += '\n';
      else separator = '\n';
      continue;
    }
    if (deeper) {
      if (separator === ' ') separator = '\n';
      else if (!afterDeeper && separator === '\n') separator = '\n\n';
    }
    if (end >= 0) builder.replace(breaks + separator, end, start);
    builder.copy(start, line.end);
    end = line.end;
    breaks = '';
    separator = deeper ? '\n' : ' ';
    afterDeeper = deeper;
  }
  return end;
}

function keepLines(
  builder: MapBuilder,
  lines: readonly Line[],
  startOf: (line: Line) => number,
  end: number,
): void {
  let at = end;
  for (const line of lines) {
    builder.replace('\n', at, startOf(line));
    builder.copy(startOf(line), line.end);
    at = line.end;
  }
  if (!builder.text.endsWith('\n')) builder.replace('\n', at, at);
}
