/** Why what stands at a place cannot be renamed. */
import { reservedRoots } from '../../../src/bind/params.ts';
import { helperNames } from '../../../src/render/helpers.ts';
import { findAt } from '../find-node.ts';
import type { Reading } from '../reading.ts';
import { textKind } from '../text-kind.ts';

export function whyNoRename(reading: Reading, offset: number): string {
  const { text } = reading.file;
  const found = findAt(reading.root, offset);
  const word = wordAt(text, offset);
  const other =
    'Put the cursor on a name that this project gives: a param, a fragment, a message, a payload …';
  if (!found || word === '') return `There is no name here. ${other}`;
  if (found.at === 'key') return `"${found.scalar.value}" is a key of the language. ${other}`;
  const kind = textKind(found.path);
  const expression =
    kind === 'template' ? inMustache(text, found.scalar.range.start, offset) : kind !== 'data';
  if (!expression) return `This is text. ${other}`;
  if (helperNames.has(word)) return `"${word}" is a helper of the language.`;
  if (
    (reservedRoots as readonly string[]).includes(word) ||
    /^(?:this|root|index|first|last|key)$/.test(word)
  )
    return `"${word}" is always there: it is a name of the language.`;
  return `"${word}" is not declared, so there is nothing to rename.`;
}

function wordAt(text: string, offset: number): string {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(Math.max(0, offset - 100), offset))![0];
  const behind = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, offset + 100))![0];
  return before + behind;
}

function inMustache(text: string, start: number, offset: number): boolean {
  const before = text.slice(start, offset);
  return before.lastIndexOf('{{') > before.lastIndexOf('}}');
}
