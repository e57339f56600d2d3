/** Template text: the Handlebars 4.7 language, to an AST of Handlebars' own shapes. */
import type { IToken } from 'chevrotain';
import type * as ast from './ast.ts';
import { type Arguments, ExpressionParser, spanOf } from './expression.ts';
import { insteadOf, isElseIf, operatorAdvice } from './messages.ts';
import { problem, replace, suggest } from './problem.ts';
import { quickTemplate } from './quick.ts';
import * as t from './tokens.ts';

export interface ParsedTemplate {
  readonly program: ast.Program;
  readonly problems: ast.SyntaxProblem[];
}

/** Levels of blocks, parentheses and else-if links together: more would exhaust the stack of later phases. */
export const maxDepth = 100;

/** Reads template text. Never throws; what could be understood is in `program`, offsets are UTF-16 units of `text`. */
export function parseTemplate(text: string): ParsedTemplate {
  if (!text.includes('{{')) return { program: plainProgram(text), problems: [] };
  const program = quickTemplate(text);
  return program === undefined ? parseByGrammar(text) : { program, problems: [] };
}

/** The same without the short way for plain texts. */
export function parseByGrammar(text: string): ParsedTemplate {
  const tokens = t.lexTemplate(text);
  const deep = tooDeep(tokens);
  if (deep !== undefined) return { program: plainProgram(text), problems: [deep] };
  return templateParser().parse(text, tokens);
}

let parser: TemplateParser | undefined;

/** For the tests of the grammar itself and for railroad diagrams. */
export function templateParser(): TemplateParser {
  parser ??= new TemplateParser();
  return parser;
}

/** A text without expressions. */
export function plainProgram(text: string): ast.Program {
  const span = { start: 0, end: text.length };
  const body: ast.Statement[] =
    text === '' ? [] : [{ type: 'ContentStatement', value: text, original: text, span }];
  return { type: 'Program', body, span };
}

export function tooDeep(tokens: readonly IToken[]): ast.SyntaxProblem | undefined {
  if (tokens.length < maxDepth) return undefined;
  let depth = 0;
  for (const token of tokens) {
    if (nesting.has(token.tokenType)) depth++;
    else if (token.tokenType === t.OpenEnd || token.tokenType === t.CloseParen)
      depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return problem('template/too-deep', { limit: maxDepth }, spanOf(token));
  }
  return undefined;
}

const nesting = new Set([
  t.OpenBlock,
  t.OpenInverse,
  t.OpenPartialBlock,
  t.OpenChain,
  t.OpenParen,
  t.CallOpen,
  t.And,
  t.Or,
  t.Not,
]);

/** A block whose end is still to come. `otherwise`: which `{{else}}` may follow now. */
interface OpenedBlock {
  readonly name: unknown;
  readonly span: ast.Span;
  otherwise: 'none' | 'else' | 'chain';
}

interface Call {
  readonly path: ast.Expression;
  readonly params: readonly ast.Expression[];
  readonly hash: ast.Hash;
}

interface Inverse {
  readonly strip: ast.StripFlags;
  readonly program: ast.Program;
  /** The block of an `{{else if}}`: its closeStrip is known when the whole block is. */
  readonly chain?: { closeStrip: ast.StripFlags };
}

interface CloseTag {
  readonly name: unknown;
  readonly nameSpan: ast.Span;
  readonly span: ast.Span;
  readonly strip: ast.StripFlags;
}

const noStrip: ast.StripFlags = { open: false, close: false };

export class TemplateParser extends ExpressionParser {
  private blocks: OpenedBlock[] = [];

  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  parse(text: string, tokens: IToken[]): ParsedTemplate {
    this.begin(text, tokens);
    this.blocks = [];
    const body = this.template();
    const span = { start: 0, end: text.length };
    const { problems } = this;
    problems.sort((a, b) => a.span.start - b.span.start);
    if (this.errors.length === 0) return { program: { type: 'Program', body, span }, problems };
    // No text is known to come here (the grammar accepts every sequence of tokens); if one does, it is reported.
    problems.push(problem('template/unexpected', { found: this.errors[0]!.token.image }, span));
    return { program: plainProgram(text), problems };
  }

  // ---------- text ----------

  private template = this.RULE('template', (): ast.Statement[] => this.SUBRULE(this.body));

  /** Statements up to the end of the innermost block, or of the text. */
  protected body = this.RULE('body', (): ast.Statement[] => {
    const statements: ast.Statement[] = [];
    this.MANY({
      GATE: () => this.continuesBody(),
      DEF: () => {
        const statement = this.SUBRULE(this.statement);
        if (statement !== undefined) statements.push(statement);
      },
    });
    return statements;
  });

  private continuesBody(): boolean {
    const next = this.LA(1).tokenType;
    const block = this.blocks[this.blocks.length - 1];
    if (next === t.OpenEnd) return block === undefined;
    if (next === t.Else) return block === undefined || block.otherwise === 'none';
    return next !== t.OpenChain || block === undefined || block.otherwise !== 'chain';
  }

  protected statement = this.RULE('statement', (): ast.Statement | undefined =>
    this.OR<ast.Statement | undefined>([
      { ALT: () => this.plain(this.CONSUME(t.Plain)) },
      { ALT: () => this.SUBRULE(this.mustache) },
      { ALT: () => this.SUBRULE(this.block) },
      { ALT: () => this.SUBRULE(this.partial) },
      { ALT: () => this.SUBRULE(this.partialBlock) },
      { ALT: () => this.SUBRULE(this.rawBlock) },
      { ALT: () => this.SUBRULE(this.strayClose) },
      { ALT: () => this.SUBRULE(this.strayElse) },
    ]),
  );

  private plain(token: IToken): ast.Statement {
    if (token.tokenType === t.Content) return this.content(token);
    return token.tokenType === t.UnclosedComment ? this.unclosedComment(token) : this.comment(token);
  }

  private content(token: IToken): ast.ContentStatement {
    const span = spanOf(token);
    const { image } = token;
    if (image.startsWith('\\{{')) return contentOf(image.slice(1), { start: span.start + 1, end: span.end });
    const opens = this.text.startsWith('{{', span.end);
    return contentOf(opens && image.endsWith('\\\\') ? image.slice(0, -1) : image, span);
  }

  private comment(token: IToken): ast.CommentStatement {
    const { image } = token;
    const value = image.replace(/^\{\{~?!-?-?/, '').replace(/-?-?~?\}\}$/, '');
    return { type: 'CommentStatement', value, strip: stripOf(image, image), span: spanOf(token) };
  }

  private unclosedComment(token: IToken): ast.CommentStatement {
    const span = spanOf(token);
    const isEnded = token.image.endsWith('}}');
    const at = { start: isEnded ? span.end - 2 : span.end, end: span.end };
    this.report('template/unclosed-comment', {}, span, {
      fixes: (isEnded ? replace : suggest)('End the comment with --}}', at, '--}}'),
    });
    return this.comment(token);
  }

  // ---------- expressions ----------

  protected mustache = this.RULE('mustache', (): ast.Statement => {
    const open = this.CONSUME(t.AnyOpen);
    const before = this.problems.length;
    const args = this.SUBRULE(this.argumentList);
    const end = this.CONSUME(t.AnyClose);
    if (this.RECORDING_PHASE) return contentOf('', { start: 0, end: 0 });
    const isTriple = open.tokenType === t.OpenUnescaped;
    const span = this.endExpression(open, end, isTriple ? t.CloseUnescaped : t.Close, before);
    const { path, params, hash } = this.call(args, open, end);
    const strip = stripOf(open.image, end.image);
    if (!open.image.includes('*')) {
      const escaped = !isTriple && !open.image.endsWith('&');
      return { type: 'MustacheStatement', path, params, hash, escaped, strip, span };
    }
    this.report('template/decorator', { name: this.source(path.span) }, span);
    return { type: 'Decorator', path, params, hash, strip, span };
  });

  /** Reports a missing end or one with the wrong number of braces; gives the whole expression's span. */
  private endExpression(open: IToken, end: IToken, wanted: typeof t.Close, before: number): ast.Span {
    const span = { start: open.startOffset, end: Math.max(t.endOf(end), t.endOf(open)) };
    if (end.tokenType === wanted) return span;
    const braces = wanted === t.CloseUnescaped ? '}}}' : wanted === t.CloseRaw ? '}}}}' : '}}';
    if (end.tokenType !== t.MissingEnd) {
      const found = end.image;
      const params = { open: open.image, found, expected: braces };
      const write = found[0] === '~' && braces === '}}' ? '~}}' : braces;
      // the other end may be the wrong one, or a brace may be text
      this.report('template/unbalanced-braces', params, spanOf(end), {
        fixes: suggest(`Write ${write}`, spanOf(end), write),
      });
      return span;
    }
    const brace = end.image;
    // `{{name} }` may have a blank too many instead
    const isSure =
      brace !== '' && this.problems.length === before && !/^\s*\}/.test(this.text.slice(span.end));
    // Only an open quote is worth a message of its own beside this one.
    const kept = this.problems.slice(before).filter((p) => p.code === 'template/unclosed-string');
    this.problems.length = before;
    this.problems.push(...kept);
    const text = this.source(span).trimEnd();
    const at = { start: span.start + text.length, end: span.start + text.length };
    const missing = braces.slice(brace.length);
    const fixes = (isSure ? replace : suggest)(`Close it with ${braces}`, at, missing);
    this.report(
      'template/unclosed-expression',
      { open: open.image, text: shorten(text), close: brace === '' ? braces : `one more ${missing}` },
      { start: span.start, end: at.end },
      // after an opening alone nothing is known to be missing
      text.length > open.image.length ? { fixes } : {},
    );
    return span;
  }

  /** The name and the arguments of an expression; where the name is missing, an incomplete path stands for it. */
  private call(
    args: Arguments,
    open: IToken,
    end: IToken,
    kind: 'name' | 'partial' | 'block' = 'name',
  ): Call {
    if (kind !== 'block' && args.blockParams !== undefined) {
      this.report('template/bad-block-params', { reason: 'misplaced' }, args.blockParams.span);
    }
    const inside = { start: t.endOf(open), end: Math.max(end.startOffset, t.endOf(open)) };
    return this.callOf(args, inside, { start: open.startOffset, end: t.endOf(end) }, kind === 'partial');
  }

  private callOf(args: Arguments, inside: ast.Span, whole: ast.Span, mayBeCall: boolean): Call {
    const [first, ...params] = args.items;
    const hash = this.hash(args, params[params.length - 1]?.span.end ?? first?.span.end ?? inside.end);
    if (first === undefined) {
      if (!args.broken && !this.reportedWithin(whole)) {
        if (args.pairs.length > 0)
          this.report('template/name-expected', { found: this.source(hash.span) }, hash.span);
        else this.report('template/empty-expression', { text: this.source(whole) }, whole);
      }
      return { path: emptyPath(inside), params, hash };
    }
    if (first.type !== 'SubExpression' || mayBeCall) return { path: first, params, hash };
    const isCall = this.source(first.span)[0] !== '(';
    if (!isCall) {
      const write = this.source(first.span).slice(1, -1).trim();
      const fixes = params.length === 0 ? replace(`Write ${write}`, first.span, write) : undefined;
      this.report('template/name-in-parentheses', { found: this.source(first.span) }, first.span, { fixes });
    }
    // `{{upper(name)}}`: the call is the expression; with more behind it the rest is taken as further arguments.
    return {
      path: first.path,
      params: [...first.params, ...params],
      hash: first.hash.pairs.length > 0 ? first.hash : hash,
    };
  }

  private reportedWithin(span: ast.Span): boolean {
    const last = this.problems[this.problems.length - 1];
    return last !== undefined && last.span.start >= span.start;
  }

  protected override parenthesised = this.RULE('parenthesised', (): ast.Expression => {
    const open = this.CONSUME(t.OpenParen);
    const args = this.SUBRULE(this.inParens);
    if (this.RECORDING_PHASE) return emptyPath({ start: 0, end: 0 });
    const { close } = args;
    const end = close === undefined ? this.lastEnd(open) : t.endOf(close);
    const span = { start: open.startOffset, end };
    if (close === undefined) {
      const at = { start: end, end };
      this.report('template/unclosed-parenthesis', { text: shorten(this.source(span)) }, span, {
        fixes: closeParenthesis(args, at),
      });
    }
    if (args.blockParams !== undefined) {
      this.report('template/bad-block-params', { reason: 'misplaced' }, args.blockParams.span);
    }
    const inside = { start: t.endOf(open), end: close?.startOffset ?? end };
    return { type: 'SubExpression', ...this.callOf(args, inside, span, false), span };
  });

  protected override reportJunk(frame: Arguments, token: IToken): void {
    if (token.tokenType === t.Operator || token.tokenType === t.Pipe) {
      this.reportSign(frame, token.image, spanOf(token));
      return;
    }
    frame.broken = true;
    this.report('template/unexpected', { found: token.image }, spanOf(token));
  }

  protected override reportExtra(span: ast.Span): void {
    this.report('template/unexpected', { found: this.source(span) }, span);
  }

  protected override reportSign(frame: Arguments, operator: string, span: ast.Span): void {
    if (operator === ',') {
      this.report(
        'template/unsupported-operator',
        { operator, advice: operatorAdvice(',', undefined) },
        span,
        {
          fixes: replace('Take out the comma', span, ''),
        },
      );
      return;
    }
    frame.broken = true;
    const left = operator === '!' ? undefined : frame.items[frame.items.length - 1];
    const right = this.rightOperand(span.end);
    const instead = insteadOf(operator, left === undefined ? '' : this.source(left.span), right.text);
    const wrapped = instead === undefined ? undefined : this.wrap(frame, instead, operator);
    const whole = { start: left?.span.start ?? span.start, end: right.end };
    this.report(
      'template/unsupported-operator',
      { operator, advice: operatorAdvice(operator, wrapped) },
      span,
      {
        fixes: wrapped === undefined ? undefined : replace(`Write ${wrapped}`, whole, wrapped),
      },
    );
  }

  /** Beside other arguments, and as the argument of a block, a call needs parentheses. */
  private wrap(frame: Arguments, call: string, operator: string): string {
    const others = operator === '!' ? frame.items.length : frame.items.length - 1;
    return others > 0 ? `(${call})` : call;
  }

  /** The text up to the end of the expression, if it is one operand. */
  private rightOperand(start: number): ast.Span & { text: string } {
    let end = start;
    let depth = 0;
    for (let ahead = 1; ; ahead++) {
      const token = this.LA(ahead);
      const { tokenType } = token;
      if (token.image === '' || ends.has(tokenType)) break;
      if (tokenType === t.OpenParen) depth++;
      if (tokenType === t.CloseParen && --depth < 0) break;
      if (token.startOffset < start) continue;
      if (depth === 0 && notOperand.has(tokenType)) return { start, end: start, text: '' };
      end = t.endOf(token);
    }
    const text = this.text.slice(start, end).trim();
    const isOne = !/\s/.test(text) || /^\([^()]*\)$|^"[^"]*"$|^'[^']*'$/.test(text);
    return { start, end, text: isOne ? text : '' };
  }

  // ---------- blocks ----------

  protected block = this.RULE('block', (): ast.Statement => {
    const open = this.CONSUME(t.AnyBlockOpen);
    const before = this.problems.length;
    const args = this.SUBRULE(this.argumentList);
    const end = this.CONSUME(t.AnyClose);
    const isDecorator = open.image?.endsWith('*');
    const inverted = open.tokenType === t.OpenInverse;
    const head = this.RECORDING_PHASE ? undefined : this.openBlock(open, args, end, before);
    const opened = this.push(head?.path, head?.openSpan, isDecorator ? 'none' : inverted ? 'else' : 'chain');
    const statements = this.SUBRULE(this.body);
    const bodyEnd = this.nextStart();
    const inverse = this.OPTION({
      GATE: () => this.continuesElse(opened),
      DEF: () => this.SUBRULE(this.inverse),
    });
    const close = this.OPTION2({ GATE: () => this.closes(opened), DEF: () => this.SUBRULE(this.closeTag) });
    this.pop(opened, close);
    if (this.RECORDING_PHASE || head === undefined) return contentOf('', { start: 0, end: 0 });

    const { path, params, hash, openSpan } = head;
    const span = { start: openSpan.start, end: close?.span.end ?? this.nextStart() };
    const program = bodyOf(statements, { start: openSpan.end, end: bodyEnd }, args);
    const openStrip = stripOf(open.image, end.image);
    const closeStrip = close?.strip ?? noStrip;
    if (isDecorator) {
      if (path.original !== 'inline')
        this.report('template/decorator', { name: `#*${path.original}` }, openSpan);
      return { type: 'DecoratorBlock', path, params, hash, program, openStrip, closeStrip, span };
    }
    if (inverse?.chain !== undefined) inverse.chain.closeStrip = closeStrip;
    const closeSpan = close?.span;
    const common = { type: 'BlockStatement' as const, path, params, hash };
    const tail = { openStrip, inverseStrip: inverse?.strip, closeStrip, openSpan, closeSpan, span };
    if (!inverted) return { ...common, program, inverse: inverse?.program, ...tail };
    const nothing = { type: 'Program' as const, body: [], span: { start: bodyEnd, end: bodyEnd } };
    return { ...common, program: inverse?.program ?? nothing, inverse: program, ...tail };
  });

  private openBlock(
    open: IToken,
    args: Arguments,
    end: IToken,
    before: number,
  ): { path: ast.PathExpression; params: readonly ast.Expression[]; hash: ast.Hash; openSpan: ast.Span } {
    const openSpan = this.endExpression(open, end, t.Close, before);
    const { path, params, hash } = this.call(args, open, end, 'block');
    return { path: nameOf(path), params, hash, openSpan };
  }

  private push(
    path: ast.PathExpression | undefined,
    span: ast.Span | undefined,
    otherwise: OpenedBlock['otherwise'],
  ): OpenedBlock {
    const opened = {
      name: path?.incomplete ? undefined : path?.original,
      span: span ?? { start: 0, end: 0 },
      otherwise,
    };
    if (!this.RECORDING_PHASE) this.blocks.push(opened);
    return opened;
  }

  private continuesElse(opened: OpenedBlock): boolean {
    if (opened.otherwise === 'none') return false;
    return this.LA(1).tokenType === t.Else || opened.otherwise === 'chain';
  }

  /** `{{else}}…` or `{{else if x}}…`, to the end of the block. */
  protected inverse = this.RULE(
    'inverse',
    (): Inverse =>
      this.OR<Inverse>([
        { ALT: () => this.lastElse(this.CONSUME(t.Else)) },
        { ALT: () => this.SUBRULE(this.elseIf) },
      ]),
  );

  private lastElse(token: IToken): Inverse {
    const opened = this.blocks[this.blocks.length - 1];
    if (opened !== undefined) opened.otherwise = 'none';
    this.reportElseMark(token, '{{else}}');
    const statements = this.SUBRULE(this.body);
    if (this.RECORDING_PHASE) return { strip: noStrip, program: plainProgram('') };
    const span = { start: t.endOf(token), end: this.nextStart() };
    return { strip: stripOf(token.image, token.image), program: { type: 'Program', body: statements, span } };
  }

  protected elseIf = this.RULE('elseIf', (): Inverse => {
    const opened = this.blocks[this.blocks.length - 1];
    const open = this.CONSUME(t.OpenChain);
    const before = this.problems.length;
    const args = this.SUBRULE(this.argumentList);
    const end = this.CONSUME(t.AnyClose);
    this.reportElseMark(open, '{{else if …}}');
    const head = this.RECORDING_PHASE ? undefined : this.openBlock(open, args, end, before);
    const statements = this.SUBRULE(this.body);
    const bodyEnd = this.nextStart();
    const inverse = this.OPTION({
      GATE: () => opened !== undefined && this.continuesElse(opened),
      DEF: () => this.SUBRULE(this.inverse),
    });
    if (head === undefined) return { strip: noStrip, program: plainProgram('') };
    const { path, params, hash, openSpan } = head;
    const span = { start: openSpan.start, end: this.nextStart() };
    const strip = stripOf(open.image, end.image);
    // Handlebars takes for a link's end what follows it: the next link's or the whole block's tag.
    if (inverse?.chain !== undefined) inverse.chain.closeStrip = inverse.strip;
    const block = {
      type: 'BlockStatement' as const,
      path,
      params,
      hash,
      program: bodyOf(statements, { start: openSpan.end, end: bodyEnd }, args),
      inverse: inverse?.program,
      openStrip: strip,
      inverseStrip: inverse?.strip,
      closeStrip: noStrip,
      openSpan,
      span,
    };
    return { strip, program: { type: 'Program', body: [block], chained: true, span }, chain: block };
  });

  /** `{{#else}}`, `{{/else}}`. */
  private reportElseMark({ image, startOffset }: IToken, instead: string): void {
    const at = this.RECORDING_PHASE ? -1 : image.search(/[#/]/);
    if (at < 0) return;
    const mark = { start: startOffset + at, end: startOffset + at + 1 };
    this.report('template/else-mark', { mark: image[at]!, instead }, mark, {
      fixes: replace(`Write ${instead}`, mark, ''),
    });
  }

  /** `{{#elseif x}}`, as other languages say it. */
  private reportElseIf({ name, span }: OpenedBlock): void {
    const source = this.source(span);
    const start = span.start + source.indexOf('#');
    const mark = { start, end: span.start + source.indexOf(String(name)) + String(name).length };
    this.report('template/else-mark', { mark: '#', instead: '{{else if …}}' }, mark, {
      fixes: replace('Write {{else if …}}', mark, 'else if'),
    });
  }

  /** A closing tag that names an outer block ends this one without a tag of its own. */
  private closes(opened: OpenedBlock): boolean {
    const name = this.peekCloseName();
    return name === opened.name || !this.blocks.some((b) => b !== opened && b.name === name);
  }

  private peekCloseName(): unknown {
    const first = this.LA(2);
    if (first.tokenType === t.Text) return first.image.slice(1, -1);
    if (first.tokenType === t.Literal) return first.image;
    let name = '';
    for (let ahead = 2; ; ahead++) {
      const { tokenType, image } = this.LA(ahead);
      if (tokenType !== t.Id && tokenType !== t.Sep && tokenType !== t.Data) return name;
      name += image[0] === '[' ? image.slice(1, -1) : image;
    }
  }

  protected closeTag = this.RULE('closeTag', (): CloseTag => {
    const open = this.CONSUME(t.OpenEnd);
    const before = this.problems.length;
    const args = this.SUBRULE(this.argumentList);
    const end = this.CONSUME(t.AnyClose);
    if (this.RECORDING_PHASE) return { name: '', nameSpan: noSpan, span: noSpan, strip: noStrip };
    const span = this.endExpression(open, end, t.Close, before);
    if (args.blockParams !== undefined) {
      this.report('template/bad-block-params', { reason: 'misplaced' }, args.blockParams.span);
    }
    const [first, ...rest] = args.items;
    const extra = rest[0] ?? args.pairs[0];
    if (extra !== undefined)
      this.report('template/unexpected', { found: this.source(extra.span) }, extra.span);
    const inside = { start: t.endOf(open), end: Math.max(end.startOffset, t.endOf(open)) };
    // `{{/}}` ends nothing, not even a block whose name is an empty text.
    const name = first === undefined ? undefined : nameOf(first).original;
    return { name, nameSpan: first?.span ?? inside, span, strip: stripOf(open.image, end.image) };
  });

  private pop(opened: OpenedBlock, close: CloseTag | undefined): void {
    if (this.RECORDING_PHASE) return;
    this.blocks.pop();
    const name = String(opened.name ?? '');
    if (opened.name === undefined && close !== undefined) return;
    if (close === undefined) {
      if (isElseIf(name)) this.reportElseIf(opened);
      else this.report('template/unclosed-block', { name, close: `{{/${name}}}` }, opened.span);
    } else if (close.name !== opened.name) {
      this.report('template/mismatched-close', { open: name, close: String(close.name ?? '') }, close.span, {
        related: [{ span: opened.span, message: `the block that is open here: {{#${name}}}` }],
        // the other block's name means that one of the two tags is wrong: nobody knows which
        fixes: (isBlock(close.name) ? suggest : replace)(`Write {{/${name}}}`, close.nameSpan, name),
      });
    }
  }

  protected strayClose = this.RULE('strayClose', (): undefined => {
    const close = this.SUBRULE(this.closeTag);
    this.report('template/stray-close', { name: String(close?.name ?? '') }, close?.span);
    return undefined;
  });

  protected strayElse = this.RULE('strayElse', (): undefined => {
    let span = noSpan;
    this.OR([
      { ALT: () => (span = spanOf(this.CONSUME(t.Else))) },
      {
        ALT: () => {
          const open = this.CONSUME(t.OpenChain);
          const before = this.problems.length;
          this.SUBRULE(this.argumentList);
          const end = this.CONSUME(t.AnyClose);
          if (!this.RECORDING_PHASE) span = this.endExpression(open, end, t.Close, before);
        },
      },
    ]);
    if (this.RECORDING_PHASE) return undefined;
    this.report('template/stray-else', { tag: this.source(span), inside: this.insideOf() }, span);
    return undefined;
  });

  /** Name of the block that has had its else already, or takes none. */
  private insideOf(): string {
    const block = this.blocks[this.blocks.length - 1];
    return block === undefined ? '' : String(block.name ?? '');
  }

  // ---------- partials ----------

  protected partial = this.RULE('partial', (): ast.Statement => {
    const open = this.CONSUME(t.OpenPartial);
    const before = this.problems.length;
    const args = this.SUBRULE(this.argumentList);
    const end = this.CONSUME(t.AnyClose);
    if (this.RECORDING_PHASE) return contentOf('', noSpan);
    const span = this.endExpression(open, end, t.Close, before);
    const { path, params, hash } = this.call(args, open, end, 'partial');
    const name = this.partialName(path);
    return {
      type: 'PartialStatement',
      name,
      params,
      hash,
      indent: '',
      strip: stripOf(open.image, end.image),
      span,
    };
  });

  private partialName(path: ast.Expression): ast.PartialStatement['name'] {
    if (path.type === 'SubExpression') {
      this.report('template/dynamic-partial', { found: this.source(path.span) }, path.span);
      return path;
    }
    if (path.type === 'StringLiteral' || path.type === 'NumberLiteral') return path;
    const name = nameOf(path);
    if (name.original === '@partial-block') this.report('template/partial-block', {}, path.span);
    return name;
  }

  protected partialBlock = this.RULE('partialBlock', (): ast.Statement => {
    const open = this.CONSUME(t.OpenPartialBlock);
    const before = this.problems.length;
    const args = this.SUBRULE(this.argumentList);
    const end = this.CONSUME(t.AnyClose);
    let name: ast.PartialStatement['name'] | undefined;
    let call: Call | undefined;
    let openSpan = noSpan;
    if (!this.RECORDING_PHASE) {
      openSpan = this.endExpression(open, end, t.Close, before);
      call = this.call(args, open, end, 'partial');
      name = this.partialName(call.path);
    }
    const opened = this.push(name === undefined ? undefined : nameOf(name), openSpan, 'none');
    const statements = this.SUBRULE(this.body);
    const bodyEnd = this.nextStart();
    const close = this.OPTION2({ GATE: () => this.closes(opened), DEF: () => this.SUBRULE(this.closeTag) });
    this.pop(opened, close);
    if (name === undefined || call === undefined) return contentOf('', noSpan);
    return {
      type: 'PartialBlockStatement',
      name,
      params: call.params,
      hash: call.hash,
      program: { type: 'Program', body: statements, span: { start: openSpan.end, end: bodyEnd } },
      openStrip: stripOf(open.image, end.image),
      closeStrip: close?.strip ?? noStrip,
      span: { start: openSpan.start, end: close?.span.end ?? this.nextStart() },
    };
  });

  // ---------- raw blocks ----------

  protected rawBlock = this.RULE('rawBlock', (): ast.Statement => {
    const open = this.CONSUME(t.OpenRaw);
    const before = this.problems.length;
    const args = this.SUBRULE(this.argumentList);
    const end = this.CONSUME(t.AnyClose);
    const body: ast.Statement[] = [];
    this.MANY(() => {
      const token = this.CONSUME(t.AnyRawText);
      if (!this.RECORDING_PHASE) body.push(contentOf(token.image, spanOf(token)));
    });
    let close: IToken | undefined;
    this.OPTION(() => (close = this.CONSUME(t.RawEnd)));
    if (this.RECORDING_PHASE) return contentOf('', noSpan);
    const openSpan = this.endExpression(open, end, t.CloseRaw, before);
    const call = this.call(args, open, end);
    const path = nameOf(call.path);
    const bodySpan = { start: openSpan.end, end: body[body.length - 1]?.span.end ?? openSpan.end };
    if (end.tokenType === t.CloseRaw) this.endRaw(path, openSpan, close);
    return {
      type: 'BlockStatement',
      path,
      params: call.params,
      hash: call.hash,
      program: { type: 'Program', body, span: bodySpan },
      openStrip: noStrip,
      inverseStrip: noStrip,
      closeStrip: noStrip,
      openSpan,
      closeSpan: close === undefined ? undefined : spanOf(close),
      span: { start: openSpan.start, end: close === undefined ? bodySpan.end : t.endOf(close) },
    };
  });

  private endRaw(path: ast.PathExpression, openSpan: ast.Span, close: IToken | undefined): void {
    const name = path.original;
    if (close === undefined) {
      this.report('template/unclosed-block', { name, close: `{{{{/${name}}}}}` }, openSpan);
      return;
    }
    const closeName = close.image.slice(5, -4);
    if (closeName === name) return;
    const nameSpan = { start: close.startOffset + 5, end: t.endOf(close) - 4 };
    this.report('template/mismatched-close', { open: name, close: closeName }, spanOf(close), {
      related: [{ span: openSpan, message: `the block that is open here: {{{{${name}}}}}` }],
      fixes: replace(`Write {{{{/${name}}}}}`, nameSpan, name),
    });
  }

  // ---------- helpers ----------

  /** Where the next token begins; at the end of the text, its length (chevrotain's end token has no place). */
  private nextStart(): number {
    const { startOffset } = this.LA(1);
    return Number.isNaN(startOffset) ? this.text.length : startOffset;
  }
}

/** Of one value after the name nobody asks whether it belongs to the inner call. */
function closeParenthesis({ items, pairs }: Arguments, at: ast.Span) {
  return (items.length + pairs.length <= 2 ? replace : suggest)('Add )', at, ')');
}

/** Handlebars' own names of blocks. */
function isBlock(name: unknown): boolean {
  return ['if', 'unless', 'each', 'with'].includes(String(name));
}

const noSpan: ast.Span = { start: 0, end: 0 };

const ends = new Set([t.Close, t.CloseUnescaped, t.CloseExtra, t.CloseRaw, t.MissingEnd]);
const notOperand = new Set([t.Operator, t.Pipe, t.Equals, t.Unknown, t.OpenBlockParams]);

function contentOf(value: string, span: ast.Span): ast.ContentStatement {
  return { type: 'ContentStatement', value, original: value, span };
}

function bodyOf(body: ast.Statement[], span: ast.Span, { blockParams }: Arguments): ast.Program {
  if (blockParams === undefined) return { type: 'Program', body, span };
  const { names, spans } = blockParams;
  return { type: 'Program', body, blockParams: names, blockParamSpans: spans, span };
}

function stripOf(open: string, close: string): ast.StripFlags {
  return { open: open[2] === '~', close: close[close.length - 3] === '~' };
}

function emptyPath(span: ast.Span): ast.PathExpression {
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [],
    original: '',
    partSpans: [],
    incomplete: true,
    span,
  };
}

/** A literal as a block's name is a path of one part, as Handlebars' compiler makes it. */
function nameOf(expression: ast.Expression): ast.PathExpression {
  if (expression.type === 'PathExpression') return expression;
  if (expression.type === 'SubExpression') return nameOf(expression.path);
  const { span } = expression;
  const name =
    'original' in expression
      ? String(expression.original)
      : expression.type === 'NullLiteral'
        ? 'null'
        : 'undefined';
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [name],
    original: name,
    partSpans: [span],
    span,
  };
}

function shorten(text: string): string {
  const line = text.split('\n', 1)[0]!;
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
