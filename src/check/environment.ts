/** Which names a text sees, of which type, and what is known to be present there. */
import type { Expression, PartialStatement, PathExpression, SubExpression } from '../../grammar/ast.ts';
import { joinTypes } from '../bind/join-types.ts';
import type { BoundPartial, DataType, FragmentScope, ListType, Place, Scope } from '../bind/model.ts';
import { rootNames, withoutLoops } from '../bind/scope-names.ts';
import type { Facts } from './facts.ts';
import { narrowed } from './narrow.ts';

/** A frame of a template's own blocks: `{{#each}}` and `{{#with}}` change what names mean. */
export interface Frame {
  readonly context: Typed;
  readonly names: ReadonlyMap<string, Typed>;
  readonly data: ReadonlyMap<string, Typed>;
}

export interface Env {
  readonly scope: Scope;
  readonly frames: readonly Frame[];
  /** Canonical names of values that are present here, and what they can be, since a condition said so. */
  readonly present: Facts;
  /** The text fragments of the text that is read. */
  readonly partials?: ReadonlyMap<PartialStatement, BoundPartial>;
  /** The blocks around each `{{> name}}` that was entered: its arguments are read there. */
  readonly callerFrames?: ReadonlyMap<Scope, readonly Frame[]>;
}

/** What is known of a value. */
export interface Typed {
  /** As the author writes it: `order.pickup.city`. */
  readonly name: string;
  /** Undefined: nothing is known. */
  readonly type: DataType | undefined;
  /** One name for one value, whatever the scope calls it. */
  readonly canonical: string;
  /** A call that stands for the value, as an argument of a fragment: it tells how long the text can be. */
  readonly given?: { readonly call: SubExpression; readonly env: Env };
  /** May be missing or null here. */
  readonly missing: boolean;
}

export type Lookup =
  | { readonly ok: true; readonly value: Typed }
  | { readonly ok: false; readonly problem: NameProblem };

export type NameProblem =
  | {
      readonly kind: 'unknown-name';
      readonly name: string;
      readonly known: readonly string[];
      readonly part: number;
    }
  | {
      readonly kind: 'unknown-property';
      readonly name: string;
      readonly of: string;
      readonly known: readonly string[];
      readonly part: number;
    }
  | {
      readonly kind: 'no-properties';
      readonly name: string;
      readonly of: string;
      readonly type: DataType;
      readonly part: number;
    }
  | {
      readonly kind: 'missing-argument';
      readonly name: string;
      readonly of: string;
      readonly part: number;
      /** Where the fragment is called. */
      readonly place: Place | undefined;
    };

export const text: DataType = { kind: 'string', optional: false, minLength: 0 };
export const flag: DataType = { kind: 'boolean', optional: false };
/** What no param describes: anything, or nothing. */
export const anything: DataType = { kind: 'unknown', optional: true };
export const count: DataType = {
  kind: 'number',
  integer: true,
  optional: false,
  minimum: 0,
  maximum: 9_999_999,
};

const short = (max: number, optional = true): DataType => ({
  kind: 'string',
  optional,
  minLength: 1,
  maxLength: max,
});
const recipientType: DataType = {
  kind: 'object',
  optional: false,
  open: false,
  properties: new Map([
    ['id', short(100)],
    ['locale', short(35)],
    ['language', short(8)],
    ['time_zone', short(64)],
    [
      'channel',
      { kind: 'string', optional: true, minLength: 9, maxLength: 9, values: ['messenger', 'instagram'] },
    ],
  ]),
};
const nowType: DataType = {
  kind: 'string',
  optional: false,
  minLength: 20,
  maxLength: 40,
  format: 'date-time',
};
const roots: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ['recipient', recipientType],
  ['now', nowType],
]);

/** Types an expression: given by expressions.ts, which knows helpers. */
export type TypeOf = (expression: Expression, env: Env) => Typed;

export function rootEnv(scope: Scope, present: Facts, partials?: Env['partials']): Env {
  return { scope, frames: [], present, ...(partials && { partials }) };
}

/** Inside a text fragment that is used in `env`. */
export function partialEnv(partial: BoundPartial, env: Env): Env {
  return {
    ...rootEnv(partial.scope, env.present, partial.partials),
    callerFrames: new Map([...(env.callerFrames ?? []), [partial.scope, env.frames]]),
  };
}

/** What a path leads to. */
export function lookupPath(path: PathExpression, env: Env, typeOf: TypeOf): Lookup {
  if (path.data) return lookupData(path, env, typeOf);
  const frame = env.frames[env.frames.length - 1 - path.depth];
  const scoped = path.depth > 0 || /^(?:this\b|\.)/.test(path.original);
  if (!scoped && path.parts.length > 0) {
    const named = blockName(path.parts[0]!, env);
    if (named) return walk(known(named, env), path, 1, env);
  }
  if (frame) return walk(known(frame.context, env), path, 0, env);
  if (path.depth > env.frames.length) {
    return { ok: false, problem: { kind: 'unknown-name', name: path.original, known: [], part: 0 } };
  }
  if (path.parts.length === 0) return { ok: true, value: wholeRoot('this', env, typeOf) };
  const head = lookupName(path.parts[0]!, env.scope, env, typeOf);
  if (!head.ok) return head;
  return walk(head.value, path, 1, env);
}

function lookupData(path: PathExpression, env: Env, typeOf: TypeOf): Lookup {
  const [name, ...rest] = path.parts;
  if (name === 'root' && path.depth === 0) {
    const [first] = rest;
    if (first === undefined) return { ok: true, value: wholeRoot('@root', env, typeOf) };
    const head = lookupName(first, withoutLoops(env.scope), env, typeOf);
    if (head.ok) return walk({ ...head.value, name: `@root.${first}` }, path, 2, env);
    if (head.problem.kind !== 'unknown-name') return head;
    const { known } = head.problem;
    return { ok: false, problem: { kind: 'unknown-property', name: first, of: '@root', known, part: 1 } };
  }
  // of loops alone: `{{#with}}` has no place among turns
  const turns = env.frames.filter((frame) => frame.data.size > 0);
  const frame = turns[turns.length - 1 - path.depth];
  const outer = path.depth === turns.length ? loopData(env.scope, name ?? '') : undefined;
  const found = frame?.data.get(name ?? '') ?? outer;
  if (found) return walk(found, path, 1, env);
  const known = ['@index', '@first', '@last', '@key', '@root'];
  return {
    ok: false,
    problem: { kind: 'unknown-name', name: `@${'../'.repeat(path.depth)}${name ?? ''}`, known, part: 0 },
  };
}

function loopData(scope: Scope, name: string): Typed | undefined {
  if (scope.kind === 'root' || scope.kind === 'fragment') return undefined;
  const type = name === 'index' ? count : name === 'first' || name === 'last' ? flag : undefined;
  return type && { name: `@${name}`, type, canonical: `@${name}`, missing: false };
}

function blockName(name: string, env: Env): Typed | undefined {
  for (const frame of [...env.frames].reverse()) {
    const found = frame.names.get(name);
    if (found) return found;
  }
  return undefined;
}

/** A name outside the template's own blocks: loops, arguments, params, recipient, now. */
export function lookupName(name: string, scope: Scope, env: Env, typeOf: TypeOf): Lookup {
  const root = roots.get(name);
  if (root) return { ok: true, value: { name, type: root, canonical: name, missing: false } };
  if (scope.kind === 'loop') {
    const index = scope.loop.names.findIndex((n) => n.name === name);
    if (index < 0) return lookupName(name, scope.outer, env, typeOf);
    const list = typeOf(scope.loop.list, { ...env, scope: scope.outer, frames: [] });
    // of a list that does not exist, or is none, nothing more is said
    const unresolved = isUnresolved(list.canonical) || isNoList(list.type) ? '?' : '';
    const canonical = `${unresolved}${name}@${scope.text.file.path}:${scope.text.range.start}`;
    if (index === 1) return { ok: true, value: { name, type: count, canonical, missing: false } };
    const type = list.type?.kind === 'list' ? list.type.of : unresolved ? undefined : anything;
    return present({ name, type, canonical, missing: false }, env);
  }
  if (scope.kind === 'fragment') {
    const own = scope.params.types.get(name);
    const given = argument(name, scope, env, typeOf) ?? inherited(name, scope, env, typeOf);
    if (given) return given.ok ? { ok: true, value: orItsDefault(given.value, own) } : given;
    if (!own) return unknownName(name, scope);
    if (!own.optional && own.default === undefined) {
      const { name: of, place } = scope;
      return { ok: false, problem: { kind: 'missing-argument', name, of, part: 0, place } };
    }
    return present(
      { name, type: own, canonical: `${scope.specPath}#${scope.name}:${name}`, missing: false },
      env,
    );
  }
  const type = scope.params.types.get(name);
  if (!type) return unknownName(name, scope);
  return present({ name, type, canonical: `${scope.specPath}:${name}`, missing: false }, env);
}

function argument(name: string, scope: FragmentScope, env: Env, typeOf: TypeOf): Lookup | undefined {
  const arg = scope.args.get(name);
  if (!arg) return undefined;
  const outer = { ...env, scope: scope.caller, frames: env.callerFrames?.get(scope) ?? [] };
  const value = typeOf(arg, outer);
  if (arg.type !== 'SubExpression' || isUnresolved(value.canonical)) {
    return { ok: true, value: { ...value, name } };
  }
  // two calls of one helper are two values
  const { text, specPath } = scope;
  const canonical = `${specPath}#${scope.name}=${name}@${text.file.path}:${text.range.start}`;
  return present({ ...value, name, canonical, given: { call: arg, env: outer } }, env);
}

/** What the caller in the same file sees by this name, but for the names of its loops. */
function inherited(name: string, scope: FragmentScope, env: Env, typeOf: TypeOf): Lookup | undefined {
  if (!scope.inherits) return undefined;
  const caller = withoutLoops(scope.caller);
  const found = lookupName(name, caller, env, typeOf);
  return found.ok || found.problem.kind !== 'unknown-name' ? found : undefined;
}

/** A param of the fragment that is given something missing takes its default. */
function orItsDefault(value: Typed, own: DataType | undefined): Typed {
  if (!value.missing || own?.default === undefined) return value;
  const { name, type, canonical } = value;
  return {
    name,
    type: type && { ...joinTypes(type, own), optional: false },
    canonical: `${canonical}|default`,
    missing: false,
  };
}

function unknownName(name: string, scope: Scope): Lookup {
  return { ok: false, problem: { kind: 'unknown-name', name, known: namesOf(scope), part: 0 } };
}

/** All names that a text in this scope may use. */
export function namesOf(scope: Scope): string[] {
  if (scope.kind === 'loop') return [...scope.loop.names.map((n) => n.name), ...namesOf(scope.outer)];
  return [...rootNames(scope), ...roots.keys()];
}

function wholeRoot(name: string, env: Env, typeOf: TypeOf): Typed {
  return { name, type: rootObject(env, typeOf), canonical: `@${name}`, missing: false };
}

function rootObject(env: Env, typeOf: TypeOf): DataType {
  const scope = withoutLoops(env.scope);
  const properties = new Map<string, DataType>();
  for (const name of namesOf(scope)) {
    const found = lookupName(name, scope, env, typeOf);
    if (!found.ok || !found.value.type) continue;
    const { type, missing } = found.value;
    properties.set(name, { ...type, optional: missing });
  }
  return { kind: 'object', optional: false, properties, open: false };
}

/** Follows the parts of a path from `part` on. */
function walk(from: Typed, path: PathExpression, part: number, env: Env): Lookup {
  let value = from;
  for (let i = part; i < path.parts.length; i++) {
    const step = property(value, path.parts[i]!, i, env);
    if (!step.ok) return step;
    value = step.value;
  }
  return { ok: true, value };
}

/** One property or item of a value. */
export function property(of: Typed, name: string, part: number, env: Env): Lookup {
  const { type } = of;
  const written = /^\d/.test(name) ? `[${name}]` : name;
  // a name with a dot in it is no path
  const canonical = `${of.canonical}.${name.replace(/[\\.]/g, '\\$&')}`;
  const next = (t: DataType | undefined): Lookup =>
    present({ name: `${of.name}.${written}`, type: t, canonical, missing: of.missing }, env);
  if (!type || type.kind === 'unknown') return next(isUnresolved(of.canonical) ? undefined : anything);
  if (type.kind === 'object') {
    const found = type.properties.get(name);
    const isGone = env.present.narrowed?.get(of.canonical)?.truth === false;
    if (found || type.open) return next(isGone && found ? nothingOf(found) : (found ?? anything));
    return {
      ok: false,
      problem: { kind: 'unknown-property', name, of: of.name, known: [...type.properties.keys()], part },
    };
  }
  if (name === 'length' && type.kind === 'list') return next(countOf(type));
  if (name === 'length' && type.kind === 'string') return next(count);
  if (type.kind === 'list' && /^(?:0|[1-9]\d*)$/.test(name)) {
    return next(Number(name) < type.minItems ? type.of : { ...type.of, optional: true });
  }
  return { ok: false, problem: { kind: 'no-properties', name, of: of.name, type, part } };
}

/** A property of what is not there. */
function nothingOf(type: DataType): DataType {
  if (type.kind === 'string') return { kind: 'string', optional: true, minLength: 0, maxLength: 0 };
  return type.kind === 'list'
    ? { ...type, optional: true, minItems: 0, maxItems: 0 }
    : { ...type, optional: true };
}

function countOf({ minItems, maxItems }: ListType): DataType {
  if (maxItems === undefined) return count;
  return { kind: 'number', integer: true, optional: false, minimum: minItems, maximum: maxItems };
}

/** A value of a block, with what conditions inside of it say. */
function known(value: Typed, env: Env): Typed {
  const found = present(value, env);
  return found.ok ? found.value : value;
}

/** Whether it may be missing: optional without a default, and no condition said that it is there. */
export function present(value: Typed, env: Env): Lookup {
  const maybe = value.missing || (value.type !== undefined && mayBeNull(value.type));
  const missing = maybe && !isPresent(value.canonical, env.present);
  const known = env.present.narrowed?.get(value.canonical);
  return { ok: true, value: { ...value, missing, ...(known && { type: narrowed(value.type, known) }) } };
}

/** A schema that is not understood may admit null too. */
export function mayBeNull(type: DataType): boolean {
  if (type.default !== undefined) return false;
  return type.optional || (type.kind === 'unknown' && type.scalar === undefined);
}

/** True of what cannot be repeated, as is said where somebody tries to. */
export function isNoList(type: DataType | undefined): boolean {
  return type !== undefined && type.kind !== 'list' && type.kind !== 'unknown';
}

/** True of a name that does not exist: the finding about it says enough. */
export function isUnresolved(canonical: string): boolean {
  return canonical.startsWith('?');
}

/** A value is present too where one of its properties is. */
export function isPresent(canonical: string, present: ReadonlySet<string>): boolean {
  if (present.has(canonical)) return true;
  for (const known of present) if (known.startsWith(`${canonical}.`)) return true;
  return false;
}
