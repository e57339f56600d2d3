/**
 * A file's text and the places in it.
 *
 * Every place in sendspec is a pair of UTF-16 offsets into the file's text as it was read (BOM and CR
 * included). Only this folder turns offsets into lines and columns.
 */

import type { Columns } from './columns.ts';

/** Half-open interval of UTF-16 offsets into a file's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** LSP position: 0-based line, 0-based column (of UTF-16 where a file does not say otherwise). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** One source file. `path` is what the author sees (relative to the project root where possible). */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** What the columns of its positions count: UTF-16 everywhere but in an editor that asked for another. */
  readonly columns: Columns;
  /** Position of an offset; offsets outside the text are clamped. A line ends with LF, CRLF or a lone CR. */
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  rangeOf(range: Range): PositionRange;
}

/** Where each character of a decoded scalar stands in the file (escapes, folds, indentation, CRLF undone). */
export interface TextMap {
  /** File offset of decoded offset `offset` (0..length; length gives the end of the last character's source). */
  toFile(offset: number): number;
  /** File range that covers decoded [start, end). */
  range(start: number, end: number): Range;
}
