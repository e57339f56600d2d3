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
import { isRawBlock } from '../../../grammar/walk.ts';
import type { SpanIR } from '../../lower/ir.ts';
import { arityProblem } from '../runtime/helpers/helper.ts';
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

/** One expression in which the loop's names are visible. */
export function expressionNode(
  expression: ours.Expression,
  span: SpanIR,
  names: readonly string[],
): HandlebarsNode {
  return new Converter(span, names).expression(expression);
}

/** `{{{$value expression}}}`: the value itself is handed to the helper `$value`. */
export function valueStatement(expression: HandlebarsNode): HandlebarsNode {
  const { loc } = expression;
  const path = { type: 'PathExpression', loc, data: false, depth: 0, parts: ['$value'], original: '$value' };
  return { type: 'MustacheStatement', loc, path, params: [expression], escaped: false, strip: {} };
}

/** The one output of a program; undefined where it holds more or less than that. */
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
  return new Converter(span, names).output(only);
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

const builtInBlocks = ['if', 'unless', 'each', 'with'];

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
      case 'PartialBlockStatement':
        return this.failure('partials are not resolved here');
      default:
        return this.failure('decorators are not allowed');
    }
  }

  private block(node: ours.BlockStatement): HandlebarsNode {
    if (isRawBlock(node)) return this.raw(node);
    const path = nameOf(node.path) as ours.PathExpression;
    const name = path.parts[0] as string;
    const { params, hash } = node;
    const isName = isSimpleName(path) && !this.names.includes(name);
    const isBuiltIn = isName && builtInBlocks.includes(name);
    if (isBuiltIn) {
      if (params.length !== 1) return this.failure(`${name}: needs 1 argument, but has ${params.length}`);
      const allowed = name === 'if' || name === 'unless' ? ['includeZero'] : [];
      const other = hash.pairs.find((pair) => !allowed.includes(pair.key));
      if (other !== undefined) return this.failure(`${name}: does not take ${other.key}=`);
    } else if (isName && Object.hasOwn(helpers, name)) {
      return this.failure(`${name}: is no block; write {{#if (${name} …)}}`);
    } else if ((isName || !isSimpleName(path)) && (params.length > 0 || hash.pairs.length > 0)) {
      return this.failure(`there is no block helper ${path.original}`);
    }
    return this.node('BlockStatement', {
      path: this.path(path),
      params: isBuiltIn ? params.map((p) => this.expression(p)) : [],
      hash: isBuiltIn ? this.hash(hash) : undefined,
      // `{{^x}}…{{/x}}` has an inverse only.
      program: node.inverse && !node.inverseStrip ? undefined : this.program(node.program),
      inverse: node.inverse && this.program(node.inverse),
      openStrip: { ...node.openStrip },
      inverseStrip: node.inverseStrip && { ...node.inverseStrip },
      closeStrip: { ...node.closeStrip },
    });
  }

  /** What stands in it, as a block that is always taken: it has a block's white space. */
  private raw(node: ours.BlockStatement): HandlebarsNode {
    const { path, params, hash } = node;
    if (path.original !== 'raw' || params.length > 0 || hash.pairs.length > 0) {
      return this.failure(`there is no raw block ${path.original}`);
    }
    return this.node('BlockStatement', {
      path: this.node('PathExpression', { data: false, depth: 0, parts: ['if'], original: 'if' }),
      params: [this.node('BooleanLiteral', { value: true, original: true })],
      program: this.program(node.program),
      openStrip: { ...node.openStrip },
      closeStrip: { ...node.closeStrip },
    });
  }

  /** The expression that a mustache writes. */
  output(node: ours.MustacheStatement): HandlebarsNode {
    const path = nameOf(node.path);
    const isCall = node.params.length > 0 || node.hash.pairs.length > 0;
    if (path.type === 'SubExpression')
      return isCall ? this.failedCall('a call has no name') : this.expression(path);
    const isHelper = isSimpleName(path) && Object.hasOwn(helpers, path.parts[0] as string);
    return isCall || isHelper ? this.callOf(path, node) : this.path(path);
  }

  expression(node: ours.Expression): HandlebarsNode {
    switch (node.type) {
      case 'PathExpression':
        return this.path(node);
      case 'SubExpression':
        return this.callOf(nameOf(node.path), node);
      case 'StringLiteral':
      case 'NumberLiteral':
      case 'BooleanLiteral':
        return this.node(node.type, { value: node.value, original: node.original });
      default:
        return this.node(node.type, {});
    }
  }

  /** A helper's call; a wrong one (reported by check) becomes a problem at render. */
  private callOf(
    path: ours.PathExpression | ours.SubExpression,
    { params, hash }: { readonly params: readonly ours.Expression[]; readonly hash: ours.Hash },
  ): HandlebarsNode {
    if (path.type === 'SubExpression') return this.failedCall('a call has no name');
    const name = path.parts[0] as string;
    // Arguments of a block parameter are not looked at, as in Handlebars.
    if (isSimpleName(path) && this.names.includes(name)) return this.path(path);
    const helper = isSimpleName(path) && Object.hasOwn(helpers, name) ? helpers[name] : undefined;
    if (name === '$watch') {
      return this.node('SubExpression', {
        path: this.path(path),
        params: params.map((p) => this.expression(p)),
      });
    }
    if (helper === undefined) return this.failedCall(`there is no helper ${path.original}`);
    const wrong = arityProblem(name, helper, params.length);
    if (wrong !== undefined) return this.failedCall(wrong);
    return this.node('SubExpression', {
      path: this.path(path),
      params: params.map((p) => this.expression(p)),
      hash: this.hash(hash),
    });
  }

  private failure(message: string): HandlebarsNode {
    return this.call('$fail', [this.node('StringLiteral', { value: message })]);
  }

  private failedCall(message: string): HandlebarsNode {
    return { ...this.failure(message), type: 'SubExpression' };
  }

  private path(node: ours.PathExpression): HandlebarsNode {
    return this.node('PathExpression', {
      data: node.data,
      depth: node.depth,
      parts: [...node.parts],
      original: node.data || isScoped(node) ? '.' : '_',
    });
  }

  /** Of two pairs with one key the first holds; Handlebars does not even read the other, nor gives on `__proto__`. */
  private hash(hash: ours.Hash): HandlebarsNode | undefined {
    const pairs = hash.pairs.filter(
      ({ key }, i) => key !== '__proto__' && hash.pairs.findIndex((other) => other.key === key) === i,
    );
    if (pairs.length === 0) return undefined;
    return this.node('Hash', {
      pairs: pairs.map((pair) =>
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
