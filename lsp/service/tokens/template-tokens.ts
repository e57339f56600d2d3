/** Tokens of template texts, conditions, loops and calls; offsets are those of the decoded text. */
import type {
  BlockStatement,
  Expression,
  Hash,
  PathExpression,
  Program,
  Span,
  Statement,
} from '../../../grammar/ast.ts';
import { parseCall, parseCondition, parseLoop } from '../../../grammar/index.ts';
import { helperSpecs } from '../../../src/render/helpers.ts';
import type { Token, TokenModifier, TokenType } from './token.ts';

/** What names mean where a text stands; inside `{{#each}}` and `{{#with}}` a bare name is a property. */
export interface Names {
  readonly params: ReadonlySet<string>;
  /** Of loops and blocks. */
  readonly locals: ReadonlySet<string>;
  readonly isHelper: (name: string) => boolean;
  readonly inContext?: boolean;
  /** Of the words between expressions; `string` where nothing is said. */
  readonly words?: TokenType;
}

export function programTokens(text: string, program: Program | undefined, names: Names): Token[] {
  return collect((add) => {
    for (const s of program?.body ?? []) statement(text, s, names, add);
  });
}

export function conditionTokens(text: string, names: Names): Token[] {
  const { value } = parseCondition(text);
  return collect((add) => value && expression(text, value, names, add));
}

export function loopTokens(text: string, names: Names): Token[] {
  const { value } = parseLoop(text);
  return collect((add) => {
    if (!value) return;
    expression(text, value.list, names, add);
    blockNames(
      text,
      value.names.map((n) => n.span),
      value.list.span.end,
      add,
    );
  });
}

export function callTokens(text: string, names: Names): Token[] {
  const { value } = parseCall(text);
  return collect((add) => {
    if (!value) return;
    if (value.from) add(value.from.span, value.from.kind === 'alias' ? 'namespace' : 'string');
    add(value.nameSpan, 'function');
    for (const pair of value.args) hashPair(text, pair, names, add);
  });
}

type Add = (span: Span, type: TokenType, ...modifiers: TokenModifier[]) => void;

function collect(run: (add: Add) => void): Token[] {
  const tokens: Token[] = [];
  run((span, type, ...modifiers) => {
    if (span.end > span.start) tokens.push({ ...span, type, ...(modifiers.length > 0 && { modifiers }) });
  });
  return tokens;
}

function statement(text: string, s: Statement, names: Names, add: Add): void {
  switch (s.type) {
    case 'ContentStatement':
      add(s.span, names.words ?? 'string');
      return;
    case 'CommentStatement':
      add(s.span, 'comment');
      return;
    case 'BlockStatement':
      block(text, s, names, add);
      return;
    case 'MustacheStatement':
      braces(text, s.span, add);
      call(text, s.path, s.params, s.hash, names, add);
      return;
    case 'PartialStatement':
      braces(text, s.span, add);
      if (s.name.type === 'PathExpression') partialName(s.name, add);
      hash(text, s.hash, names, add);
      return;
    default:
      // decorators and blocks of partials, which messages do not have
      for (const inner of s.type === 'Decorator' ? [] : s.program.body) statement(text, inner, names, add);
  }
}

/** `alias.name`. */
function partialName({ partSpans }: PathExpression, add: Add): void {
  for (const [i, span] of partSpans.entries()) add(span, i < partSpans.length - 1 ? 'namespace' : 'function');
}

/** The opening and closing braces of a tag. */
function braces(text: string, { start, end }: Span, add: Add): void {
  const source = text.slice(start, end);
  const open = /^\{{2,4}~?[&>]?/.exec(source)?.[0].length ?? 0;
  const close = /~?\}{2,4}$/.exec(source)?.[0].length ?? 0;
  add({ start, end: start + open }, 'operator');
  if (close > 0 && close + open <= source.length) add({ start: end - close, end }, 'operator');
}

function block(text: string, s: BlockStatement, names: Names, add: Add): void {
  const { openSpan, closeSpan, path, params, program, inverse } = s;
  braces(text, openSpan, add);
  const source = text.slice(openSpan.start, openSpan.end);
  const word = /^\{\{~?\s*(else\b|[#^])?/.exec(source);
  const isElse = word?.[1] === 'else';
  const sign = openSpan.start + (word?.[0].length ?? 0) - (word?.[1]?.length ?? 0);
  if (isElse) add({ start: sign, end: sign + 'else'.length }, 'keyword');
  add({ start: isElse ? path.span.start : Math.min(sign, path.span.start), end: path.span.end }, 'keyword');
  for (const p of params) expression(text, p, names, add);
  hash(text, s.hash, names, add);
  const spans = program.blockParamSpans ?? [];
  if (spans.length > 0) blockNames(text, spans, params.at(-1)?.span.end ?? path.span.end, add);
  const locals = new Set([...names.locals, ...(program.blockParams ?? [])]);
  const changes = path.original === 'each' || path.original === 'with';
  const inner: Names = { ...names, locals, ...(changes && { inContext: true }) };
  for (const child of program.body) statement(text, child, inner, add);
  if (inverse) {
    if (!inverse.chained) elseTag(text, program, inverse, openSpan.end, add);
    for (const child of inverse.body) statement(text, child, names, add);
  }
  if (!closeSpan) return;
  braces(text, closeSpan, add);
  const [lead = ''] = /^\{{2,4}~?\s*/.exec(text.slice(closeSpan.start, closeSpan.end)) ?? [];
  const [name = ''] = /^\/\s*[^\s}~]*/.exec(text.slice(closeSpan.start + lead.length, closeSpan.end)) ?? [];
  const start = closeSpan.start + lead.length;
  add({ start, end: start + name.length }, 'keyword');
}

/** `{{else}}` or `{{^}}`, which stands between the two programs. */
function elseTag(text: string, program: Program, inverse: Program, from: number, add: Add): void {
  const start = Math.max(from, program.body.at(-1)?.span.end ?? from);
  const found = /\{\{~?\s*(else|\^)\s*~?\}\}/.exec(text.slice(start, inverse.span.start));
  if (!found) return;
  const span = { start: start + found.index, end: start + found.index + found[0].length };
  braces(text, span, add);
  const word = span.start + found[0].indexOf(found[1]!);
  add({ start: word, end: word + found[1]!.length }, 'keyword');
}

/** `as |item index|`. */
function blockNames(text: string, spans: readonly Span[], from: number, add: Add): void {
  const first = spans[0]?.start ?? from;
  const head = /\bas\s+\|/.exec(text.slice(from, first));
  if (head) {
    const start = from + head.index;
    add({ start, end: start + 'as'.length }, 'keyword');
    add({ start: start + head[0].length - 1, end: start + head[0].length }, 'operator');
  }
  for (const span of spans) add(span, 'variable', 'declaration');
  const last = spans.at(-1)?.end ?? first;
  const close = /^\s*\|/.exec(text.slice(last));
  if (close) add({ start: last + close[0].length - 1, end: last + close[0].length }, 'operator');
}

function call(
  text: string,
  path: Expression,
  params: readonly Expression[],
  pairs: Hash,
  names: Names,
  add: Add,
): void {
  const isCall = params.length > 0 || pairs.pairs.length > 0;
  if (path.type === 'PathExpression' && (isCall || isHelperName(path, names))) callee(text, path, add);
  else expression(text, path, names, add);
  for (const p of params) expression(text, p, names, add);
  hash(text, pairs, names, add);
}

function isHelperName(path: PathExpression, { isHelper, params, locals }: Names): boolean {
  const name = path.original;
  return path.parts.length === 1 && !params.has(name) && !locals.has(name) && isHelper(name);
}

/** The name of a helper; in conditions an operator, or a word such as `and`. */
function callee(text: string, { span }: PathExpression, add: Add): void {
  const source = text.slice(span.start, span.end);
  if (/^(?:and|or|not|in)\b/.test(source) && !helperCall(text, span)) add(wordOf(span, source), 'keyword');
  else if (/^[=!<>]/.test(source)) add(span, 'operator');
  else add(span, 'function', ...(helperSpecs.has(source) ? (['defaultLibrary'] as const) : []));
}

/** `(and a b)`: inside templates these words are helpers. */
function helperCall(text: string, { start }: Span): boolean {
  return /[({]\s*$/.test(text.slice(0, start)) && !/^\s*not\b/.test(text.slice(start));
}

/** The span of `in [` has the bracket in it. */
function wordOf({ start }: Span, source: string): Span {
  return { start, end: start + /^\w+/.exec(source)![0].length };
}

function hash(text: string, { pairs }: Hash, names: Names, add: Add): void {
  for (const pair of pairs) hashPair(text, pair, names, add);
}

function hashPair(text: string, pair: Hash['pairs'][number], names: Names, add: Add): void {
  add(pair.keySpan, 'property');
  const equals = text.indexOf('=', pair.keySpan.end);
  if (equals >= 0 && equals < pair.value.span.start) add({ start: equals, end: equals + 1 }, 'operator');
  expression(text, pair.value, names, add);
}

function expression(text: string, e: Expression, names: Names, add: Add): void {
  switch (e.type) {
    case 'SubExpression':
      if (e.path.type === 'PathExpression') callee(text, e.path, add);
      for (const p of e.params) expression(text, p, names, add);
      hash(text, e.hash, names, add);
      return;
    case 'PathExpression':
      pathTokens(text, e, names, add);
      return;
    case 'StringLiteral':
      add(e.span, 'string');
      return;
    case 'NumberLiteral':
      add(e.span, 'number');
      return;
    default:
      add(e.span, 'keyword');
  }
}

function pathTokens(text: string, path: PathExpression, names: Names, add: Add): void {
  const { span, partSpans, parts } = path;
  const [head, ...rest] = partSpans;
  if (!head) {
    add(span, text.slice(span.start, span.end).endsWith('this') ? 'keyword' : 'operator');
    return;
  }
  if (path.data) add({ start: span.start, end: head.end }, 'variable', 'defaultLibrary');
  else {
    const lead = text.slice(span.start, head.start);
    if (/^this\b/.test(lead)) add({ start: span.start, end: span.start + 'this'.length }, 'keyword');
    headToken(parts[0]!, head, lead, names, add);
  }
  for (const part of rest) add(part, 'property');
}

function headToken(name: string, span: Span, lead: string, names: Names, add: Add): void {
  if (lead === '' && names.locals.has(name)) add(span, 'variable');
  else if (lead !== '' || names.inContext) add(span, 'property');
  else if (name === 'recipient' || name === 'now') add(span, 'variable', 'defaultLibrary');
  else add(span, names.params.has(name) ? 'parameter' : 'variable');
}
