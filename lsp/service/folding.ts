/** What can be folded: mappings, lists, texts of several lines, blocks in them, comments. */
import type { BlockStatement, Program } from '../../grammar/ast.ts';
import { parseTemplate } from '../../grammar/index.ts';
import type { Range, SourceFile } from '../../src/source/source.ts';
import type { YamlComment, YamlEntry, YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import { keepPerPart, nameOf, type PartCache, type Piece, piecesOf } from './per-part.ts';
import type { FoldingRange } from './protocol.ts';
import type { Reading } from './reading.ts';
import type { Workspace } from './workspace.ts';

/** By line; of two that begin on one line the longer. `most`: what the client takes; small ones are left out first. */
export function foldingRanges(workspace: Workspace, uri: string, most?: number): FoldingRange[] {
  const document = workspace.get(uri);
  const reading = document && workspace.reading(document);
  if (!reading) return [];
  const folds = new Folds(reading.file);
  for (const run of commentRuns(reading.file, reading.main.document.comments)) folds.add(run, 'comment');
  for (const piece of piecesOf(reading)) for (const fold of foldsOf(reading, piece)) folds.put(fold);
  const { root } = reading;
  if (root && root.kind !== 'map') visit(root, folds, new Set());
  return folds.all(most);
}

function foldsOf(reading: Reading, piece: Piece): readonly FoldingRange[] {
  const make = () => {
    const own = new Folds(reading.file);
    foldEntry(piece.entry, own);
    if (!piece.isHead) visit(piece.entry.value, own, new Set(), piece.entry.range);
    return own.all();
  };
  const { part, isHead } = piece;
  if (part === undefined || isHead) return make();
  return keepPerPart(reading, part, { cache: kept, name: nameOf(piece), make, move });
}

const kept: PartCache<FoldingRange[]> = new WeakMap();

function move(folds: FoldingRange[], lines: number): FoldingRange[] {
  return folds.map((f) => ({ ...f, startLine: f.startLine + lines, endLine: f.endLine + lines }));
}

class Folds {
  private readonly byLine = new Map<number, FoldingRange>();
  private readonly file: SourceFile;

  constructor(file: SourceFile) {
    this.file = file;
  }

  add({ start, end }: Range, kind?: FoldingRange['kind']): void {
    const text = this.file.text.slice(start, end).trimEnd();
    this.lines(this.file.positionAt(start).line, this.file.positionAt(start + text.length).line, kind);
  }

  lines(startLine: number, endLine: number, kind?: FoldingRange['kind']): void {
    this.put({ startLine, endLine, ...(kind && { kind }) });
  }

  put(fold: FoldingRange): void {
    const { startLine, endLine } = fold;
    if (endLine <= startLine || endLine <= (this.byLine.get(startLine)?.endLine ?? 0)) return;
    this.byLine.set(startLine, fold);
  }

  all(most = Number.POSITIVE_INFINITY): FoldingRange[] {
    const found = [...this.byLine.values()];
    const kept =
      found.length > most
        ? found.sort((a, b) => b.endLine - b.startLine - (a.endLine - a.startLine)).slice(0, most)
        : found;
    return kept.sort((a, b) => a.startLine - b.startLine);
  }

  line(offset: number): number {
    return this.file.positionAt(offset).line;
  }
}

/** `within`: what an alias repeats stands elsewhere, and is folded there. */
function visit(node: YamlNode, folds: Folds, seen: Set<YamlNode>, within?: Range): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (within && (node.range.start < within.start || node.range.end > within.end)) return;
  if (node.kind === 'scalar') foldBlocks(node, folds);
  else if (node.kind === 'seq') {
    for (const item of node.items) {
      if (item.kind !== 'scalar') folds.add(item.range);
      visit(item, folds, seen, within);
    }
  } else {
    for (const entry of node.entries) {
      foldEntry(entry, folds);
      visit(entry.value, folds, seen, within);
    }
  }
}

function foldEntry({ key, value }: YamlEntry, folds: Folds): void {
  if (value.range.start < key.range.end) return;
  const kind = key.value === 'imports' ? 'imports' : undefined;
  folds.add({ start: key.range.start, end: value.range.end }, kind);
}

function foldBlocks(scalar: YamlScalar, folds: Folds): void {
  const { style, value, map } = scalar;
  if ((style !== 'literal' && style !== 'folded') || !value.includes('{{#')) return;
  const lineAt = (offset: number) => folds.line(map.toFile(offset));
  const walk = (program: Program): void => {
    for (const statement of program.body) {
      if (statement.type !== 'BlockStatement') continue;
      // a link of an else-if chain ends where the whole chain does
      foldBranches(statement, statement.closeSpan?.start, (from, to) =>
        folds.lines(lineAt(from), lineAt(to) - 1),
      );
      for (let at: BlockStatement | undefined = statement; at; at = linkOf(at)) {
        walk(at.program);
        if (at.inverse && !linkOf(at)) walk(at.inverse);
      }
    }
  };
  walk(parseTemplate(value).program);
}

/** `{{else if}}` of a block. */
function linkOf({ inverse }: BlockStatement): BlockStatement | undefined {
  const link = inverse?.chained ? inverse.body[0] : undefined;
  return link?.type === 'BlockStatement' ? link : undefined;
}

/** Each branch up to the line before the next tag, so that the tags stay to be seen. */
function foldBranches(
  block: BlockStatement,
  end: number | undefined,
  fold: (from: number, to: number) => void,
): void {
  const { inverse, openSpan } = block;
  const link = linkOf(block);
  const next = link?.openSpan.start ?? inverse?.span.start ?? end;
  if (next !== undefined) fold(openSpan.start, next);
  if (link) foldBranches(link, end, fold);
  else if (inverse && end !== undefined) fold(inverse.span.start, end);
}

/** Comments on lines that follow each other. */
function* commentRuns(file: SourceFile, comments: readonly YamlComment[]): Generator<Range> {
  let run: { start: number; end: number; line: number } | undefined;
  for (const { range } of comments) {
    const { line, character } = file.positionAt(range.start);
    const alone = file.text.slice(range.start - character, range.start).trim() === '';
    if (run && alone && line === run.line + 1) run = { start: run.start, end: range.end, line };
    else {
      if (run) yield run;
      run = alone ? { ...range, line } : undefined;
    }
  }
  if (run) yield run;
}
