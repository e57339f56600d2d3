/** What a condition says of values, where it holds and where it does not: that they are there, and what they can be. */
import type { Expression, PathExpression, SubExpression } from '../../grammar/ast.ts';
import type { DataType } from '../bind/model.ts';
import { type Env, lookupPath, mayBeNull, type TypeOf } from './environment.ts';
import { join, meet, type Narrowing } from './narrow.ts';
import { truthOfType } from './truth-of-type.ts';

/** Canonical names of values that are there, and what else is known of some. */
export interface Facts extends ReadonlySet<string> {
  readonly narrowed?: ReadonlyMap<string, Narrowing>;
}

/** What is known where `condition` is true (`holds`) or false. */
export function factsOf(condition: Expression, holds: boolean, env: Env, typeOf: TypeOf): Facts {
  const facts = (e: Expression, h: boolean) => factsOf(e, h, env, typeOf);
  if (condition.type === 'PathExpression') return ofPath(condition, { truth: holds }, holds, env, typeOf);
  if (condition.type !== 'SubExpression' || condition.path.type !== 'PathExpression') return none;
  const [left, right] = condition.params;
  const name = condition.path.original;
  switch (name) {
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
    case 'ge': {
      // what is compared is there, and need not be true; the length of what is missing is 0
      const there = holds
        ? [left, right].map((e) => (e?.type === 'PathExpression' ? facts(e, true) : none))
        : [];
      const ranges = [compared(name, left, right), compared(mirrored[name], right, left)].map((range) =>
        range ? rangeFacts(range, holds, env, typeOf) : none,
      );
      return union([...there.map(presentOnly), ...ranges]);
    }
    case 'eq':
      return equality(left, right, holds, env, typeOf);
    case 'ne':
      return equality(left, right, !holds, env, typeOf);
    case 'in': {
      const values = condition.params.slice(1).map(literalOf);
      if (!left || values.some((v) => v === undefined)) {
        // what is missing is among values that may be missing
        const isThere = holds && condition.params.slice(1).every((e) => holdsNoNull(e, env, typeOf));
        return isThere && left ? thereOf(left, env, typeOf) : none;
      }
      const known = values as (string | number)[];
      return ofValue(left, holds ? { values: known } : { not: known }, holds, env, typeOf);
    }
    case 'length':
      return left?.type === 'PathExpression'
        ? ofPath(left, holds ? { least: 1 } : { most: 0 }, holds, env, typeOf)
        : none;
    case 'lookup': {
      // with a key that is known it is a path in other words: it has the name of that value
      const { canonical } = typeOf(condition, env);
      return holds && !/^[@(#"?]/.test(canonical) ? make([canonical], []) : none;
    }
    default:
      return none;
  }
}

const none: Facts = new Set<string>();

const mirrored = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const;

/** A path's value: that it is there, and what else is known. */
function ofPath(
  path: Extract<Expression, { type: 'PathExpression' }>,
  known: Narrowing,
  isThere: boolean,
  env: Env,
  typeOf: TypeOf,
): Facts {
  const found = lookupPath(path, env, typeOf);
  if (!found.ok) return none;
  const { canonical } = found.value;
  // `@index` is another one in each loop
  if (/^[@(#"?]/.test(canonical)) return none;
  const gone = known.truth === false ? ownerGone(path, found.value.type, env, typeOf) : undefined;
  const also: [string, Narrowing][] = gone === undefined ? [] : [[gone, { truth: false }]];
  return make(isThere ? [canonical] : [], [[canonical, known], ...also]);
}

/** `order.id` is never empty: where it is false, there is no `order`. */
function ownerGone(
  path: PathExpression,
  type: DataType | undefined,
  env: Env,
  typeOf: TypeOf,
): string | undefined {
  if (!type || mayBeNull(type) || truthOfType(type) !== true) return undefined;
  for (let n = path.parts.length - 1; n > 0; n--) {
    const owner = lookupPath({ ...path, parts: path.parts.slice(0, n) }, env, typeOf);
    if (!owner.ok || owner.value.type?.kind !== 'object') return undefined;
    if (owner.value.missing) return owner.value.canonical;
  }
  return undefined;
}

function ofValue(e: Expression, known: Narrowing, isThere: boolean, env: Env, typeOf: TypeOf): Facts {
  if (e.type === 'PathExpression') return ofPath(e, known, isThere, env, typeOf);
  return isThere ? thereOf(e, env, typeOf) : none;
}

/** That a value is not missing. What a call gives says nothing of what it is given: the length of nothing is 0. */
function thereOf(e: Expression, env: Env, typeOf: TypeOf): Facts {
  const isNamed = e.type === 'PathExpression' || (e.type === 'SubExpression' && nameOf(e) === 'lookup');
  return isNamed ? presentOnly(factsOf(e, true, env, typeOf)) : none;
}

function nameOf({ path }: SubExpression): string {
  return path.type === 'PathExpression' ? path.original : '';
}

/** `x == "a"` holds only where x is there; `x != null` too. */
function equality(
  left: Expression | undefined,
  right: Expression | undefined,
  equal: boolean,
  env: Env,
  typeOf: TypeOf,
): Facts {
  if (!left || !right) return none;
  const against = (value: Expression, other: Expression): Facts => {
    if (isNull(other)) return equal ? none : thereOf(value, env, typeOf);
    const literal = literalOf(other);
    if (literal !== undefined) {
      const known = equal ? { values: [literal] } : { not: [literal] };
      return ofValue(value, known, equal, env, typeOf);
    }
    return equal && other.type === 'BooleanLiteral' ? thereOf(value, env, typeOf) : none;
  };
  return union([against(left, right), against(right, left)]);
}

interface Compared {
  readonly of: Expression;
  readonly is: 'lt' | 'le' | 'gt' | 'ge';
  readonly than: number;
}

/** A value beside a number. */
function compared(
  is: Compared['is'],
  of: Expression | undefined,
  than: Expression | undefined,
): Compared | undefined {
  return of && than?.type === 'NumberLiteral' ? { of, is, than: than.value } : undefined;
}

const opposite = { lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' } as const;

function rangeFacts({ of, is, than }: Compared, holds: boolean, env: Env, typeOf: TypeOf): Facts {
  const relation = holds ? is : opposite[is];
  const open = relation === 'lt' || relation === 'gt';
  const upper = relation === 'lt' || relation === 'le';
  // of a length
  const most = open ? Math.ceil(than) - 1 : Math.floor(than);
  if (of.type === 'PathExpression') {
    // `text.length` counts UTF-16 units: as many characters at most, perhaps fewer
    if (upper && of.parts.length > 1 && of.parts.at(-1) === 'length' && !of.data) {
      return most < 0 ? none : ofPath(withoutLast(of), { most }, holds, env, typeOf);
    }
    const end = { value: than, open };
    return ofPath(of, upper ? { max: end } : { min: end }, holds, env, typeOf);
  }
  const [list] = of.type === 'SubExpression' ? of.params : [];
  const isLength =
    of.type === 'SubExpression' && of.path.type === 'PathExpression' && of.path.original === 'length';
  if (!isLength || list?.type !== 'PathExpression') return none;
  const least = open ? Math.floor(than) + 1 : Math.ceil(than);
  // of what is missing the length is 0
  if (upper) return most < 0 ? none : ofPath(list, { most }, false, env, typeOf);
  return least > 0 ? ofPath(list, { least }, true, env, typeOf) : none;
}

function withoutLast(path: PathExpression): PathExpression {
  const parts = path.parts.slice(0, -1);
  return { ...path, parts, partSpans: path.partSpans.slice(0, -1) };
}

/** A choice of `in`, which may be a list. */
function holdsNoNull(e: Expression, env: Env, typeOf: TypeOf): boolean {
  const { type, missing } = typeOf(e, env);
  if (type?.kind === 'list') return !missing && !mayBeNull(type.of);
  return !isNull(e) && !missing;
}

function isNull(e: Expression): boolean {
  return e.type === 'NullLiteral' || e.type === 'UndefinedLiteral';
}

function literalOf(e: Expression): string | number | undefined {
  return e.type === 'StringLiteral' || e.type === 'NumberLiteral' ? e.value : undefined;
}

/** Of a value that is only known to be there: not that it is true. */
export function presentOnly(facts: Facts): Facts {
  return facts.narrowed ? new Set(facts) : facts;
}

function combine(sets: readonly Facts[], all: boolean): Facts {
  if (all) return union(sets);
  const [first, ...rest] = sets;
  if (!first) return none;
  const names = [...first].filter((name) => rest.every((s) => s.has(name)));
  const narrowed = [...(first.narrowed ?? [])].flatMap(([name, known]): [string, Narrowing][] => {
    const others = rest.map((s) => s.narrowed?.get(name));
    return others.every((o) => o !== undefined) ? [[name, others.reduce((a, b) => join(a, b), known)]] : [];
  });
  return make(names, narrowed);
}

export function union(sets: readonly Facts[]): Facts {
  const filled = sets.filter((s) => s.size > 0 || s.narrowed);
  if (filled.length === 0) return none;
  if (filled.length === 1) return filled[0]!;
  const narrowed = new Map<string, Narrowing>();
  for (const set of filled) {
    for (const [name, known] of set.narrowed ?? []) {
      const before = narrowed.get(name);
      narrowed.set(name, before ? meet(before, known) : known);
    }
  }
  return make(
    filled.flatMap((s) => [...s]),
    [...narrowed],
  );
}

function make(names: readonly string[], narrowed: readonly (readonly [string, Narrowing])[]): Facts {
  const set = new Set(names);
  return narrowed.length === 0 ? set : Object.assign(set, { narrowed: new Map(narrowed) });
}
