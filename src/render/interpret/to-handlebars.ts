/**
 * Our template AST as a fresh Handlebars AST. Handlebars' compiler changes the tree that it is given, so nothing of
 * ours may be shared with it.
 *
 * What differs from what its own parser would give:
 * - every output is `{{{$out value kind}}}`, where kind tells escaped (1) from raw (0): with noEscape Handlebars would
 *   add the numbers 1 and 2 of `{{a}}{{b}}` (handlebars.js issue 1838), and print objects;
 * - `original` of a path tells only whether it starts with `this` or a dot: Handlebars tests it with /^\.|this\b/, which
 *   takes a param called `dothis` for `this`, and it takes `@index` for a block parameter called `index`.
 */
import type * as ours from '../../../grammar/ast.ts';
import type { SpanIR } from '../../lower/ir.ts';
import { helpers } from '../runtime/helpers/index.ts';

/** A node of Handlebars' AST. Its own types are wider than what its compiler reads. */
export type HandlebarsNode = { type: string; loc: Location; [key: string]: unknown };

interface Location {
  source: string;
  start: { line: number; column: number };
  end: { line: number; column: number };
}

/**
 * `span`: where the text stands; Handlebars names this place in its exceptions. `names`: the loop's names, which are
 * visible like block parameters.
 */
export function toHandlebars(program: ours.Program, span: SpanIR, names: readonly string[]): HandlebarsNode {
  return new Converter(span, names).program(program);
}

/** `{{{$value expression}}}`: the value itself is handed to the helper `$value`. */
export function valueProgram(expression: ours.Expression, span: SpanIR): HandlebarsNode {
  const converter = new Converter(span, []);
  return converter.call('$value', [converter.expression(expression)]);
}

/** `{{{$value x}}}` of a program that is exactly one output; undefined where it is more or less than that. */
export function singleValue(
  program: ours.Program,
  span: SpanIR,
  names: readonly string[],
): HandlebarsNode | undefined {
  const parts = program.body.filter(
    (s) => s.type !== 'CommentStatement' && !(s.type === 'ContentStatement' && s.value === ''),
  );
  const only = parts[0];
  if (parts.length !== 1 || only?.type !== 'MustacheStatement') return undefined;
  const converter = new Converter(span, names);
  return converter.call('$value', [converter.output(only)]);
}

/** One statement, or a whole program, with the names of a loop around it: `{{#$scope as |item index|}}…{{/$scope}}`. */
export function withNames(node: HandlebarsNode, names: readonly string[]): HandlebarsNode {
  const { loc } = node;
  const inner = node.type === 'Program' ? node : { type: 'Program', loc, body: [node], strip: {} };
  if (names.length === 0) return inner;
  const block: HandlebarsNode = {
    type: 'BlockStatement',
    loc,
    path: { type: 'PathExpression', loc, data: false, depth: 0, parts: ['$scope'], original: '$scope' },
    params: [],
    program: { ...inner, blockParams: [...names] },
    openStrip: {},
    closeStrip: {},
  };
  return { type: 'Program', loc, body: [block], strip: {} };
}

/** True where a mustache's or block's path alone (`{{length}}`) is the call of a helper. */
export function isSimpleName(path: ours.PathExpression): boolean {
  return path.parts.length === 1 && !path.data && path.depth === 0 && !isScoped(path);
}

/** `this`, `this.x`, `./x`, `../x`: never a block parameter nor a helper. */
export function isScoped(path: ours.PathExpression): boolean {
  return !path.data && /^(?:\.|this(?:[./]|$))/.test(path.original);
}

/** In the place of a name a literal is a name: `{{"first name"}}`, `{{12}}`. */
export function nameOf(path: ours.Expression): ours.PathExpression | ours.SubExpression {
  if (path.type === 'PathExpression' || path.type === 'SubExpression') return path;
  const name =
    path.type === 'UndefinedLiteral'
      ? 'undefined'
      : path.type === 'NullLiteral'
        ? 'null'
        : String(path.original);
  const { span } = path;
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [name],
    original: `[${name}]`,
    partSpans: [span],
    span,
  };
}

class Converter {
  private readonly loc: Location;
  /** Block parameters that are visible. */
  private names: readonly string[];

  constructor(span: SpanIR, names: readonly string[]) {
    const at = { line: span.line, column: span.column - 1 };
    this.loc = { source: span.file, start: at, end: at };
    this.names = names;
  }

  program(program: ours.Program): HandlebarsNode {
    const outer = this.names;
    this.names = [...outer, ...(program.blockParams ?? [])];
    const body = program.body.map((statement) => this.statement(statement));
    this.names = outer;
    return this.node('Program', {
      body,
      strip: {},
      ...(program.blockParams && { blockParams: [...program.blockParams] }),
      ...(program.chained && { chained: true }),
    });
  }

  private statement(node: ours.Statement): HandlebarsNode {
    switch (node.type) {
      case 'ContentStatement':
        return this.node('ContentStatement', { value: node.value, original: node.value });
      case 'CommentStatement':
        return this.node('CommentStatement', { value: node.value, strip: { ...node.strip } });
      case 'MustacheStatement':
        return {
          ...this.call('$out', [
            this.output(node),
            this.node('NumberLiteral', { value: node.escaped ? 1 : 0 }),
          ]),
          strip: { ...node.strip },
        };
      case 'BlockStatement':
        return this.block(node);
      case 'PartialStatement':
        return this.node('PartialStatement', {
          name: this.expression(node.name),
          params: node.params.map((p) => this.expression(p)),
          hash: this.hash(node.hash),
          indent: node.indent,
          strip: { ...node.strip },
        });
      default:
        // Decorators and partial blocks are refused before a program is made of them.
        return this.node('CommentStatement', { value: '', strip: { open: false, close: false } });
    }
  }

  private block(node: ours.BlockStatement): HandlebarsNode {
    return this.node('BlockStatement', {
      path: this.expression(nameOf(node.path)),
      params: node.params.map((p) => this.expression(p)),
      hash: this.hash(node.hash),
      // `{{^x}}…{{/x}}` has an inverse only.
      program: node.inverse && !node.inverseStrip ? undefined : this.program(node.program),
      inverse: node.inverse && this.program(node.inverse),
      openStrip: { ...node.openStrip },
      inverseStrip: node.inverseStrip && { ...node.inverseStrip },
      closeStrip: { ...node.closeStrip },
    });
  }

  /** The expression that a mustache writes. */
  output(node: ours.MustacheStatement): HandlebarsNode {
    const path = nameOf(node.path);
    if (path.type === 'SubExpression') return this.expression(path);
    const known = isSimpleName(path) && !this.names.includes(path.parts[0] as string);
    const isCall = node.params.length > 0 || node.hash.pairs.length > 0;
    if (!isCall && !(known && Object.hasOwn(helpers, path.parts[0] as string))) return this.path(path);
    // Arguments of a block parameter are not looked at, as in Handlebars.
    if (isCall && isSimpleName(path) && !known) return this.path(path);
    return this.node('SubExpression', {
      path: this.path(path),
      params: node.params.map((p) => this.expression(p)),
      hash: this.hash(node.hash),
    });
  }

  expression(node: ours.Expression): HandlebarsNode {
    switch (node.type) {
      case 'PathExpression':
        return this.path(node);
      case 'SubExpression':
        return this.node('SubExpression', {
          path: this.expression(nameOf(node.path)),
          params: node.params.map((p) => this.expression(p)),
          hash: this.hash(node.hash),
        });
      case 'StringLiteral':
      case 'NumberLiteral':
      case 'BooleanLiteral':
        return this.node(node.type, { value: node.value, original: node.original });
      default:
        return this.node(node.type, {});
    }
  }

  private path(node: ours.PathExpression): HandlebarsNode {
    return this.node('PathExpression', {
      data: node.data,
      depth: node.depth,
      parts: [...node.parts],
      original: node.data || isScoped(node) ? '.' : '_',
    });
  }

  private hash(hash: ours.Hash): HandlebarsNode | undefined {
    if (hash.pairs.length === 0) return undefined;
    return this.node('Hash', {
      pairs: hash.pairs.map((pair) =>
        this.node('HashPair', { key: pair.key, value: this.expression(pair.value) }),
      ),
    });
  }

  /** A mustache that calls one of our own helpers. */
  call(name: string, params: HandlebarsNode[]): HandlebarsNode {
    return this.node('MustacheStatement', {
      path: this.node('PathExpression', { data: false, depth: 0, parts: [name], original: name }),
      params,
      escaped: false,
      strip: { open: false, close: false },
    });
  }

  private node(type: string, members: object): HandlebarsNode {
    return { type, loc: this.loc, ...members };
  }
}
