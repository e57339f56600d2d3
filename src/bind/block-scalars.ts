/**
 * What becomes of template blocks in YAML's two block scalars. In `|` a tag alone on its line goes with that line, but
 * blanks before the lines inside it are text; in `>` lines are joined by blanks, which then stand around each tag.
 */
import type { BlockStatement, Program, Span, Statement } from '../../grammar/ast.ts';
import { diagnostic, type TextEdit } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import type { Reporting } from './context.ts';

export function checkBlockScalar(ctx: Reporting, file: SourceFile, node: YamlScalar, program: Program): void {
  if (!program.body.some((s) => s.type === 'BlockStatement')) return;
  if (node.style === 'literal') new Literal(ctx, file, node).body(program.body, undefined);
  if (node.style === 'folded') {
    let leads = true;
    for (const s of program.body) {
      if (s.type === 'BlockStatement') checkFolded(ctx, file, node, s, leads);
      else
        leads &&= s.type === 'CommentStatement' || (s.type === 'ContentStatement' && s.value.trim() === '');
    }
  }
}

// ---------- | ----------

/** Lines from `start` up to `end`, both beginnings of lines. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

class Literal {
  private readonly ctx: Reporting;
  private readonly file: SourceFile;
  private readonly node: YamlScalar;
  private readonly text: string;

  constructor(ctx: Reporting, file: SourceFile, node: YamlScalar) {
    this.ctx = ctx;
    this.file = file;
    this.node = node;
    this.text = node.value;
  }

  /** `base`: blanks before the outermost tag around. Gives the lines that blocks with lines of their own take. */
  body(body: readonly Statement[], base: number | undefined): Lines[] {
    return body.flatMap((s) => (s.type === 'BlockStatement' ? this.block(s, base) : []));
  }

  private block(block: BlockStatement, outer: number | undefined): Lines[] {
    const { text } = this;
    const { openSpan, closeSpan, span } = block;
    const first = lineStart(text, openSpan.start);
    const closing = lineStart(text, closeSpan?.start ?? span.end);
    const whole = { start: first, end: lineEnd(text, closeSpan?.end ?? span.end) };
    if (!isAlone(text, openSpan)) return this.body(bodiesOf(block), outer);
    const base = outer ?? blanksAt(text, first);
    const inner = this.body(bodiesOf(block), base);
    const lines: number[] = [];
    for (let at = lineEnd(text, openSpan.end); at < closing; at = lineEnd(text, at)) {
      const line = text.slice(at, lineEnd(text, at)).trim();
      const within = inner.some((l) => l.start <= at && at < l.end);
      if (line !== '' && !within && !tag.test(line)) lines.push(at);
    }
    const indent = Math.min(...lines.map((at) => blanksAt(text, at)));
    if (lines.length > 0 && indent > base) this.report(lines, base, indent, openSpan);
    return [whole];
  }

  private report(lines: readonly number[], base: number, indent: number, opener: Span): void {
    const { ctx, file, node, text } = this;
    const edits = lines.map((at) => ({ range: node.map.range(at + base, at + indent), newText: '' }));
    ctx.report(
      diagnostic(
        'template/indented-block',
        file,
        edits[0]!.range,
        { tag: text.slice(opener.start, opener.end), blanks: indent - base, lines: lines.length },
        { fixes: [{ title: 'Take the blanks away', edits }], silencedAt: node.range.start },
      ),
    );
  }
}

function bodiesOf({ program, inverse }: BlockStatement): readonly Statement[] {
  return inverse ? [...program.body, ...inverse.body] : program.body;
}

/** A line that is one tag of a block: it goes with its line, whatever stands before it. */
const tag = /^\{\{~?\s*(?:[#/^]|else\b)[^{}]*\}\}$/;

function isAlone(text: string, { start, end }: Span): boolean {
  return (
    text.slice(lineStart(text, start), start).trim() === '' &&
    text.slice(end, lineEnd(text, end)).trim() === ''
  );
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The beginning of the next line. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function blanksAt(text: string, at: number): number {
  return /^[ \t]*/.exec(text.slice(at, lineEnd(text, at)))![0].length;
}

// ---------- > ----------

/** `leads`: nothing stands before it but other blocks. */
function checkFolded(
  ctx: Reporting,
  file: SourceFile,
  node: YamlScalar,
  block: BlockStatement,
  leads: boolean,
): void {
  const tags = tagsOf(block, node.value).filter((t) => isFoldedAlone(file, node, t));
  const isWhole = leads && node.value.slice(block.closeSpan?.end ?? 0).trim() === '';
  const edits = tags.flatMap((t) => stripEdits(node, t, leads, isWhole && isElse(node.value, t)));
  const [first] = tags;
  if (!first || edits.length === 0) return;
  ctx.report(
    diagnostic(
      'template/tag-in-folded',
      file,
      node.map.range(first.start, first.end),
      { tag: node.value.slice(first.start, first.end) },
      {
        fixes: [{ title: 'Take the blanks beside the tags away with ~', edits }],
        silencedAt: node.range.start,
      },
    ),
  );
}

/** Of the block and those inside it, in the order of the text. */
function tagsOf(block: BlockStatement, text: string): Span[] {
  const { openSpan, closeSpan, program, inverse } = block;
  const inner = (body: readonly Statement[]) =>
    body.flatMap((s) => (s.type === 'BlockStatement' ? tagsOf(s, text) : []));
  const between = inverse && { start: program.span.end, end: inverse.span.start };
  return [
    openSpan,
    ...inner(program.body),
    ...(between && isElse(text, between) ? [between] : []),
    ...(inverse ? inner(inverse.body) : []),
    ...(closeSpan ? [closeSpan] : []),
  ];
}

function isElse(text: string, { start, end }: Span): boolean {
  return /^\{\{~?\s*(?:else\b|\^)[^{}]*\}\}$/.test(text.slice(start, end));
}

function isFoldedAlone(file: SourceFile, node: YamlScalar, { start, end }: Span): boolean {
  const range = node.map.range(start, end);
  const { text } = file;
  const before = /[^\n\r]*$/.exec(text.slice(node.range.start, range.start))![0];
  const after = /^[^\n\r]*/.exec(text.slice(range.end))![0];
  const source = text.slice(range.start, range.end);
  return before.trim() === '' && after.trim() === '' && !source.startsWith('{{~') && !source.endsWith('~}}');
}

/**
 * Which side the blank goes from: the one where it is. Where it is on both sides the one before the tag, so that a block
 * that gives nothing leaves one blank; but in a block that begins the text the one behind it.
 * `both`: of an else in a block that is the whole text, whose parts begin and end it.
 */
function stripEdits(
  node: YamlScalar,
  { start, end }: Span,
  leads: boolean,
  both: boolean,
): readonly TextEdit[] {
  const { value } = node;
  const before = value[start - 1] === ' ';
  const after = value[end] === ' ';
  const left = before && (both || !(after && leads));
  const right = after && (both || !left);
  return [...(left ? [start + 2] : []), ...(right ? [end - 2] : [])].map((at) => {
    const offset = node.map.toFile(at);
    return { range: { start: offset, end: offset }, newText: '~' };
  });
}
