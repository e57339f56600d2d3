/** What expressions mean at a place inside a text: the blocks around it, and the types of paths. */
import type { BlockStatement, Expression, PathExpression, Program } from '../../grammar/ast.ts';
import { onlyExpression, parseCondition, parseTemplate } from '../../grammar/index.ts';
import type { DataType, Scope } from '../../src/bind/model.ts';
import { branchesOf } from '../../src/check/bounds.ts';
import { type Env, lookupPath, namesOf, rootEnv, type Typed } from '../../src/check/environment.ts';
import { typeOf } from '../../src/check/expressions.ts';

/** The names and blocks that hold at an offset of a template text. */
export function envAt(program: Program, offset: number, scope: Scope): Env {
  let env = rootEnv(scope, new Set());
  for (const { block, inverse } of blocksAround(program, offset)) {
    const [argument] = block.params;
    if (argument) env = branchesOf(block, argument, env)[inverse ? 'inverse' : 'program'];
  }
  return env;
}

export interface OpenBlock {
  readonly block: BlockStatement;
  /** Behind its `{{else}}`. */
  readonly inverse: boolean;
}

/** Blocks in which an offset stands, outermost first; not those in whose opening tag it is. */
export function blocksAround(program: Program, offset: number): OpenBlock[] {
  for (const statement of program.body) {
    if (statement.type !== 'BlockStatement') continue;
    const { span, openSpan, closeSpan } = statement;
    const end = closeSpan?.start ?? span.end;
    if (offset < openSpan.end || offset > end) continue;
    const second = statement.inverse;
    const inverse = second !== undefined && offset >= second.span.start;
    return [{ block: statement, inverse }, ...blocksAround(inverse ? second : statement.program, offset)];
  }
  return [];
}

/** Type of a path as written, `order.items`; undefined where it is none. */
export function typeOfPath(text: string, env: Env): Typed | undefined {
  const path = parsePath(text);
  if (!path) return undefined;
  const found = lookupPath(path, env, typeOf);
  return found.ok ? found.value : undefined;
}

export function parsePath(text: string): PathExpression | undefined {
  const path =
    onlyExpression(parseTemplate(`{{${text}}}`).program)?.path ?? (parseCondition(text).value as Expression);
  return path?.type === 'PathExpression' ? path : undefined;
}

export interface NamedType {
  readonly name: string;
  readonly type: DataType | undefined;
}

/** Properties that can follow `path.`. */
export function propertiesOf(typed: Typed | undefined): NamedType[] {
  const type = typed?.type;
  if (type?.kind === 'object') return [...type.properties].map(([name, t]) => ({ name, type: t }));
  if (type?.kind === 'list' || (type?.kind === 'string' && !type.values))
    return [{ name: 'length', type: { kind: 'number', integer: true, optional: false } }];
  return [];
}

/** Everything that a path can begin with here, `@` names aside. */
export function namesAt(env: Env): NamedType[] {
  const names = new Map<string, DataType | undefined>();
  for (const frame of [...env.frames].reverse()) {
    for (const [name, typed] of frame.names) if (!names.has(name)) names.set(name, typed.type);
  }
  const inner = env.frames.at(-1);
  if (inner) {
    names.set('this', inner.context.type);
    for (const { name, type } of propertiesOf(inner.context)) if (!names.has(name)) names.set(name, type);
  } else {
    for (const name of namesOf(env.scope)) {
      if (!names.has(name)) names.set(name, typeOfPath(name, env)?.type);
    }
  }
  return [...names].map(([name, type]) => ({ name, type }));
}

/** `index`, `first` …: what can follow `@`. */
export function dataNamesAt(env: Env): string[] {
  const names = new Set<string>(['root']);
  for (const frame of env.frames) for (const name of frame.data.keys()) names.add(name);
  for (let scope = env.scope; scope.kind === 'loop'; scope = scope.outer) {
    for (const name of ['index', 'first', 'last']) names.add(name);
  }
  return [...names];
}
