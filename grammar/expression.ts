/**
 * What templates, conditions, loops and calls have in common: paths, literals, arguments.
 *
 * The grammars accept every sequence of tokens: what is wrong has a production of its own that reports it and keeps
 * the rest. So chevrotain's own recovery, which guesses, is never needed, and a message can name the author's slip.
 */
import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import type {
  Expression,
  Hash,
  HashPair,
  PathExpression,
  Span,
  SubExpression,
  SyntaxProblem,
} from './ast.ts';
import { literal, string } from './literals.ts';
import { problem, replace, type SyntaxCode, type SyntaxParams, suggest } from './problem.ts';
import * as t from './tokens.ts';

/** The parts of one call: `name a b key=c as |x y|`. */
export interface Arguments {
  readonly items: Expression[];
  readonly pairs: HashPair[];
  blockParams?: { readonly names: string[]; readonly spans: Span[]; readonly span: Span };
  /** Something was reported here: what follows it is not understood as an argument. */
  broken: boolean;
}

export abstract class ExpressionParser extends EmbeddedActionsParser {
  protected text = '';
  protected problems: SyntaxProblem[] = [];
  protected frame: Arguments = newArguments();
  /** How many parentheses are open around the current token. */
  protected parens = 0;
  /** Tokens of the path that was read last: one token may be the key of `key=value`. */
  private pathTokens = 0;

  constructor(validate: boolean) {
    // Validation of the grammar is a test's work: at run time it only costs start-up time.
    super(t.vocabulary, { maxLookahead: 1, recoveryEnabled: false, skipValidations: !validate });
  }

  /** `( … )`: a subexpression in templates, a group or a call in conditions. */
  protected abstract parenthesised: () => Expression;

  protected begin(text: string, tokens: IToken[]): void {
    this.text = text;
    this.problems = [];
    this.frame = newArguments();
    this.parens = 0;
    this.input = tokens;
  }

  protected report<C extends SyntaxCode>(
    code: C,
    params: SyntaxParams<C>,
    span: Span,
    extras: Pick<SyntaxProblem, 'related' | 'fixes'> = {},
  ): void {
    if (this.RECORDING_PHASE) return;
    this.problems.push(problem(code, params, span, extras));
  }

  // ---------- paths ----------

  protected path = this.RULE('path', (): PathExpression => {
    let data: IToken | undefined;
    let token: IToken | undefined;
    this.OR([
      { ALT: () => (token = this.CONSUME(t.Id)) },
      {
        ALT: () => {
          data = this.CONSUME(t.Data);
          this.OPTION(() => (token = this.CONSUME2(t.Id)));
        },
      },
    ]);
    const path = this.RECORDING_PHASE ? noPath : this.startPath(data, token);
    this.MANY(() => {
      const separator = this.CONSUME(t.Sep);
      token = undefined;
      this.OPTION2({
        GATE: () => this.continuesPath(separator),
        DEF: () => (token = this.CONSUME3(t.Id)),
      });
      if (!this.RECORDING_PHASE) this.continuePath(path, separator, token);
    });
    if (!this.RECORDING_PHASE) this.endPath(path);
    return path;
  });

  private startPath(data: IToken | undefined, token: IToken | undefined): MutablePath {
    const first = data ?? token!;
    const path: MutablePath = {
      type: 'PathExpression',
      data: data !== undefined,
      depth: 0,
      parts: [],
      original: data === undefined ? '' : '@',
      partSpans: [],
      span: { start: first.startOffset, end: t.endOf(token ?? first) },
    };
    this.pathTokens = 1;
    if (token !== undefined) this.addPart(path, '', token);
    else this.expectProperty(path);
    return path;
  }

  private continuePath(path: MutablePath, separator: IToken, token: IToken | undefined): void {
    if (path.incomplete) return;
    this.pathTokens++;
    if (token === undefined) {
      path.span = { start: path.span.start, end: t.endOf(separator) };
      path.original += separator.image;
      this.expectProperty(path);
      return;
    }
    path.span = { start: path.span.start, end: t.endOf(token) };
    this.addPart(path, separator.image, token);
  }

  /** `user. name`: Handlebars would see two arguments, the author forgot a name or is still typing it. */
  private continuesPath(separator: IToken): boolean {
    if (separator.image !== '.') return true;
    const next = this.LA(1);
    return next.startOffset === t.endOf(separator) && next.image !== '.' && next.image !== '..';
  }

  /** Handlebars' preparePath: `this`, `.` and `..` may only stand at the front. */
  private addPart(path: MutablePath, separator: string, token: IToken): void {
    const { image } = token;
    const part = image.charCodeAt(0) === 91 ? segmentName(image) : image;
    path.original += separator + part;
    if (part === image && (part === '..' || part === '.' || part === 'this')) {
      if (path.parts.length > 0)
        this.report('template/path-order', { path: path.original, part }, spanOf(token));
      else if (part === '..') path.depth++;
    } else {
      path.parts.push(part);
      path.partSpans.push(spanOf(token));
    }
  }

  private expectProperty(path: MutablePath): void {
    path.incomplete = true;
    const { end } = path.span;
    // `items.0`, as other languages write an item
    const [index = ''] = /^\d+/.exec(this.text.slice(end, end + 16)) ?? [];
    const fixes =
      index === ''
        ? {}
        : { fixes: replace(`Write [${index}]`, { start: end, end: end + index.length }, `[${index}]`) };
    this.report('template/property-expected', { path: this.source(path.span), index }, path.span, fixes);
  }

  /** Handlebars wants a blank, an end or a separator after a name. */
  private endPath(path: MutablePath): void {
    const { end } = path.span;
    const next = this.text[end];
    if (next !== '"' && next !== "'" && next !== '[' && next !== '@') return;
    if (path.incomplete || this.text[end - 1] === ']' || this.text[end - 1] === '.') return;
    const before = this.source(path.span);
    const insert = next === '[' ? '.' : ' ';
    this.report(
      'template/missing-blank',
      { before, after: next },
      { start: end, end: end + 1 },
      {
        fixes: replace(`Write ${before}${insert}${next}…`, { start: end, end }, insert),
      },
    );
  }

  // ---------- operands ----------

  protected operand = this.RULE(
    'operand',
    (): Expression =>
      this.OR<Expression>([
        { ALT: () => this.SUBRULE(this.reference) },
        { ALT: () => this.constant(this.CONSUME(t.Constant)) },
        { ALT: () => this.SUBRULE(this.parenthesised as never) as Expression },
      ]),
  );

  /** A number, a text, true, false, null, undefined. */
  protected constant(token: IToken): Expression {
    if (token.tokenType === t.Text) return string(token, true);
    return token.tokenType === t.UnclosedString ? this.unclosed(token) : literal(token);
  }

  private unclosed(token: IToken): Expression {
    const span = spanOf(token);
    const at = { start: span.end, end: span.end };
    const quote = token.image[0] ?? '"';
    this.report('template/unclosed-string', { text: token.image }, span, {
      fixes: (isOneWord(token.image) ? replace : suggest)(`Close the text with ${quote}`, at, quote),
    });
    return string(token, false);
  }

  /** A path, or `name(…)` as other languages call a function. */
  protected reference = this.RULE('reference', (): Expression => {
    const path = this.SUBRULE(this.path);
    let call: Expression | undefined;
    this.OPTION(() => {
      const before = this.problems.length;
      const open = this.CONSUME(t.CallOpen);
      const args = this.SUBRULE(this.inParens);
      if (this.RECORDING_PHASE) return;
      // The commas of a call go with its parentheses.
      const others = this.problems.splice(before).filter((p) => p.params['operator'] !== ',');
      this.problems.push(...others);
      call = this.callSyntax(path, open, args);
    });
    return call ?? path;
  });

  /** Arguments up to the `)` that ends them. */
  protected inParens = this.RULE('inParens', (): Arguments & { close?: IToken } => {
    this.parens++;
    const args: Arguments & { close?: IToken } = this.SUBRULE(this.argumentList);
    this.parens--;
    this.OPTION(() => {
      const close = this.CONSUME(t.CloseParen);
      if (!this.RECORDING_PHASE) args.close = close;
    });
    return args;
  });

  private callSyntax(
    path: PathExpression,
    open: IToken,
    args: Arguments & { close?: IToken },
  ): SubExpression {
    const end = args.close === undefined ? this.lastEnd(open) : t.endOf(args.close);
    const span = { start: path.span.start, end };
    const name = this.source(path.span);
    const whole = [name, ...[...args.items, ...args.pairs].map((a) => this.source(a.span))].join(' ');
    const alone = this.frame.items.length === 0 && this.parens === 0 && this.endsHere();
    const write = alone ? whole : `(${whole})`;
    this.report('template/call-syntax', { name, write }, span, {
      fixes: replace(`Write ${write}`, span, write),
    });
    return { type: 'SubExpression', path, params: args.items, hash: this.hash(args, end), span };
  }

  /** True where no further argument follows. */
  private endsHere(): boolean {
    const next = this.LA(1).tokenType;
    return next === t.Close || next === t.CloseUnescaped || next === t.MissingEnd;
  }

  // ---------- arguments ----------

  protected argumentList = this.RULE('argumentList', (): Arguments => {
    const outer = this.frame;
    const frame = newArguments();
    this.frame = frame;
    this.MANY({
      GATE: () => this.parens === 0 || this.LA(1).tokenType !== t.CloseParen,
      DEF: () =>
        this.OR([
          { ALT: () => this.SUBRULE(this.argument) },
          { ALT: () => this.SUBRULE(this.blockParams) },
          { ALT: () => this.SUBRULE(this.junk) },
        ]),
    });
    this.frame = outer;
    return frame;
  });

  protected argument = this.RULE('argument', () => {
    const { frame } = this;
    const expression = this.SUBRULE(this.operand);
    const isName = this.pathTokens === 1 && isPlainPath(expression);
    let pair = false;
    this.OPTION(() => {
      const equals = this.CONSUME(t.Equals);
      let value: Expression | undefined;
      this.OPTION2({
        // `one= other=2`: the value of `one` is missing, `other` is the next key.
        GATE: () => this.LA(1).tokenType !== t.Id || this.LA(2).tokenType !== t.Equals,
        DEF: () => (value = this.SUBRULE2(this.operand)),
      });
      pair = true;
      if (!this.RECORDING_PHASE) this.addPair(frame, expression, isName, equals, value);
    });
    if (!pair && !this.RECORDING_PHASE) this.addItem(frame, expression, isName);
  });

  private addPair(
    frame: Arguments,
    key: Expression,
    isName: boolean,
    equals: IToken,
    value: Expression | undefined,
  ): void {
    if (frame.broken) return;
    this.afterBlockParams(frame, key.span);
    const name = this.source(key.span);
    if (!isName) {
      frame.broken = true;
      const reported = key.type === 'PathExpression' && key.incomplete;
      if (!reported) this.report('template/bad-key', { key: name }, key.span);
    } else if (value === undefined) {
      this.report('template/value-expected', { key: name }, { start: key.span.start, end: t.endOf(equals) });
    } else {
      const span = { start: key.span.start, end: value.span.end };
      const { original } = key as PathExpression;
      frame.pairs.push({ type: 'HashPair', key: original, keySpan: key.span, value, span });
    }
  }

  private addItem(frame: Arguments, expression: Expression, isName: boolean): void {
    if (frame.broken) return;
    if (isName && frame.items.length > 0 && signs.has((expression as PathExpression).original)) {
      this.reportSign(frame, (expression as PathExpression).original, expression.span);
      return;
    }
    this.afterBlockParams(frame, expression.span);
    if (frame.pairs.length > 0) {
      this.report('template/argument-order', { found: this.source(expression.span) }, expression.span);
    }
    frame.items.push(expression);
  }

  private afterBlockParams(frame: Arguments, span: Span): void {
    if (frame.blockParams === undefined) return;
    frame.broken = true;
    this.reportExtra(span);
  }

  protected blockParams = this.RULE('blockParams', () => {
    const open = this.CONSUME(t.OpenBlockParams);
    const names: IToken[] = [];
    this.MANY(() => names.push(this.CONSUME(t.Id)));
    let close: IToken | undefined;
    this.OPTION(() => (close = this.CONSUME(t.Pipe)));
    if (this.RECORDING_PHASE) return;
    const end = t.endOf(close ?? names[names.length - 1] ?? open);
    const span = { start: open.startOffset, end };
    if (close === undefined) this.report('template/bad-block-params', { reason: 'unclosed' }, span);
    else if (names.length === 0) this.report('template/bad-block-params', { reason: 'empty' }, span);
    this.afterBlockParams(this.frame, span);
    this.frame.blockParams = {
      names: names.map((n) => segmentName(n.image)),
      spans: names.map(spanOf),
      span,
    };
  });

  /** What cannot stand in an expression: reported once per expression, the rest of the expression is dropped. */
  protected junk = this.RULE('junk', () => {
    const { frame } = this;
    const token = this.CONSUME(t.Junk);
    if (!this.RECORDING_PHASE && !frame.broken) this.reportJunk(frame, token);
  });

  /** Reports a token that is no argument; unless the rest can be read, `frame` is broken then. */
  protected abstract reportJunk(frame: Arguments, token: IToken): void;
  /** The same for an argument where none may stand. */
  protected abstract reportExtra(span: Span): void;
  /** The same for a name that is meant as an operator. */
  protected abstract reportSign(frame: Arguments, sign: string, span: Span): void;

  // ---------- helpers ----------

  protected hash(args: Arguments, end: number): Hash {
    const { pairs } = args;
    const span =
      pairs.length === 0
        ? { start: end, end }
        : { start: pairs[0]!.span.start, end: pairs[pairs.length - 1]!.span.end };
    return { type: 'Hash', pairs, span };
  }

  protected source(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** End of the token before the current one. */
  protected lastEnd(otherwise: IToken): number {
    const before = this.LA(0);
    return before === undefined || before.image === undefined ? t.endOf(otherwise) : t.endOf(before);
  }
}

interface MutablePath {
  type: 'PathExpression';
  data: boolean;
  depth: number;
  parts: string[];
  original: string;
  partSpans: Span[];
  incomplete?: boolean;
  span: Span;
}

/** Stands for any path while chevrotain records the grammar. */
const noPath: MutablePath = {
  type: 'PathExpression',
  data: false,
  depth: 0,
  parts: [],
  original: '',
  partSpans: [],
  span: { start: 0, end: 0 },
};

export function newArguments(): Arguments {
  return { items: [], pairs: [], broken: false };
}

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}

/** Handlebars takes these for names; alone between two others they are meant as operators. */
const signs = new Set(['-', '--', '?', ':', '?:', '??', '$']);

function isPlainPath(expression: Expression): boolean {
  return expression?.type === 'PathExpression' && !expression.data && !expression.incomplete;
}

/** Handlebars' lexer and its `id` together: brackets and the escapes in them go. */
export function segmentName(image: string): string {
  if (image[0] !== '[') return image;
  const plain = image.replace(/\\([\\\]])/g, '$1');
  return /^\[.*\]$/.test(plain) ? plain.slice(1, -1) : plain;
}

/** An open quote with one word behind it: where it ends is no guess. */
function isOneWord(image: string): boolean {
  return /^["'][^\s"'=(){}|]+$/.test(image);
}
