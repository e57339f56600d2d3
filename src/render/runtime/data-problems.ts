/** Findings of the JSON Schema check in the words of who fills in the data. */
import type { RenderProblem } from '../api.ts';
import { codePoints } from './measure.ts';
import { describe, isMissing, numberText, own, quote } from './values.ts';

/** What Ajv says of one finding. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer into the param's value. */
  readonly instancePath: string;
  readonly params: { readonly [name: string]: unknown };
  readonly message?: string;
}

export type Validator = { (value: unknown): boolean; errors?: readonly SchemaError[] | null };

const mostProblems = 50;

/**
 * What of `data` does not fit: `needs` are the params of the message, `required` those of them that have to be there.
 * `data` has its defaults.
 */
export function dataProblems(
  data: unknown,
  needs: readonly string[],
  required: readonly string[],
  validator: (name: string) => Validator | undefined,
): RenderProblem[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return [badData(`the data must be an object with the params, but is ${describe(data)}`)];
  }
  const problems: RenderProblem[] = [];
  for (const name of needs) {
    const value = own(data, name);
    // Null is for the schema to judge where it is written; nothing at all is not.
    if (value === undefined) {
      if (required.includes(name)) problems.push(badData(`${name} is missing`));
      continue;
    }
    const validate = validator(name);
    if (validate === undefined || validate(value)) continue;
    for (const error of telling(validate.errors ?? [])) {
      if (problems.length < mostProblems) problems.push(badData(sentence(name, value, error)));
    }
  }
  return problems;
}

/**
 * Without what only repeats another finding: the null of an optional param and the `anyOf` around it, and the pattern
 * of a text whose format is wrong already.
 */
function telling(errors: readonly SchemaError[]): readonly SchemaError[] {
  const others = (error: SchemaError, test: (other: SchemaError) => boolean): boolean =>
    errors.some((other) => other !== error && test(other));
  const isNull = ({ keyword, params }: SchemaError): boolean =>
    keyword === 'type' && params['type'] === 'null';
  const isAround = ({ keyword }: SchemaError): boolean => ['anyOf', 'oneOf', 'if'].includes(keyword);
  return errors.filter((error) => {
    const { instancePath: path, keyword } = error;
    const below = (other: SchemaError): boolean =>
      other.instancePath === path || other.instancePath.startsWith(`${path}/`);
    if (isNull(error)) return !others(error, (o) => below(o) && !isNull(o) && !isAround(o));
    if (isAround(error)) return !others(error, (o) => below(o) && !isAround(o));
    if (keyword === 'pattern')
      return !others(error, (o) => o.instancePath === path && o.keyword === 'format');
    return true;
  });
}

export function badData(message: string): RenderProblem {
  return { code: 'bad-data', message };
}

function sentence(
  name: string,
  root: unknown,
  { keyword, instancePath, params, message }: SchemaError,
): string {
  const steps = instancePath.split('/').slice(1).map(unescapePointer);
  const value = steps.reduce<unknown>((part, step) => own(part, step), root);
  const path = steps.reduce((parent, step, i) => {
    const before = steps.slice(0, i).reduce<unknown>((part, s) => own(part, s), root);
    return memberPath(parent, step, Array.isArray(before));
  }, name);
  const limit = params['limit'] as number;
  switch (keyword) {
    case 'required':
      return `${memberPath(path, String(params['missingProperty']), false)} is missing`;
    case 'type':
      return isMissing(value)
        ? `${path} is null, but must be ${typeWords(params['type'])}`
        : `${path} must be ${typeWords(params['type'])}, but is ${describe(value)}`;
    case 'maxLength':
      return `${path} has ${count(codePoints(String(value)), 'character')}, at most ${limit} are allowed`;
    case 'minLength':
      return value === ''
        ? `${path} is empty`
        : `${path} has ${count(codePoints(String(value)), 'character')}, at least ${limit} are needed`;
    case 'maxItems':
      return `${path} has ${count((value as unknown[]).length, 'item')}, at most ${limit} are allowed`;
    case 'minItems':
      return `${path} has ${count((value as unknown[]).length, 'item')}, at least ${limit} are needed`;
    case 'maximum':
      return `${path} is ${numberText(value as number)}, at most ${numberText(limit)} is allowed`;
    case 'minimum':
      return `${path} is ${numberText(value as number)}, at least ${numberText(limit)} is needed`;
    case 'exclusiveMaximum':
      return `${path} is ${numberText(value as number)}, but must be less than ${numberText(limit)}`;
    case 'exclusiveMinimum':
      return `${path} is ${numberText(value as number)}, but must be more than ${numberText(limit)}`;
    case 'multipleOf':
      return `${path} is ${numberText(value as number)}, but must be a multiple of ${params['multipleOf']}`;
    case 'enum':
      return `${path} is ${describe(value)}, but must be one of ${(params['allowedValues'] as unknown[]).map((v) => JSON.stringify(v)).join(', ')}`;
    case 'const':
      return `${path} is ${describe(value)}, but must be ${JSON.stringify(params['allowedValue'])}`;
    case 'format':
      return `${path} must be ${formatWords(String(params['format']))}, but is ${describe(value)}`;
    case 'pattern':
      return patternWords[String(params['pattern'])] === undefined
        ? `${path} does not have the form ${String(params['pattern'])}: ${quote(String(value))}`
        : `${path} must be ${patternWords[String(params['pattern'])]}, but is ${describe(value)}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `${memberPath(path, String(params['additionalProperty'] ?? params['unevaluatedProperty']), false)} is not one of the properties that are declared`;
    case 'uniqueItems':
      return `${path} has the same item twice, at ${params['j']} and ${params['i']}`;
    default:
      return `${path} ${message ?? `does not fit (${keyword})`}`;
  }
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** `order.items[2].name`, `order["first name"]`. */
function memberPath(parent: string, step: string, index: boolean): string {
  if (index) return `${parent}[${step}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step)
    ? `${parent}.${step}`
    : `${parent}[${JSON.stringify(step)}]`;
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

const words: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function typeWords(type: unknown): string {
  const types = (Array.isArray(type) ? type : String(type).split(',')) as string[];
  const named = types.filter((t) => t !== 'null' || types.length === 1);
  return named.map((t) => words[t] ?? t).join(' or ');
}

/** The patterns that `url` and `phone` stand for (src/bind/params.ts). */
const patternWords: { readonly [pattern: string]: string | undefined } = {
  '^[Hh][Tt][Tt][Pp][Ss]?://': 'an absolute http:// or https:// URL',
  '^\\+[0-9][0-9 ()./-]{3,22}$': 'a phone number with + and country code as +15551234567',
};

function formatWords(format: string): string {
  switch (format) {
    case 'date':
      return 'a date as 2026-05-04';
    case 'date-time':
      return 'a time with its offset as 2026-05-04T10:00:00Z';
    case 'time':
      return 'a time with its offset as 10:00:00Z';
    case 'uri':
    case 'url':
      return 'an absolute URL without spaces, other characters percent-encoded';
    case 'email':
      return 'an e-mail address';
    default:
      return `of the form "${format}"`;
  }
}
