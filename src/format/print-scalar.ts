/** How a scalar is spelled: as its author did, with the quotes taken off where they change nothing. */
import type { LayoutScalar } from '../yaml/layout.ts';
import { isPlainSafe, quoteScalar } from '../yaml/quote.ts';

export type ScalarPlace = 'key' | 'value';

/** A flow scalar or alias on one line, anchor included. A key of several lines is put on one. */
export function inlineScalar(scalar: LayoutScalar, place: ScalarPlace, quoted = false): string {
  const text = scalar.source.includes('\n') ? quoteScalar(scalar.value) : spelled(scalar, place, quoted);
  return scalar.props === '' ? text : `${scalar.props}${text === '' ? '' : ' '}${text}`;
}

/** `quoted`: quotes are kept whatever they hold. */
function spelled(
  { style, source, value, keepQuotes }: LayoutScalar,
  place: ScalarPlace,
  quoted: boolean,
): string {
  if (quoted || keepQuotes || (style !== 'single' && style !== 'double') || !isPlainSafe(value))
    return source;
  return place === 'key' ? (keyWord.test(value) ? value : source) : readsOtherwise(value) ? source : value;
}

/** A key with capitals or blanks may be the start of a text that holds a colon. */
const keyWord = /^[\p{Ll}_$][\p{L}\p{N}_$-]*$/u;

/** Other readers of YAML take `no` for false, and digits in some orders for a number or a time. */
function readsOtherwise(text: string): boolean {
  return /^(?:y|n|yes|no|on|off)$/i.test(text) || /^[-+.\d][\d_.,:eE+-]*$/.test(text);
}

/** The lines of a plain or quoted scalar of several lines. Blanks at their ends and starts mean nothing. */
export function scalarLines({ source, style, props }: LayoutScalar): string[] {
  const lines = source.split('\n').map((line, i) => {
    const text = i === 0 ? line : line.replace(/^[ \t]+/, '');
    // A blank behind a backslash is one that the author wants.
    return style === 'double' && /\\[ \t]+$/.test(text) ? text : text.replace(/[ \t]+$/, '');
  });
  if (props !== '') lines[0] = `${props} ${lines[0]}`;
  return lines;
}

export interface BlockScalarParts {
  /** Anchor, style, indentation indicator, chomping. */
  readonly header: string;
  /** Without indentation; an empty line is ''. */
  readonly lines: readonly string[];
  /** Empty lines behind it would be part of it. */
  readonly keep: boolean;
}

/** A block scalar whose lines are indented by two columns more than what it belongs to. */
export function blockScalarParts({ source, value, props }: LayoutScalar): BlockScalarParts {
  const [first = '', ...raw] = source.split('\n');
  const header = /^[|>][-+\d]*/.exec(first)?.[0] ?? '|';
  const keep = header.includes('+');
  // The range of a scalar ends behind its last line break.
  if (raw[raw.length - 1] === '') raw.pop();
  const depth = leadingBlanks(raw) - leadingBlanks(value.split('\n'));
  const lines = raw.map((line) => (Number.isNaN(depth) ? '' : line.slice(depth)));
  if (!keep) while (lines.length > 0 && lines[lines.length - 1]!.trim() === '') lines.pop();
  // Without the indicator the first line that is not empty tells how deep the scalar stands.
  const indicator = /^[ \t]/.test(lines.find((line) => line !== '') ?? '') ? '2' : '';
  const chomp = keep ? '+' : header.includes('-') ? '-' : '';
  const anchor = props === '' ? '' : `${props} `;
  return { header: `${anchor}${header[0]}${indicator}${chomp}`, lines, keep };
}

/** How many blanks stand before the first line's text: in the file the scalar's indentation, and those that it holds. */
function leadingBlanks(lines: readonly string[]): number {
  const line = lines.find((l) => l.trim() !== '');
  return line === undefined ? Number.POSITIVE_INFINITY : line.length - line.replace(/^ +/, '').length;
}
