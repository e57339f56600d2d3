/** The size of a rendered template, from literals, param types, branches, loops and helpers. */
import type {
  BlockStatement,
  Expression,
  Hash,
  MustacheStatement,
  Program,
  Statement,
} from '../../grammar/ast.ts';
import { isRawBlock } from '../../grammar/index.ts';
import { joinTypes } from '../bind/join-types.ts';
import type { DataType, Destination, TextNode } from '../bind/model.ts';
import { codePoints, utf8Bytes } from '../render/runtime/measure.ts';
import { trimBreaks } from '../render/runtime/output.ts';
import { numberText } from '../render/runtime/values.ts';
import {
  anything,
  count,
  type Env,
  type Frame,
  flag,
  isNoList,
  isUnresolved,
  mayBeNull,
  partialEnv,
  type Typed,
  text,
} from './environment.ts';
import { typeOf, typeOfCall } from './expressions.ts';
import { factsOf, presentOnly, union } from './facts.ts';
import { helperAt, isCall } from './helper-at.ts';
import { helperSize } from './helper-bounds.ts';
import { assume, between, constant, either, empty, plus, type Size, times } from './size.ts';
import { alwaysIs } from './truth.ts';
import { truthOfType } from './truth-of-type.ts';

/** What the text of a field can be, without the line breaks at its end that a block scalar adds. */
export function textSize(node: Pick<TextNode, 'program' | 'trim' | 'destination'>, env: Env): Size {
  return programSize(withoutLastBreaks(node), env, node.destination);
}

export function withoutLastBreaks({ program, trim }: Pick<TextNode, 'program' | 'trim'>): Program {
  const last = program.body.at(-1);
  if (!trim || last?.type !== 'ContentStatement') return program;
  return { ...program, body: [...program.body.slice(0, -1), { ...last, value: trimBreaks(last.value) }] };
}

export function programSize(program: Program | undefined, env: Env, destination: Destination): Size {
  let size = empty;
  for (const statement of program?.body ?? []) size = plus(size, statementSize(statement, env, destination));
  return size;
}

function statementSize(statement: Statement, env: Env, destination: Destination): Size {
  switch (statement.type) {
    case 'ContentStatement':
      return withBlanks(statement.value);
    case 'MustacheStatement':
      return inDestination(outputSize(statement, env), statement.escaped ? destination : 'text');
    case 'BlockStatement':
      return blockSize(statement, env, destination);
    case 'CommentStatement':
      return empty;
    case 'PartialStatement': {
      const partial = env.partials?.get(statement);
      // one that leads nowhere was reported as that
      return partial
        ? programSize(partial.program, partialEnv(partial, env), destination)
        : between(0, Number.POSITIVE_INFINITY);
    }
    // what messages do not have, and was reported as that
    default:
      return between(0, Number.POSITIVE_INFINITY);
  }
}

/** Blanks at the edges may go: `~` beside them removes them, and blocks and comments alone on a line that line. */
function withBlanks(value: string): Size {
  const size = constant(value);
  const trimmed = value.trim();
  return trimmed.length === value.length
    ? size
    : { ...size, min: codePoints(trimmed), minBytes: utf8Bytes(trimmed) };
}

/** `{{path}}`, `{{helper a b}}`. */
function outputSize(statement: MustacheStatement, env: Env): Size {
  const { path, params, hash } = statement;
  // a number or a text alone in braces was reported as that
  if (path.type !== 'PathExpression' && path.type !== 'SubExpression') return between(0, Infinity);
  return isCall(statement, env.scope) ? callSize(path, params, hash, env) : expressionSize(path, env);
}

export function expressionSize(expression: Expression, env: Env): Size {
  if (expression.type === 'SubExpression')
    return callSize(expression.path, expression.params, expression.hash, env);
  if (expression.type === 'StringLiteral') return constant(expression.value);
  const typed = typeOf(expression, env);
  if (!typed.given) return typedSize(typed);
  return both(expressionSize(typed.given.call, typed.given.env), typedSize(typed));
}

/** What is known of the call, and what a condition says of its result. */
function both(call: Size, result: Size): Size {
  const longest = result.max < call.max ? { ...result, exact: false } : call;
  return {
    ...longest,
    min: Math.max(call.min, result.min),
    minBytes: Math.max(call.minBytes, result.minBytes),
    maxBytes: Math.min(call.maxBytes, result.maxBytes),
  };
}

function callSize(path: Expression, params: readonly Expression[], hash: Hash, env: Env): Size {
  const name = path.type === 'PathExpression' ? path.original : '';
  const result = () => typedSize(typeOfCall(path, { params, hash }, env));
  // how much of what it may give a helper of the project really gives, nobody knows
  if (helperAt(name, env.scope)?.own) return { ...result(), exact: false };
  return helperSize(name, {
    params,
    hash: new Map(hash.pairs.map((p) => [p.key, p.value])),
    size: (e) => expressionSize(e, env),
    type: (e) => typeOf(e, env),
    result,
  });
}

/** The text of a value of this type. */
export function typedSize({ type, name, missing, canonical }: Typed): Size {
  // an undeclared name, or a list as text: reported as that, so nothing is said of its length
  if (isUnresolved(canonical) || type?.kind === 'list' || type?.kind === 'object')
    return between(0, Number.POSITIVE_INFINITY);
  const size = sizeOfType(type, name);
  const possible = missing ? { ...size, min: 0, minBytes: 0 } : size;
  // of whom it is sent to, no data says how long that is
  if (/^(?:recipient\.|now$)/.test(canonical)) return { ...possible, exact: false };
  const isName = /^[^"#(@]/.test(canonical);
  // `false` is the longer one
  return isName && size.max > 0 ? assume(possible, canonical, type?.kind !== 'boolean') : possible;
}

export function sizeOfType(type: DataType | undefined, name: string): Size {
  switch (type?.kind) {
    case 'string': {
      if (type.values && type.values.length > 0) {
        const size = type.values.map(constant).reduce(either);
        return type.values.length === 1 ? size : { ...size, witness: [`${name} "${longest(type.values)}"`] };
      }
      const plain = type.format === 'date' || type.format === 'date-time' || type.format === 'phone';
      const bytes = plain ? 1 : 4;
      if (type.maxLength === undefined) {
        return between(type.minLength, Number.POSITIVE_INFINITY, {
          unbounded: `${name} has no maximum length`,
        });
      }
      return between(type.minLength, type.maxLength, {
        bytes,
        exact: type.pattern === undefined,
        witness: `${name} of ${type.maxLength} characters`,
      });
    }
    case 'number':
      return numberSize(type, name);
    case 'boolean':
      return between(4, 5, { bytes: 1 });
    default: {
      const values = type?.kind === 'unknown' ? type.scalar?.values : undefined;
      if (values) return values.map((v) => constant(textOfScalar(v))).reduce(either);
      return between(0, Number.POSITIVE_INFINITY, { unbounded: `${name} has no known length` });
    }
  }
}

function textOfScalar(value: string | number | boolean): string {
  return typeof value === 'number' ? numberText(value) : String(value);
}

function longest(values: readonly string[]): string {
  return values.reduce((a, b) => (b.length > a.length ? b : a));
}

/** Digits before the point of the largest value, and a sign. */
export function wholeDigits(minimum: number | undefined, maximum: number | undefined): number {
  if (minimum === undefined || maximum === undefined) return Number.POSITIVE_INFINITY;
  const digits = (n: number) => BigInt(Math.trunc(Math.min(Math.abs(n), Number.MAX_VALUE))).toString().length;
  return Math.max(digits(minimum), digits(maximum)) + (minimum < 0 ? 1 : 0);
}

function numberSize(type: Extract<DataType, { kind: 'number' }>, name: string): Size {
  if (type.values && type.values.length > 0)
    return type.values.map((v) => constant(numberText(v))).reduce(either);
  const whole = wholeDigits(type.minimum, type.maximum);
  if (whole === Number.POSITIVE_INFINITY) {
    return between(1, Number.POSITIVE_INFINITY, {
      bytes: 1,
      unbounded: `${name} is a number without a range`,
    });
  }
  if (type.integer) {
    const ends = [type.minimum!, type.maximum!].map((n) => ({ n, length: wholeDigits(n, n) }));
    const longest = ends.reduce((a, b) => (a.length > b.length ? a : b));
    // of a count nobody knows how high it goes
    const exact = type !== count;
    return between(1, longest.length, { bytes: 1, exact, witness: `${name} ${longest.n}` });
  }
  // The shortest decimal form without an exponent: up to 17 digits after up to 323 zeros.
  return between(1, whole + 1 + 340, { bytes: 1, exact: false, witness: `${name} with many decimals` });
}

/** Percent-encoding writes a code point as up to 12 ASCII characters. */
function inDestination(size: Size, destination: Destination): Size {
  if (destination === 'url')
    return { ...size, max: size.max * 12, minBytes: size.min, maxBytes: size.max * 12, exact: false };
  if (destination === 'tel') return { ...size, min: 0, minBytes: 0, maxBytes: size.max, exact: false };
  return size;
}

// ---------- blocks ----------

function blockSize(block: BlockStatement, env: Env, destination: Destination): Size {
  const [argument] = block.params;
  const inner = (program: Program | undefined, e: Env) => programSize(program, e, destination);
  if (isRawBlock(block)) return inner(block.program, env);
  // reported as an unknown block, or as one without its value
  if (!argument) return between(0, Number.POSITIVE_INFINITY);
  const branches = branchesOf(block, argument, env);
  switch (block.path.original) {
    case 'if':
    case 'unless':
    case 'with': {
      const holds = inner(block.program, branches.program);
      if (isTaken(block, argument, env)) return holds;
      const fails = inner(block.inverse, branches.inverse);
      const is = block.path.original !== 'unless';
      return either(
        holds.max > fails.max ? where(holds, argument, is, env) : holds,
        where(fails, argument, !is, env),
      );
    }
    case 'each': {
      const list = listCount(argument, env);
      const turns = times(
        inner(block.program, branches.program),
        // without any item the else runs, where there is one
        Math.max(list.min, block.inverse ? 1 : 0),
        list.max,
        list.unbounded,
        list.witness,
      );
      return list.min > 0 ? turns : either(turns, inner(block.inverse, branches.inverse));
    }
    // a block that does not exist, and was reported as that
    default:
      return between(0, Number.POSITIVE_INFINITY);
  }
}

/** The size of what stands where the condition holds or not: whether it can, only a plain name makes sure. */
function where(size: Size, condition: Expression, holds: boolean, env: Env): Size {
  if (size.max === 0) return size;
  const { canonical, type } = typeOf(condition, env);
  const always = alwaysIs(condition, env);
  const isFree = condition.type === 'PathExpression' && type !== undefined && /^[^@?]/.test(canonical);
  return isFree && (always?.value ?? holds) === holds
    ? assume(size, canonical, holds)
    : { ...size, exact: false };
}

/** The environments of a block's two programs. */
export function branchesOf(
  block: BlockStatement,
  argument: Expression,
  env: Env,
): { program: Env; inverse: Env } {
  const facts = (holds: boolean): Env => {
    const known = factsOf(argument, holds, env, typeOf);
    return {
      ...env,
      present: union([env.present, zeroIsThere(block, argument, env) ? presentOnly(known) : known]),
    };
  };
  const names = block.program.blockParams ?? [];
  switch (block.path.original) {
    case 'if':
      return { program: facts(true), inverse: facts(false) };
    case 'unless':
      return { program: facts(false), inverse: facts(true) };
    case 'with': {
      const inner = facts(true);
      const value = typeOf(argument, inner);
      // two calls of one helper are two values
      const canonical = /^[(#"]/.test(value.canonical) ? `with${placeOf(argument, env)}` : value.canonical;
      const context = { ...value, canonical, missing: false };
      const there = { ...inner, present: union([inner.present, new Set([canonical])]) };
      return {
        program: push(there, { context, names: named(names, [context]), data: new Map() }),
        inverse: env,
      };
    }
    case 'each':
      return { program: push(facts(true), eachFrame(argument, names, env)), inverse: env };
    default:
      return { program: env, inverse: env };
  }
}

/** 0 counts as there for `{{#with}}`, and for an `{{#if}}` that says so. */
function zeroIsThere({ path, hash }: BlockStatement, argument: Expression, env: Env): boolean {
  if (path.original !== 'with' && hash.pairs.length === 0) return false;
  const kind = typeOf(argument, env).type?.kind;
  return kind !== 'string' && kind !== 'list';
}

/** What is there and holds something is never empty for `{{#with}}`; 0 is not. */
export function isTaken({ path }: BlockStatement, argument: Expression, env: Env): boolean {
  if (path.original !== 'with') return false;
  const { type, missing } = typeOf(argument, env);
  return type !== undefined && !missing && (type.kind === 'number' || truthOfType(type) === true);
}

function eachFrame(argument: Expression, names: readonly string[], env: Env): Frame {
  const over = typeOf(argument, env);
  const isList = over.type?.kind === 'list';
  const members = over.type?.kind === 'object' && over.type.closed ? over.type.properties : undefined;
  const [one, ...others] = members?.values() ?? [];
  // nothing more is said of the items of what has none
  const wrong = isUnresolved(over.canonical) || (over.type?.kind !== 'object' && isNoList(over.type));
  const open = wrong ? undefined : anything;
  const itemType = over.type?.kind === 'list' ? over.type.of : one ? others.reduce(joinTypes, one) : open;
  const item: Typed = {
    name: names[0] ?? 'this',
    type: itemType,
    canonical: `${wrong ? '?' : ''}${over.canonical}[]${placeOf(argument, env)}`,
    missing: itemType !== undefined && mayBeNull(itemType),
  };
  const data = (name: string, type: DataType | undefined): [string, Typed] => [
    name,
    { name: `@${name}`, type, canonical: `@${name}`, missing: false },
  ];
  const keyType = isList ? count : over.type === undefined ? undefined : members ? keysOf(members) : text;
  const key: Typed = { name: names[1] ?? '@key', type: keyType, canonical: '@key', missing: false };
  return {
    context: item,
    names: named(names, [item, key]),
    data: new Map([data('index', count), data('first', flag), data('last', flag), data('key', keyType)]),
  };
}

/** One for each block that stands inside of others, whichever texts they stand in. */
function placeOf({ span }: Expression, { frames, callerFrames }: Env): string {
  const depth = [...(callerFrames?.values() ?? [])].reduce(
    (n, around) => n + around.length + 1,
    frames.length,
  );
  return `${span.start}^${depth}`;
}

function keysOf(members: ReadonlyMap<string, DataType>): DataType {
  const values = [...members.keys()];
  const lengths = values.map(codePoints);
  return {
    kind: 'string',
    optional: false,
    values,
    minLength: Math.min(...lengths),
    maxLength: Math.max(...lengths),
  };
}

function named(names: readonly string[], values: readonly Typed[]): ReadonlyMap<string, Typed> {
  return new Map(names.flatMap((name, i) => (values[i] ? [[name, { ...values[i], name }]] : [])));
}

function push(env: Env, frame: Frame): Env {
  return { ...env, frames: [...env.frames, frame] };
}

export interface ListCount {
  readonly min: number;
  readonly max: number;
  readonly unbounded?: string;
  readonly witness?: string;
}

/** How many items a list expression can have. */
export function listCount(expression: Expression, env: Env): ListCount {
  if (
    expression.type === 'SubExpression' &&
    expression.path.type === 'PathExpression' &&
    expression.path.original === 'take'
  ) {
    const [list, n] = expression.params;
    const taken = typeOf(expression, env).type;
    if (list && n && taken?.kind === 'list' && typeOf(list, env).type?.kind === 'list') {
      const inner = listCount(list, env);
      const { minItems: min, maxItems: max = Number.POSITIVE_INFINITY } = taken;
      if (inner.max > max) return { min, max };
      return { ...inner, min };
    }
  }
  const { type, name, missing, canonical } = typeOf(expression, env);
  if (type?.kind === 'list') {
    const min = missing ? 0 : type.minItems;
    return type.maxItems === undefined
      ? { min, max: Number.POSITIVE_INFINITY, unbounded: `${name} has no maximum of items` }
      : { min, max: type.maxItems, witness: `${name} of ${type.maxItems} items` };
  }
  if (type?.kind === 'object' && type.closed) {
    const certain = [...type.properties.values()].filter((t) => !t.optional || t.default !== undefined);
    return { min: missing ? 0 : certain.length, max: type.properties.size };
  }
  if (type?.kind === 'object') {
    const unbounded = `${name} may have more properties than are declared (additionalProperties: false forbids them)`;
    return { min: 0, max: Number.POSITIVE_INFINITY, unbounded };
  }
  const open = { min: 0, max: Number.POSITIVE_INFINITY };
  return isUnresolved(canonical) || isNoList(type)
    ? open
    : { ...open, unbounded: `${name} has no known number of items` };
}
