/**
 * Whether a text surely holds more than line breaks: those at the end of a block scalar are removed, so of others nothing
 * may be left.
 */
import type { BlockStatement, Expression, Program, Statement } from '../../grammar/ast.ts';
import { isRawBlock } from '../../grammar/index.ts';
import type { TextNode } from '../bind/model.ts';
import { trimBreaks } from '../render/runtime/output.ts';
import { branchesOf, expressionSize, isTaken, listCount } from './bounds.ts';
import { type Env, mayBeNull, partialEnv, type Typed } from './environment.ts';
import { typeOf, typeOfCall } from './expressions.ts';
import { helperAt, isCall } from './helper-at.ts';

/** Whether trimming can leave nothing of a text that is not empty before. */
export function mayBeBreaksOnly(node: TextNode, env: Env): boolean {
  const trimmed = node.trim || [...(node.partials?.values() ?? [])].some((partial) => partial.trim);
  return trimmed && node.destination === 'text' && !programShows(node.program, env);
}

function programShows(program: Program | undefined, env: Env): boolean {
  return program?.body.some((statement) => statementShows(statement, env)) ?? false;
}

function statementShows(statement: Statement, env: Env): boolean {
  switch (statement.type) {
    case 'ContentStatement':
      return statement.value.trim() !== '';
    case 'MustacheStatement': {
      const { path, params, hash } = statement;
      if (!isCall(statement, env.scope)) return expressionShows(path, env);
      return callShows(path, params, typeOfCall(path, { params, hash }, env), env, hash.pairs);
    }
    case 'PartialStatement': {
      const partial = env.partials?.get(statement);
      return partial !== undefined && programShows(partial.program, partialEnv(partial, env));
    }
    case 'BlockStatement':
      return blockShows(statement, env);
    default:
      return false;
  }
}

function blockShows(block: BlockStatement, env: Env): boolean {
  const [argument] = block.params;
  if (isRawBlock(block)) return programShows(block.program, env);
  if (!argument) return false;
  const { program, inverse } = branchesOf(block, argument, env);
  if (!programShows(block.program, program)) return false;
  const always = block.path.original === 'each' && listCount(argument, env).min > 0;
  return always || isTaken(block, argument, env) || programShows(block.inverse, inverse);
}

function expressionShows(e: Expression, env: Env): boolean {
  const value = typeOf(e, env);
  if (e.type === 'SubExpression') return callShows(e.path, e.params, value, env, e.hash.pairs);
  return !value.missing && typeShows(value);
}

function typeShows({ type }: Typed): boolean {
  switch (type?.kind) {
    case 'number':
    case 'boolean':
      return true;
    case 'string':
      if (type.values) return type.values.every(hasInk);
      return type.format !== undefined || (type.pattern !== undefined && !matchesBreaks(type.pattern));
    case 'unknown':
      return type.scalar?.values?.every((v) => hasInk(String(v))) ?? false;
    default:
      // what is no text was reported as that
      return type === undefined || type.kind === 'list' || type.kind === 'object';
  }
}

function hasInk(text: string): boolean {
  return trimBreaks(text) !== '';
}

function matchesBreaks(pattern: string): boolean {
  const expression = new RegExp(pattern, 'u');
  return ['', '\n', '\r', '\r\n', '\n\n', '\n\n\n', '\n'.repeat(8)].some((text) => expression.test(text));
}

/** They write something of whatever they are given. */
const inky: ReadonlySet<string> = new Set(
  'number currency date relative length sum json add_query'.split(' '),
);

function callShows(
  path: Expression,
  params: readonly Expression[],
  result: Typed,
  env: Env,
  hash: readonly { readonly key: string; readonly value: Expression }[],
): boolean {
  const name = path.type === 'PathExpression' ? path.original : '';
  const [first, second] = params;
  if (!first || helperAt(name, env.scope)?.own) return !result.missing && typeShows(result);
  const shows = (e: Expression | undefined) => e !== undefined && expressionShows(e, env);
  switch (name) {
    case 'truncate':
    case 'upper':
    case 'lower':
    case 'capitalize':
      return shows(first);
    case 'urlencode':
      return !result.missing && expressionSize(first, env).min > 0;
    case 'default':
      return (
        shows(first) || (first.type !== 'SubExpression' && typeShows(typeOf(first, env)) && shows(second))
      );
    case 'plural':
      return hash.every(({ key, value }) => key === 'ordinal' || shows(value)) && !typeOf(first, env).missing;
    case 'join': {
      const list = typeOf(first, env);
      const { type } = list;
      if (first.type === 'SubExpression' && first.path.type === 'PathExpression') {
        if (first.path.original === 'list' && first.params.some(shows)) return true;
      }
      return (
        type?.kind === 'list' &&
        !list.missing &&
        type.minItems > 0 &&
        !mayBeNull(type.of) &&
        typeShows({ ...list, type: type.of })
      );
    }
    default:
      return !result.missing && (inky.has(name) || typeShows(result));
  }
}
