/** `when:` conditions, `each:` loops and the arguments of `use:`, to the same expressions that templates have. */
import type { IToken } from 'chevrotain';
import type * as ast from './ast.ts';
import { readWithoutBraces, withBracesInTexts } from './braces.ts';
import { type Arguments, ExpressionParser, spanOf } from './expression.ts';
import { conditionWord, operatorAdvice } from './messages.ts';
import { problem, replace, suggest } from './problem.ts';
import { tooDeep } from './template.ts';
import * as t from './tokens.ts';

/** Reads a condition: or < and < not < comparison. Comparisons become calls of `eq ne lt le gt ge in`. */
export function parseCondition(text: string): ast.Parsed<ast.Condition> {
  const parse = (bare: string) => read('condition', bare, (parser) => parser.condition());
  return readWithoutBraces('condition', text, parse) ?? withBracesInTexts(text, parse(text));
}

/** Reads `order.items as |item index|`. */
export function parseLoop(text: string): ast.Parsed<ast.Loop> {
  const parse = (bare: string) => read('loop', bare, (parser) => parser.loop());
  return readWithoutBraces('loop', text, parse) ?? parseForIn(text) ?? parse(text);
}

const forIn =
  /^\s*(?:for\s+)?(?<item>[\p{L}_][\p{L}\p{N}_]*)(?:\s*,\s*(?<index>[\p{L}_][\p{L}\p{N}_]*))?\s+(?:in|of)\s+(?=\S)/du;

/** `item, index in LIST`, as other languages say it: an error with a mend, and read as what it means. */
function parseForIn(text: string): ast.Parsed<ast.Loop> | undefined {
  const head = text.includes('|') ? null : forIn.exec(text);
  if (head === null) return undefined;
  const names = ['item', 'index'].flatMap((group) => {
    const [start, end] = head.indices?.groups?.[group] ?? [];
    return start === undefined ? [] : [{ name: text.slice(start, end), span: { start, end: end! } }];
  });
  const list = text.slice(head[0].length).trimEnd();
  const written = `${list} as |${names.map(({ name }) => name).join(' ')}|`;
  const { value, problems } = parseLoop(' '.repeat(head[0].length) + written);
  if (value === undefined || problems.length > 0) return undefined;
  const span = { start: text.search(/\S/), end: head[0].length + list.length };
  const params = { reason: 'for-in', found: written } as const;
  const fixes = replace(`Write ${written}`, span, written);
  return { value: { ...value, names }, problems: [problem('template/bad-loop', params, span, { fixes })] };
}

/** Reads `key=value …`, what follows the name after `use:`; spans are offsets into `text`. */
export function parsePairs(text: string): ast.Parsed<readonly ast.HashPair[]> {
  return read('call', text, (parser) => parser.pairs());
}

let parser: ConditionParser | undefined;

export function conditionParser(): ConditionParser {
  parser ??= new ConditionParser();
  return parser;
}

type Kind = 'condition' | 'loop' | 'call';

function read<T>(kind: Kind, text: string, rule: (parser: ConditionParser) => T | undefined): ast.Parsed<T> {
  const tokens = t.lexCondition(text);
  const deep = tooDeep(tokens);
  if (deep !== undefined) return { value: undefined, problems: [deep] };
  return conditionParser().read(kind, text, tokens, rule);
}

const helpers: Readonly<Record<string, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

type Value = ast.Expression | undefined;

export class ConditionParser extends ExpressionParser {
  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  private kind: Kind = 'condition';

  read<T>(
    kind: Kind,
    text: string,
    tokens: IToken[],
    rule: (parser: ConditionParser) => T | undefined,
  ): ast.Parsed<T> {
    this.begin(text, tokens);
    this.kind = kind;
    const value = rule(this);
    const { problems } = this;
    problems.sort((a, b) => a.span.start - b.span.start);
    if (this.errors.length === 0) return { value, problems };
    // As in the template parser: no text is known to come here.
    const span = { start: 0, end: text.length };
    problems.push(problem('template/unexpected', { found: this.errors[0]!.token.image }, span));
    return { value: undefined, problems };
  }

  // ---------- conditions ----------

  condition = this.RULE('condition', (): Value => {
    const value = this.SUBRULE(this.either);
    this.SUBRULE(this.rest);
    if (this.RECORDING_PHASE) return undefined;
    if (value === undefined && this.problems.length === 0) {
      this.report('template/condition-empty', {}, { start: 0, end: this.text.length });
    }
    return value;
  });

  protected either = this.RULE('either', (): Value => {
    let left = this.SUBRULE(this.both);
    this.MANY(() => {
      const operator = this.CONSUME(t.Or);
      const right = this.SUBRULE2(this.both);
      if (!this.RECORDING_PHASE) left = this.join('or', operator, left, right);
    });
    return left;
  });

  protected both = this.RULE('both', (): Value => {
    let left = this.SUBRULE(this.negation);
    this.MANY(() => {
      const operator = this.CONSUME(t.And);
      const right = this.SUBRULE2(this.negation);
      if (!this.RECORDING_PHASE) left = this.join('and', operator, left, right);
    });
    return left;
  });

  protected negation = this.RULE('negation', (): Value => {
    const operators: IToken[] = [];
    this.MANY(() => operators.push(this.CONSUME(t.Not)));
    let value = this.SUBRULE(this.comparison);
    if (this.RECORDING_PHASE) return value;
    for (const operator of operators.reverse()) {
      this.checkWord('not', operator);
      if (value === undefined) return this.missing('after', operator);
      value = call('not', operator, [value], value.span.end);
    }
    return value;
  });

  protected comparison = this.RULE('comparison', (): Value => {
    let value: Value;
    let first: IToken | undefined;
    this.OPTION(() => (value = this.SUBRULE(this.operand)));
    this.MANY(() => {
      let operator: IToken | undefined;
      let list: ast.Expression[] | undefined;
      let right: Value;
      this.OR([
        {
          ALT: () => {
            operator = this.OR2([
              { ALT: () => this.CONSUME(t.Compare) },
              { ALT: () => this.CONSUME(t.Equals) },
            ]);
            this.OPTION2(() => (right = this.SUBRULE2(this.operand)));
          },
        },
        {
          ALT: () => {
            operator = this.CONSUME(t.InList);
            list = this.SUBRULE(this.list);
          },
        },
      ]);
      if (this.RECORDING_PHASE || operator === undefined) return;
      if (first !== undefined) this.chained(first, operator);
      else value = this.compare(operator, value, right, list);
      first ??= operator;
    });
    return value;
  });

  private compare(operator: IToken, left: Value, right: Value, list: ast.Expression[] | undefined): Value {
    if (left === undefined) return this.missing('before', operator);
    if (list !== undefined) return call('in', operator, [left, ...list], this.lastEnd(operator));
    const sign = conditionWord[operator.image] ?? operator.image;
    this.checkWord(sign, operator);
    if (right === undefined) {
      this.missing('after', operator);
      return left;
    }
    return call(helpers[sign]!, operator, [left, right], right.span.end);
  }

  private chained(first: IToken, second: IToken): void {
    this.report(
      'template/condition-chain',
      { first: first.image.trim(), second: second.tokenType === t.InList ? 'in' : second.image },
      spanOf(second),
      { related: [{ span: spanOf(first), message: 'the first comparison' }] },
    );
  }

  private join(helper: 'and' | 'or', operator: IToken, left: Value, right: Value): Value {
    this.checkWord(helper, operator);
    if (left === undefined) this.missing('before', operator);
    if (right === undefined) this.missing('after', operator);
    if (left === undefined || right === undefined) return left ?? right;
    return call(helper, operator, [left, right], right.span.end);
  }

  private checkWord(write: string, operator: IToken): void {
    const found = operator.image;
    if (found === write) return;
    const after = this.text[operator.startOffset + found.length];
    const newText = found === '!' && after !== ' ' ? `${write} ` : write;
    const span = spanOf(operator);
    this.report('template/condition-operator', { found, write }, span, {
      fixes: replace(`Write ${write}`, span, newText),
    });
  }

  private missing(side: 'before' | 'after', operator: IToken): undefined {
    const sign = operator.tokenType === t.InList ? 'in' : operator.image;
    this.report('template/condition-value', { place: `${side} "${sign}"` }, spanOf(operator));
    return undefined;
  }

  /** `["paid", "sent"]`, from behind its opening bracket. */
  protected list = this.RULE('list', (): ast.Expression[] => {
    const values: ast.Expression[] = [];
    let afterValue = false;
    let reported = false;
    let comma: IToken | undefined;
    const start = this.RECORDING_PHASE ? undefined : this.LA(0);
    const wrong = (
      reason: 'empty' | 'unclosed' | 'missing' | 'not-literal' | 'no-comma',
      span: ast.Span,
    ): void => {
      if (!reported && !this.RECORDING_PHASE) this.report('template/condition-list', { reason }, span);
      reported = true;
    };
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            const token = this.CONSUME(t.Comma);
            if (!afterValue) wrong('missing', spanOf(token));
            afterValue = false;
            comma = token;
          },
        },
        {
          ALT: () => {
            const value = this.SUBRULE(this.listValue);
            if (this.RECORDING_PHASE) return;
            if (afterValue) wrong('no-comma', value.span);
            if (value.literal === undefined) wrong('not-literal', value.span);
            else values.push(value.literal);
            afterValue = true;
            comma = undefined;
          },
        },
      ]),
    );
    let close: IToken | undefined;
    this.OPTION(() => (close = this.CONSUME(t.CloseList)));
    if (this.RECORDING_PHASE || start === undefined) return values;
    const span = { start: start.startOffset, end: this.lastEnd(start) };
    if (close === undefined) wrong('unclosed', span);
    else if (comma !== undefined) wrong('missing', spanOf(comma));
    else if (values.length === 0) wrong('empty', span);
    return values;
  });

  protected listValue = this.RULE('listValue', (): { literal?: ast.Expression; span: ast.Span } => {
    const literal = this.OR<ast.Expression | undefined>([
      { ALT: () => this.constant(this.CONSUME(t.Constant)) },
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(t.Id) }, { ALT: () => this.CONSUME(t.Unknown) }]);
          return undefined;
        },
      },
    ]);
    const span = this.RECORDING_PHASE ? { start: 0, end: 0 } : spanOf(this.LA(0));
    return { literal, span };
  });

  /** `(cond)`, `(helper a key=b)`. */
  protected override parenthesised = this.RULE('parenthesised', (): ast.Expression => {
    const open = this.CONSUME(t.OpenParen);
    let prefix: IToken | undefined;
    this.OPTION(() => {
      prefix = this.OR([{ ALT: () => this.CONSUME(t.And) }, { ALT: () => this.CONSUME(t.Or) }]);
    });
    const before = this.problems.length;
    this.parens++;
    const first = this.SUBRULE(this.either);
    const args: Arguments = this.SUBRULE(this.argumentList);
    this.parens--;
    let close: IToken | undefined;
    this.OPTION2(() => (close = this.CONSUME(t.CloseParen)));
    if (this.RECORDING_PHASE) return nothing({ start: 0, end: 0 });
    if (args.blockParams !== undefined) this.unexpected('as', args.blockParams.span, undefined);
    const span = { start: open.startOffset, end: close === undefined ? this.lastEnd(open) : t.endOf(close) };
    if (close === undefined) this.unclosedParen(span);
    return this.groupOrCall(span, prefix, first, args, before);
  });

  private unclosedParen(span: ast.Span): void {
    const at = { start: span.end, end: span.end };
    this.report('template/unclosed-parenthesis', { text: this.source(span) }, span, {
      fixes: suggest('Add )', at, ')'),
    });
  }

  private groupOrCall(
    span: ast.Span,
    prefix: IToken | undefined,
    first: Value,
    args: Arguments,
    before: number,
  ): ast.Expression {
    const hash = this.hash(args, span.end - 1);
    if (prefix !== undefined) {
      const params = first === undefined ? args.items : [first, ...args.items];
      return {
        type: 'SubExpression',
        path: word(prefix.image.toLowerCase(), spanOf(prefix)),
        params,
        hash,
        span,
      };
    }
    if (first === undefined) {
      if (this.problems.length === before) {
        this.report('template/condition-value', { place: `in "${this.source(span)}"` }, span);
      }
      return nothing(span);
    }
    if (args.items.length === 0 && args.pairs.length === 0) return first;
    if (first.type === 'PathExpression')
      return { type: 'SubExpression', path: first, params: args.items, hash, span };
    const extra = (args.items[0] ?? args.pairs[0])!;
    this.unexpected(this.source(extra.span), extra.span, undefined);
    return first;
  }

  /** What follows a whole condition: the first of it is reported. */
  protected rest = this.RULE('rest', () => {
    const before = this.problems.length;
    const frame = this.SUBRULE(this.argumentList);
    if (this.RECORDING_PHASE) return;
    const extra = frame.items[0] ?? frame.pairs[0] ?? frame.blockParams;
    if (extra !== undefined) this.unexpected(this.source(extra.span), extra.span, undefined);
    const [first] = this.problems.splice(before).sort((a, b) => a.span.start - b.span.start);
    if (first !== undefined) this.problems.push(first);
  });

  protected override reportJunk(frame: Arguments, token: IToken): void {
    frame.broken = true;
    this.unexpected(token.tokenType === t.InList ? 'in' : token.image, spanOf(token), token);
  }

  protected override reportExtra(span: ast.Span): void {
    this.unexpected(this.source(span), span, undefined);
  }

  protected override reportSign(frame: Arguments, sign: string, span: ast.Span): void {
    frame.broken = true;
    this.unexpected(sign, span, undefined);
  }

  private unexpected(found: string, span: ast.Span, token: IToken | undefined): void {
    if (this.kind !== 'condition') {
      this.report(
        this.kind === 'loop' ? 'template/bad-loop' : 'template/bad-call',
        { reason: 'unexpected', found },
        span,
      );
      return;
    }
    if (found === 'in' && token === undefined) {
      this.report('template/condition-list', { reason: 'no-bracket' }, span);
      return;
    }
    this.report(
      'template/condition-unexpected',
      { found, advice: adviceFor(found, token, this.parens > 0) },
      span,
    );
  }

  // ---------- loops and calls ----------

  loop = this.RULE('loop', (): ast.Loop | undefined => {
    const frame = this.SUBRULE(this.argumentList);
    if (this.RECORDING_PHASE) return undefined;
    const wrong = this.problems.findIndex((p) => p.code === 'template/bad-block-params');
    const reason = wrong < 0 ? undefined : this.problems[wrong]!.params['reason'];
    if (wrong >= 0) this.problems.splice(wrong, 1);
    const whole = { start: 0, end: this.text.length };
    const names = (frame.blockParams?.names ?? []).map((name, i) => ({
      name,
      span: frame.blockParams!.spans[i]!,
    }));
    const [list, extra] = frame.items;
    const found = this.text.trim();
    if (this.problems.length === 0) {
      if (found === '') this.report('template/bad-loop', { reason: 'empty', found }, whole);
      else if (list === undefined) this.report('template/bad-loop', { reason: 'no-list', found }, whole);
      else this.checkLoop(extra ?? frame.pairs[0], frame, names, reason, found);
    }
    return list === undefined ? undefined : { list, names };
  });

  private checkLoop(
    extra: { span: ast.Span } | undefined,
    { blockParams }: Arguments,
    names: ast.Loop['names'],
    reason: unknown,
    found: string,
  ): void {
    const whole = { start: 0, end: this.text.length };
    if (extra !== undefined) {
      this.report('template/bad-loop', { reason: 'unexpected', found: this.source(extra.span) }, extra.span);
    } else if (blockParams === undefined) {
      this.report('template/bad-loop', { reason: 'no-names', found }, whole);
    } else if (reason === 'unclosed') {
      this.report('template/bad-loop', { reason, found }, blockParams.span);
    } else if (names.length === 0 || names.length > 2) {
      this.report('template/bad-loop', { reason: 'name-count', found }, blockParams.span);
    } else if (names[0]!.name === names[1]?.name) {
      this.report('template/bad-loop', { reason: 'same-name', found: names[0]!.name }, names[1].span);
    }
  }

  pairs = this.RULE('pairs', (): readonly ast.HashPair[] => {
    const frame = this.SUBRULE(this.argumentList);
    if (this.RECORDING_PHASE) return [];
    const order = this.problems.filter((p) => p.code !== 'template/argument-order');
    this.problems = order;
    for (const { span } of frame.items) {
      this.report('template/bad-call', { reason: 'positional', found: this.source(span) }, span);
    }
    if (frame.blockParams !== undefined) {
      const { span } = frame.blockParams;
      this.report('template/bad-call', { reason: 'unexpected', found: this.source(span) }, span);
    }
    return frame.pairs;
  });
}

function adviceFor(found: string, token: IToken | undefined, inParens: boolean): string {
  if (token === undefined && !/^[-?:]/.test(found)) {
    return inParens
      ? 'the arguments of a helper directly follow its name'
      : 'write and, or or a comparison before it; a helper with its arguments stands in parentheses, as in (length order.items) > 1';
  }
  const type = token?.tokenType;
  if (type === t.Not) return 'write not before the whole comparison';
  if (type === t.And || type === t.Or) return 'put a group in parentheses of its own';
  if (type === t.Compare || type === t.Equals || type === t.InList) {
    return 'close the parentheses of the call before comparing, as in (length order.items) > 1';
  }
  if (type === t.CloseParen) return 'no parenthesis is open: take it out';
  if (type === t.Comma) return 'write and or or; arguments are separated by blanks';
  if (type === t.Operator || type === undefined) {
    return found === '?' || found === ':'
      ? 'a condition is only true or false'
      : operatorAdvice(found, undefined);
  }
  return 'take it out, or put it in quotes if it is text';
}

function call(
  helper: string,
  operator: IToken,
  params: readonly ast.Expression[],
  end: number,
): ast.SubExpression {
  const first = params[0]!;
  const start = Math.min(first.span.start, operator.startOffset);
  const hash = { type: 'Hash' as const, pairs: [], span: { start: end, end } };
  const at = { start: operator.startOffset, end: operator.startOffset + operator.image.trimEnd().length };
  return { type: 'SubExpression', path: word(helper, at), params, hash, span: { start, end } };
}

function word(name: string, span: ast.Span): ast.PathExpression {
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

function nothing(span: ast.Span): ast.PathExpression {
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
