/** What is selected next when a selection grows: word, expression, text, field, item, message, section, file. */
import type { Expression, Program, Span, Statement } from '../../grammar/ast.ts';
import {
  parseButtonLine,
  parseCall,
  parseCondition,
  parseLoop,
  parseReplyLine,
  parseTemplate,
  walkExpression,
} from '../../grammar/index.ts';
import type { Position, Range, SourceFile } from '../../src/source/source.ts';
import { type Found, findAt } from './find-node.ts';
import type { SelectionRange } from './protocol.ts';
import { textKind } from './text-kind.ts';
import type { Workspace } from './workspace.ts';

export function selectionRanges(
  workspace: Workspace,
  uri: string,
  positions: readonly Position[],
): SelectionRange[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const { file } = document;
  const { root } = workspace.reading(document);
  return positions.map((position) => {
    const offset = file.offsetAt(position);
    const found = findAt(root, offset);
    const ranges = [
      wordAt(file, offset),
      ...(found ? around(found) : []),
      { start: 0, end: file.text.length },
    ];
    let parent: SelectionRange | undefined;
    for (const range of growing(ranges, offset).reverse())
      parent = { range: file.rangeOf(range), ...(parent && { parent }) };
    return parent!;
  });
}

/** Those that hold the offset, each inside the next. */
function growing(ranges: readonly Range[], offset: number): Range[] {
  const holding = ranges
    .filter(({ start, end }) => start <= offset && offset <= end && start < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const result: Range[] = [];
  for (const range of holding) {
    const inner = result.at(-1);
    if (!inner) result.push(range);
    else if (
      range.start <= inner.start &&
      range.end >= inner.end &&
      range.end - range.start > inner.end - inner.start
    )
      result.push(range);
  }
  return result.length > 0 ? result : [{ start: offset, end: offset }];
}

function wordAt({ text }: SourceFile, offset: number): Range {
  let [start, end] = [offset, offset];
  const isWord = (at: number) => /[\p{L}\p{M}\p{N}_]/u.test(text[at] ?? '');
  while (start > 0 && isWord(start - 1)) start--;
  while (end < text.length && isWord(end)) end++;
  return { start, end };
}

function around(found: Found): Range[] {
  const { scalar, path } = found;
  const { map, value } = scalar;
  const inText = found.at === 'value' ? spansOf(found).map((s) => map.range(s.start, s.end)) : [];
  return [
    ...inText,
    map.range(0, value.length),
    scalar.range,
    ...path.flatMap((part) =>
      part.kind === 'entry'
        ? [
            { start: part.entry.key.range.start, end: part.entry.value.range.end },
            part.entry.range,
            part.map.range,
          ]
        : [part.seq.items[part.index]!.range, part.seq.range],
    ),
  ];
}

/** Parts of a text, in no order. */
function spansOf({ scalar, path }: Found): Span[] {
  const text = scalar.value;
  switch (textKind(path)) {
    case 'condition':
      return ofExpression(parseCondition(text).value);
    case 'loop':
      return ofExpression(parseLoop(text).value?.list);
    case 'call':
      return (parseCall(text).value?.args ?? []).flatMap((a) => [a.span, ...ofExpression(a.value)]);
    case 'template':
      return [...ofProgram(parseTemplate(text).program), ...ofLine(text)];
    default:
      return [];
  }
}

/** Title and target of a shorthand line. */
function ofLine(text: string): Span[] {
  if (!text.includes('->')) return [];
  const lines = [parseButtonLine(text).value, parseReplyLine(text).value];
  return lines.flatMap((line) =>
    Object.values(line ?? {}).flatMap((part) => (isProgram(part) ? [part.span] : [])),
  );
}

function isProgram(part: unknown): part is Program {
  return typeof part === 'object' && part !== null && 'type' in part && part.type === 'Program';
}

function ofExpression(expression: Expression | undefined): Span[] {
  const spans: Span[] = [];
  if (expression) walkExpression(expression, (e) => spans.push(e.span));
  return spans;
}

function ofProgram(program: Program): Span[] {
  return program.body.flatMap((statement) => ofStatement(statement));
}

function ofStatement(statement: Statement): Span[] {
  if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') return [statement.span];
  const spans = [statement.span, ...statement.params.flatMap(ofExpression)];
  spans.push(...statement.hash.pairs.flatMap((p) => [p.span, ...ofExpression(p.value)]));
  spans.push(...ofExpression('name' in statement ? statement.name : statement.path));
  if ('program' in statement) spans.push(statement.program.span, ...ofProgram(statement.program));
  if ('openSpan' in statement) {
    spans.push(statement.openSpan);
    if (statement.closeSpan) spans.push(statement.closeSpan);
    if (statement.inverse) spans.push(statement.inverse.span, ...ofProgram(statement.inverse));
  }
  return spans;
}
