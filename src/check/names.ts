/**
 * Every name in a text or condition is declared, every helper gets what it takes, and every output is text.
 * One walk over a program's expressions; what may be missing is told too.
 */
import type {
  Expression,
  Hash,
  PathExpression,
  Program,
  Span,
  Statement,
  SubExpression,
} from '../../grammar/ast.ts';
import { isElseIf, isRawBlock, onlyExpression } from '../../grammar/index.ts';
import type { Destination, Scalar } from '../bind/model.ts';
import { reservedRoots } from '../bind/params.ts';
import { type Diagnostic, diagnostic, type Fix } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { blockSpecs, helperNames, helperSpecs } from '../render/helpers.ts';
import type { Range } from '../source/source.ts';
import { blame } from './at-call.ts';
import { branchesOf } from './bounds.ts';
import { checkComparison, checkCondition } from './conditions.ts';
import {
  type Env,
  lookupPath,
  type NameProblem,
  namesOf,
  partialEnv,
  property,
  type Typed,
} from './environment.ts';
import { describe, literalKey, typeOf, typeOfCall } from './expressions.ts';
import { factsOf, union } from './facts.ts';
import type { ArgumentCheck } from './fragment-arguments.ts';
import { checkHelper } from './helper-arguments.ts';
import { helperAt, isCall, ownHelpers } from './helper-at.ts';
import { reportMeantLoop } from './meant-loop.ts';
import { checkRaw } from './raw-outputs.ts';
import { checkRawBlock, reportFallback, reportUnknownBlock } from './unknown-blocks.ts';

export interface NameRun {
  readonly text: Scalar;
  readonly report: (d: Diagnostic) => void;
  /** Where the text is read; undefined: as text. */
  readonly destination?: Destination;
  /** Asked about the fragments that the text uses. */
  readonly calls?: ArgumentCheck;
  /** The whole text is one expression whose field may be left out: a missing value is no hole. */
  readonly mayBeMissing: boolean;
  /** The fallback of `default`: a name that nobody knows may be a text that lacks its quotes. */
  readonly mayBeText?: true;
  /** Inside of `{{{{raw}}}}`: braces are text. */
  readonly raw?: true;
}

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
        reportArity(run, statement.path.span, name, 'one value', statement.params.length);
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

/** `{{5}}`, `{{"Hi"}}`: Handlebars takes it for the name of a value, and nothing is written. */
function reportLiteral(
  { span }: Extract<Statement, { type: 'MustacheStatement' }>,
  literal: Literal,
  env: Env,
  run: NameRun,
): void {
  const range = rangeOf(run, span);
  const written = run.text.value.slice(literal.span.start, literal.span.end);
  const value = literal.type === 'StringLiteral' ? literal.value : written;
  const write = (newText: string, choice: boolean): Fix => ({
    title: `Write ${newText}`,
    edits: [{ range, newText }],
    ...(choice && { choice }),
  });
  // a word in quotes may be a name that needs none, and what it says would go out as a text
  const isWord = literal.type === 'StringLiteral' && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(value);
  const names = isWord && namesOf(env.scope).includes(value) ? [`{{${value}}}`] : [];
  // what YAML, a template or a line may read as something else is for the author to write
  const texts = /^[\p{L}\p{N}][\p{L}\p{N} .]*$/u.test(value) ? [value] : [];
  const fixes = [...names, ...texts].map((newText) => write(newText, isWord));
  const name = names[0] ?? '';
  run.report(diagnostic('template/literal-output', run.text.file, range, { written, name }, { fixes }));
}

/** `Hello {name}`: the name of a value in braces that write nothing. */
function reportSingleBraces({ start, end }: Span, env: Env, run: NameRun): void {
  const { value, file } = run.text;
  if (run.raw || !value.includes('{', start)) return;
  for (const found of value.slice(start, end).matchAll(/(?<!\{)\{([\p{L}_][\p{L}\p{N}_]*)\}(?!\})/gu)) {
    const name = found[1]!;
    if (!namesOf(env.scope).includes(name)) continue;
    const at = start + found.index;
    const range = rangeOf(run, { start: at, end: at + found[0].length });
    const edits = [{ range, newText: `{{${name}}}` }];
    const fixes: Fix[] = [{ title: `Write {{${name}}}`, edits, choice: true }];
    run.report(diagnostic('template/single-braces', file, range, { name }, { fixes }));
  }
}

type Literal = Exclude<Expression, PathExpression | SubExpression>;

function isLiteral(e: Expression): e is Literal {
  return e.type !== 'PathExpression' && e.type !== 'SubExpression';
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

function checkCall(
  path: Expression,
  params: readonly Expression[],
  hash: Hash,
  env: Env,
  run: NameRun,
): void {
  const name = path.type === 'PathExpression' ? path.original : '';
  const spec = helperAt(name, env.scope);
  if (!spec && name === 't') {
    const what = 'a translation, {{t …}},';
    run.report(diagnostic('spec/not-yet', run.text.file, rangeOf(run, path.span), { what }));
  } else if (!spec) {
    if (reportSplitName(path, params, hash, env, run)) return;
    run.report(
      diagnostic(
        'params/unknown-helper',
        run.text.file,
        rangeOf(run, path.span),
        {
          name,
          suggestion: blockSpecs.has(name)
            ? ` It opens a block: {{#${name} …}} … {{/${name}}}.`
            : didYouMean(name, helpersAt(env)),
        },
        blockSpecs.has(name)
          ? {}
          : renameFixes({ file: run.text.file, range: rangeOf(run, path.span) }, name, helpersAt(env)),
      ),
    );
  }
  checkArguments(name, params, env, run);
  checkHash(hash, env, run);
  if (spec) checkHelper(spec, path.span, params, hash, env, run);
  checkComparison(name, params, callSpan(path, params), env, run);
  if (name === 'lookup' || name === 'pluck') checkKey(name, params, env, run);
}

/** `{{first name}}` for first_name, `{{elseif x}}` for {{else if x}}. */
function reportSplitName(
  path: Expression,
  params: readonly Expression[],
  hash: Hash,
  env: Env,
  run: NameRun,
): boolean {
  const [second, ...more] = params;
  const isElse = path.type === 'PathExpression' && isElseIf(path.original);
  if (path.type !== 'PathExpression' || hash.pairs.length > 0 || !second) return false;
  const joined = second.type === 'PathExpression' ? `${path.original}_${second.original}` : '';
  const isName = more.length === 0 && namesOf(env.scope).includes(joined);
  if (!isElse && !isName) return false;
  const newText = isElse ? 'else if' : joined;
  const end = isElse ? path.span.end : second.span.end;
  const range = rangeOf(run, { start: path.span.start, end });
  const fixes: Fix[] = [{ title: `Write ${newText}`, edits: [{ range, newText }], choice: true }];
  const suggestion = isElse ? ' Write {{else if …}}.' : ` Did you mean "${joined}"?`;
  const data = { name: path.original, suggestion };
  run.report(diagnostic('params/unknown-helper', run.text.file, range, data, { fixes }));
  return true;
}

/** `lookup order "idd"`, `pluck items "nam"`: the property is one that is declared. */
function checkKey(name: string, [of, key]: readonly Expression[], env: Env, run: NameRun): void {
  const literal = literalKey(key);
  if (!of || !key || literal === undefined) return;
  const value = typeOf(of, env);
  const items = value.type?.kind === 'list' ? value.type.of : undefined;
  const owner = name === 'lookup' ? value : { ...value, type: items, name: `an item of ${value.name}` };
  if (!owner.type) return;
  const found = property(owner, literal, 0, env);
  if (!found.ok) reportProblem(run, rangeOf(run, key.span), found.problem, key.type === 'StringLiteral');
}

/** From the name to its last argument; of `a == b`, which is read as a call, from one side to the other. */
function callSpan(path: Expression, params: readonly Expression[]): Span {
  const spans = [path, ...params].map(({ span }) => span);
  return { start: Math.min(...spans.map((s) => s.start)), end: Math.max(...spans.map((s) => s.end)) };
}

function helpersAt(env: Env): string[] {
  return [...helperSpecs.keys(), ...(ownHelpers(env.scope)?.keys() ?? [])];
}

/** `a and b`: b is read where a holds; `a or b`: where it does not. */
function checkArguments(name: string, params: readonly Expression[], env: Env, run: NameRun): void {
  let inner = env;
  for (const param of params) {
    const isFallback = name === 'default' && param === params[1];
    checkExpression(param, inner, isFallback ? { ...run, mayBeText: true } : run);
    if (name === 'and' || name === 'or') {
      inner = { ...inner, present: union([inner.present, factsOf(param, name === 'and', inner, typeOf)]) };
    }
  }
}

/** A name that a block or a loop gives would hide a helper, or be hidden by `recipient` or `now`. */
export function checkOwnName(name: string, span: Span, env: Env, run: NameRun): void {
  const code = helperNames.has(name) || ownHelpers(env.scope)?.has(name) ? 'params/helper-name' : undefined;
  const reserved = (reservedRoots as readonly string[]).includes(name) ? 'params/reserved-name' : undefined;
  const found = code ?? reserved;
  if (found) run.report(diagnostic(found, run.text.file, rangeOf(run, span), { name }));
}

function checkHash(hash: Hash, env: Env, run: NameRun): void {
  for (const pair of hash.pairs) checkExpression(pair.value, env, run);
}

function reportName(run: NameRun, path: PathExpression, problem: NameProblem): void {
  const span = path.partSpans[problem.part] ?? path.span;
  const range = rangeOf(run, span);
  const { file } = run.text;
  switch (problem.kind) {
    case 'unknown-name': {
      const isHelper = problem.known.length > 0 && helperNames.has(problem.name);
      // `@index` is known, but not here
      const known = problem.known.filter((name) => name !== problem.name);
      const quoted =
        run.mayBeText && !isHelper && /^[\p{L}_]\w*$/u.test(path.original) && inQuotes(path, run);
      const textFix: Fix[] = quoted
        ? [{ title: `Write ${quoted}`, edits: [{ range, newText: quoted }], choice: true }]
        : [];
      const named = isHelper ? [] : (renameFixes({ file, range }, problem.name, known).fixes ?? []);
      const fixes = [...named, ...textFix];
      run.report(
        diagnostic(
          'params/unknown-name',
          file,
          path.data || problem.name.startsWith('../') ? rangeOf(run, path.span) : range,
          {
            name: problem.name,
            isHelper,
            suggestion: isHelper
              ? ''
              : didYouMean(problem.name, known) || (quoted ? ` As a text it is written ${quoted}.` : ''),
          },
          fixes.length > 0 ? { fixes } : {},
        ),
      );
      return;
    }
    case 'unknown-property':
      reportProblem(run, range, problem);
      return;
    case 'no-properties':
      run.report(
        diagnostic('params/no-properties', file, range, {
          name: problem.name,
          of: problem.of,
          type: describe(problem.type),
        }),
      );
      return;
    case 'missing-argument':
      run.report(
        diagnostic('params/missing-argument', problem.place?.file ?? file, problem.place?.range ?? range, {
          name: problem.name,
          of: `the fragment ${problem.of}`,
        }),
      );
  }
}

/** In quotes that YAML does not take for the end of the text around. */
function inQuotes({ original }: PathExpression, { text: { file, range } }: NameRun): string {
  return file.text[range.start] === '"' ? `'${original}'` : `"${original}"`;
}

/** `quoted`: the name stands in quotes, which a fix must keep. */
function reportProblem(run: NameRun, range: Range, problem: NameProblem, quoted = false): void {
  const { file } = run.text;
  if (problem.kind === 'no-properties') {
    const { name, of, type } = problem;
    run.report(diagnostic('params/no-properties', file, range, { name, of, type: describe(type) }));
  }
  if (problem.kind !== 'unknown-property') return;
  const { name, of, known } = problem;
  const fixes = quoted ? {} : renameFixes({ file, range }, name, known);
  const data = { name, of, suggestion: didYouMean(name, known) };
  run.report(diagnostic('params/unknown-property', file, range, data, fixes));
}

export function reportArity(run: NameRun, span: Span, name: string, expected: string, found: number): void {
  run.report(
    diagnostic('params/helper-arguments', run.text.file, rangeOf(run, span), {
      name,
      expected,
      found: found === 0 ? 'none' : found === 1 ? 'one' : String(found),
    }),
  );
}

export function rangeOf(run: NameRun, span: Span) {
  return run.text.map.range(span.start, span.end);
}
