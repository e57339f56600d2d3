/**
 * Completion on text as it is while somebody types. A mark is put where the cursor stands, what is missing for YAML
 * to read it is added (a colon, nothing else), and the reader's own recovery does the rest: the mark's place in the
 * tree says what fits.
 */
import type { Position } from '../../src/source/source.ts';
import { completeKeys } from './complete-keys.ts';
import { completeTemplate } from './complete-template.ts';
import { completeText } from './complete-text.ts';
import { type Found, findMark } from './find-node.ts';
import type { Reading } from './reading.ts';
import type { Document, Workspace } from './workspace.ts';

export type Offer = {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'name' | 'property' | 'helper' | 'block' | 'fragment' | 'file' | 'word';
  /** Beside the label: a type, a signature. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** What is written; the label without it. */
  readonly insert?: string;
  readonly deprecated?: boolean;
  /** Smaller comes first. */
  readonly rank: number;
};

export interface Completion {
  readonly offers: readonly Offer[];
  /** Offsets of the file that an offer's text replaces; they end at the cursor. */
  readonly range: { readonly start: number; readonly end: number };
}

/** Where the mark stands in a text that YAML could read. */
export interface Hole {
  readonly document: Document;
  readonly workspace: Workspace;
  readonly reading: Reading;
  readonly found: Found;
  readonly mark: string;
  /** Decoded text of the scalar before and after the cursor. */
  readonly before: string;
  readonly after: string;
}

export function complete(workspace: Workspace, uri: string, position: Position): Completion | undefined {
  const document = workspace.get(uri);
  if (!document) return undefined;
  const offset = document.file.offsetAt(position);
  const { text } = document.file;
  const mark = freeMark(text);
  const key = keyStart(text, offset);
  if (key) {
    const hole = dig(workspace, document, mark, offset, key.colon ? ':' : '');
    if (hole?.found.at === 'key') {
      const offers = completeKeys(hole, { hasColon: !key.colon });
      // a lone word may become a key, or be a text that stands here
      const alone = key.colon && aloneIn(hole) ? dig(workspace, document, mark, offset, '') : undefined;
      if (alone?.found.at === 'value') offers.push(...completeText(alone));
      return { offers, range: { start: offset - key.word.length, end: offset } };
    }
  }
  const hole = dig(workspace, document, mark, offset, '');
  if (hole?.found.at !== 'value') return undefined;
  const expression = completeTemplate(hole);
  const { offers, typed } = expression ?? { offers: completeText(hole), typed: wordBefore(hole.before) };
  // In quoted texts an escape may stand for the word's characters: then the word is not replaced.
  const verbatim = text.slice(0, offset).endsWith(typed);
  return { offers, range: { start: verbatim ? offset - typed.length : offset, end: offset } };
}

function dig(
  workspace: Workspace,
  document: Document,
  mark: string,
  offset: number,
  added: string,
): Hole | undefined {
  const { text } = document.file;
  const [rest] = added === '' ? [''] : /^[\w$-]*/.exec(text.slice(offset))!;
  const marked = text.slice(0, offset) + mark + rest + added + text.slice(offset + rest.length);
  const reading = workspace.readText(document, marked);
  const found = findMark(reading.root, mark);
  if (!found) return undefined;
  const at = found.scalar.value.indexOf(mark);
  const before = found.scalar.value.slice(0, at);
  const after = found.scalar.value.slice(at + mark.length);
  return { document, workspace, reading, found, mark, before, after };
}

/** A character of the private use area that the text does not have: a name for YAML and for templates. */
function freeMark(text: string): string {
  for (let code = 0xe0c5; code < 0xf8ff; code++) {
    const mark = String.fromCharCode(code);
    if (!text.includes(mark)) return mark;
  }
  return '\ue0c5';
}

/** Where a key can begin: at the start of a line, behind `- `, behind `{` or `,` of a flow mapping. */
function keyStart(text: string, offset: number): { word: string; colon: boolean } | undefined {
  const line = text.slice(lineStart(text, offset), offset);
  const found = /^(?:[ \ufeff]*(?:- +)*|.*[{,] *)([\w$-]*)$/.exec(line);
  if (!found || (/[{,] *[\w$-]*$/.test(line) && /\{\{[^}]*$/.test(line))) return undefined;
  const word = found[1]!;
  if (word.startsWith('-')) return undefined;
  const after = /^[\w$-]*( *:)?/.exec(text.slice(offset))!;
  return { word, colon: after[1] === undefined };
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** The key is the only one of its mapping. */
function aloneIn({ found }: Hole): boolean {
  const last = found.path.at(-1);
  return last?.kind === 'entry' && last.map.entries.length === 1;
}

function wordBefore(text: string): string {
  return /[\p{L}\p{N}_$-]*$/u.exec(text)![0];
}
