/**
 * The short way for plain texts: `Hi {{user.name}}`, `{{#if x}}…{{else}}…{{/if}}`, `{{date at "full"}}` in their usual
 * spelling. Most texts of most files are plain, and then neither lexer nor parser is made at all (a third of the time
 * that one check of one file takes). What is not plain to the last character is left to the grammar, which alone says
 * what is valid: test/grammar/quick.test.ts holds both to the same trees.
 */
import type * as ast from './ast.ts';
import { literal, string } from './literals.ts';

/** The same tree as the grammar's, or undefined: then the grammar has to read the text. */
export function quickTemplate(text: string): ast.Program | undefined {
  if (text.includes('\\')) return undefined;
  const reader = new QuickReader(text);
  const body = reader.body(0);
  if (body === undefined || reader.at < text.length) return undefined;
  return { type: 'Program', body, span: { start: 0, end: text.length } };
}

/** Blocks and parentheses within each other; the grammar's own limit is far above. */
const maxQuickDepth = 10;
const noStrip: ast.StripFlags = { open: false, close: false };

const blank = /\s*/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const constant = /-?[0-9]+(?:\.[0-9]+)?|"[^"{}]*"|'[^'{}]*'/y;
/** Names that are more than names somewhere in an expression. */
const words = new Set(['true', 'false', 'null', 'undefined', 'this', 'as', 'else']);

interface Arguments {
  readonly path: ast.PathExpression;
  readonly params: ast.Expression[];
  readonly hash: ast.Hash;
}

/** Each method moves `at` behind what it read; undefined means "not plain". */
class QuickReader {
  at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Statements up to `{{else}}`, `{{/` or the end of the text. */
  body(depth: number): ast.Statement[] | undefined {
    const { text } = this;
    const statements: ast.Statement[] = [];
    while (this.at < text.length) {
      const open = text.indexOf('{{', this.at);
      const end = open < 0 ? text.length : open;
      if (end > this.at) {
        const value = text.slice(this.at, end);
        const span = { start: this.at, end };
        statements.push({ type: 'ContentStatement', value, original: value, span });
        this.at = end;
      }
      if (open < 0 || text[open + 2] === '/' || text.startsWith('{{else}}', open)) break;
      const statement = text[open + 2] === '#' ? this.block(depth) : this.mustache();
      if (statement === undefined) return undefined;
      statements.push(statement);
    }
    return statements;
  }

  private mustache(): ast.MustacheStatement | undefined {
    const start = this.at;
    this.at += 2;
    const call = this.call(0);
    if (call === undefined || !this.close()) return undefined;
    const span = { start, end: this.at };
    return { type: 'MustacheStatement', ...call, escaped: true, strip: noStrip, span };
  }

  private block(depth: number): ast.BlockStatement | undefined {
    const start = this.at;
    this.at += 3;
    const call = depth < maxQuickDepth ? this.call(0) : undefined;
    const params = call === undefined ? undefined : this.blockParams();
    if (call === undefined || params === undefined || !this.close()) return undefined;
    const openSpan = { start, end: this.at };
    const body = this.body(depth + 1);
    if (body === undefined) return undefined;
    const span = { start: openSpan.end, end: this.at };
    const program: ast.Program = { type: 'Program', body, ...params, span };
    const inverse = this.otherwise(depth);
    if (inverse === null) return undefined;
    const close = `{{/${call.path.original}}}`;
    if (!this.text.startsWith(close, this.at) || this.text[this.at + close.length] === '}') return undefined;
    const closeSpan = { start: this.at, end: this.at + close.length };
    this.at = closeSpan.end;
    return {
      type: 'BlockStatement',
      ...call,
      program,
      inverse,
      openStrip: noStrip,
      inverseStrip: inverse === undefined ? undefined : noStrip,
      closeStrip: noStrip,
      openSpan,
      closeSpan,
      span: { start, end: this.at },
    };
  }

  /** `{{else}}…`; null where it is not plain. */
  private otherwise(depth: number): ast.Program | undefined | null {
    if (!this.text.startsWith('{{else}}', this.at)) return undefined;
    this.at += 8;
    const start = this.at;
    const body = this.body(depth + 1);
    return body === undefined ? null : { type: 'Program', body, span: { start, end: this.at } };
  }

  /** ` as |item index|`, or nothing. */
  private blockParams(): Pick<ast.Program, 'blockParams' | 'blockParamSpans'> | undefined {
    const match = this.match(/as\s+\|/y);
    if (match === undefined) return {};
    const blockParams: string[] = [];
    const blockParamSpans: ast.Span[] = [];
    for (;;) {
      this.match(blank);
      const start = this.at;
      const found = this.match(name);
      if (found === undefined) break;
      if (words.has(found)) return undefined;
      blockParams.push(found);
      blockParamSpans.push({ start, end: this.at });
    }
    if (blockParams.length === 0 || this.text[this.at] !== '|') return undefined;
    this.at++;
    return { blockParams, blockParamSpans };
  }

  /** `name a "b" (c d) key=e`, and the blanks behind it. */
  private call(depth: number): Arguments | undefined {
    this.match(blank);
    const path = this.path();
    if (path === undefined) return undefined;
    const params: ast.Expression[] = [];
    const pairs: ast.HashPair[] = [];
    let { end } = path.span;
    while (this.match(blank) !== '' && this.startsArgument()) {
      const pair = this.pair(depth);
      if (pair === undefined) return undefined;
      if (pair.type === 'HashPair') pairs.push(pair);
      else if (pairs.length > 0) return undefined;
      else {
        params.push(pair);
        end = pair.span.end;
      }
    }
    const span =
      pairs.length === 0
        ? { start: end, end }
        : { start: pairs[0]!.span.start, end: pairs[pairs.length - 1]!.span.end };
    return { path, params, hash: { type: 'Hash', pairs, span } };
  }

  private startsArgument(): boolean {
    const next = this.text[this.at];
    return next !== '}' && next !== ')' && !(next === 'a' && /as\s+\|/y.test(this.text.slice(this.at)));
  }

  /** One argument, with its key or without. */
  private pair(depth: number): ast.Expression | ast.HashPair | undefined {
    const first = this.operand(depth);
    if (first === undefined || this.text[this.at] !== '=') return first;
    if (first.type !== 'PathExpression' || first.data || first.parts.length !== 1) return undefined;
    this.at++;
    const value = this.operand(depth);
    if (value === undefined || this.text[this.at] === '=') return undefined;
    const span = { start: first.span.start, end: value.span.end };
    return { type: 'HashPair', key: first.original, keySpan: first.span, value, span };
  }

  /** A path, a number, a text or a call in parentheses; `=` or what ends an argument must follow. */
  private operand(depth: number): ast.Expression | undefined {
    const operand = this.text[this.at] === '(' ? this.parenthesised(depth) : (this.constant() ?? this.path());
    return operand !== undefined && /[\s})=]/.test(this.text[this.at] ?? '') ? operand : undefined;
  }

  private constant(): ast.Expression | undefined {
    const startOffset = this.at;
    const image = this.match(constant);
    if (image === undefined) return undefined;
    return image[0] === '"' || image[0] === "'"
      ? string({ image, startOffset }, true)
      : literal({ image, startOffset });
  }

  private parenthesised(depth: number): ast.SubExpression | undefined {
    const start = this.at;
    this.at++;
    const call = depth < maxQuickDepth ? this.call(depth + 1) : undefined;
    if (call === undefined || this.text[this.at] !== ')') return undefined;
    this.at++;
    return { type: 'SubExpression', ...call, span: { start, end: this.at } };
  }

  /** `a`, `a.b`, `@index`. */
  private path(): ast.PathExpression | undefined {
    const { text } = this;
    const start = this.at;
    const data = text[start] === '@';
    const parts: string[] = [];
    const partSpans: ast.Span[] = [];
    if (data) this.at++;
    do {
      if (parts.length > 0) this.at++;
      const from = this.at;
      const part = this.match(name);
      if (part === undefined || words.has(part)) return undefined;
      parts.push(part);
      partSpans.push({ start: from, end: this.at });
    } while (text[this.at] === '.');
    // Names go on with other characters than the plain ones.
    if (!/[\s})=]/.test(text[this.at] ?? '')) return undefined;
    const span = { start, end: this.at };
    return {
      type: 'PathExpression',
      data,
      depth: 0,
      parts,
      original: text.slice(start, this.at),
      partSpans,
      span,
    };
  }

  /** `}}` and no further brace. */
  private close(): boolean {
    if (!this.text.startsWith('}}', this.at) || this.text[this.at + 2] === '}') return false;
    this.at += 2;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
