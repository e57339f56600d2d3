/** Tokens as the protocol sends them: five numbers each, relative to the one before; and what changed in them. */
import type { PositionRange, SourceFile } from '../../../src/source/source.ts';
import { type Token, tokenModifiers, tokenTypes } from './token.ts';

/** In order, on one line each (few clients take more), without those that begin inside another. */
export function singleLines({ text }: SourceFile, tokens: readonly Token[]): Token[] {
  const sorted = [...tokens].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Token[] = [];
  let done = 0;
  for (const token of sorted) {
    if (token.start < done || token.end <= token.start) continue;
    done = token.end;
    const source = text.slice(token.start, token.end);
    if (!/[\r\n]/.test(source)) {
      result.push(token);
      continue;
    }
    for (const line of source.matchAll(/[^\r\n]+/g)) {
      const lead = line.index === 0 ? 0 : line[0].length - line[0].trimStart().length;
      const start = token.start + line.index + lead;
      const end = token.start + line.index + line[0].trimEnd().length;
      if (end > start) result.push({ ...token, start, end });
    }
  }
  return result;
}

/** `tokens` are in order, each on one line. The first is told from the beginning of line `from`. */
export function encodeTokens(file: SourceFile, tokens: readonly Token[], from = 0): number[] {
  const data: number[] = [];
  let line = from;
  let character = 0;
  for (const { start, end, type, modifiers = [] } of tokens) {
    const at = file.positionAt(start);
    const length = file.positionAt(end).character - at.character;
    const left = at.line === line ? character : 0;
    const bits = modifiers.reduce((all, m) => all | (1 << tokenModifiers.indexOf(m)), 0);
    data.push(at.line - line, at.character - left, length, tokenTypes.indexOf(type), bits);
    ({ line, character } = at);
  }
  return data;
}

/** Encoded tokens that begin on a line of the file. */
export interface Run {
  readonly line: number;
  readonly data: readonly number[];
}

/** One list of several, in order; no two have a line in common. `within`: only tokens that touch it. */
export function joinTokens(runs: readonly Run[], within?: PositionRange): number[] {
  const all: number[] = [];
  let last = { line: 0, character: 0 };
  for (const { line: from, data } of runs) {
    let [line, character] = [from, 0];
    for (let i = 0; i < data.length; i += 5) {
      const [down, right, length] = [data[i]!, data[i + 1]!, data[i + 2]!];
      line += down;
      character = down === 0 ? character + right : right;
      if (within && !touches(within, line, character, character + length)) continue;
      const left = line === last.line ? last.character : 0;
      all.push(line - last.line, character - left, length, data[i + 3]!, data[i + 4]!);
      last = { line, character };
    }
  }
  return all;
}

function touches({ start, end }: PositionRange, line: number, from: number, to: number): boolean {
  const begins = line < end.line || (line === end.line && from < end.character);
  return begins && (start.line < line || (start.line === line && start.character < to));
}

export interface TokenEdit {
  readonly start: number;
  readonly deleteCount: number;
  readonly data: number[];
}

/** One edit of whole tokens; none where nothing changed. */
export function tokenEdits(before: readonly number[], after: readonly number[]): TokenEdit[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return [];
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [{ start, deleteCount: before.length - end - start, data: after.slice(start, after.length - end) }];
}
