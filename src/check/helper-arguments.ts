/** A helper gets as many values as it takes, of the kinds that it takes. */
import type { Expression, Hash, Span } from '../../grammar/ast.ts';
import { isScalar } from '../bind/join-types.ts';
import type { DataType, ListType, NumberType, StringType, UnknownType } from '../bind/model.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import type { HelperParam, HelperSpec, HelperType } from '../render/helpers.ts';
import { currencyDigits } from '../render/runtime/currencies.ts';
import { parseHttpUrl } from '../render/runtime/http-url.ts';
import { parseMoment } from '../render/runtime/moment.ts';
import { reportArity } from './calls.ts';
import { anything, type Env, isUnresolved, type Typed } from './environment.ts';
import { describe, typeOf } from './expressions.ts';
import { type NameRun, rangeOf } from './name-run.ts';
import { ownMisfit, phrase } from './own-arguments.ts';

export function checkHelper(
  spec: HelperSpec,
  at: Span,
  params: readonly Expression[],
  hash: Hash,
  env: Env,
  run: NameRun,
): void {
  const required = spec.params.filter((p) => !p.optional).length;
  const most = spec.params.at(-1)?.rest ? Number.POSITIVE_INFINITY : spec.params.length;
  if (params.length < required || params.length > most) {
    reportArity(run, at, spec.name, arity(spec, required, most), params.length);
  }
  params.forEach((param, i) => {
    const expected = spec.params[Math.min(i, spec.params.length - 1)];
    if (expected && (i < spec.params.length || expected.rest)) checkValue(spec, expected, param, env, run);
  });
  if (spec.name === 'add_query' && params.length > 1 && params.length % 2 === 0)
    reportArity(run, at, spec.name, 'a value after each name', params.length);
  if (spec.name === 'date') checkTimeOfDay(params[0], hash, env, run);
  if (spec.name === 'sum') checkSum(params, at, env, run);
  for (const pair of hash.pairs) {
    const expected = spec.hash.find((h) => h.name === pair.key) ?? spec.anyHash;
    if (expected) checkValue(spec, { ...expected, name: pair.key }, pair.value, env, run);
    else {
      run.report(
        diagnostic(
          'params/unknown-argument',
          run.text.file,
          rangeOf(run, pair.keySpan),
          {
            name: pair.key,
            of: `the helper ${spec.name}`,
            suggestion: didYouMean(
              pair.key,
              spec.hash.map((h) => h.name),
            ),
          },
          renameFixes(
            { file: run.text.file, range: rangeOf(run, pair.keySpan) },
            pair.key,
            spec.hash.map((h) => h.name),
          ),
        ),
      );
    }
  }
  for (const needed of spec.hash) {
    if (needed.optional || hash.pairs.some((p) => p.key === needed.name)) continue;
    run.report(
      diagnostic('params/missing-argument', run.text.file, rangeOf(run, at), {
        name: needed.name,
        of: `the helper ${spec.name}`,
      }),
    );
  }
}

/** Two numbers of which nothing is known can add up to more than a number holds: that contact would get nothing. */
function checkSum(params: readonly Expression[], at: Span, env: Env, run: NameRun): void {
  const endless = params.flatMap((param): { name: string; most: number }[] => {
    const { type, name } = typeOf(param, env);
    const item = type?.kind === 'list' ? type.of : type;
    if (item?.kind !== 'number' || item.values || isSummable(item)) return [];
    return [{ name, most: type?.kind === 'list' ? (type.maxItems ?? Number.POSITIVE_INFINITY) : 1 }];
  });
  if (endless.reduce((n, { most }) => n + most, 0) < 2) return;
  const names = endless.map((e) => e.name).join(' and ');
  run.report(diagnostic('params/sum-range', run.text.file, rangeOf(run, at), { names }));
}

function isSummable({ minimum = -Infinity, maximum = Infinity }: NumberType): boolean {
  return Math.max(Math.abs(minimum), Math.abs(maximum)) < 1e300;
}

/** A day has no time that could be written. */
function checkTimeOfDay(when: Expression | undefined, hash: Hash, env: Env, run: NameRun): void {
  const type = when && typeOf(when, env).type;
  if (!when || type?.kind !== 'string' || type.format !== 'date') return;
  if (!hash.pairs.some((pair) => pair.key === 'time')) return;
  run.report(
    diagnostic('params/helper-type', run.text.file, rangeOf(run, when.span), {
      helper: 'date',
      argument: 'when (with time=)',
      expected: 'a date-time',
      found: describe(type),
    }),
  );
}

function arity(spec: HelperSpec, required: number, most: number): string {
  const names = spec.params.map((p) => `${p.name}${p.rest ? '…' : ''}`).join(' ');
  const number =
    most === Number.POSITIVE_INFINITY
      ? `at least ${required}`
      : required === most
        ? `${required}`
        : `${required} to ${most}`;
  return `${number} ${number === '1' ? 'value' : 'values'} (${names})`;
}

function checkValue(
  spec: HelperSpec,
  expected: HelperParam,
  expression: Expression,
  env: Env,
  run: NameRun,
): void {
  const declared = spec.own?.params.get(expected.name) ?? spec.own?.options.get(expected.name);
  const misfit = declared && ownMisfit(declared, expression, env);
  if (misfit) {
    run.report(
      diagnostic(
        'params/helper-type',
        run.text.file,
        rangeOf(run, expression.span),
        { helper: spec.name, argument: expected.name, expected: misfit.expected, found: misfit.found },
        { severity: misfit.severity },
      ),
    );
  }
  if (declared) return;
  const value = typeOf(expression, env);
  const problem = literalProblem(expected, expression) ?? valueProblem(expected, value);
  if (problem === undefined) return;
  run.report(
    diagnostic(
      'params/helper-type',
      run.text.file,
      rangeOf(run, expression.span),
      {
        helper: spec.name,
        argument: expected.name,
        expected: wordsOf(expected),
        found: problem.found,
      },
      { severity: problem.severity },
    ),
  );
}

interface Problem {
  readonly severity: 'error' | 'warning';
  readonly found: string;
}

function wordsOf({ type, values, min, max }: HelperParam): string {
  if (values) return `one of ${values.map((v) => `"${v}"`).join(', ')}`;
  if (min === undefined) return words[type];
  return max === undefined ? `${words[type]} of ${min} or more` : `${words[type]} from ${min} to ${max}`;
}

/** What is wrong with a literal: a text out of the list, a number out of the range. */
function literalProblem(expected: HelperParam, expression: Expression): Problem | undefined {
  if (expected.values && expression.type === 'StringLiteral' && !expected.values.includes(expression.value)) {
    return { severity: 'error', found: `"${expression.value}"` };
  }
  if (expression.type !== 'NumberLiteral') return undefined;
  const n = expression.value;
  return inRange(expected, n) ? undefined : { severity: 'error', found: String(n) };
}

function inRange({ type, min = -Infinity, max = Infinity }: HelperParam, n: number): boolean {
  return n >= min && n <= max && (type !== 'integer' || Number.isInteger(n));
}

const words: Readonly<Record<HelperType, string>> = {
  any: 'a value',
  scalar: 'a text or a number',
  text: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  date: 'a date',
  url: 'a url',
  countable: 'a list or a text',
  ordered: 'a number or a text',
  numbers: 'a number or a list of numbers',
  scalars: 'a list of texts or numbers',
  currency: 'an ISO 4217 code such as "EUR" (as a param: a list of codes, [EUR, USD])',
};

/** Whether a value of this type may be given; true where nothing is known. */
export function fitsHelper(expected: HelperType, type: DataType | undefined): boolean {
  return type === undefined || typeProblem(expected, type)?.severity !== 'error';
}

/** What certainly does not fit is an error; what may not, for some data, a warning. */
function valueProblem(expected: HelperParam, value: Typed): Problem | undefined {
  const { type, missing, canonical } = value;
  if (isUnresolved(canonical)) return undefined;
  const isNull = type === anything && missing && /^(?:null|undefined)$/.test(value.name);
  const problem = isNull ? undefined : (typeProblem(expected.type, type) ?? rangeProblem(expected, type));
  if (problem || !expected.there || !missing) return problem;
  return { severity: isNull ? 'error' : 'warning', found: `${value.name}, which may be missing` };
}

/** A number that may lie outside, a text that may be none of the values. */
function rangeProblem(expected: HelperParam, type: DataType | undefined): Problem | undefined {
  const found = phrase(type);
  if (type?.kind === 'string' && expected.values) {
    const allowed = expected.values;
    if (type.values?.every((v) => allowed.includes(v))) return undefined;
    return { severity: type.values?.every((v) => !allowed.includes(v)) ? 'error' : 'warning', found };
  }
  if (type?.kind !== 'number' || (expected.type !== 'integer' && expected.min === undefined))
    return undefined;
  const { values, minimum = -Infinity, maximum = Infinity, integer } = type;
  if (values) {
    const fitting = values.filter((v) => inRange(expected, v)).length;
    return fitting === values.length ? undefined : { severity: fitting === 0 ? 'error' : 'warning', found };
  }
  const { min = -Infinity, max = Infinity } = expected;
  if (maximum < min || minimum > max) return { severity: 'error', found };
  const isWhole = integer || expected.type !== 'integer';
  return isWhole && minimum >= min && maximum <= max ? undefined : { severity: 'warning', found };
}

function typeProblem(expected: HelperType, type: DataType | undefined): Problem | undefined {
  const known = type?.kind === 'string' && type.values !== undefined;
  const found = known ? phrase(type) : describe(type);
  const fit = type === undefined ? (expected === 'any' ? 'fits' : 'may') : fitOf(expected, type);
  return fit === 'fits' ? undefined : { severity: fit === 'may' ? 'warning' : 'error', found };
}

type Fit = 'fits' | 'may' | 'never';

function fitOf(expected: HelperType, type: DataType): Fit {
  const oneOf = (...kinds: readonly DataType['kind'][]) => surely(kinds.includes(type.kind));
  if (expected === 'any') return 'fits';
  if (type.kind === 'unknown') return fitOfUnknown(expected, type);
  switch (expected) {
    case 'scalar':
      return surely(isScalar(type));
    case 'text':
      return oneOf('string');
    case 'number':
    case 'integer':
      return oneOf('number');
    case 'boolean':
      return oneOf('boolean');
    case 'list':
      return oneOf('list');
    case 'countable':
      return oneOf('list', 'string');
    case 'ordered':
      return oneOf('number', 'string');
    case 'numbers':
      return type.kind === 'list' ? fitOfItems('number', type) : oneOf('number');
    case 'scalars':
      return type.kind === 'list' ? fitOfItems('scalar', type) : 'never';
    case 'date':
      return surely(type.kind === 'string' && isDate(type));
    case 'url':
      return surely(
        type.kind === 'string' && (type.format === 'url' || (type.values?.every(parseHttpUrl) ?? false)),
      );
    case 'currency':
      return type.kind === 'string' ? fitOfCurrency(type) : 'never';
  }
}

function surely(fits: boolean): Fit {
  return fits ? 'fits' : 'never';
}

function fitOfUnknown(expected: HelperType, type: UnknownType): Fit {
  if (type.scalar === undefined) return 'may';
  if (expected === 'scalar') return 'fits';
  return expected === 'list' || expected === 'scalars' ? 'never' : 'may';
}

/** Of a list that is always empty the items do not matter. */
function fitOfItems(expected: 'number' | 'scalar', { of, maxItems }: ListType): Fit {
  return maxItems === 0 ? 'fits' : fitOf(expected, of);
}

function isDate({ format, values }: StringType): boolean {
  return (
    format === 'date' ||
    format === 'date-time' ||
    (values?.every((v) => parseMoment(v) !== undefined) ?? false)
  );
}

function fitOfCurrency({ values, maxLength = Infinity, minLength }: StringType): Fit {
  if (!values) return minLength > 3 || maxLength < 3 ? 'never' : 'may';
  const known = values.filter((v) => currencyDigits(v.toUpperCase()) !== undefined).length;
  return known === values.length ? 'fits' : known === 0 ? 'never' : 'may';
}
