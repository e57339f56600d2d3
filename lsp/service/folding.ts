/** What can be folded: mappings, lists, texts of several lines, blocks in them, comments. */
import type { BlockStatement, Program } from '../../grammar/ast.ts';
import { parseTemplate } from '../../grammar/index.ts';
import type { Range, SourceFile } from '../../src/source/source.ts';
import type { YamlComment, YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import type { FoldingRange } from './protocol.ts';
import type { Workspace } from './workspace.ts';

/** By line; of two that begin on one line the longer. `most`: what the client takes; small ones are left out first. */
export function foldingRanges(
  workspace: Workspace,
  uri: string,
  most = Number.POSITIVE_INFINITY,
): FoldingRange[] {
  const document = workspace.get(uri);
  const reading = document && workspace.reading(document);
  if (!reading) return [];
  const folds = new Folds(reading.file);
  for (const run of commentRuns(reading.file, reading.main.document.comments)) folds.add(run, 'comment');
  if (reading.root) visit(reading.root, folds, new Set());
  return folds.all(most);
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
    if (endLine <= startLine || endLine <= (this.byLine.get(startLine)?.endLine ?? 0)) return;
    this.byLine.set(startLine, { startLine, endLine, ...(kind && { kind }) });
  }

  all(most: number): FoldingRange[] {
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

function visit(node: YamlNode, folds: Folds, seen: Set<YamlNode>): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'scalar') foldBlocks(node, folds);
  else if (node.kind === 'seq') {
    for (const item of node.items) {
      if (item.kind !== 'scalar') folds.add(item.range);
      visit(item, folds, seen);
    }
  } else {
    for (const { key, value } of node.entries) {
      if (value.range.start >= key.range.end)
        folds.add(
          { start: key.range.start, end: value.range.end },
          key.value === 'imports' ? 'imports' : undefined,
        );
      visit(value, folds, seen);
    }
  }
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
