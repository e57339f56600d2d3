/**
 * The tokens of all grammars and the one lexer. `content` is a template's text, `mu` the inside of `{{ }}`,
 * `rawmu` the inside of `{{{{ }}}}`, `raw` and `rawInner` the text of raw blocks, `condition` the control keys,
 * `list` the values after `in`.
 */
import { createToken, createTokenInstance, type IToken, Lexer, type TokenType } from 'chevrotain';
import * as scan from './scan.ts';

/** All characters that may begin a name: chevrotain groups those above 255 in buckets of 255. */
const nameStarts: number[] = [];
for (let code = 0; code < 256; code++) {
  if (!/[\s!"#%-,./;->@[-^`{-~]/.test(String.fromCharCode(code))) nameStarts.push(code);
}
for (let code = 256; code <= 65535; code += 255) nameStarts.push(code);
const anyStarts: number[] = [];
for (let code = 0; code < 256; code++) anyStarts.push(code);
for (let code = 256; code <= 65535; code += 255) anyStarts.push(code);

type Matcher = (text: string, offset: number) => [string] | null;

function custom(name: string, pattern: Matcher, starts: (string | number)[], more: object = {}): TokenType {
  return createToken({ name, pattern, start_chars_hint: starts, line_breaks: true, ...more });
}

function token(name: string, pattern: RegExp | string, more: object = {}): TokenType {
  return createToken({ name, pattern, line_breaks: true, ...more });
}

// ---------- text and the openings in it ----------

export const Content = custom('Content', scan.matchContent, anyStarts);
const mu = { push_mode: 'mu' };
export const Open = token('Open', /\{\{(?![{~&*!>#/^]|\s*else\b)/, mu);
export const OpenOther = token('OpenOther', /\{\{~?[&*]?/, mu);
export const OpenUnescaped = token('OpenUnescaped', /\{\{~?\{/, mu);
export const OpenBlock = token('OpenBlock', /\{\{~?#\*?/, mu);
export const OpenInverse = token('OpenInverse', /\{\{~?\^/, mu);
export const OpenChain = token('OpenChain', /\{\{~?\s*else\b/, mu);
export const OpenEnd = token('OpenEnd', /\{\{~?\//, mu);
export const OpenPartial = token('OpenPartial', /\{\{~?>/, mu);
export const OpenPartialBlock = token('OpenPartialBlock', /\{\{~?#>/, mu);
export const Else = token('Else', /\{\{~?(?:\^\s*|\s*else\s*)~?\}\}/);
export const LongComment = custom('LongComment', scan.matchLongComment, ['{']);
export const UnclosedComment = custom('UnclosedComment', scan.matchUnclosedComment, ['{']);
export const Comment = custom('Comment', scan.matchComment, ['{']);

// ---------- raw blocks ----------

export const OpenRaw = token('OpenRaw', '{{{{', { push_mode: 'rawmu' });
export const CloseRaw = token('CloseRaw', '}}}}', { pop_mode: true, push_mode: 'raw' });
const rawEnd = /\{\{\{\{\/[^\s!"#%-,./;->@[-^`{-~]+\}\}\}\}/;
export const RawEnd = token('RawEnd', rawEnd, { pop_mode: true });
export const RawInner = token('RawInner', /\{\{\{\{(?=[^/])/, { push_mode: 'rawInner' });
export const RawInnerEnd = token('RawInnerEnd', rawEnd, { pop_mode: true });
export const RawText = custom('RawText', scan.matchRawText, anyStarts);

// ---------- inside an expression ----------

const WhiteSpace = token('WhiteSpace', /\s+/, { group: Lexer.SKIPPED });
const pop = { pop_mode: true };
/** Of no length: the expression was not closed. */
export const MissingEnd = custom('MissingEnd', scan.matchMissingEnd, ['{'], pop);
export const Close = token('Close', /~?\}\}/, pop);
export const CloseUnescaped = token('CloseUnescaped', /\}~?\}\}/, pop);
export const CloseExtra = token('CloseExtra', '}}}}', pop);
export const Text = custom('Text', scan.matchString, ['"', "'"]);
export const UnclosedString = custom('UnclosedString', scan.matchUnclosedString, ['"', "'"]);
const literal = '(?:true|false|undefined|null|-?[0-9]+(?:\\.[0-9]+)?)';
export const Literal = token('Literal', new RegExp(`${literal}(?![^~}\\s)])`));
export const OpenBlockParams = token('OpenBlockParams', /as\s+\|/);
export const Pipe = token('Pipe', '|');
export const Id = custom('Id', scan.matchId, [...nameStarts, '.', '[']);
export const Sep = token('Sep', /[/.]/);
export const Data = token('Data', '@');
export const CallOpen = custom('CallOpen', scan.matchCallOpen, ['(']);
export const OpenParen = token('OpenParen', '(');
export const CloseParen = token('CloseParen', ')');
export const Equals = token('Equals', /=(?!=)/);
export const Operator = token('Operator', /===?|!==?|<>|<=|>=|&&?|\|\||\?\??|[+*%<>!:,^;-]/);
export const Unknown = custom('Unknown', (text, offset) => [text[offset]!], anyStarts);

// ---------- conditions ----------

export const And = custom('And', alternatives(scan.matchWord('and'), /&&?/y), ['a', 'A', '&']);
export const Or = custom('Or', alternatives(scan.matchWord('or'), /\|\|/y), ['o', 'O', '|']);
export const Not = custom('Not', alternatives(scan.matchWord('not'), /!(?!=)/y), ['n', 'N', '!']);
export const Compare = token('Compare', /===?|!==?|<>|<=|>=|=<|=>|<|>/);
export const InList = custom('InList', scan.matchListStart, ['i'], { push_mode: 'list' });
export const CloseList = token('CloseList', ']', pop);
export const Comma = token('Comma', ',');
export const ConditionLiteral = token('ConditionLiteral', new RegExp(`${literal}(?![^\\s~}),\\]=!<>&|])`));

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
export const vocabulary = [...new Set(Object.values(modes).flat())];

let lexer: Lexer | undefined;

/** Made on first use: importing this module costs no analysis. */
function getLexer(): Lexer {
  lexer ??= new Lexer(
    { modes, defaultMode: 'content' },
    { positionTracking: 'onlyOffset', skipValidations: true, ensureOptimizations: false },
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

/** What is not closed ends at the end of its line, and the lines after it are text again. */
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

function make(type: TokenType, image: string, offset: number): IToken {
  return createTokenInstance(type, image, offset, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
}
