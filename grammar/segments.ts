/**
 * A line as segments: its template is parsed as a whole, then cut at places that stand in its text. So nothing inside
 * `{{ }}` is ever taken for an arrow, a comma or a parenthesis.
 */
import type { ContentStatement, Program, Span, Statement, SyntaxProblem } from './ast.ts';
import { parseTemplate } from './template.ts';

export interface Line {
  readonly text: string;
  readonly program: Program;
  readonly problems: SyntaxProblem[];
}

export function readLine(text: string): Line {
  const { program, problems } = parseTemplate(text);
  return { text, program, problems: [...problems] };
}

/** Offsets of the arrows that no backslash escapes; `nested` are those inside blocks. */
export function findArrows({ program }: Line): { own: number[]; nested: { block: Statement; at: number }[] } {
  const own: number[] = [];
  const nested: { block: Statement; at: number }[] = [];
  for (const statement of program.body) {
    if (statement.type === 'ContentStatement') own.push(...arrowsIn(statement));
    else nestedArrows(statement, statement, nested);
  }
  return { own, nested };
}

function arrowsIn({ value, span }: ContentStatement): number[] {
  const found: number[] = [];
  for (let at = value.indexOf('->'); at >= 0; at = value.indexOf('->', at + 2)) {
    if (value[at - 1] !== '\\') found.push(span.start + at);
  }
  return found;
}

function nestedArrows(
  statement: Statement,
  block: Statement,
  found: { block: Statement; at: number }[],
): void {
  for (const program of programsOf(statement)) {
    for (const inner of program.body) {
      if (inner.type === 'ContentStatement') found.push(...arrowsIn(inner).map((at) => ({ block, at })));
      else nestedArrows(inner, block, found);
    }
  }
}

function programsOf(statement: Statement): Program[] {
  if (!('program' in statement)) return [];
  const { program } = statement;
  const inverse = 'inverse' in statement ? statement.inverse : undefined;
  return inverse === undefined ? [program] : [program, inverse];
}

/** The given part without the blanks around it. */
export function trimSpan({ text }: Line, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  return { start: from, end: to };
}

/** The statements of one part as a program of its own; `\->` in it becomes an arrow. */
export function cut({ program }: Line, span: Span): Program {
  const body: Statement[] = [];
  for (const statement of program.body) {
    if (statement.span.end <= span.start || statement.span.start >= span.end) continue;
    if (statement.type !== 'ContentStatement') {
      body.push(withoutEscapes(statement));
      continue;
    }
    const { start } = statement.span;
    const from = Math.max(span.start, start);
    const value = statement.value.slice(from - start, Math.max(from, span.end) - start);
    if (value !== '') body.push(...unescapeArrows(value, from, Math.min(statement.span.end, span.end)));
  }
  return { type: 'Program', body, span };
}

/** Pieces of text without the escaping backslashes: each piece still is a slice of the line. */
function unescapeArrows(value: string, start: number, end: number): ContentStatement[] {
  if (!value.includes('\\->')) return [contentOf(value, { start, end })];
  const pieces: ContentStatement[] = [];
  let from = 0;
  for (let at = value.indexOf('\\->'); at >= 0; at = value.indexOf('\\->', from)) {
    if (at > from)
      pieces.push(contentOf(value.slice(from, at), { start: start + from, end: start + at + 1 }));
    from = at + 1;
    if (value.indexOf('\\->', from) < 0) break;
  }
  pieces.push(contentOf(value.slice(from), { start: start + from, end }));
  return pieces;
}

function contentOf(value: string, span: Span): ContentStatement {
  return { type: 'ContentStatement', value, original: value, span };
}

function withoutEscapes(statement: Statement): Statement {
  if (!('program' in statement)) return statement;
  const program = unescapeProgram(statement.program);
  if (!('inverse' in statement) || statement.inverse === undefined) return { ...statement, program };
  return { ...statement, program, inverse: unescapeProgram(statement.inverse) };
}

function unescapeProgram(program: Program): Program {
  const body = program.body.flatMap((s) =>
    s.type === 'ContentStatement' ? unescapeArrows(s.value, s.span.start, s.span.end) : [withoutEscapes(s)],
  );
  return { ...program, body };
}

/** The text at the beginning of a part, up to its first expression. */
export function leadText({ program }: Line, { start, end }: Span): string {
  for (const statement of program.body) {
    if (statement.span.end <= start) continue;
    if (statement.span.start >= end || statement.type !== 'ContentStatement') return '';
    const first = statement.span.start;
    return statement.value.slice(Math.max(0, start - first), Math.max(0, end - first));
  }
  return '';
}

/** The texts that a part may begin with: more than one where it begins with a block. */
export function leadTexts(line: Line, span: Span): string[] {
  const first = line.program.body.find((s) => s.span.end > span.start && s.type !== 'CommentStatement');
  if (first === undefined || first.span.start >= span.end || !('program' in first))
    return [leadText(line, span)];
  return leadsOf(first);
}

function leadsOf(statement: Statement | undefined): string[] {
  if (statement === undefined) return [''];
  if (statement.type === 'ContentStatement') return [statement.value];
  if (statement.type !== 'BlockStatement') return [''];
  const { program, inverse } = statement;
  return [...leadsOf(firstOf(program)), ...leadsOf(inverse === undefined ? undefined : firstOf(inverse))];
}

function firstOf(program: Program): Statement | undefined {
  return program.body.find((s) => s.type !== 'CommentStatement');
}

/** True where the part is one expression and nothing else. */
export function isOneExpression({ program }: Line, { start, end }: Span): boolean {
  return program.body.some(
    (s) => s.type === 'MustacheStatement' && s.span.start === start && s.span.end === end,
  );
}

/** The parentheses at the end of a part, if a blank stands before them: `( … )`. */
export function findTrailingParens(line: Line, span: Span): Span | undefined {
  if (line.text[span.end - 1] !== ')' || !isText(line, span.end - 1)) return undefined;
  let depth = 0;
  for (let at = span.end - 1; at >= span.start; at--) {
    const char = line.text[at];
    if ((char !== ')' && char !== '(') || !isText(line, at)) continue;
    depth += char === ')' ? 1 : -1;
    if (depth > 0) continue;
    const blankBefore = at === span.start || /\s/.test(line.text[at - 1]!);
    return blankBefore ? { start: at, end: span.end } : undefined;
  }
  return undefined;
}

/** True where the character at `offset` is text, not part of an expression or a block. */
export function isText({ program }: Line, offset: number): boolean {
  return program.body.some(
    (s) => s.type === 'ContentStatement' && s.span.start <= offset && offset < s.span.end,
  );
}
