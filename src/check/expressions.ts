/** Types of expressions. Problems of names, helpers and arguments are told to `report` by check-program.ts. */
import type { Expression, SubExpression } from '../../grammar/ast.ts';
import { joinTypes } from '../bind/join-types.ts';
import type { DataType, ListType, StringType } from '../bind/model.ts';
import type { HelperType, OwnSignature } from '../render/helpers.ts';
import {
  anything,
  count,
  type Env,
  flag,
  isUnresolved,
  lookupPath,
  mayBeNull,
  present,
  property,
  type Typed,
  text,
} from './environment.ts';
import { helperAt } from './helper-at.ts';
import { printCall, printExpression } from './print-expression.ts';

export function typeOf(expression: Expression, env: Env): Typed {
  switch (expression.type) {
    case 'PathExpression': {
      if (expression.incomplete && expression.parts.length === 0) return unknown('');
      const found = lookupPath(expression, env, typeOf);
      return found.ok ? found.value : unknown(expression.original);
    }
    case 'SubExpression':
      return typeOfCall(expression.path, expression, env);
    case 'StringLiteral': {
      const length = [...expression.value].length;
      const type: StringType = {
        kind: 'string',
        optional: false,
        minLength: length,
        maxLength: length,
        values: [expression.value],
      };
      return { name: `"${expression.value}"`, type, canonical: '"', missing: false };
    }
    case 'NumberLiteral': {
      const n = expression.value;
      // of more than 308 digits
      if (!Number.isFinite(n)) return { name: 'Infinity', type: anything, canonical: '#', missing: false };
      const type: DataType = {
        kind: 'number',
        integer: Number.isInteger(n),
        optional: false,
        minimum: n,
        maximum: n,
        values: [n],
      };
      return { name: String(n), type, canonical: '#', missing: false };
    }
    case 'BooleanLiteral':
      return { name: String(expression.value), type: flag, canonical: '#', missing: false };
    default:
      return { name: printExpression(expression), type: anything, canonical: '#', missing: true };
  }
}

/** The type of what a helper gives; also of `{{helper a b}}`, whose path and arguments stand in the mustache. */
export function typeOfCall(path: Expression, call: Pick<SubExpression, 'params' | 'hash'>, env: Env): Typed {
  const helper = path.type === 'PathExpression' ? path.original : '';
  const spec = helperAt(helper, env.scope);
  if (!spec) return unknown(helper);
  // what it lacks is reported as that
  if (call.params.length < spec.params.filter((p) => !p.optional).length) return unknown(helper);
  const made = (type: DataType | undefined, missing = false): Typed => ({
    name: `(${printCall(path, call)})`,
    type,
    canonical: `(${helper})`,
    missing,
  });
  if (spec.own) return made({ ...spec.own.returns, optional: false }, givesNothing(spec.own, call, env));
  const args = call.params.map((p) => typeOf(p, env));
  const rule = Object.hasOwn(resultRules, helper) ? resultRules[helper] : undefined;
  const [first, second] = args;
  if (rule && first) {
    // a name that does not exist, or a helper: that is reported
    if (isUnresolved(first.canonical)) return unknown(helper);
    return rule(args, made, env, call);
  }
  const isThere = spec.returns === 'boolean' || helper === 'json' || helper === 'list';
  const isMissing = first?.missing || (helper === 'currency' && second?.missing);
  return made(resultType(spec.returns), !isThere && isMissing === true);
}

type ResultRule = (
  args: readonly Typed[],
  made: (type: DataType | undefined, missing?: boolean) => Typed,
  env: Env,
  call: Pick<SubExpression, 'params' | 'hash'>,
) => Typed;

/** Of helpers whose result follows from what they are given. The first argument is there. */
const resultRules: Readonly<Record<string, ResultRule>> = {
  default: ([value, fallback], made) => {
    if (!value?.type || !fallback?.type) return made(undefined);
    const { type, missing } = value;
    const mayGiveWay = missing || (type.kind === 'string' && type.minLength === 0) || !isKnown(type);
    if (!mayGiveWay) return made({ ...type, optional: false });
    const both = isNullOnly(value) ? fallback.type : joinTypes(type, fallback.type);
    return made(isKnown(both) ? { ...both, optional: false } : both, fallback.missing);
  },
  take: ([list, n], made) =>
    made(list?.type?.kind === 'list' ? taken(list.type, list.missing, n) : anyList, list?.missing),
  length: ([value], made) => made(value ? lengthOf(value) : count),
  sum: (args, made) => made(sumOf(args)),
  pluck: ([list], made, env, { params }) => {
    const key = params[1]?.type === 'StringLiteral' ? params[1].value : undefined;
    if (list?.type?.kind !== 'list' || key === undefined) return made(anyList, list?.missing);
    const { of, minItems, ...rest } = list.type;
    const item: Typed = { name: 'item', type: of, canonical: 'item', missing: mayBeNull(of) };
    const found = property(item, key, 0, env);
    if (!found.ok && of.kind === 'object') return unknown('pluck');
    const value = found.ok ? found.value : undefined;
    const certain = value !== undefined && !value.missing && !list.missing;
    const plucked = value?.type && isKnown(value.type) ? { ...value.type, optional: false } : anything;
    return made({ ...rest, optional: false, minItems: certain ? minItems : 0, of: plucked }, list.missing);
  },
  lookup: ([value, key], made, env, { params }) => {
    const literal = literalKey(params[1]);
    if (value?.type && literal !== undefined) {
      const found = property(value, literal, 0, env);
      // no such property is reported as that
      return found.ok ? { ...found.value, name: made(undefined).name } : unknown('lookup');
    }
    // with a text as its key it may be the length
    if (value?.type?.kind === 'list') {
      const isIndex = key?.type?.kind === 'number';
      return keyed(made(isIndex ? value.type.of : anything, true), value, key, env);
    }
    const members = value?.type?.kind === 'object' && value.type.closed ? value.type.properties : undefined;
    const [one, ...others] = members?.values() ?? [];
    const found = made(one && key ? others.reduce(joinTypes, one) : anything, true);
    return value ? keyed(found, value, key, env) : found;
  },
  list: (args, made) => {
    const types = args.map(({ type, missing }) => ({ ...(type ?? anything), optional: missing }));
    const of = types.reduce<DataType | undefined>((a, b) => (a ? joinTypes(a, b) : b), undefined);
    const { length } = args;
    return made({ kind: 'list', optional: false, of: of ?? anything, minItems: length, maxItems: length });
  },
};

/** `(lookup xs i)` is the same value each time, so a condition about it says something of it. */
function keyed(found: Typed, of: Typed, key: Typed | undefined, env: Env): Typed {
  if (key === undefined || [of, key].some(({ canonical }) => /^[@(#"?]/.test(canonical))) return found;
  const value = present({ ...found, canonical: `${of.canonical}.{${key.canonical}}` }, env);
  return value.ok ? value.value : found;
}

/** What a literal key names: a property, or an item. */
export function literalKey(key: Expression | undefined): string | undefined {
  if (key?.type === 'StringLiteral') return key.value;
  return key?.type === 'NumberLiteral' && Number.isInteger(key.value) && key.value >= 0
    ? String(key.value)
    : undefined;
}

const anyList: ListType = { kind: 'list', optional: false, of: anything, minItems: 0 };

function isKnown(type: DataType): boolean {
  return type.kind !== 'unknown' || type.scalar !== undefined;
}

function isNullOnly({ name, missing }: Typed): boolean {
  return missing && (name === 'null' || name === 'undefined');
}

/** A helper of the project is not called where something that it needs is missing: its result is missing too. */
function givesNothing(
  { params, options, returns }: OwnSignature,
  call: Pick<SubExpression, 'params' | 'hash'>,
  env: Env,
): boolean {
  const mayMiss = (type: DataType | undefined, given: Expression | undefined) =>
    type?.optional === false && given !== undefined && typeOf(given, env).missing;
  return (
    returns.optional ||
    [...params.values()].some((type, i) => mayMiss(type, call.params[i])) ||
    call.hash.pairs.some(({ key, value }) => mayMiss(options.get(key), value))
  );
}

/** At most as many items as the count says; of a missing list none. */
function taken(list: ListType, missing: boolean, n: Typed | undefined): DataType {
  const { minimum = 0, maximum = Infinity } = n?.type?.kind === 'number' ? n.type : {};
  const { maxItems, ...rest } = list;
  const most = Math.max(0, Math.min(maxItems ?? Infinity, Math.floor(maximum)));
  const least = missing ? 0 : Math.min(list.minItems, Math.max(0, Math.floor(minimum)));
  return { ...rest, optional: false, minItems: least, ...(Number.isFinite(most) && { maxItems: most }) };
}

function lengthOf({ type, missing }: Typed): DataType {
  const [min, max] =
    type?.kind === 'list'
      ? [type.minItems, type.maxItems]
      : type?.kind === 'string'
        ? [type.minLength, type.maxLength]
        : [0, undefined];
  if (max === undefined) return count;
  const minimum = missing ? 0 : min;
  return { kind: 'number', integer: true, optional: false, minimum, maximum: max };
}

/** From the least that the numbers and lists of numbers can sum up to, to the most. */
function sumOf(args: readonly Typed[]): DataType {
  let [minimum, maximum, integer] = [0, 0, true];
  for (const { type, missing } of args) {
    const item = type?.kind === 'list' ? type.of : type;
    const [least, most] = type?.kind === 'list' ? [type.minItems, type.maxItems ?? Infinity] : [1, 1];
    if (item?.kind !== 'number') return { kind: 'number', integer: false, optional: false };
    const low = item.minimum ?? -Infinity;
    const high = item.maximum ?? Infinity;
    const fewest = missing || item.optional ? 0 : least;
    integer &&= item.integer;
    if (most === 0) continue;
    minimum += low < 0 ? low * most : fewest && low * fewest;
    maximum += high > 0 ? high * most : fewest && high * fewest;
  }
  const range = {
    ...(Number.isFinite(minimum) && { minimum }),
    ...(Number.isFinite(maximum) && { maximum }),
  };
  return { kind: 'number', integer, optional: false, ...range };
}

function resultType(returns: HelperType): DataType | undefined {
  switch (returns) {
    case 'text':
    case 'scalar':
      return text;
    case 'url':
      return { ...(text as StringType), format: 'url', minLength: 8 };
    case 'boolean':
      return flag;
    case 'integer':
      return count;
    case 'number':
      return { kind: 'number', integer: false, optional: false };
    default:
      return undefined;
  }
}

/** A name or helper that does not exist: the finding about it says enough. */
export function unknown(name: string): Typed {
  return { name, type: undefined, canonical: `?${name}`, missing: false };
}

/** `a text`, `a list`: what a message says of a type. */
export function describe(type: DataType | undefined): string {
  switch (type?.kind) {
    case 'string':
      return type.format === 'url'
        ? 'a url'
        : type.format === 'date' || type.format === 'date-time'
          ? 'a date'
          : 'a text';
    case 'number':
      return type.integer ? 'an integer' : 'a number';
    case 'boolean':
      return 'true or false';
    case 'list':
      return type.of.kind === 'object'
        ? 'a list of objects'
        : type.of.kind === 'list'
          ? 'a list of lists'
          : 'a list';
    case 'object':
      return 'an object';
    default:
      return type?.scalar?.values
        ? `one of ${type.scalar.values.map((v) => JSON.stringify(v)).join(', ')}`
        : type?.scalar
          ? 'a text, a number or true or false'
          : 'something that is not known before the data is there';
  }
}
