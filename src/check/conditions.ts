/** `when`, `otherwise`, `each`: names are declared, only lists are repeated, and values of one kind are compared. */
import type { Expression, Span } from '../../grammar/ast.ts';
import type { DataType, Guard, ItemNode, LoopScope } from '../bind/model.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { parseMoment } from '../render/runtime/moment.ts';
import { type Env, isNoList, rootEnv, type Typed } from './environment.ts';
import { describe, typeOf } from './expressions.ts';
import { type Facts, factsOf, union } from './facts.ts';
import { type NameRun, rangeOf } from './name-run.ts';
import { checkExpression, checkOwnName } from './names.ts';
import { quoted, shown } from './send-api/wording.ts';
import { alwaysIs } from './truth.ts';

export function checkGuard(guard: Guard | undefined, present: Facts, report: (d: Diagnostic) => void): void {
  if (!guard) return;
  const run: NameRun = { text: guard.text, report, mayBeMissing: true };
  const env = rootEnv(guard.scope, present);
  if (guard.broken) checkExpression(guard.condition, env, run);
  else if (guard.condition.type !== 'BooleanLiteral') checkCondition(guard.condition, env, run);
}

/** Also of `{{#if}}`. That a wrong condition is constant goes without saying. */
export function checkCondition(condition: Expression, env: Env, run: NameRun): void {
  let wrong = false;
  const report = (d: Diagnostic): void => {
    wrong ||= d.severity === 'error';
    run.report(d);
  };
  checkExpression(condition, env, { ...run, report });
  if (!wrong) reportConstant(condition, env, run);
}

/** What is known below a guard: what was known before it, and that it holds. */
export function withFacts(present: Facts, guard: Pick<Guard, 'condition' | 'scope'> | undefined): Facts {
  if (!guard) return present;
  return union([present, factsOf(guard.condition, true, rootEnv(guard.scope, present), typeOf)]);
}

/** What is known in an item of a list, in each turn. */
export function withItemFacts(present: Facts, item: Pick<ItemNode, 'each' | 'when' | 'otherwise'>): Facts {
  const turn = withFacts(present, item.each && { condition: item.each.loop.list, scope: item.each.outer });
  return withFacts(withFacts(turn, item.when), item.otherwise);
}

/** Told as information: a condition that data cannot change. */
function reportConstant(condition: Expression, env: Env, run: NameRun): void {
  const always = alwaysIs(condition, env);
  if (!always) return;
  run.report(
    diagnostic(
      'params/constant-condition',
      run.text.file,
      rangeOf(run, condition.span),
      { value: String(always.value), reason: always.reason },
      { tags: ['unnecessary'] },
    ),
  );
}

export function checkLoop(
  loop: LoopScope | undefined,
  present: Facts,
  report: (d: Diagnostic) => void,
): void {
  if (!loop) return;
  const run: NameRun = { text: loop.text, report, mayBeMissing: true };
  const env = rootEnv(loop.outer, present);
  checkExpression(loop.loop.list, env, run);
  for (const { name, span } of loop.loop.names) checkOwnName(name, span, env, run);
  const value = typeOf(loop.loop.list, env);
  if (value.type && isNoList(value.type)) {
    report(
      diagnostic('params/not-a-list', loop.text.file, rangeOf(run, loop.loop.list.span), {
        name: value.name,
        type: describe(value.type),
      }),
    );
  }
}

/** `==` across different known types is never true, and `<` has no answer. `span`: of the call. */
export function checkComparison(
  name: string,
  [left, ...others]: readonly Expression[],
  span: Span,
  env: Env,
  run: NameRun,
): void {
  if (!left || !['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in'].includes(name)) return;
  // by the declared types: what a condition around it leaves makes it constant, not wrong
  const declared = { ...env, present: new Set<string>() };
  for (const right of others) {
    const a = typeOf(left, declared);
    const b = name === 'in' ? oneOf(typeOf(right, declared)) : typeOf(right, declared);
    if (comparable(a.type, b.type) && !isNoDate(a.type, right) && !isNoDate(b.type, left)) continue;
    if (reportNotAValue(left, b, run) || reportNotAValue(right, a, run)) continue;
    run.report(
      diagnostic('params/different-types', run.text.file, rangeOf(run, span), {
        left: `${a.name} (${describe(a.type)})`,
        right: `${b.name} (${describe(b.type)})`,
        order: ['lt', 'le', 'gt', 'ge'].includes(name),
        date: isNoDate(a.type, right) || isNoDate(b.type, left),
      }),
    );
  }
}

/** A choice of `in` that is a list stands for its items. */
function oneOf(choice: Typed): Typed {
  const { name, type } = choice;
  return type?.kind === 'list' ? { ...choice, name: `an item of ${name}`, type: type.of } : choice;
}

/** `status == "payd"`: a text that is none of the other side's values. */
function reportNotAValue(literal: Expression, { name, type }: Typed, run: NameRun): boolean {
  if (literal.type !== 'StringLiteral' || type?.kind !== 'string' || !type.values) return false;
  const { file } = run.text;
  const range = rangeOf(run, literal.span);
  const { value } = literal;
  run.report(
    diagnostic(
      'params/not-a-value',
      file,
      range,
      { name, value: shown(value), values: listed(type.values), suggestion: didYouMean(value, type.values) },
      renameFixes({ file, range }, value, type.values),
    ),
  );
  return true;
}

/** The first of them, where there are very many. */
function listed(values: readonly string[]): string {
  const all = values.map(shown);
  return all.length > 10
    ? `one of ${all.length} texts, such as ${quoted(all.slice(0, 3))}`
    : quoted(all, 'or');
}

/** `day < "2026-1-1"`: a text that no date is equal to, and that has no place among dates. */
function isNoDate(type: DataType | undefined, other: Expression): boolean {
  const isDate = type?.kind === 'string' && (type.format === 'date' || type.format === 'date-time');
  return isDate && other.type === 'StringLiteral' && parseMoment(other.value) === undefined;
}

function comparable(a: DataType | undefined, b: DataType | undefined): boolean {
  if (!a || !b || a.kind === 'unknown' || b.kind === 'unknown' || a.kind !== b.kind) {
    return !a || !b || a.kind === 'unknown' || b.kind === 'unknown';
  }
  // a text that is none of the values
  if (a.kind === 'string' && b.kind === 'string' && a.values && b.values)
    return a.values.some((v) => b.values!.includes(v));
  return true;
}
