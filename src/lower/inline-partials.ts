/**
 * `{{> name a=x}}` -> `{{#with ($arguments a=x …)}}…{{/with}}`: a text fragment becomes a block whose context is all
 * that the fragment sees, so that rendering needs to know nothing of fragments. Names of the fragment are written as
 * `./name`, which no block parameter of the caller can hide.
 */

import type {
  BlockStatement,
  Expression,
  Hash,
  HashPair,
  PartialStatement,
  PathExpression,
  Program,
  Statement,
} from '../../grammar/ast.ts';
import type { BoundPartial, DataType, Json } from '../bind/model.ts';
import { rootNames } from '../bind/scope-names.ts';
import { helperSpecs } from '../render/helpers.ts';
import { trimBreaks } from '../render/runtime/output.ts';

type Partials = ReadonlyMap<PartialStatement, BoundPartial> | undefined;

export function inlinePartials(program: Program, partials: Partials): Program {
  return partials
    ? mapProgram(program, { partials, depth: 0, bound: new Set(), fragment: undefined })
    : program;
}

interface Place {
  readonly partials: Partials;
  /** Blocks of the fragment around this place that changed the context. */
  readonly depth: number;
  /** Block parameters of the fragment that are visible. */
  readonly bound: ReadonlySet<string>;
  /** The fragment that is rewritten; undefined in the text itself. */
  readonly fragment: BoundPartial | undefined;
}

function mapProgram(program: Program, place: Place): Program {
  return { ...program, body: program.body.map((s) => mapStatement(s, place)) };
}

function mapStatement(statement: Statement, place: Place): Statement {
  if (statement.type === 'MustacheStatement') {
    const { path, params, hash } = statement;
    const isCall = params.length > 0 || hash.pairs.length > 0 || isHelper(path);
    return {
      ...statement,
      path: isCall ? path : mapExpression(path, place),
      params: mapAll(params, place),
      hash: mapHash(hash, place),
    };
  }
  if (statement.type === 'BlockStatement') return mapBlock(statement, place);
  if (statement.type !== 'PartialStatement') return statement;
  const partial = place.partials?.get(statement);
  return partial ? asBlock(statement, partial, place) : statement;
}

function mapBlock(block: BlockStatement, place: Place): BlockStatement {
  const changes = ['each', 'with'].includes(block.path.original);
  const names = block.program.blockParams;
  const inner: Place = {
    ...place,
    depth: place.depth + (changes ? 1 : 0),
    bound: names ? new Set([...place.bound, ...names]) : place.bound,
  };
  return {
    ...block,
    params: mapAll(block.params, place),
    hash: mapHash(block.hash, place),
    program: mapProgram(block.program, inner),
    ...(block.inverse && { inverse: mapProgram(block.inverse, place) }),
  };
}

function asBlock(statement: PartialStatement, partial: BoundPartial, place: Place): BlockStatement {
  const { span, strip } = statement;
  const body = mapProgram(partial.program, {
    partials: partial.partials,
    depth: 0,
    bound: new Set(),
    fragment: partial,
  }).body;
  const none: Hash = { type: 'Hash', pairs: [], span };
  const strips = { openStrip: strip, closeStrip: strip };
  return {
    type: 'BlockStatement',
    path: pathTo('with', [], 0, span, 'with'),
    params: [
      {
        type: 'SubExpression',
        path: pathTo('$arguments', [], 0, span, '$arguments'),
        params: [],
        hash: { type: 'Hash', pairs: argumentPairs(statement, partial, place), span },
        span,
      },
    ],
    hash: none,
    program: { type: 'Program', body: partial.trim ? trimEnd(body) : body, span },
    ...strips,
    openSpan: span,
    span,
  };
}

function argumentPairs(statement: PartialStatement, partial: BoundPartial, place: Place): HashPair[] {
  const given = new Map(statement.hash.pairs.map((p) => [p.key, mapExpression(p.value, place)]));
  const pairs: HashPair[] = [];
  for (const name of namesReached(partial)) {
    const value = argumentValue(name, given.get(name), partial, place);
    if (value)
      pairs.push({ type: 'HashPair', key: name, keySpan: statement.span, value, span: statement.span });
  }
  return pairs;
}

function argumentValue(
  name: string,
  given: Expression | undefined,
  partial: BoundPartial,
  place: Place,
): Expression | undefined {
  const { span } = partial.program;
  const fallback = literalOf(partial.scope.params.types.get(name), span);
  if (given) return fallback ? defaulted(given, fallback, span) : given;
  const reserved = name === 'recipient' || name === 'now';
  if (reserved || partial.scope.inherits) {
    const outer = place.fragment
      ? pathTo(name, [], place.depth, span)
      : { ...pathTo(name, [], 0, span), data: true, parts: ['root', name], original: `@root.${name}` };
    return fallback && !reserved ? defaulted(outer, fallback, span) : outer;
  }
  return fallback;
}

function defaulted(value: Expression, fallback: Expression, span: Program['span']): Expression {
  return callOf('$given', [value, fallback], span);
}

function callOf(helper: string, params: readonly Expression[], span: Program['span']): Expression {
  const hash = { type: 'Hash' as const, pairs: [], span };
  return { type: 'SubExpression', path: pathTo(helper, [], 0, span, helper), params, hash, span };
}

/** The param's default as an expression. */
function literalOf(type: DataType | undefined, span: Program['span']): Expression | undefined {
  const value: Json | undefined = type?.default;
  if (typeof value === 'string') return { type: 'StringLiteral', value, original: value, span };
  if (typeof value === 'number') return { type: 'NumberLiteral', value, original: value, span };
  if (typeof value === 'boolean') return { type: 'BooleanLiteral', value, original: value, span };
  if (value === undefined || value === null) return undefined;
  const json = JSON.stringify(value);
  return callOf('$json', [{ type: 'StringLiteral', value: json, original: json, span }], span);
}

/** The names of its own context that a fragment reads, directly or through fragments that it uses. */
function namesReached(partial: BoundPartial): Set<string> {
  const names = new Set<string>();
  const visitPath = (path: PathExpression, place: Place) => {
    const [first, second] = path.parts;
    const isWhole = path.data ? first === 'root' && second === undefined : first === undefined;
    if (isWhole && (path.data || path.depth === place.depth)) {
      for (const name of rootNames(partial.scope)) names.add(name);
    } else if (path.data) {
      if (first === 'root') names.add(second!);
    } else if (path.depth === place.depth && first !== undefined && !isBound(path, place)) names.add(first);
  };
  const visitExpression = (e: Expression, place: Place): void => {
    if (e.type === 'PathExpression') visitPath(e, place);
    if (e.type !== 'SubExpression') return;
    for (const p of e.params) visitExpression(p, place);
    for (const p of e.hash.pairs) visitExpression(p.value, place);
  };
  const visitProgram = (program: Program, place: Place): void => {
    for (const s of program.body) {
      if (s.type === 'ContentStatement' || s.type === 'CommentStatement') continue;
      if (s.type === 'MustacheStatement') visitExpression(s.path, place);
      for (const p of s.params) visitExpression(p, place);
      for (const p of s.hash.pairs) visitExpression(p.value, place);
      if (s.type === 'PartialStatement') {
        const inner = place.partials?.get(s);
        const given = new Set(s.hash.pairs.map((p) => p.key));
        if (inner?.scope.inherits)
          for (const name of namesReached(inner)) if (!given.has(name)) names.add(name);
      }
      if (s.type !== 'BlockStatement') continue;
      const changes = ['each', 'with'].includes(s.path.original) ? 1 : 0;
      const bound = new Set([...place.bound, ...(s.program.blockParams ?? [])]);
      visitProgram(s.program, { ...place, depth: place.depth + changes, bound });
      if (s.inverse) visitProgram(s.inverse, place);
    }
  };
  visitProgram(partial.program, {
    partials: partial.partials,
    depth: 0,
    bound: new Set(),
    fragment: partial,
  });
  return names;
}

function mapAll(expressions: readonly Expression[], place: Place): Expression[] {
  return expressions.map((e) => mapExpression(e, place));
}

function mapHash(hash: Hash, place: Place): Hash {
  return { ...hash, pairs: hash.pairs.map((p) => ({ ...p, value: mapExpression(p.value, place) })) };
}

function mapExpression(e: Expression, place: Place): Expression {
  if (e.type === 'SubExpression')
    return { ...e, params: mapAll(e.params, place), hash: mapHash(e.hash, place) };
  if (e.type !== 'PathExpression' || !place.fragment) return e;
  if (e.data) {
    const [root, first, ...rest] = e.parts;
    if (root !== 'root' || e.depth > 0) return e;
    return first === undefined ? wholeAt(place.depth, e.span) : pathTo(first, rest, place.depth, e.span);
  }
  if (e.depth > 0 || e.parts.length === 0 || isBound(e, place)) return e;
  return pathTo(e.parts[0]!, e.parts.slice(1), 0, e.span);
}

function isBound(path: PathExpression, place: Place): boolean {
  return path.depth === 0 && !/^(?:this\b|\.)/.test(path.original) && place.bound.has(path.parts[0] ?? '');
}

function isHelper(path: Expression): boolean {
  return path.type === 'PathExpression' && helperSpecs.has(path.original);
}

/** A name of the context `depth` blocks further out; written so that it is no helper and no block parameter. */
function pathTo(
  first: string,
  rest: readonly string[],
  depth: number,
  span: Program['span'],
  original?: string,
): PathExpression {
  const parts = [first, ...rest];
  return {
    type: 'PathExpression',
    data: false,
    depth,
    parts,
    original: original ?? `${depth > 0 ? '../'.repeat(depth) : './'}${parts.join('.')}`,
    partSpans: parts.map(() => span),
    span,
  };
}

/** The whole context `depth` blocks further out. */
function wholeAt(depth: number, span: Program['span']): PathExpression {
  const original = depth > 0 ? Array(depth).fill('..').join('/') : 'this';
  return { type: 'PathExpression', data: false, depth, parts: [], original, partSpans: [], span };
}

/**
 * Without the line breaks at the end, which a block scalar adds. The one after a closing tag that has its line to
 * itself stays: Handlebars takes it away with that line.
 */
function trimEnd(body: readonly Statement[]): Statement[] {
  const last = body.at(-1);
  if (last?.type !== 'ContentStatement') return [...body];
  const text = trimBreaks(last.value);
  const value = text === '' && closesOnOwnLine(body.at(-2)) ? (/^\r?\n/.exec(last.value)?.[0] ?? '') : text;
  return [...body.slice(0, -1), ...(value === '' ? [] : [{ ...last, value, original: value }])];
}

function closesOnOwnLine(statement: Statement | undefined): boolean {
  if (statement?.type !== 'BlockStatement') return false;
  const inner = (statement.inverse ?? statement.program).body.at(-1);
  return inner?.type === 'ContentStatement' && /\n[ \t]*$/.test(inner.value);
}
