/**
 * Syntax trees of what YAML does not parse: template text, conditions, shorthand lines.
 *
 * Template nodes have the shapes of the Handlebars 4.7 AST with `span` (offsets into the decoded text that was
 * parsed) in place of `loc`. They are plain JSON. Nodes are never mutated after parsing.
 */

/** Half-open interval of UTF-16 offsets into the decoded text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface StripFlags {
  readonly open: boolean;
  readonly close: boolean;
}

export interface Program {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  /** Places of the block parameters' names, in the same order. */
  readonly blockParamSpans?: readonly Span[];
  /** True for the program of an `{{else if}}` chain, as in Handlebars. */
  readonly chained?: boolean;
  readonly span: Span;
}

export type Statement =
  | ContentStatement
  | MustacheStatement
  | BlockStatement
  | PartialStatement
  | PartialBlockStatement
  | CommentStatement
  | Decorator
  | DecoratorBlock;

/** `value` is one contiguous slice of the text that begins at `span.start`; an escaping backslash may follow it inside `span`. */
export interface ContentStatement {
  readonly type: 'ContentStatement';
  readonly value: string;
  readonly original: string;
  readonly span: Span;
}

export interface MustacheStatement {
  readonly type: 'MustacheStatement';
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash: Hash;
  /** False for `{{{x}}}` and `{{&x}}`. */
  readonly escaped: boolean;
  readonly strip: StripFlags;
  readonly span: Span;
}

export interface BlockStatement {
  readonly type: 'BlockStatement';
  readonly path: PathExpression;
  readonly params: readonly Expression[];
  readonly hash: Hash;
  readonly program: Program;
  readonly inverse?: Program;
  readonly openStrip: StripFlags;
  readonly inverseStrip?: StripFlags;
  readonly closeStrip: StripFlags;
  /** `{{#if x}}` or `{{else if x}}`. */
  readonly openSpan: Span;
  /** `{{/if}}`; absent where the block is not closed or a link of an else-if chain. */
  readonly closeSpan?: Span;
  readonly span: Span;
}

export interface PartialStatement {
  readonly type: 'PartialStatement';
  readonly name: PathExpression | SubExpression | StringLiteral | NumberLiteral;
  readonly params: readonly Expression[];
  readonly hash: Hash;
  readonly indent: string;
  readonly strip: StripFlags;
  readonly span: Span;
}

export interface PartialBlockStatement {
  readonly type: 'PartialBlockStatement';
  readonly name: PathExpression | SubExpression | StringLiteral | NumberLiteral;
  readonly params: readonly Expression[];
  readonly hash: Hash;
  readonly program: Program;
  readonly openStrip: StripFlags;
  readonly closeStrip: StripFlags;
  readonly span: Span;
}

export interface CommentStatement {
  readonly type: 'CommentStatement';
  readonly value: string;
  readonly strip: StripFlags;
  readonly span: Span;
}

export interface Decorator {
  readonly type: 'Decorator';
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash: Hash;
  readonly strip: StripFlags;
  readonly span: Span;
}

export interface DecoratorBlock {
  readonly type: 'DecoratorBlock';
  readonly path: PathExpression;
  readonly params: readonly Expression[];
  readonly hash: Hash;
  readonly program: Program;
  readonly openStrip: StripFlags;
  readonly closeStrip: StripFlags;
  readonly span: Span;
}

export type Expression =
  | PathExpression
  | SubExpression
  | StringLiteral
  | NumberLiteral
  | BooleanLiteral
  | UndefinedLiteral
  | NullLiteral;

export interface PathExpression {
  readonly type: 'PathExpression';
  /** `@index`: data true, parts ['index']. */
  readonly data: boolean;
  /** Number of `../`. */
  readonly depth: number;
  readonly parts: readonly string[];
  /** As in Handlebars: 'this', '@index', '../a.b', 'a.b'. */
  readonly original: string;
  /** Place of each of `parts`. */
  readonly partSpans: readonly Span[];
  /** `{{user.}}`: a property name is still to be typed (reported as a syntax error). */
  readonly incomplete?: boolean;
  readonly span: Span;
}

export interface SubExpression {
  readonly type: 'SubExpression';
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash: Hash;
  readonly span: Span;
}

export interface StringLiteral {
  readonly type: 'StringLiteral';
  readonly value: string;
  readonly original: string;
  readonly span: Span;
}

export interface NumberLiteral {
  readonly type: 'NumberLiteral';
  readonly value: number;
  readonly original: number;
  readonly span: Span;
}

export interface BooleanLiteral {
  readonly type: 'BooleanLiteral';
  readonly value: boolean;
  readonly original: boolean;
  readonly span: Span;
}

export interface UndefinedLiteral {
  readonly type: 'UndefinedLiteral';
  readonly span: Span;
}

export interface NullLiteral {
  readonly type: 'NullLiteral';
  readonly span: Span;
}

export interface Hash {
  readonly type: 'Hash';
  readonly pairs: readonly HashPair[];
  readonly span: Span;
}

export interface HashPair {
  readonly type: 'HashPair';
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Expression;
  readonly span: Span;
}

// ---------- control keys ----------

/**
 * `when: order.total > 0 and not order.paid` is read into the same expressions that templates have:
 * comparisons become SubExpressions of the helpers `eq ne lt le gt ge`, `and or not` of themselves,
 * `x in [a, b]` of `in` with x first. Parentheses group. `true` alone is a BooleanLiteral.
 */
export type Condition = Expression;

/** `each: EXPR as |item index|`. */
export interface Loop {
  readonly list: Expression;
  readonly names: readonly { readonly name: string; readonly span: Span }[];
}

/** `use: alias.name a=b`, `use: path#name a=b`, `use: name a=b`. */
export interface Call {
  /** Import alias or path before `#`, if any. */
  readonly from?: { readonly kind: 'alias' | 'path'; readonly text: string; readonly span: Span };
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly HashPair[];
}

// ---------- shorthand lines ----------

export type LinkOption =
  | { readonly kind: 'ratio'; readonly value: 'compact' | 'tall' | 'full'; readonly span: Span }
  | { readonly kind: 'extensions'; readonly span: Span }
  | { readonly kind: 'fallback'; readonly url: Program; readonly span: Span }
  | { readonly kind: 'no share'; readonly span: Span };

/** Parts of a line are Programs of their own whose spans are offsets into the whole line's decoded text. */
export type ButtonLine =
  | {
      readonly kind: 'link';
      readonly title: Program;
      readonly url: Program;
      readonly options: readonly LinkOption[];
    }
  | { readonly kind: 'call'; readonly title: Program; readonly number: Program }
  | { readonly kind: 'login'; readonly title?: Program; readonly url: Program }
  | { readonly kind: 'logout'; readonly title?: Program }
  | { readonly kind: 'postback'; readonly title: Program; readonly payload: Program };

export type ReplyLine =
  | { readonly kind: 'reply'; readonly title: Program; readonly payload?: Program; readonly icon?: Program }
  | { readonly kind: 'user_phone_number' | 'user_email' };

export interface LinkLine {
  readonly kind: 'link';
  readonly url: Program;
  readonly options: readonly LinkOption[];
}

// ---------- results ----------

/** A finding at an offset of the decoded text; the caller maps it to the file and to the catalogue. */
export interface SyntaxProblem {
  /** A code of `src/diagnostics/catalog/template.ts`. */
  readonly code: string;
  /** Parameters of that code's message. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly span: Span;
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  readonly fixes?: readonly {
    readonly title: string;
    readonly edits: readonly { readonly span: Span; readonly newText: string }[];
    /** One of several meanings: see `Fix` of src/diagnostics. */
    readonly choice?: boolean;
  }[];
}

/** Parsing never throws; where nothing can be made of a text the value is undefined and a problem says why. */
export interface Parsed<T> {
  readonly value: T | undefined;
  readonly problems: readonly SyntaxProblem[];
}
