/** Types of expressions. Problems of names, helpers and arguments are told to `report` by check-program.ts. */
import type { Expression, SubExpression } from '../../grammar/ast.ts';
import type { DataType, ListType, StringType } from '../bind/model.ts';
import type { HelperType, OwnSignature } from '../render/helpers.ts';
import { count, type Env, flag, lookupPath, type Typed, text } from './environment.ts';
import { helperAt } from './helper-at.ts';

export function typeOf(expression: Expression, env: Env): Typed {
  switch (expression.type) {
    case 'PathExpression': {
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
      return { name: 'null', type: { kind: 'unknown', optional: true }, canonical: '#', missing: true };
  }
}

/** The type of what a helper gives; also of `{{helper a b}}`, whose path and arguments stand in the mustache. */
export function typeOfCall(path: Expression, call: Pick<SubExpression, 'params' | 'hash'>, env: Env): Typed {
  const name = path.type === 'PathExpression' ? path.original : '';
  const spec = helperAt(name, env.scope);
  const args = call.params.map((p) => typeOf(p, env));
  const first = args[0];
  const made = (type: DataType | undefined, missing = false): Typed => ({
    name,
    type,
    canonical: `(${name})`,
    missing,
  });
  if (!spec) return unknown(name);
  if (spec.own) return made({ ...spec.own.returns, optional: false }, givesNothing(spec.own, call, env));
  switch (name) {
    case 'default':
      return defaulted(args, made);
    case 'take':
      return made(
        first?.type?.kind === 'list' ? taken(first.type, call.params[1]) : undefined,
        first?.missing,
      );
    case 'length':
      return made(first?.type?.kind === 'list' ? lengthOf(first.type, first.missing) : count);
    case 'pluck': {
      const key = call.params[1]?.type === 'StringLiteral' ? call.params[1].value : undefined;
      const item = first?.type?.kind === 'list' ? first.type.of : undefined;
      const of = item?.kind === 'object' && key !== undefined ? item.properties.get(key) : undefined;
      const list = first?.type?.kind === 'list' ? first.type : undefined;
      return made(
        list && { ...list, optional: false, minItems: 0, of: of ?? { kind: 'unknown', optional: false } },
        first?.missing,
      );
    }
    case 'list':
      return made({
        kind: 'list',
        optional: false,
        of: args[0]?.type ?? { kind: 'unknown', optional: false },
        minItems: args.length,
        maxItems: args.length,
      });
    case 'lookup':
      return made(first?.type?.kind === 'list' ? first.type.of : undefined, true);
    default:
      return made(
        resultType(spec.returns),
        (first?.missing ?? false) && spec.returns !== 'boolean' && name !== 'length' && name !== 'sum',
      );
  }
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

/** At most as many items as the literal says. */
function taken(list: ListType, n: Expression | undefined): DataType {
  const most = n?.type === 'NumberLiteral' ? Math.max(n.value, 0) : Number.POSITIVE_INFINITY;
  const { minItems, maxItems = most } = list;
  const bounded = most === Number.POSITIVE_INFINITY ? {} : { maxItems: Math.min(maxItems, most) };
  return { ...list, ...bounded, optional: false, minItems: Math.min(minItems, most) };
}

function lengthOf(list: ListType, missing: boolean): DataType {
  if (list.maxItems === undefined) return count;
  return {
    kind: 'number',
    integer: true,
    optional: false,
    minimum: missing ? 0 : list.minItems,
    maximum: list.maxItems,
  };
}

function defaulted(
  args: readonly Typed[],
  made: (type: DataType | undefined, missing?: boolean) => Typed,
): Typed {
  const [value, fallback] = args;
  if (!value?.type || !fallback?.type) return made(undefined);
  const same = value.type.kind === fallback.type.kind;
  return made(same ? { ...value.type, optional: false } : undefined, fallback.missing);
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
function unknown(name: string): Typed {
  return { name, type: undefined, canonical: `?${name}`, missing: false };
}

export function isUnresolved(canonical: string): boolean {
  return canonical.startsWith('?');
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
      return 'a list';
    case 'object':
      return 'an object';
    default:
      return 'unknown';
  }
}
