/** A call of a helper: its name, and what it is given. */
import type { Expression, Hash, Span } from '../../grammar/ast.ts';
import { isElseIf } from '../../grammar/index.ts';
import { diagnostic, type Fix } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { blockSpecs, helperSpecs } from '../render/helpers.ts';
import { checkComparison } from './conditions.ts';
import { type Env, namesOf, property } from './environment.ts';
import { literalKey, typeOf } from './expressions.ts';
import { factsOf, union } from './facts.ts';
import { checkHelper } from './helper-arguments.ts';
import { helperAt, ownHelpers } from './helper-at.ts';
import { isTorn, reportInfix, wholeParts } from './meant-operators.ts';
import { type NameRun, rangeOf } from './name-run.ts';
import { checkExpression } from './names.ts';
import { reportProblem } from './wrong-names.ts';

export function checkCall(
  path: Expression,
  params: readonly Expression[],
  hash: Hash,
  env: Env,
  run: NameRun,
): void {
  if (isTorn(path, params)) {
    for (const part of wholeParts(path, params)) checkExpression(part, env, run);
    return;
  }
  const name = path.type === 'PathExpression' ? path.original : '';
  const spec = helperAt(name, env.scope);
  if (!spec && reportInfix([path, ...params], run)) return;
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

export function checkHash(hash: Hash, env: Env, run: NameRun): void {
  for (const pair of hash.pairs) checkExpression(pair.value, env, run);
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
