/**
 * `{{tier points}}` -> `{{$own "tier" 0 points}}` where `tier` is a helper of the project: rendering then knows one more
 * helper, whatever the project has, and the number leads to the call's place in the author's file.
 */
import type {
  BlockStatement,
  Expression,
  Hash,
  PartialStatement,
  PathExpression,
  Program,
  Span,
  Statement,
} from '../../grammar/ast.ts';
import type { BoundPartial, DataType, OwnHelpers, Scalar } from '../bind/model.ts';
import type { OwnSignature } from '../render/helpers.ts';
import type { HelperIR, SpanIR, TypeIR } from './ir.ts';
import { spanOf } from './span.ts';

/** What one message gathers of the project's helpers that it calls. */
export interface OwnCalls {
  readonly helpers: OwnHelpers;
  readonly reached: Map<string, HelperIR>;
  readonly places: SpanIR[];
}

export interface OwnText {
  readonly program: Program;
  readonly partials?: ReadonlyMap<PartialStatement, BoundPartial> | undefined;
}

/** `own` is undefined in a project without helpers: then nothing is copied. */
export function ownCallsOfText(
  { program, partials }: OwnText,
  text: Scalar,
  path: string,
  own: OwnCalls | undefined,
): OwnText {
  if (!own) return { program, partials };
  const mapped = new Map<PartialStatement, BoundPartial>();
  const change = new Change(own, text, path, (before, after) => {
    const partial = partials?.get(before);
    if (!partial) return;
    mapped.set(after, { ...partial, ...ownCallsOfText(partial, partial.text, path, own) } as BoundPartial);
  });
  const changed = change.program(program);
  return { program: changed, partials: mapped.size > 0 ? mapped : undefined };
}

/** A condition, a list, an argument. */
export function ownCallsOf(
  expression: Expression,
  text: Scalar,
  path: string,
  own: OwnCalls | undefined,
): Expression {
  return own ? new Change(own, text, path, () => {}).expression(expression) : expression;
}

class Change {
  private readonly own: OwnCalls;
  private readonly text: Scalar;
  private readonly path: string;
  private readonly onPartial: (before: PartialStatement, after: PartialStatement) => void;

  constructor(own: OwnCalls, text: Scalar, path: string, onPartial: Change['onPartial']) {
    this.own = own;
    this.text = text;
    this.path = path;
    this.onPartial = onPartial;
  }

  program(program: Program): Program {
    return { ...program, body: program.body.map((s) => this.statement(s)) };
  }

  private statement(node: Statement): Statement {
    switch (node.type) {
      case 'MustacheStatement': {
        const { path, params, hash } = node;
        const name = this.nameOf(path);
        const inner = { params: params.map((p) => this.expression(p)), hash: this.hash(hash) };
        if (name === undefined) return { ...node, path: this.expression(path), ...inner };
        return { ...node, ...this.call(name, path.span, inner) };
      }
      case 'BlockStatement':
        return this.block(node);
      case 'PartialStatement': {
        const after = { ...node, hash: this.hash(node.hash) };
        this.onPartial(node, after);
        return after;
      }
      default:
        return node;
    }
  }

  private block(node: BlockStatement): BlockStatement {
    return {
      ...node,
      params: node.params.map((p) => this.expression(p)),
      hash: this.hash(node.hash),
      program: this.program(node.program),
      ...(node.inverse && { inverse: this.program(node.inverse) }),
    };
  }

  expression(node: Expression): Expression {
    if (node.type !== 'SubExpression') return node;
    const inner = { params: node.params.map((p) => this.expression(p)), hash: this.hash(node.hash) };
    const name = this.nameOf(node.path);
    return name === undefined
      ? { ...node, ...inner }
      : { ...node, ...this.call(name, node.path.span, inner) };
  }

  private hash(hash: Hash): Hash {
    if (hash.pairs.length === 0) return hash;
    return { ...hash, pairs: hash.pairs.map((p) => ({ ...p, value: this.expression(p.value) })) };
  }

  private nameOf(path: Expression): string | undefined {
    return path.type === 'PathExpression' && this.own.helpers.has(path.original) ? path.original : undefined;
  }

  private call(name: string, span: Span, inner: { params: Expression[]; hash: Hash }) {
    const { reached, places, helpers } = this.own;
    const signature = helpers.get(name)?.own;
    if (signature && !reached.has(name)) reached.set(name, helperIR(signature));
    const { file } = this.text;
    places.push(spanOf({ file, range: this.text.map.range(span.start, span.end) }, this.path));
    const id = places.length - 1;
    const params: Expression[] = [
      { type: 'StringLiteral', value: name, original: name, span },
      { type: 'NumberLiteral', value: id, original: id, span },
      ...inner.params,
    ];
    return { path: pathTo('$own', span), params, hash: inner.hash };
  }
}

function pathTo(name: string, span: Span): PathExpression {
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

function helperIR({ params, options, returns }: OwnSignature): HelperIR {
  return {
    params: [...params].map(([name, type]) => [name, typeIR(type)] as const),
    options: [...options].map(([name, type]) => [name, typeIR(type)] as const),
    returns: typeIR(returns),
  };
}

function typeIR(type: DataType): TypeIR {
  const { optional } = type;
  switch (type.kind) {
    case 'string': {
      const { minLength, maxLength, format, values } = type;
      if (values) return { kind: 'string', optional, values };
      // of a form the length is that of the form
      const min = format === undefined && minLength > 0 ? { min: minLength } : {};
      return {
        kind: 'string',
        optional,
        ...min,
        ...(maxLength !== undefined && { max: maxLength }),
        ...(format !== undefined && { format }),
      };
    }
    case 'number': {
      const { integer, minimum, maximum, values } = type;
      return {
        kind: 'number',
        optional,
        integer,
        ...(minimum !== undefined && { min: minimum }),
        ...(maximum !== undefined && { max: maximum }),
        ...(values && { values }),
      };
    }
    case 'list': {
      const { minItems, maxItems } = type;
      return {
        kind: 'list',
        optional,
        of: typeIR(type.of),
        min: minItems,
        ...(maxItems !== undefined && { max: maxItems }),
      };
    }
    case 'object':
      return {
        kind: 'object',
        optional,
        properties: [...type.properties].map(([name, of]) => [name, typeIR(of)] as const),
      };
    default:
      return { kind: type.kind, optional };
  }
}
