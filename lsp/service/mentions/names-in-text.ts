/** Names in expressions: params and their properties, names of loops and blocks, fragments and their arguments. */
import type {
  Expression,
  Hash,
  PathExpression,
  Program,
  Span,
  Statement,
  SubExpression,
} from '../../../grammar/ast.ts';
import type { DataType, Scope } from '../../../src/bind/model.ts';
import { branchesOf } from '../../../src/check/bounds.ts';
import { type Env, rootEnv } from '../../../src/check/environment.ts';
import { typeOf } from '../../../src/check/expressions.ts';
import { helperSpecs } from '../../../src/render/helpers.ts';
import { addArguments, addPartialName } from './calls.ts';
import { type Looking, type Mention, mention } from './mention.ts';
import { idOfPlace, localId } from './symbol-ids.ts';

/** What a block's own names mean, beside the frame of its environment. */
type Locals = readonly ReadonlyMap<string, Pick<Mention, 'kind' | 'symbol' | 'declaration'>>[];

interface Here {
  readonly looking: Looking;
  readonly env: Env;
  readonly locals: Locals;
}

export function addNamesInProgram(looking: Looking, program: Program, scope: Scope): void {
  readProgram(program, { looking, env: rootEnv(scope, new Set()), locals: [] });
}

export function addNamesInExpression(looking: Looking, expression: Expression, scope: Scope): void {
  readExpression(expression, { looking, env: rootEnv(scope, new Set()), locals: [] });
}

function readProgram(program: Program, here: Here): void {
  for (const statement of program.body) readStatement(statement, here);
}

function readStatement(statement: Statement, here: Here): void {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement': {
      const { path, params, hash } = statement;
      if (params.length > 0 || hash.pairs.length > 0 || isHelper(path)) readCall(statement, here);
      else readExpression(path, here);
      return;
    }
    case 'BlockStatement':
      readBlock(statement, here);
      return;
    case 'PartialStatement':
    case 'PartialBlockStatement': {
      const call = addPartialName(here.looking, statement.name);
      for (const p of statement.params) readExpression(p, here);
      if (call) addArguments(here.looking, call, statement.hash.pairs, here.env);
      readHash(statement.hash, here);
      if (statement.type === 'PartialBlockStatement') readProgram(statement.program, here);
      return;
    }
    default:
      for (const p of statement.params) readExpression(p, here);
      readHash(statement.hash, here);
      if (statement.type === 'DecoratorBlock') readProgram(statement.program, here);
  }
}

function readBlock(block: Extract<Statement, { type: 'BlockStatement' }>, here: Here): void {
  for (const p of block.params) readExpression(p, here);
  readHash(block.hash, here);
  const own = declareNames(here.looking, block.program);
  const [argument] = block.params;
  const branches = argument && branchesOf(block, argument, here.env);
  readProgram(block.program, enter(here, branches?.program ?? here.env, own));
  if (block.inverse) readProgram(block.inverse, enter(here, branches?.inverse ?? here.env, new Map()));
}

/** A frame and the names that it brings go together. */
function enter({ looking, env, locals }: Here, inner: Env, own: Locals[number]): Here {
  return { looking, env: inner, locals: inner.frames.length > env.frames.length ? [...locals, own] : locals };
}

function declareNames(looking: Looking, program: Program): Locals[number] {
  const { file } = looking.reading;
  const { map } = looking.found.scalar;
  const names = new Map<string, Locals[number] extends ReadonlyMap<string, infer V> ? V : never>();
  for (const [i, name] of (program.blockParams ?? []).entries()) {
    const span = program.blockParamSpans?.[i];
    if (!span) continue;
    const range = map.range(span.start, span.end);
    const thing = { kind: 'block name', symbol: localId(file.path, range.start) } as const;
    const declared = { ...thing, declaration: { file, range } };
    looking.add(mention(looking, span, { ...declared, declares: true }));
    names.set(name, declared);
  }
  return names;
}

function readExpression(expression: Expression, here: Here): void {
  if (expression.type === 'SubExpression') readCall(expression, here);
  else if (expression.type === 'PathExpression') readPath(expression, here);
}

function readCall(call: Pick<SubExpression, 'path' | 'params' | 'hash'>, here: Here): void {
  for (const p of call.params) readExpression(p, here);
  readHash(call.hash, here);
  readPropertyName(call, here);
}

function readHash(hash: Hash, here: Here): void {
  for (const pair of hash.pairs) readExpression(pair.value, here);
}

/** `pluck items "name"`, `lookup order "id"`: a property's name as a text. */
function readPropertyName({ path, params }: Pick<SubExpression, 'path' | 'params'>, here: Here): void {
  const [of, name] = params;
  const helper = path.type === 'PathExpression' ? path.original : '';
  if (!of || name?.type !== 'StringLiteral' || (helper !== 'pluck' && helper !== 'lookup')) return;
  const { type } = typeOf(of, here.env);
  const object = helper === 'pluck' ? (type?.kind === 'list' ? type.of : undefined) : type;
  const property = object?.kind === 'object' ? object.properties.get(name.value) : undefined;
  const span = { start: name.span.start + 1, end: name.span.end - 1 };
  addProperty(here.looking, property, name.value, span);
}

function readPath(path: PathExpression, here: Here): void {
  const { looking, env } = here;
  const head = path.parts[0];
  if (head === undefined || (path.data && head !== 'root')) return;
  const first = path.data ? 1 : 0;
  const known = path.data ? undefined : nameOfBlockOrLoop(path, head, here);
  if (known) looking.add(mention(looking, spanOfPart(here, path, 0), { ...known, declares: false }));
  for (let i = known ? 1 : first; i < path.parts.length; i++) {
    const upTo = {
      ...path,
      parts: path.parts.slice(0, i + 1),
      partSpans: path.partSpans.slice(0, i + 1),
      incomplete: false,
    };
    addProperty(looking, typeOf(upTo, env).type, path.parts[i]!, spanOfPart(here, path, i));
  }
}

/** As a lookup goes: names of blocks from the innermost, then those of loops. */
function nameOfBlockOrLoop(
  path: PathExpression,
  head: string,
  { looking, env, locals }: Here,
): Pick<Mention, 'kind' | 'symbol' | 'declaration'> | undefined {
  if (path.depth > 0 || /^(?:this\b|\.)/.test(path.original)) {
    return path.depth === env.frames.length && !/^(?:\.\.\/)*(?:this\b|\.(?!\.))/.test(path.original)
      ? loopName(looking, env.scope, head)
      : undefined;
  }
  for (const names of [...locals].reverse()) {
    const found = names.get(head);
    if (found) return found;
  }
  return env.frames.length === 0 ? loopName(looking, env.scope, head) : undefined;
}

function loopName({ reading }: Looking, scope: Scope, name: string) {
  for (let s = scope; s.kind === 'loop'; s = s.outer) {
    const found = s.loop.names.find((n) => n.name === name);
    if (!found) continue;
    const range = s.text.map.range(found.span.start, found.span.end);
    const symbol = localId(reading.file.path, range.start);
    return { kind: 'loop name', symbol, declaration: { file: s.text.file, range } } as const;
  }
  return undefined;
}

/** A param, or a property of one: its type knows where it is declared. */
export function addProperty(looking: Looking, type: DataType | undefined, name: string, span: Span): void {
  const declared = type?.place && idOfPlace(looking.reading, type.place);
  if (!type?.place || declared?.name !== name) return;
  const kind = isParam(declared.id) ? 'param' : 'property';
  looking.add(
    mention(looking, span, { kind, symbol: declared.id, declares: false, declaration: type.place }),
  );
}

export function isParam(id: string): boolean {
  return /#\/(?:fragments\/[^/]*\/)?params\/[^/]*$/.test(id);
}

function isHelper(path: Expression): boolean {
  return (
    path.type === 'PathExpression' &&
    path.parts.length === 1 &&
    path.depth === 0 &&
    !path.data &&
    helperSpecs.has(path.original)
  );
}

/** Without the brackets of `[first name]`. */
function spanOfPart({ looking }: Here, path: PathExpression, i: number): Span {
  const span = path.partSpans[i] ?? path.span;
  const bracketed = looking.found.scalar.value[span.start] === '[';
  return bracketed ? { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) } : span;
}
