/** Where a key, or an item of a list, can begin: read from the cursor's line and the lines around it. */
import { lineStart } from '../../src/source/line-start.ts';

export interface KeyStart {
  /** What is typed of the key. */
  readonly word: string;
  /** The quote that stands before it. */
  readonly quote: '"' | "'" | '';
  /** A closing quote stands behind the cursor's word. */
  readonly closed: boolean;
  /** A colon follows. */
  readonly hasColon: boolean;
  /** Nothing but blanks stands before the word. */
  readonly firstOnLine: boolean;
  /** Behind a brace or a comma. */
  readonly inFlow: boolean;
  /** The lines below stand deeper: they become the value. */
  readonly aboveDeeper: boolean;
  /** They are the value of the key above the cursor already. */
  readonly parts: boolean;
}

/** At the start of a line, behind `- `, behind `{` or `,` of a flow mapping. */
export function keyStart(text: string, offset: number): KeyStart | undefined {
  const line = text.slice(lineStart(text, offset), offset);
  const found = /^([ \ufeff]*(?:- +)*|.*[{,] *)(["']?)([\w$-]*)$/.exec(line);
  if (!found || (/[{,] *["']?[\w$-]*$/.test(line) && /\{\{[^}]*$/.test(line))) return undefined;
  const [, head = '', quote = '', word = ''] = found;
  if (word.startsWith('-')) return undefined;
  const after = /^[\w$-]*(["']?)( *:)?/.exec(text.slice(offset, offset + 200))!;
  const closed = quote !== '' && after[1] === quote;
  if (after[1] !== '' && !closed) return undefined;
  const inFlow = /[{,]/.test(head);
  return {
    word,
    quote: quote as KeyStart['quote'],
    closed,
    hasColon: after[2] !== undefined,
    firstOnLine: head.trim() === '',
    inFlow,
    ...besideDeeper(text, offset, inFlow),
  };
}

function besideDeeper(
  text: string,
  offset: number,
  inFlow: boolean,
): Pick<KeyStart, 'aboveDeeper' | 'parts'> {
  const column = contentColumn(text, offset);
  const aboveDeeper = !inFlow && isAboveValue(text, offset, column);
  const above = aboveDeeper ? lineAbove(text, offset) : '';
  return { aboveDeeper, parts: /^ *(?:- +)*[^\s-].*:\s*(?:#.*)?$/.test(above) && columnOf(above) >= column };
}

/** Whether the lines below would be the value of a key in this column: they stand deeper, or are items in the same. */
export function isAboveValue(text: string, offset: number, column: number): boolean {
  const next = /[\r\n](?=( *)(- |-[\r\n])?[^\s#])/g;
  next.lastIndex = lineEnd(text, offset);
  const [, indent, dash] = next.exec(text) ?? [];
  return indent !== undefined && (indent.length > column || (indent.length === column && dash !== undefined));
}

/** Whether another entry follows in the same braces. */
export function lacksComma(text: string, offset: number): boolean {
  return /^[\w$-]*["']?\s*[^\s,}\]\w$-]/.test(text.slice(offset, offset + 500));
}

/** The nearest line above with content. */
function lineAbove(text: string, offset: number): string {
  for (let end = lineStart(text, offset) - 1; end >= 0; end = lineStart(text, end) - 1) {
    const line = text
      .slice(lineStart(text, end), end + 1)
      .trimEnd()
      .replace(/^\ufeff/, '');
    if (line.trim() !== '' && !line.trimStart().startsWith('#')) return line;
  }
  return '';
}

export function lineEnd(text: string, offset: number): number {
  const found = /[\r\n]/g;
  found.lastIndex = offset;
  return found.exec(text)?.index ?? text.length;
}

/** Column of the first character that is no blank and no dash of a list. */
export function contentColumn(text: string, offset: number): number {
  return columnOf(text.slice(lineStart(text, offset), lineEnd(text, offset)));
}

function columnOf(line: string): number {
  return /^[ \ufeff]*(?:- +)*/.exec(line)![0].length;
}

/** Blanks at the beginning of the cursor's line. */
export function indentAt(text: string, offset: number): number {
  return /^ */.exec(text.slice(lineStart(text, offset), offset))![0].length;
}

/** Whether the lines above or below, at the cursor's indentation, are items of a list. */
export function besideItems(text: string, offset: number): boolean {
  const indent = indentAt(text, offset);
  return (
    isItem(neighbour(text, lineStart(text, offset), -1, indent), indent) ||
    isItem(neighbour(text, lineEnd(text, offset), 1, indent), indent)
  );
}

function isItem(line: string | undefined, indent: number): boolean {
  return line !== undefined && /^ *-(?: |$)/.test(line) && /^ */.exec(line)![0].length === indent;
}

/** The nearest line that is no deeper than `indent`, blank lines and comments aside; few lines are looked at. */
function neighbour(text: string, from: number, step: 1 | -1, indent: number): string | undefined {
  let at = from;
  for (let i = 0; i < 200; i++) {
    if (step < 0 ? at <= 0 : at >= text.length) return undefined;
    const inside = step < 0 ? at - 1 : at + (text.startsWith('\r\n', at) ? 2 : 1);
    const start = lineStart(text, inside);
    const line = text.slice(start, lineEnd(text, inside));
    at = step < 0 ? start : lineEnd(text, inside);
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (/^ */.exec(line)![0].length <= indent) return line;
    if (step > 0) return undefined;
  }
  return undefined;
}
