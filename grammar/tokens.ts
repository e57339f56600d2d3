/**
 * The tokens of all grammars and the one lexer. `content` is a template's text, `mu` the inside of `{{ }}`,
 * `rawmu` the inside of `{{{{ }}}}`, `raw` and `rawInner` the text of raw blocks, `condition` the control keys,
 * `list` the values after `in`.
 */
import { createToken, createTokenInstance, type IToken, Lexer, type TokenType } from 'chevrotain';
import * as scan from './scan.ts';

type Matcher = (text: string, offset: number) => [string] | null;

function custom(name: string, pattern: Matcher, more: object = {}): TokenType {
  return createToken({ name, pattern, line_breaks: true, ...more });
}

function token(name: string, pattern: RegExp | string, more: object = {}): TokenType {
  return createToken({ name, pattern, line_breaks: true, ...more });
}

// ---------- groups of tokens that stand in the same place ----------
// chevrotain needs time for each alternative when it starts; a group is one alternative.

function group(name: string): TokenType {
  return createToken({ name, pattern: Lexer.NA });
}

/** Text and comments. */
export const Plain = group('Plain');
/** The openings of expressions that are no block, partial or end. */
export const AnyOpen = group('AnyOpen');
export const AnyBlockOpen = group('AnyBlockOpen');
export const AnyRawText = group('AnyRawText');
export const AnyClose = group('AnyClose');
/** Numbers, texts in quotes, true, false, null, undefined. */
export const Constant = group('Constant');
/** What is no argument; some of it has a meaning in other places. */
export const Junk = group('Junk');

// ---------- text and the openings in it ----------

export const Content = custom('Content', scan.matchContent, { categories: Plain });
const mu = { push_mode: 'mu' };
export const Open = token('Open', /\{\{(?![{~&*!>#/^]|\s*else\b)/, { ...mu, categories: AnyOpen });
export const OpenOther = token('OpenOther', /\{\{~?[&*]?/, { ...mu, categories: AnyOpen });
export const OpenUnescaped = token('OpenUnescaped', /\{\{~?\{/, { ...mu, categories: AnyOpen });
export const OpenBlock = token('OpenBlock', /\{\{~?#\*?/, { ...mu, categories: AnyBlockOpen });
export const OpenInverse = token('OpenInverse', /\{\{~?\^/, { ...mu, categories: AnyBlockOpen });
// Handlebars knows no `{{#else}}` and `{{/else}}`; the parser tells, and what stands around them is read as meant
export const OpenChain = token('OpenChain', /\{\{~?[#/]?\s*else\b/, mu);
export const OpenEnd = token('OpenEnd', /\{\{~?\//, mu);
export const OpenPartial = token('OpenPartial', /\{\{~?>/, mu);
export const OpenPartialBlock = token('OpenPartialBlock', /\{\{~?#>/, mu);
export const Else = token('Else', /\{\{~?(?:\^\s*|[#/]?\s*else\s*)~?\}\}/);
export const LongComment = custom('LongComment', scan.matchLongComment, { categories: Plain });
export const UnclosedComment = custom('UnclosedComment', scan.matchUnclosedComment, {
  categories: Plain,
});
export const Comment = custom('Comment', scan.matchComment, { categories: Plain });

// ---------- raw blocks ----------

export const OpenRaw = token('OpenRaw', '{{{{', { push_mode: 'rawmu' });
export const CloseRaw = token('CloseRaw', '}}}}', { pop_mode: true, push_mode: 'raw', categories: AnyClose });
const rawEnd = /\{\{\{\{\/[^\s!"#%-,./;->@[-^`{-~]+\}\}\}\}/;
export const RawEnd = token('RawEnd', rawEnd, { pop_mode: true });
export const RawInner = token('RawInner', /\{\{\{\{(?=[^/])/, {
  push_mode: 'rawInner',
  categories: AnyRawText,
});
export const RawInnerEnd = token('RawInnerEnd', rawEnd, { pop_mode: true, categories: AnyRawText });
export const RawText = custom('RawText', scan.matchRawText, { categories: AnyRawText });

// ---------- inside an expression ----------

const WhiteSpace = token('WhiteSpace', /\s+/, { group: Lexer.SKIPPED });
const close = { pop_mode: true, categories: AnyClose };
/** Of no length: the expression was not closed. */
export const MissingEnd = custom('MissingEnd', scan.matchMissingEnd, close);
export const Close = token('Close', /~?\}\}/, close);
export const CloseUnescaped = token('CloseUnescaped', /\}~?\}\}/, close);
export const CloseExtra = token('CloseExtra', '}}}}', close);
export const Text = custom('Text', scan.matchString, { categories: Constant });
export const UnclosedString = custom('UnclosedString', scan.matchUnclosedString, {
  categories: Constant,
});
const literal = '(?:true|false|undefined|null|-?[0-9]+(?:\\.[0-9]+)?)';
export const Literal = token('Literal', new RegExp(`${literal}(?![^~}\\s)])`), { categories: Constant });
export const OpenBlockParams = token('OpenBlockParams', /as\s+\|/);
export const Pipe = token('Pipe', '|', { categories: Junk });
export const Id = custom('Id', scan.matchId);
export const Sep = token('Sep', /[/.]/, { categories: Junk });
export const Data = token('Data', '@');
export const CallOpen = custom('CallOpen', scan.matchCallOpen, { categories: Junk });
export const OpenParen = token('OpenParen', '(');
export const CloseParen = token('CloseParen', ')', { categories: Junk });
export const Equals = token('Equals', /=(?!=)/, { categories: Junk });
export const Operator = token('Operator', /===?|!==?|<>|<=|>=|&&?|\|\||\?\??|[+*%<>!:,^;-]/, {
  categories: Junk,
});
export const Unknown = custom('Unknown', (text, offset) => [text[offset]!], { categories: Junk });

// ---------- conditions ----------

export const And = custom('And', alternatives(scan.matchWord('and'), /&&?/y), {
  categories: Junk,
});
export const Or = custom('Or', alternatives(scan.matchWord('or'), /\|\|/y), {
  categories: Junk,
});
export const Not = custom('Not', alternatives(scan.matchWord('not'), /!(?!=)/y), {
  categories: Junk,
});
export const Compare = token('Compare', /===?|!==?|<>|<=|>=|=<|=>|<|>/, { categories: Junk });
export const InList = custom('InList', scan.matchListStart, { push_mode: 'list', categories: Junk });
export const CloseList = token('CloseList', ']', { pop_mode: true, categories: Junk });
export const Comma = token('Comma', ',', { categories: Junk });
export const ConditionLiteral = token('ConditionLiteral', new RegExp(`${literal}(?![^\\s~}),\\]=!<>&|])`), {
  categories: Constant,
});

function alternatives(first: Matcher, second: RegExp): Matcher {
  return (text, offset) => {
    const match = first(text, offset);
    if (match !== null) return match;
    second.lastIndex = offset;
    const found = second.exec(text);
    return found === null ? null : [found[0]];
  };
}

const expressionTokens = [
  WhiteSpace,
  MissingEnd,
  CloseUnescaped,
  Close,
  Text,
  UnclosedString,
  Literal,
  OpenBlockParams,
  Id,
  Sep,
  Data,
  CallOpen,
  OpenParen,
  CloseParen,
  Equals,
  Operator,
  Pipe,
  Unknown,
];

const modes = {
  content: [
    Content,
    Open,
    OpenRaw,
    LongComment,
    UnclosedComment,
    Comment,
    OpenUnescaped,
    Else,
    OpenChain,
    OpenPartialBlock,
    OpenPartial,
    OpenBlock,
    OpenEnd,
    OpenInverse,
    OpenOther,
  ],
  mu: [CloseExtra, ...expressionTokens],
  rawmu: [CloseRaw, ...expressionTokens],
  raw: [RawEnd, RawInner, RawText],
  rawInner: [RawInnerEnd, RawInner, RawText],
  condition: [
    WhiteSpace,
    Text,
    UnclosedString,
    And,
    Or,
    Not,
    InList,
    ConditionLiteral,
    OpenBlockParams,
    Id,
    Sep,
    Data,
    CallOpen,
    OpenParen,
    CloseParen,
    Compare,
    Equals,
    Comma,
    Operator,
    Pipe,
    Unknown,
  ],
  list: [WhiteSpace, CloseList, Comma, Text, UnclosedString, ConditionLiteral, Id, Unknown],
};

/** What the parsers may meet. */
const groups = [Plain, AnyOpen, AnyBlockOpen, AnyRawText, AnyClose, Constant, Junk];
export const vocabulary = [...new Set(Object.values(modes).flat()), ...groups];

let lexer: Lexer | undefined;

/** Made on first use: importing this module costs no analysis. */
function getLexer(): Lexer {
  lexer ??= new Lexer(
    { modes, defaultMode: 'content' },
    // safeMode: without it chevrotain spends more time on finding each pattern's first characters than it saves.
    { positionTracking: 'onlyOffset', skipValidations: true, safeMode: true },
  );
  return lexer;
}

/** End offset of a token (exclusive); chevrotain itself only knows it with full position tracking. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

export function lexCondition(text: string): IToken[] {
  return lex(text, 'condition');
}

/** Every expression of the result ends: where its `}}` is missing, with MissingEnd. */
export function lexTemplate(text: string): IToken[] {
  const tokens = lex(text, 'content');
  const last = tokens[tokens.length - 1];
  if (last !== undefined && !endsOutside.has(last.tokenType)) tokens.push(make(MissingEnd, '', text.length));
  return tokens.some((t) => t.tokenType === MissingEnd) ? endAtLine(text, tokens) : tokens;
}

/** A quote that is left open may have paired up with one of a later expression: then strings end at `}}`. */
function lex(text: string, mode: string): IToken[] {
  const read = () => getLexer().tokenize(text, mode).tokens;
  const tokens = read();
  const doubtful =
    tokens.some((t) => t.tokenType === UnclosedString) &&
    tokens.some((t) => t.tokenType === Text && t.image.includes('}}'));
  return doubtful ? scan.withShortStrings(read) : tokens;
}

const endsOutside = new Set<TokenType>([
  Content,
  Else,
  LongComment,
  UnclosedComment,
  Comment,
  Close,
  CloseUnescaped,
  CloseExtra,
  CloseRaw,
  RawEnd,
  RawInner,
  RawInnerEnd,
  RawText,
  MissingEnd,
]);

const openings = new Set<TokenType>(modes.content.filter((t) => t.PUSH_MODE !== undefined));

/** What is not closed ends at its first lone `}`, else at the end of its line; what follows is text again. */
function endAtLine(text: string, tokens: readonly IToken[]): IToken[] {
  const result: IToken[] = [];
  let opened = 0;
  for (const current of tokens) {
    if (openings.has(current.tokenType)) opened = result.length;
    if (current.tokenType !== MissingEnd) {
      result.push(current);
      continue;
    }
    const line = text.indexOf('\n', endOf(result[opened]!));
    const brace = loneBrace(result, opened, line);
    if (brace !== undefined) {
      const [{ startOffset }] = result.splice(brace) as [IToken];
      result.push(make(MissingEnd, '}', startOffset));
      const rest = text.slice(startOffset + 1, current.startOffset);
      if (rest !== '') result.push(make(Content, rest, startOffset + 1));
      continue;
    }
    if (line < 0 || line >= current.startOffset) {
      result.push(current);
      continue;
    }
    while (result.length > opened + 1 && result[result.length - 1]!.startOffset >= line) result.pop();
    const last = result.pop()!;
    const type = last.tokenType === Text ? UnclosedString : Unknown;
    result.push(
      endOf(last) <= line ? last : make(type, text.slice(last.startOffset, line), last.startOffset),
    );
    result.push(make(MissingEnd, '', line), make(Content, text.slice(line, current.startOffset), line));
  }
  return result;
}

/** Index of the `}` that stands for the `}}` of the expression that `opened` opens, where there is one in its line. */
function loneBrace(tokens: readonly IToken[], opened: number, line: number): number | undefined {
  if (tokens[opened]!.tokenType === OpenUnescaped || tokens[opened]!.tokenType === OpenRaw) return undefined;
  for (let at = opened + 2; at < tokens.length; at++) {
    const { tokenType, image, startOffset } = tokens[at]!;
    if (line >= 0 && startOffset > line) return undefined;
    if (tokenType === Unknown && image === '}') return at;
  }
  return undefined;
}

function make(type: TokenType, image: string, offset: number): IToken {
  return createTokenInstance(type, image, offset, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
}
