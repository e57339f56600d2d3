/** What can be written at the cursor. */
import { lineStart } from '../../src/source/line-start.ts';
import type { Position } from '../../src/source/source.ts';
import { MAX_FILE_LENGTH } from '../../src/yaml/limits.ts';
import { completeAlias } from './complete-alias.ts';
import { completeComment } from './complete-comment.ts';
import { completeKeys } from './complete-keys.ts';
import { completeTemplate } from './complete-template.ts';
import { completeText } from './complete-text.ts';
import { exampleWords } from './describe-names.ts';
import { findAt } from './find-node.ts';
import { fitsLines } from './fits-lines.ts';
import { dig, type Hole } from './hole.ts';
import {
  besideItems,
  contentColumn,
  indentAt,
  isAboveValue,
  type KeyStart,
  keyStart,
  lacksComma,
  lineEnd,
} from './key-start.ts';
import { missingClosers } from './open-brackets.ts';
import type { Document, Workspace } from './workspace.ts';

export type OfferKind =
  | 'key'
  | 'value'
  | 'name'
  | 'property'
  | 'helper'
  | 'block'
  | 'fragment'
  | 'file'
  | 'word'
  | 'form'
  | 'code';

export interface Offer {
  readonly label: string;
  readonly kind: OfferKind;
  /** Beside the label: a type, a signature, a history. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** Markdown that costs something: asked for when the offer is looked at. */
  readonly preview?: () => string | undefined;
  /** What is written; the label without it. */
  readonly insert?: string;
  /** The same with `${1:places}` to fill in, in the protocol's snippet syntax, for clients that know it. */
  readonly snippet?: string;
  readonly deprecated?: boolean;
  /** Smaller comes first. */
  readonly rank: number;
}

export interface Completion {
  readonly offers: readonly Offer[];
  /** Offsets of the file that an offer's text replaces; they end at the cursor. */
  readonly range: { readonly start: number; readonly end: number };
  /** Columns: where further lines of an offer begin, and how far the cursor's line is indented. */
  readonly column: number;
  readonly indent: number;
}

export function complete(workspace: Workspace, uri: string, position: Position): Completion | undefined {
  const document = workspace.get(uri);
  if (!document) return undefined;
  const { text } = document.file;
  // it is said to be too large: its structure is not read, and looking for one around each line takes seconds
  if (text.length > MAX_FILE_LENGTH) return undefined;
  const offset = document.file.offsetAt(position);
  const made = (
    offers: readonly Offer[],
    typed: string,
    column = contentColumn(text, offset),
  ): Completion => ({
    offers,
    range: { start: offset - typed.length, end: offset },
    column,
    indent: indentAt(text, offset),
  });
  const alias = completeAlias(text, offset);
  if (alias) return made(alias.offers, alias.typed);
  const start = keyStart(text, offset);
  if (start && !start.hasColon && (start.parts || splitsText(workspace, document, offset, start)))
    return undefined;
  const keys = start && atKey(workspace, document, offset, start);
  if (keys) return made(keys, start.word);
  const hole = dig(workspace, document, offset);
  if (!hole) {
    const comment = completeComment(workspace, document, offset);
    return comment && made(comment.offers, comment.typed);
  }
  if (hole.found.at !== 'value') return undefined;
  if (start && !start.inFlow && !start.hasColon && !fitsLines(hole, start.word)) return undefined;
  const { offers: found, typed } = completeTemplate(hole) ?? completeText(hole);
  const offers = withExamples(hole, found);
  // In quoted texts an escape may stand for the word's characters: then the word is not replaced.
  const verbatim = text.slice(0, offset).endsWith(typed);
  return made(offers, verbatim ? typed : '', columnOf(hole));
}

/** The lines above and below are one text, which a key between them would end. */
function splitsText(
  workspace: Workspace,
  document: Document,
  offset: number,
  { aboveDeeper }: KeyStart,
): boolean {
  if (!aboveDeeper) return false;
  const { text } = document.file;
  const below = /\S/.exec(text.slice(lineEnd(text, offset)))!.index + lineEnd(text, offset);
  // items may be those of the key that is being written
  if (text.startsWith('- ', below)) return false;
  const scalar = findAt(workspace.reading(document).root, below)?.scalar;
  // a plain text goes on with whatever stands deeper: with the items of a key that is being written, too
  const isBlock = scalar?.style === 'literal' || scalar?.style === 'folded';
  return isBlock && scalar.range.start < lineStart(text, offset);
}

/** A name is shown with what it holds in the first example. */
function withExamples(
  { workspace, document, found, before }: Hole,
  offers: readonly Offer[],
): readonly Offer[] {
  const [, base = ''] = /((?:[\p{L}_][\p{L}\p{N}_]*\.)*)[\p{L}\p{N}_]*$/u.exec(before)!;
  const names = base.split('.').slice(0, -1);
  return offers.map((offer) =>
    offer.kind !== 'name' && offer.kind !== 'property'
      ? offer
      : { ...offer, preview: () => exampleWords({ workspace, document, found }, [...names, offer.label]) },
  );
}

/** Undefined where no key begins here. */
function atKey(
  workspace: Workspace,
  document: Document,
  offset: number,
  start: KeyStart,
): Offer[] | undefined {
  const { text } = document.file;
  const { quote, closed, hasColon, firstOnLine, inFlow } = start;
  const colon = closed || quote === '' ? ':' : `${quote}:`;
  const inBraces = !hasColon && missingClosers(text, offset) !== '';
  const tail = hasColon ? '' : inBraces && lacksComma(text, offset) ? `${colon} ,` : colon;
  const hole = dig(workspace, document, offset, { tail, quoted: closed });
  const blank = firstOnLine && quote === '' && !hasColon;
  const isKey = hole?.found.at === 'key' && (inFlow || hasColon || fitsLines(hole, start.word));
  if (!isKey && quote !== '') return undefined;
  const offers = isKey ? completeKeys(hole, start) : [];
  // a lone word may become a key, or be a text that stands here
  const alone =
    isKey && !hasColon && quote === '' && aloneIn(hole) ? dig(workspace, document, offset) : undefined;
  if (alone?.found.at === 'value' && (inFlow || fitsLines(alone, start.word)))
    offers.push(...completeText(alone).offers);
  // or it begins an item of the list that the lines around are in, or that must stand here
  if (blank && (besideItems(text, offset) || (isKey && offers.length === 0))) {
    offers.push(...newItems(workspace, document, offset, start));
  }
  return isKey || offers.length > 0 ? offers : undefined;
}

function newItems(workspace: Workspace, document: Document, offset: number, { word }: KeyStart): Offer[] {
  const { text } = document.file;
  const asKey = dig(workspace, document, offset, { head: '- ', tail: ':' });
  const asText = dig(workspace, document, offset, { head: '- ' });
  const inItem: KeyStart = {
    word: '',
    quote: '',
    closed: false,
    hasColon: false,
    firstOnLine: false,
    inFlow: false,
    aboveDeeper: isAboveValue(text, offset, contentColumn(text, offset) + '- '.length),
    parts: false,
  };
  const offers = [
    ...(asKey?.found.at === 'key' && aloneIn(asKey) && fitsLines(asKey, word)
      ? completeKeys(asKey, inItem)
      : []),
    ...(asText?.found.at === 'value' && asText.found.path.at(-1)?.kind === 'item' && fitsLines(asText, word)
      ? completeText(asText).offers
      : []),
  ];
  const deeper = (lines: string) => `- ${lines.replaceAll('\n', '\n  ')}`;
  return offers.map((offer) => ({
    ...offer,
    label: `- ${offer.label}`,
    insert: deeper(offer.insert ?? offer.label),
    ...(offer.snippet !== undefined && { snippet: deeper(offer.snippet) }),
  }));
}

/** The key is the only one of its mapping. */
function aloneIn({ found }: Hole): boolean {
  const last = found.path.at(-1);
  return last?.kind === 'entry' && last.map.entries.length === 1;
}

/** Where lines below the cursor's key begin. */
function columnOf({ reading, found }: Hole): number {
  const last = found.path.at(-1);
  if (last?.kind !== 'entry') return reading.file.positionAt(found.scalar.range.start).character;
  return reading.file.positionAt(last.entry.key.range.start).character;
}
