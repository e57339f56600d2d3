/**
 * `{{#*inline "name"}}…{{/inline}}` and the `{{> name}}` that stand for it, undone: what the name stands for takes its
 * place, so that later phases know nothing of it. It is visible in its block and the blocks inside, as in Handlebars.
 */
import type {
  BlockStatement,
  DecoratorBlock,
  Expression,
  Hash,
  MustacheStatement,
  PartialStatement,
  PathExpression,
  Program,
  Statement,
} from '../../grammar/ast.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { numberText } from '../render/runtime/values.ts';
import type { BindContext } from './context.ts';
import type { Scalar } from './model.ts';
import { deepestUse, spendCost } from './spend.ts';

export function expandInline(ctx: Spending, text: Scalar, program: Program): Program {
  if (!text.value.includes('#*') && !text.value.includes('#~*')) return program;
  return new Expansion(ctx, text).program(program, {
    known: new Map(),
    using: [],
    args: undefined,
    frames: 0,
  });
}

type Spending = Pick<BindContext, 'report' | 'work'>;

interface Place {
  readonly known: ReadonlyMap<string, DecoratorBlock>;
  /** Names that are being expanded, outermost first. */
  readonly using: readonly string[];
  /** What `{{> name key=value}}` gives to the text that stands here. */
  readonly args: ReadonlyMap<string, Expression> | undefined;
  /** Blocks of that text around this place that changed the context. */
  readonly frames: number;
}

const noStrip = { open: false, close: false };

class Expansion {
  private readonly ctx: Spending;
  private readonly text: Scalar;

  constructor(ctx: Spending, text: Scalar) {
    this.ctx = ctx;
    this.text = text;
  }

  program(program: Program, place: Place): Program {
    const own = program.body.flatMap((s): [string, DecoratorBlock][] => {
      const name = s.type === 'DecoratorBlock' ? inlineName(s) : undefined;
      return name === undefined ? [] : [[name, s as DecoratorBlock]];
    });
    const inner = own.length > 0 ? { ...place, known: new Map([...place.known, ...own]) } : place;
    return { ...program, body: program.body.map((s) => this.statement(s, inner)) };
  }

  private statement(node: Statement, place: Place): Statement {
    switch (node.type) {
      case 'DecoratorBlock': {
        if (inlineName(node) === undefined) return node;
        const strip = { open: node.openStrip.open, close: node.closeStrip.close };
        return { type: 'CommentStatement', value: '', strip, span: node.span };
      }
      case 'MustacheStatement': {
        if (node.params.length === 0 && node.hash.pairs.length === 0) {
          return output(node, this.expression(node.path, place));
        }
        return { ...node, params: this.all(node.params, place), hash: this.hash(node.hash, place) };
      }
      case 'BlockStatement': {
        const frames = place.frames + (['each', 'with'].includes(node.path.original) ? 1 : 0);
        return {
          ...node,
          params: this.all(node.params, place),
          hash: this.hash(node.hash, place),
          program: this.program(node.program, { ...place, frames }),
          ...(node.inverse && { inverse: this.program(node.inverse, place) }),
        };
      }
      case 'PartialStatement':
        return this.partial(node, place);
      default:
        return node;
    }
  }

  private partial(node: PartialStatement, place: Place): Statement {
    const name = node.name.type === 'SubExpression' ? undefined : String(node.name.original);
    const found = name === undefined ? undefined : place.known.get(name);
    const hash = this.hash(node.hash, place);
    if (name === undefined || !found || node.params.length > 0) return { ...node, hash };
    const nothing: Statement = { type: 'CommentStatement', value: '', strip: noStrip, span: node.span };
    const here = { file: this.text.file, range: this.range(node.span) };
    const { start, end } = found.span;
    if (!spendCost(this.ctx, 1 + ((end - start) >> 5), () => here)) return nothing;
    if (place.using.length >= deepestUse) {
      this.ctx.report(diagnostic('spec/uses-too-deep', here.file, here.range, { limit: deepestUse }));
      return nothing;
    }
    if (place.using.includes(name)) {
      const cycle = [...place.using.slice(place.using.indexOf(name)), name].join(' -> ');
      this.ctx.report(diagnostic('spec/cycle', here.file, here.range, { cycle }));
      return nothing;
    }
    const args = new Map(hash.pairs.map((p) => [p.key, p.value]));
    const body = this.program(trimmed(found.program), {
      known: place.known,
      using: [...place.using, name],
      args,
      frames: 0,
    });
    return asRaw(node, body);
  }

  private all(expressions: readonly Expression[], place: Place): Expression[] {
    return expressions.map((e) => this.expression(e, place));
  }

  private hash(hash: Hash, place: Place): Hash {
    if (hash.pairs.length === 0 || !place.args) return hash;
    return { ...hash, pairs: hash.pairs.map((p) => ({ ...p, value: this.expression(p.value, place) })) };
  }

  /** An argument's name gives way to the argument. */
  private expression(node: Expression, place: Place): Expression {
    const { args, frames } = place;
    if (!args || args.size === 0) return node;
    if (node.type === 'SubExpression') {
      return { ...node, params: this.all(node.params, place), hash: this.hash(node.hash, place) };
    }
    if (node.type !== 'PathExpression' || node.data) return node;
    const arg = args.get(node.parts[0] ?? '');
    if (arg === undefined || node.depth !== frames) return node;
    if (frames === 0 && node.parts.length === 1) return arg;
    if (frames === 0 && arg.type === 'PathExpression') return below(arg, node);
    this.notYet(node);
    return { type: 'UndefinedLiteral', span: node.span };
  }

  private notYet({ span }: Expression): void {
    const what = 'a property of what a call gave to {{#*inline}}, or its use inside {{#each}} or {{#with}},';
    this.ctx.report(diagnostic('spec/not-yet', this.text.file, this.range(span), { what }));
  }

  private range({ start, end }: { readonly start: number; readonly end: number }) {
    return this.text.map.range(start, end);
  }
}

/** `{{x}}` where x was given as a value of another kind than a name: in the place of a name a literal is one. */
function output(node: MustacheStatement, value: Expression): Statement {
  const { span } = node;
  switch (value.type) {
    case 'PathExpression':
      return value === node.path ? node : { ...node, path: value };
    case 'SubExpression':
      return { ...node, path: value.path, params: value.params, hash: value.hash };
    case 'UndefinedLiteral':
    case 'NullLiteral':
      return value === node.path ? node : { type: 'CommentStatement', value: '', strip: noStrip, span };
    default: {
      if (value === node.path) return node;
      const text = value.type === 'NumberLiteral' ? numberText(value.value) : String(value.value);
      return { type: 'ContentStatement', value: text, original: text, span };
    }
  }
}

function inlineName({ path, params }: DecoratorBlock): string | undefined {
  const [name] = params;
  return path.original === 'inline' && name?.type === 'StringLiteral' ? name.value : undefined;
}

/** Without the line breaks beside its tags: where it is put, lines end as they stand there. */
function trimmed(program: Program): Program {
  const body = [...program.body];
  const cut = (at: number, pattern: RegExp) => {
    const one = body.at(at);
    if (one?.type !== 'ContentStatement') return;
    const value = one.value.replace(pattern, '');
    body.splice(at < 0 ? body.length + at : at, 1, { ...one, value, original: value });
  };
  cut(0, /^[ \t]*\r?\n/);
  cut(-1, /\r?\n[ \t]*$/);
  return { ...program, body };
}

/** What stands in it, as in a raw block, with the white space control of the call. */
function asRaw({ strip, span }: PartialStatement, program: Program): BlockStatement {
  const path: PathExpression = {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: ['raw'],
    original: 'raw',
    partSpans: [span],
    span,
  };
  return {
    type: 'BlockStatement',
    path,
    params: [],
    hash: { type: 'Hash', pairs: [], span },
    program,
    openStrip: { open: strip.open, close: false },
    inverseStrip: noStrip,
    closeStrip: { open: false, close: strip.close },
    openSpan: span,
    span,
  };
}

/** `user.name`, where `user` was given as `order.buyer`. */
function below(arg: PathExpression, { parts, partSpans, span }: PathExpression): PathExpression {
  const rest = parts.slice(1);
  return {
    ...arg,
    parts: [...arg.parts, ...rest],
    partSpans: [...arg.partSpans, ...partSpans.slice(1)],
    original: [arg.original, ...rest].join('.'),
    span,
  };
}
