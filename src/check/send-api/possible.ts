/** Which texts a value can be, where params, literals and branches leave finitely many. */

import type {
  BlockStatement,
  Expression,
  MustacheStatement,
  Program,
  Statement,
  SubExpression,
} from '../../../grammar/ast.ts';
import { isRawBlock } from '../../../grammar/index.ts';
import type { Destination, Node, TextNode } from '../../bind/model.ts';
import { finishTel, percentEncode, trimBreaks } from '../../render/runtime/output.ts';
import { numberText } from '../../render/runtime/values.ts';
import { branchesOf } from '../bounds.ts';
import { type Env, isUnresolved, rootEnv } from '../environment.ts';
import { typeOf, typeOfCall } from '../expressions.ts';
import type { Facts } from '../facts.ts';
import { helperAt, isCall } from '../helper-at.ts';
import { constantOf } from './constant.ts';

/**
 * `finite`: one of `texts`, whatever the data. `open`: `cause` can be anything. `unknown`: a name in it does not
 * exist or is no text, which is reported by others.
 */
export type Possible =
  | { readonly kind: 'finite'; readonly texts: readonly string[] }
  | { readonly kind: 'open'; readonly cause: string }
  | { readonly kind: 'unknown' };

/** More combinations than these are not listed. */
const most = 256;

/** `present`: what is known where the value stands. */
export function possibleTexts(node: Node, present: Facts): Possible {
  const constant = constantOf(node);
  if (constant !== undefined) return { kind: 'finite', texts: [constant] };
  if (node.kind !== 'text') return { kind: 'unknown' };
  return possibleIn(node, rootEnv(node.scope, present, node.partials));
}

/**
 * As render writes it. With a `placeholder`, which stands for what an output writes except for dots, only the shape of the
 * path of a link is asked for.
 */
export function possibleIn(node: TextNode, env: Env, placeholder?: string): Possible {
  const { destination } = node;
  const possible = ofProgram(node.program, { env, destination, placeholder });
  if (possible.kind !== 'finite') return possible;
  return { kind: 'finite', texts: possible.texts.map((text) => finished(text, node)) };
}

interface Place {
  readonly env: Env;
  readonly destination: Destination;
  readonly placeholder: string | undefined;
}

function finished(text: string, node: TextNode): string {
  if (node.destination === 'tel') return finishTel(text.replace(noDigits, '') || text.replaceAll('\0', ''));
  return node.trim ? trimBreaks(text) : text;
}

function ofProgram(program: Program | undefined, place: Place): Possible {
  let all: readonly string[] = [''];
  for (const statement of program?.body ?? []) {
    const next = orPlaceholder(ofStatement(statement, place), place);
    if (next.kind !== 'finite') return next;
    all = all.flatMap((start) => next.texts.map((end) => start + end));
    if (all.length > most) return { kind: 'open', cause: 'this text' };
  }
  return { kind: 'finite', texts: [...new Set(all)] };
}

function orPlaceholder(possible: Possible, { placeholder }: Place): Possible {
  if (possible.kind !== 'open' || placeholder === undefined) return possible;
  return { kind: 'finite', texts: [placeholder] };
}

function ofStatement(statement: Statement, place: Place): Possible {
  switch (statement.type) {
    case 'ContentStatement':
      return { kind: 'finite', texts: [statement.value] };
    case 'CommentStatement':
      return { kind: 'finite', texts: [''] };
    case 'MustacheStatement':
      return ofOutput(statement, place);
    case 'BlockStatement':
      return ofBlock(statement, place);
    default:
      return { kind: 'open', cause: 'this text' };
  }
}

function ofOutput(output: MustacheStatement, { env, destination, placeholder }: Place): Possible {
  const possible = isCall(output, env.scope)
    ? ofCall(output.path, output, env)
    : ofExpression(output.path, env);
  const write = output.escaped ? written[destination] : undefined;
  if (possible.kind !== 'finite') return possible;
  const texts = write ? possible.texts.map(write) : possible.texts;
  if (placeholder === undefined || !output.escaped) return { kind: 'finite', texts };
  return { kind: 'finite', texts: [...new Set(texts.map((t) => (/^\.*$/.test(t) ? t : placeholder)))] };
}

/** A value of which a phone number takes nothing, between NULs: where it is all there is, it shows what was meant. */
const noDigits = /\0[^\0]*\0/g;

const written: { readonly [destination in Destination]?: (text: string) => string } = {
  url: percentEncode,
  tel: (text) => text.replace(/[^0-9+]+/g, '') || (text === '' ? '' : `\0${text}\0`),
};

function ofBlock(block: BlockStatement, place: Place): Possible {
  const { path, program, inverse, params } = block;
  if (isRawBlock(block)) return ofProgram(program, place);
  const [argument] = params;
  if ((path.original !== 'if' && path.original !== 'unless') || !argument)
    return { kind: 'open', cause: 'this text' };
  const branches = branchesOf(block, argument, place.env);
  return either(
    ofProgram(program, { ...place, env: branches.program }),
    ofProgram(inverse, { ...place, env: branches.inverse }),
  );
}

function ofExpression(expression: Expression, env: Env): Possible {
  if (expression.type === 'SubExpression') return ofCall(expression.path, expression, env);
  const { type, canonical, name, missing } = typeOf(expression, env);
  if (isUnresolved(canonical)) return { kind: 'unknown' };
  if (type?.kind === 'list' || type?.kind === 'object') return { kind: 'unknown' };
  if (type?.kind === 'boolean') return { kind: 'finite', texts: ['true', 'false'] };
  if ((type?.kind !== 'string' && type?.kind !== 'number') || type.values === undefined) {
    return { kind: 'open', cause: `"${name}"` };
  }
  const texts = type.values.map(textOf);
  return { kind: 'finite', texts: missing ? [...texts, ''] : texts };
}

const textOf = (value: string | number) => (typeof value === 'number' ? numberText(value) : value);

function ofCall(path: Expression, call: Pick<SubExpression, 'params' | 'hash'>, env: Env): Possible {
  const helper = path.type === 'PathExpression' ? helperAt(path.original, env.scope) : undefined;
  if (path.type !== 'PathExpression' || !helper) return { kind: 'unknown' };
  const given = helper.own?.returns;
  if (given && (given.kind === 'string' || given.kind === 'number') && given.values) {
    const texts = given.values.map(textOf);
    return { kind: 'finite', texts: typeOfCall(path, call, env).missing ? [...texts, ''] : texts };
  }
  const [value, fallback] = call.params;
  if (path.original !== 'default' || value === undefined || fallback === undefined) return open(path);
  const first = ofExpression(value, env);
  const known =
    first.kind === 'finite' ? { ...first, texts: first.texts.filter((text) => text !== '') } : first;
  return either(known, ofExpression(fallback, env));
}

function open(path: Expression): Possible {
  return { kind: 'open', cause: path.type === 'PathExpression' ? `"${path.original} …"` : 'this text' };
}

function either(a: Possible, b: Possible): Possible {
  if (a.kind !== 'finite') return a;
  if (b.kind !== 'finite') return b;
  return { kind: 'finite', texts: [...new Set([...a.texts, ...b.texts])] };
}
