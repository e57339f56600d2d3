/** Which texts a value can be, where params, literals and branches leave finitely many. */

import type { BlockStatement, Expression, Program, Statement, SubExpression } from '../../../grammar/ast.ts';
import { isRawBlock } from '../../../grammar/index.ts';
import type { Node, TextNode } from '../../bind/model.ts';
import { trimBreaks } from '../../render/runtime/output.ts';
import { type Env, isUnresolved, rootEnv } from '../environment.ts';
import { typeOf, typeOfCall } from '../expressions.ts';
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

export function possibleTexts(node: Node): Possible {
  const constant = constantOf(node);
  if (constant !== undefined) return { kind: 'finite', texts: [constant] };
  if (node.kind !== 'text') return { kind: 'unknown' };
  const possible = ofProgram(node.program, rootEnv(node.scope, new Set()));
  if (possible.kind !== 'finite') return possible;
  return { kind: 'finite', texts: possible.texts.map((text) => trimmed(text, node)) };
}

function trimmed(text: string, node: TextNode): string {
  return node.trim ? trimBreaks(text) : text;
}

function ofProgram(program: Program | undefined, env: Env): Possible {
  let all: readonly string[] = [''];
  for (const statement of program?.body ?? []) {
    const next = ofStatement(statement, env);
    if (next.kind !== 'finite') return next;
    all = all.flatMap((start) => next.texts.map((end) => start + end));
    if (all.length > most) return { kind: 'open', cause: 'this text' };
  }
  return { kind: 'finite', texts: [...new Set(all)] };
}

function ofStatement(statement: Statement, env: Env): Possible {
  switch (statement.type) {
    case 'ContentStatement':
      return { kind: 'finite', texts: [statement.value] };
    case 'CommentStatement':
      return { kind: 'finite', texts: [''] };
    case 'MustacheStatement':
      return isCall(statement, env.scope)
        ? ofCall(statement.path, statement, env)
        : ofExpression(statement.path, env);
    case 'BlockStatement':
      return ofBlock(statement, env);
    default:
      return { kind: 'open', cause: 'this text' };
  }
}

function ofBlock(block: BlockStatement, env: Env): Possible {
  const { path, program, inverse } = block;
  if (isRawBlock(block)) return ofProgram(program, env);
  if (path.original !== 'if' && path.original !== 'unless') return { kind: 'open', cause: 'this text' };
  return either(ofProgram(program, env), ofProgram(inverse, env));
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
  const texts = type.values.map(String);
  return { kind: 'finite', texts: missing ? [...texts, ''] : texts };
}

function ofCall(path: Expression, call: Pick<SubExpression, 'params' | 'hash'>, env: Env): Possible {
  const helper = path.type === 'PathExpression' ? helperAt(path.original, env.scope) : undefined;
  if (path.type !== 'PathExpression' || !helper) return { kind: 'unknown' };
  const given = helper.own?.returns;
  if (given && (given.kind === 'string' || given.kind === 'number') && given.values) {
    const texts = given.values.map(String);
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
