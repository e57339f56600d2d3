/** A helper gets as many values as it takes, of the kinds that it takes. */
import type { Expression, Hash, Span } from '../../grammar/ast.ts';
import type { DataType } from '../bind/model.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import type { HelperParam, HelperSpec, HelperType } from '../render/helpers.ts';
import { parseHttpUrl } from '../render/runtime/http-url.ts';
import { parseMoment } from '../render/runtime/moment.ts';
import type { Env } from './environment.ts';
import { describe, typeOf } from './expressions.ts';
import { type NameRun, rangeOf, reportArity } from './names.ts';
import { ownMisfit } from './own-arguments.ts';

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
  if (spec.name === 'date') checkTimeOfDay(params[0], hash, env, run);
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
  const problem =
    literalProblem(expected, expression) ?? typeProblem(expected.type, typeOf(expression, env).type);
  if (problem === undefined) return;
  run.report(
    diagnostic('params/helper-type', run.text.file, rangeOf(run, expression.span), {
      helper: spec.name,
      argument: expected.name,
      expected: expected.values
        ? `one of ${expected.values.map((v) => `"${v}"`).join(', ')}`
        : words[expected.type],
      found: problem,
    }),
  );
}

/** What is wrong with a literal: a text out of the list, a number out of the range. */
function literalProblem(expected: HelperParam, expression: Expression): string | undefined {
  if (expected.values && expression.type === 'StringLiteral' && !expected.values.includes(expression.value)) {
    return `"${expression.value}"`;
  }
  if (expression.type !== 'NumberLiteral') return undefined;
  const n = expression.value;
  const outside =
    (expected.min !== undefined && n < expected.min) || (expected.max !== undefined && n > expected.max);
  return outside || (expected.type === 'integer' && !Number.isInteger(n)) ? String(n) : undefined;
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
};

/** Whether a value of this type may be given; true where nothing is known. */
export function fitsHelper(expected: HelperType, type: DataType | undefined): boolean {
  return typeProblem(expected, type) === undefined;
}

/** What the type is, where it certainly does not fit. */
function typeProblem(expected: HelperType, type: DataType | undefined): string | undefined {
  if (!type || type.kind === 'unknown') return undefined;
  const fits = (): boolean => {
    switch (expected) {
      case 'any':
        return true;
      case 'scalar':
        return type.kind !== 'list' && type.kind !== 'object';
      case 'text':
        return type.kind === 'string';
      case 'number':
        return type.kind === 'number';
      case 'integer':
        return type.kind === 'number';
      case 'boolean':
        return type.kind === 'boolean';
      case 'list':
        return type.kind === 'list';
      case 'date':
        return (
          type.kind === 'string' &&
          (type.format === 'date' ||
            type.format === 'date-time' ||
            (type.values?.every((v) => parseMoment(v) !== undefined) ?? false))
        );
      case 'url':
        return (
          type.kind === 'string' && (type.format === 'url' || (type.values?.every(parseHttpUrl) ?? false))
        );
    }
  };
  return fits() ? undefined : describe(type);
}
