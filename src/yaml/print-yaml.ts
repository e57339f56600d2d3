/**
 * A tree -> YAML text that `parseYaml` reads back as the same tree, without a finding. Scalars are spelled by
 * `quoteScalar`, which knows what this language takes amiss beyond YAML; that is why the library's printer is not used.
 */
import { isPrintableLine, quoteAlways, quoteScalar } from './quote.ts';

export type PrintValue = PrintText | PrintPlain | PrintSeq | PrintMap;

/** A text; quoted where it must be, a literal block where it has several lines. */
export interface PrintText {
  readonly kind: 'text';
  readonly value: string;
}
/** A number, `true`, `false`, `null`: as it stands. */
export interface PrintPlain {
  readonly kind: 'plain';
  readonly source: string;
}
export interface PrintSeq {
  readonly kind: 'seq';
  readonly items: readonly PrintValue[];
}
export interface PrintMap {
  readonly kind: 'map';
  readonly entries: readonly (readonly [key: string, value: PrintValue])[];
  /** `block`: one key a line, even where it is short. `spaced`: also an empty line between entries of several lines. */
  readonly layout?: 'block' | 'spaced';
}

/** Columns that a mapping in braces may fill. */
const flowWidth = 80;
/** More than this is easier to read below each other. */
const flowEntries = 3;

/** Ends with a line break. Long lines are not folded: a fold is invisible in the text that it stands in. */
export function printYaml(value: PrintValue): string {
  const lines = value.kind === 'map' || value.kind === 'seq' ? blockLines(value) : undefined;
  return `${(lines ?? [inline(value, 0) ?? quoteScalar(textOf(value))]).join('\n')}\n`;
}

/** The lines of a collection, not indented; undefined for what stands on its key's line. */
function blockLines(value: PrintMap | PrintSeq): string[] | undefined {
  if (value.kind === 'seq') {
    if (value.items.length === 0) return undefined;
    return value.items.flatMap((item) => entryLines('- ', item, false));
  }
  if (value.entries.length === 0) return undefined;
  const blocks = value.entries.map(([key, inner]) => entryLines(`${keyText(key)}: `, inner, true));
  if (value.layout !== 'spaced') return blocks.flat();
  return blocks.flatMap((lines, i) =>
    i > 0 && (lines.length > 1 || blocks[i - 1]!.length > 1) ? ['', ...lines] : lines,
  );
}

/** `lead` is `key: ` or `- `. */
function entryLines(lead: string, value: PrintValue, isKey: boolean): string[] {
  const short = inline(value, lead.length);
  if (short !== undefined) return [`${lead}${short}`];
  if (value.kind === 'text') {
    const [head, ...lines] = literalBlock(value.value);
    return [`${lead}${head}`, ...indent(lines)];
  }
  const lines = blockLines(value as PrintMap | PrintSeq)!;
  // `- - x` is a dash too many to most eyes, and a finding
  if (isKey || value.kind === 'seq') return [lead.trimEnd(), ...indent(lines)];
  const [first, ...rest] = lines;
  return [`${lead}${first}`, ...indent(rest)];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

/** What fits on the line of its key; undefined where lines of its own are due. */
function inline(value: PrintValue, lead: number): string | undefined {
  if (value.kind === 'plain') return value.source;
  if (value.kind === 'text') return isBlockText(value.value) ? undefined : quoteScalar(value.value, 'block');
  if (value.kind === 'seq') return value.items.length === 0 ? '[]' : undefined;
  if (value.entries.length === 0) return '{}';
  if (value.layout !== undefined || value.entries.length > flowEntries) return undefined;
  const parts: string[] = [];
  for (const [key, inner] of value.entries) {
    if (inner.kind === 'seq' || inner.kind === 'map') return undefined;
    if (inner.kind === 'text' && inner.value.includes('\n')) return undefined;
    parts.push(`${keyText(key)}: ${inner.kind === 'text' ? quoteScalar(inner.value) : inner.source}`);
  }
  const flow = `{ ${parts.join(', ')} }`;
  return lead + flow.length <= flowWidth ? flow : undefined;
}

/** A key that is no name stands in quotes: it would be taken for a text that was cut at its colon. */
function keyText(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_.$-]*$/u.test(key) ? quoteScalar(key) : quoteAlways(key);
}

/** Several lines of which nothing is invisible: no blanks at the ends of lines, no control characters. */
function isBlockText(text: string): boolean {
  if (!text.includes('\n') || /^\s|\n$|[ \t](?:\n|$)|\n\s*\t/.test(text)) return false;
  return text.split('\n').every(isPrintableLine);
}

function literalBlock(text: string): string[] {
  return ['|-', ...text.split('\n')];
}

function textOf(value: PrintValue): string {
  return value.kind === 'text' ? value.value : '';
}
