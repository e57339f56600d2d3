/** Conditions that are always true or always false, by the types of what they ask. */
import type { Expression } from '../../grammar/ast.ts';
import type { DataType, Scope } from '../bind/model.ts';
import { listCount } from './bounds.ts';
import type { Env, Typed } from './environment.ts';
import { typeOf } from './expressions.ts';
import { truthOfType } from './truth-of-type.ts';

/** What the condition always is, with the reason in words; undefined where data decides. */
export function alwaysIs(
  condition: Expression,
  env: Env,
): { readonly value: boolean; readonly reason: string } | undefined {
  // an argument of one use of a fragment says nothing of its other uses
  if (inFragment(env.scope)) return undefined;
  const value = truth(condition, env);
  return value === undefined ? undefined : { value, reason: reasonOf(condition, env, value) };
}

function inFragment(scope: Scope): boolean {
  return scope.kind === 'fragment' || (scope.kind === 'loop' && inFragment(scope.outer));
}

function truth(e: Expression, env: Env): boolean | undefined {
  switch (e.type) {
    case 'BooleanLiteral':
      return e.value;
    case 'NumberLiteral':
      return e.value !== 0;
    case 'StringLiteral':
      return e.value !== '';
    case 'PathExpression':
      return e.incomplete ? undefined : truthOfValue(typeOf(e, env));
    case 'SubExpression':
      return truthOfCall(e, env);
    default:
      return false;
  }
}

function truthOfValue({ type, missing }: Typed): boolean | undefined {
  return missing || type === undefined ? undefined : truthOfType(type);
}

function truthOfCall(e: Extract<Expression, { type: 'SubExpression' }>, env: Env): boolean | undefined {
  const name = e.path.type === 'PathExpression' ? e.path.original : '';
  // asked once: conditions nest, and twice at each level would be endless
  const parts = name === 'and' || name === 'or' ? e.params.map((p) => truth(p, env)) : [];
  switch (name) {
    case 'not': {
      const value = e.params[0] && truth(e.params[0], env);
      return value === undefined ? undefined : !value;
    }
    case 'and':
      return parts.includes(false) ? false : parts.every((v) => v === true) ? true : undefined;
    case 'or':
      return parts.includes(true) ? true : parts.every((v) => v === false) ? false : undefined;
    case 'length': {
      const count = e.params[0] && listCount(e.params[0], env);
      return count && count.min > 0 ? true : count?.max === 0 ? false : undefined;
    }
    case 'eq':
    case 'ne': {
      const [left, right] = e.params;
      if (!left || !right) return undefined;
      const different = neverNull(left, right, env) ?? neverNull(right, left, env);
      const equal = different ? false : among(left, [right], env);
      return equal === undefined ? undefined : (name === 'eq') === equal;
    }
    case 'in': {
      const [left, ...list] = e.params;
      // an empty list is a mistake that was reported
      return left && list.length > 0 ? among(left, list, env) : undefined;
    }
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return order(name, e.params[0], e.params[1], env);
    default:
      return undefined;
  }
}

/** True where the one is the literal null, and the other always there. */
function neverNull(literal: Expression, of: Expression, env: Env): true | undefined {
  if (literal.type !== 'NullLiteral') return undefined;
  if (of.type === 'SubExpression') return neverGivesNull(of) ? true : undefined;
  if (of.type !== 'PathExpression') return undefined;
  const { type, missing } = typeOf(of, env);
  return type && type.kind !== 'unknown' && !missing ? true : undefined;
}

/** A number or a truth, whatever it is given: the length of nothing is 0. */
function neverGivesNull({ path }: Extract<Expression, { type: 'SubExpression' }>): boolean {
  return path.type === 'PathExpression' && /^(?:length|eq|ne|lt|le|gt|ge|in)$/.test(path.original);
}

/** Whether a value is one of others, by the few values that each can have. */
function among(left: Expression, others: readonly Expression[], env: Env): boolean | undefined {
  const mine = valuesOf(left, env);
  const theirs = others.map((other) => valuesOf(other, env));
  if (!mine || theirs.some((t) => t === undefined)) return undefined;
  const fits = (value: string | number) => theirs.some((t) => t!.values.includes(value));
  if (!mine.values.some(fits)) return mine.missing && theirs.some((t) => t!.missing) ? undefined : false;
  const fixed = theirs.every((t) => t!.values.length === 1 && !t!.missing);
  return fixed && !mine.missing && mine.values.every(fits) ? true : undefined;
}

function valuesOf(
  e: Expression,
  env: Env,
): { readonly values: readonly (string | number)[]; readonly missing: boolean } | undefined {
  if (e.type === 'StringLiteral' || e.type === 'NumberLiteral') return { values: [e.value], missing: false };
  if (e.type !== 'PathExpression' || e.incomplete) return undefined;
  const { type, missing } = typeOf(e, env);
  if (type?.kind !== 'string' && type?.kind !== 'number') return undefined;
  return type.values && { values: type.values, missing };
}

/** Numbers compared by their ranges. */
function order(
  name: string,
  left: Expression | undefined,
  right: Expression | undefined,
  env: Env,
): boolean | undefined {
  const a = left && range(left, env);
  const b = right && range(right, env);
  if (!a || !b) return undefined;
  if (name === 'gt' || name === 'le') {
    const greater = a.min > b.max ? true : a.max <= b.min ? false : undefined;
    return greater === undefined ? undefined : (name === 'gt') === greater;
  }
  const less = a.max < b.min ? true : a.min >= b.max ? false : undefined;
  return less === undefined ? undefined : (name === 'lt') === less;
}

function range(e: Expression, env: Env): { min: number; max: number } | undefined {
  if (e.type === 'NumberLiteral') return { min: e.value, max: e.value };
  if (
    e.type === 'SubExpression' &&
    e.path.type === 'PathExpression' &&
    e.path.original === 'length' &&
    e.params[0]
  ) {
    const of = typeOf(e.params[0], env).type;
    return of?.kind === 'list' ? listCount(e.params[0], env) : undefined;
  }
  const { type, missing } = typeOf(e, env);
  if (missing || type?.kind !== 'number' || e.type !== 'PathExpression') return undefined;
  return { min: type.minimum ?? Number.NEGATIVE_INFINITY, max: type.maximum ?? Number.POSITIVE_INFINITY };
}

function reasonOf(e: Expression, env: Env, value: boolean): string {
  if (e.type !== 'PathExpression') return '';
  const { name, type } = typeOf(e, env);
  return value ? `: ${name} is never ${emptyWord(type)}` : '';
}

function emptyWord(type: DataType | undefined): string {
  if (type?.kind === 'number') return '0 or missing';
  return type?.kind === 'object' ? 'missing' : 'empty or missing';
}
