/** What a condition says about the presence of values, where it holds and where it does not. */
import type { Expression } from '../../grammar/ast.ts';
import { type Env, lookupPath, type TypeOf } from './environment.ts';

/** Canonical names that are present where `condition` is true (`holds`) or false. */
export function factsOf(
  condition: Expression,
  holds: boolean,
  env: Env,
  typeOf: TypeOf,
): ReadonlySet<string> {
  const facts = (e: Expression, h: boolean) => factsOf(e, h, env, typeOf);
  if (condition.type === 'PathExpression') {
    const found = holds ? lookupPath(condition, env, typeOf) : undefined;
    return found?.ok ? new Set([found.value.canonical]) : none;
  }
  if (condition.type !== 'SubExpression' || condition.path.type !== 'PathExpression') return none;
  const [left, right] = condition.params;
  switch (condition.path.original) {
    case 'not':
      return left ? facts(left, !holds) : none;
    case 'and':
      return combine(
        condition.params.map((p) => facts(p, holds)),
        holds,
      );
    case 'or':
      return combine(
        condition.params.map((p) => facts(p, holds)),
        !holds,
      );
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return holds ? union([left, right].map((e) => (e ? facts(e, true) : none))) : none;
    case 'eq':
      return equality(left, right, holds, facts);
    case 'ne':
      return equality(left, right, !holds, facts);
    case 'in':
      return holds && left ? facts(left, true) : none;
    case 'length':
      return holds && left ? facts(left, true) : none;
    default:
      return none;
  }
}

const none: ReadonlySet<string> = new Set();

/** `x == "a"` holds only where x is there; `x != null` too. */
function equality(
  left: Expression | undefined,
  right: Expression | undefined,
  equal: boolean,
  facts: (e: Expression, holds: boolean) => ReadonlySet<string>,
): ReadonlySet<string> {
  if (!left || !right) return none;
  const against = (value: Expression, other: Expression) => {
    if (isNull(other)) return equal ? none : facts(value, true);
    return equal && isLiteral(other) ? facts(value, true) : none;
  };
  return union([against(left, right), against(right, left)]);
}

function isNull(e: Expression): boolean {
  return e.type === 'NullLiteral' || e.type === 'UndefinedLiteral';
}

function isLiteral(e: Expression): boolean {
  return e.type === 'StringLiteral' || e.type === 'NumberLiteral' || e.type === 'BooleanLiteral';
}

function combine(sets: readonly ReadonlySet<string>[], all: boolean): ReadonlySet<string> {
  if (all) return union(sets);
  const [first, ...rest] = sets;
  return first ? new Set([...first].filter((name) => rest.every((s) => s.has(name)))) : none;
}

export function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const filled = sets.filter((s) => s.size > 0);
  return filled.length === 0
    ? none
    : filled.length === 1
      ? filled[0]!
      : new Set(filled.flatMap((s) => [...s]));
}
