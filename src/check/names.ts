/**
 * Every name in a text or condition is declared, every helper gets what it takes, and every output is text.
 * One walk over a program's expressions; what may be missing is told too.
 */
import type { Expression, Program, Span, Statement } from '../../grammar/ast.ts';
import { isElseIf, isRawBlock, onlyExpression } from '../../grammar/index.ts';
import { reservedRoots } from '../bind/params.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { blockSpecs, helperNames } from '../render/helpers.ts';
import { blame } from './at-call.ts';
import { branchesOf } from './bounds.ts';
import { checkCall, checkHash, reportArity } from './calls.ts';
import { checkCondition } from './conditions.ts';
import { type Env, lookupPath, partialEnv, type Typed } from './environment.ts';
import { describe, typeOf, typeOfCall } from './expressions.ts';
import { isCall, ownHelpers } from './helper-at.ts';
import { isLiteral, reportLiteral, reportSingleBraces } from './literal-outputs.ts';
import { reportMeantLoop } from './meant-loop.ts';
import { isTorn, reportInfix } from './meant-operators.ts';
import { type NameRun, rangeOf } from './name-run.ts';
import { checkRaw } from './raw-outputs.ts';
import { checkRawBlock, reportFallback, reportUnknownBlock } from './unknown-blocks.ts';
import { reportName } from './wrong-names.ts';

export function checkProgram(program: Program | undefined, env: Env, run: NameRun): void {
  for (const statement of program?.body ?? []) checkStatement(statement, env, run);
}

function checkStatement(statement: Statement, env: Env, run: NameRun): void {
  switch (statement.type) {
    case 'ContentStatement':
      reportSingleBraces(statement.span, env, run);
      return;
    case 'MustacheStatement':
      checkOutput(statement, env, run);
      return;
    case 'BlockStatement': {
      const meant = reportMeantLoop(statement, run);
      if (meant) {
        checkStatement(meant, env, run);
        return;
      }
      const [argument] = statement.params;
      const name = statement.path.original;
      if (isRawBlock(statement)) {
        checkRawBlock(statement, run);
        checkProgram(statement.program, env, { ...run, raw: true });
        return;
      }
      if (!statement.closeSpan && isElseIf(name)) {
        // the parser says what is to be written
      } else if (!blockSpecs.has(name)) {
        // what its name means inside nobody knows
        if (reportUnknownBlock(statement, env, run) === 'section') return;
      } else if (statement.params.length !== 1) {
        if (reportInfix(statement.params, run)) {
          checkProgram(statement.program, env, run);
          checkProgram(statement.inverse, env, run);
          return;
        }
        const [first, ...others] = statement.params;
        if (!first || !isTorn(first, others)) {
          reportArity(run, statement.path.span, name, 'one value', statement.params.length);
        }
      }
      const isCondition = name === 'if' || name === 'unless';
      for (const p of statement.params) {
        if (isCondition && p === argument) checkCondition(p, env, run);
        else checkExpression(p, env, run);
      }
      checkHash(statement.hash, env, run);
      if (!argument) {
        checkProgram(statement.program, env, run);
        checkProgram(statement.inverse, env, run);
        return;
      }
      if (name === 'each') checkRepeated(argument, env, run);
      const { blockParams = [], blockParamSpans = [] } = statement.program;
      for (const [i, p] of blockParams.entries()) {
        checkOwnName(p, blockParamSpans[i] ?? statement.openSpan, env, run);
      }
      const branches = branchesOf(statement, argument, env);
      checkProgram(statement.program, branches.program, run);
      checkProgram(statement.inverse, branches.inverse, run);
      return;
    }
    case 'PartialStatement': {
      checkHash(statement.hash, env, run);
      const partial = env.partials?.get(statement);
      if (!partial) return;
      run.calls?.enterText(partial.scope, env);
      const inner: NameRun = {
        ...run,
        text: partial.text,
        mayBeMissing: onlyExpression(partial.program) !== undefined && run.mayBeMissing,
      };
      checkProgram(partial.program, partialEnv(partial, env), inner);
      return;
    }
    case 'PartialBlockStatement':
      reportFallback(statement, run);
      return;
    default:
      return;
  }
}

function checkOutput(
  statement: Extract<Statement, { type: 'MustacheStatement' }>,
  env: Env,
  run: NameRun,
): void {
  const { path, params, hash } = statement;
  if (isLiteral(path) && params.length === 0 && hash.pairs.length === 0) {
    reportLiteral(statement, path, env, run);
    return;
  }
  // what it names is not written yet, which is told
  if (path.type === 'PathExpression' && path.incomplete && params.length === 0) return;
  const called = isCall(statement, env.scope);
  if (called) checkCall(path, params, hash, env, run);
  else checkExpression(path, env, run);
  const value = called ? typeOfCall(path, statement, env) : typeOf(path, env);
  checkRaw(statement, value, run);
  const kind = value.type?.kind;
  if (kind === 'list' || kind === 'object') {
    run.report(
      diagnostic('params/not-text', run.text.file, rangeOf(run, statement.span), {
        name: value.name,
        type: describe(value.type),
      }),
    );
  } else if (value.missing && !run.mayBeMissing) {
    const name = called ? missingOf(params, value, env) : value.name;
    const first = params.find((p) => p.type === 'PathExpression' && p.original === name);
    const here = { file: run.text.file, range: rangeOf(run, statement.span) };
    const { file, range, extras } = blame(called ? first : path, env, here);
    run.report(diagnostic('params/may-be-missing', file, range, { name }, extras));
  }
}

/** The name because of which a call gives nothing: to give it a default mends the call. */
function missingOf(params: readonly Expression[], call: Typed, env: Env): string {
  const culprit = params.find((p) => typeOf(p, env).missing);
  return culprit?.type === 'PathExpression' ? typeOf(culprit, env).name : call.name;
}

/** `{{#each}}` goes over a list, or the properties of an object. */
function checkRepeated(over: Expression, env: Env, run: NameRun): void {
  const { name, type } = typeOf(over, env);
  if (!type || type.kind === 'list' || type.kind === 'object') return;
  if (type.kind === 'unknown' && type.scalar === undefined) return;
  run.report(
    diagnostic('params/not-a-list', run.text.file, rangeOf(run, over.span), { name, type: describe(type) }),
  );
}

export function checkExpression(expression: Expression, env: Env, run: NameRun): void {
  if (expression.type === 'SubExpression') {
    checkCall(expression.path, expression.params, expression.hash, env, run);
  } else if (expression.type === 'PathExpression' && !expression.incomplete) {
    const found = lookupPath(expression, env, typeOf);
    if (!found.ok) reportName(run, expression, found.problem);
  }
}

/** A name that a block or a loop gives would hide a helper, or be hidden by `recipient` or `now`. */
export function checkOwnName(name: string, span: Span, env: Env, run: NameRun): void {
  const code = helperNames.has(name) || ownHelpers(env.scope)?.has(name) ? 'params/helper-name' : undefined;
  const reserved = (reservedRoots as readonly string[]).includes(name) ? 'params/reserved-name' : undefined;
  const found = code ?? reserved;
  if (found) run.report(diagnostic(found, run.text.file, rangeOf(run, span), { name }));
}
