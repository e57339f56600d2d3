/**
 * Text as it is while somebody types, made readable: a mark is put where the cursor stands, what is missing for YAML to
 * read it is added (a colon, a dash, a quote; nothing else), and the reader's own recovery makes a tree of it. The
 * mark's place in the tree says what fits.
 */
import type { RuleContext } from '../../src/send-api/schema.ts';
import { type Found, findMark } from './find-node.ts';
import { lineEnd } from './key-start.ts';
import { missingClosers } from './open-brackets.ts';
import type { Reading } from './reading.ts';
import type { Document, Workspace } from './workspace.ts';

export interface Hole {
  readonly document: Document;
  readonly workspace: Workspace;
  /** Of the text with the mark. */
  readonly reading: Reading;
  readonly found: Found;
  /** Decoded text of the scalar before and after the cursor. */
  readonly before: string;
  readonly after: string;
  /** Offset of the cursor. */
  readonly offset: number;
  /** The profile and channels that hold here. */
  readonly rules: RuleContext;
}

export interface Mending {
  /** Stands before the mark: `- `. */
  readonly head?: string;
  /** Stands behind the word that the mark is in: `:`, `":`. */
  readonly tail?: string;
  /** A quote that closes the word: the tail stands behind it. */
  readonly quoted?: boolean;
}

/** Undefined where the cursor stands in no text of the tree: in a comment, say. */
export function dig(
  workspace: Workspace,
  document: Document,
  offset: number,
  { head = '', tail = '', quoted = false }: Mending = {},
): Hole | undefined {
  const { text } = document.file;
  const closers = missingClosers(text, offset);
  const made = digIn(workspace, document, offset, { head, tail, quoted }, '');
  // brackets that are never closed hide what stands in them
  return made || closers === '' ? made : digIn(workspace, document, offset, { head, tail, quoted }, closers);
}

function digIn(
  workspace: Workspace,
  document: Document,
  offset: number,
  { head, tail, quoted }: Required<Mending>,
  closers: string,
): Hole | undefined {
  const { text } = document.file;
  const mark = freeMark(text);
  const word = quoted ? /^[\w$-]*["']?/ : /^[\w$-]*/;
  const [rest] = tail === '' ? [''] : word.exec(text.slice(offset, offset + 200))!;
  const end = closers === '' ? offset + rest.length : lineEnd(text, offset);
  const behind = text.slice(offset + rest.length, end);
  const needed = tail.startsWith(closers.charAt(0)) ? closers.slice(1) : closers;
  const marked = `${text.slice(0, offset)}${head}${mark}${rest}${tail}${behind}${needed}${text.slice(end)}`;
  const reading = workspace.readText(document, marked);
  const found = findMark(reading.root, mark, offset + head.length);
  if (!found) return undefined;
  const { value } = found.scalar;
  const at = value.indexOf(mark);
  return {
    document,
    workspace,
    reading,
    found,
    before: value.slice(0, at),
    after: value.slice(at + mark.length),
    offset,
    rules: reading.rulesAt(found.path, workspace.config(document)),
  };
}

/** A character of the private use area that the text does not have: a name for YAML and for templates. */
function freeMark(text: string): string {
  for (let code = 0xe0c5; code < 0xf8ff; code++) {
    const mark = String.fromCharCode(code);
    if (!text.includes(mark)) return mark;
  }
  return '\ue0c5';
}
