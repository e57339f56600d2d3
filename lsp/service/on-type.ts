/**
 * The indentation of a line that was just begun, as `fmt` would have it: below a key one level deeper, with a dash where
 * a list stands there; behind an item the next of its keys, or the next item. Only an empty line is touched.
 */
import type { TextEdit } from '../../src/diagnostics/diagnostic.ts';
import type { Position } from '../../src/source/source.ts';
import { lineEnd, lineStart } from './actions/source-text.ts';
import { findAt, keysOf } from './find-node.ts';
import { placeAt } from './place.ts';
import type { Reading } from './reading.ts';
import type { Workspace } from './workspace.ts';

export function formatOnType(
  workspace: Workspace,
  uri: string,
  position: Position,
  typed: string,
): TextEdit[] {
  const document = workspace.get(uri);
  if (!document || typed !== '\n') return [];
  const { text } = document.file;
  const at = document.file.offsetAt(position);
  const start = lineStart(text, at);
  const [own = ''] = /^[^\r\n]*/.exec(text.slice(start))!;
  if (own.trim() !== '' || start === 0) return [];
  const above = lastLine(text, start);
  if (!above) return [];
  const reading = workspace.reading(document);
  const wanted = indentBelow(reading, above);
  if (wanted === undefined || wanted === own) return [];
  return [{ range: { start, end: start + own.length }, newText: wanted }];
}

interface Line {
  readonly start: number;
  /** Without its end and blanks before it. */
  readonly source: string;
}

/** The line directly above, if something stands on it. */
function lastLine(text: string, start: number): Line | undefined {
  const from = lineStart(text, start - 1 - (text.slice(start - 2, start) === '\r\n' ? 1 : 0));
  const source = text.slice(from, Math.min(lineEnd(text, from), start)).trimEnd();
  return source.trim() === '' ? undefined : { start: from, source };
}

function indentBelow(reading: Reading, { start, source }: Line): string | undefined {
  const [lead = ''] = /^ *(?:- +)*/.exec(source)!;
  const rest = source.slice(lead.length);
  const key = start + lead.length;
  const found = findAt(reading.root, key);
  // in a text of several lines its author indents
  if (found && found.at === 'value' && found.scalar.range.start < start) return undefined;
  if (rest.startsWith('#') || rest.startsWith('{') || rest.startsWith('[') || rest === '-') return undefined;
  const blanks = ' '.repeat(lead.length);
  if (/^[^"'#]*:(?:\s+[|>][-+\d]*)?(?:\s+#.*)?$/.test(rest) && isKey(reading, key)) {
    return `${blanks}  ${/:(?:\s+#.*)?$/.test(rest) && takesList(reading, key) ? '- ' : ''}`;
  }
  if (!lead.includes('-')) return found?.at === 'key' ? blanks : undefined;
  // a mapping goes on with its next key, a list of lines with its next line
  return found?.at === 'key' ? blanks : `${' '.repeat(lead.lastIndexOf('-'))}- `;
}

function isKey({ root }: Reading, at: number): boolean {
  return findAt(root, at)?.at === 'key';
}

/** Whether only a list may stand under a key. */
function takesList({ root }: Reading, at: number): boolean {
  const found = findAt(root, at);
  if (found?.at !== 'key') return false;
  if (keysOf(found.path).some((k) => k === 'params' || k === 'examples')) return false;
  const place = placeAt(found.path).filter((s) => s['type'] !== undefined);
  return place.length > 0 && place.every((s) => s['type'] === 'array');
}
