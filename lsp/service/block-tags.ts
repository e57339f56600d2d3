/** The tags of a block that belong together: `{{#if x}}`, its `{{else}}`s, `{{/if}}`. */
import type { BlockStatement, Program, Span } from '../../grammar/ast.ts';
import { parseTemplate } from '../../grammar/index.ts';
import type { Range } from '../../src/source/source.ts';
import { decodedOffset, findAt } from './find-node.ts';
import type { Reading } from './reading.ts';
import { textKind } from './text-kind.ts';

export interface BlockTags {
  /** The name in the opening tag. */
  readonly open: Range;
  /** The same name in the closing tag; absent where the block is not closed. */
  readonly close?: Range;
  /** `else` of each `{{else}}` and `{{else if}}`. */
  readonly elses: readonly Range[];
}

/** Of the block one of whose tags' words stands at an offset. */
export function blockTagsAt(reading: Reading, offset: number): BlockTags | undefined {
  const found = findAt(reading.root, offset);
  if (found?.at !== 'value' || textKind(found.path) !== 'template') return undefined;
  const { scalar } = found;
  if (!scalar.value.includes('{{')) return undefined;
  const at = decodedOffset(scalar, offset);
  const tags = find(parseTemplate(scalar.value).program, scalar.value, at);
  if (!tags) return undefined;
  const range = ({ start, end }: Span) => scalar.map.range(start, end);
  return {
    open: range(tags.open),
    ...(tags.close && { close: range(tags.close) }),
    elses: tags.elses.map(range),
  };
}

interface Spans {
  readonly open: Span;
  readonly close?: Span;
  readonly elses: readonly Span[];
}

function find(program: Program, text: string, at: number): Spans | undefined {
  for (const statement of program.body) {
    if (!('program' in statement) || at < statement.span.start || at > statement.span.end) continue;
    // of `{{else}` the brace is read as the name of a block
    if (statement.type === 'BlockStatement' && /^\p{L}/u.test(statement.path.original)) {
      const spans = spansOf(statement, text);
      if ([spans.open, spans.close, ...spans.elses].some((s) => s && s.start <= at && at <= s.end))
        return spans;
      const inner = statement.inverse && find(statement.inverse, text, at);
      if (inner) return inner;
    }
    const inner = find(statement.program, text, at);
    if (inner) return inner;
  }
  return undefined;
}

function spansOf(block: BlockStatement, text: string): Spans {
  const { closeSpan } = block;
  const name = block.path.original;
  const closed = closeSpan && /^\{\{~?\/\s*/.exec(text.slice(closeSpan.start, closeSpan.end));
  const start = closeSpan && closed ? closeSpan.start + closed[0].length : undefined;
  const isSame = start !== undefined && text.slice(start, start + name.length) === name;
  return {
    open: block.path.span,
    ...(isSame && { close: { start: start!, end: start! + name.length } }),
    elses: elsesOf(block, text),
  };
}

/** A link of an else-if chain is the only statement of the inverse before it. */
function elsesOf({ program, inverse }: BlockStatement, text: string): Span[] {
  if (!inverse) return [];
  const link = inverse.chained ? inverse.body[0] : undefined;
  const chained = link?.type === 'BlockStatement' ? link : undefined;
  // between the end of what stands before and the beginning of what stands behind
  const from = program.body.at(-1)?.span.end ?? program.span.end;
  const tag = text.slice(
    chained ? chained.openSpan.start : from,
    chained ? chained.openSpan.end : inverse.span.start,
  );
  const word = /\{\{~?\s*(?=else\b)/.exec(tag);
  if (!word) return chained ? elsesOf(chained, text) : [];
  const start = (chained ? chained.openSpan.start : from) + word.index + word[0].length;
  return [{ start, end: start + 4 }, ...(chained ? elsesOf(chained, text) : [])];
}
