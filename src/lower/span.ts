import type { Place } from '../bind/model.ts';
import type { SpanIR } from './ir.ts';

export function spanOf({ file, range }: Place, path: string): SpanIR {
  const { line, character } = file.positionAt(range.start);
  return { file: file.path, line: line + 1, column: character + 1, start: range.start, end: range.end, path };
}
