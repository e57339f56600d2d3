/**
 * What a project's own helper is given is what it declares to take. What certainly differs is an error; what may
 * differ for some data is a warning, and is checked again when the helper is called.
 */
import type { Expression } from '../../grammar/ast.ts';
import type { DataType, StringType } from '../bind/model.ts';
import { expressionSize, listCount } from './bounds.ts';
import { type Env, isUnresolved } from './environment.ts';
import { typeOf } from './expressions.ts';

export interface Misfit {
  readonly severity: 'error' | 'warning';
  readonly expected: string;
  readonly found: string;
}

export function ownMisfit(declared: DataType, expression: Expression, env: Env): Misfit | undefined {
  if (expression.type === 'NullLiteral' || expression.type === 'UndefinedLiteral') return undefined;
  const { type, canonical } = typeOf(expression, env);
  if (isUnresolved(canonical)) return undefined;
  return misfit(declared, measured(type, expression, env));
}

/** The type with what is known of this very expression: `(truncate name 20)` has at most 20 characters. */
function measured(type: DataType | undefined, expression: Expression, env: Env): DataType | undefined {
  if (type?.kind === 'string' && type.values === undefined && type.format === undefined) {
    const { min, max } = expressionSize(expression, env);
    const { maxLength: _, ...rest } = type;
    // nothing comes of a value that is missing: then the helper is not called
    return {
      ...rest,
      minLength: Math.max(min, type.minLength),
      ...(Number.isFinite(max) && { maxLength: max }),
    };
  }
  if (type?.kind !== 'list') return type;
  const { min, max } = listCount(expression, env);
  const { maxItems: _, ...rest } = type;
  return { ...rest, minItems: Math.max(min, type.minItems), ...(Number.isFinite(max) && { maxItems: max }) };
}

function misfit(declared: DataType, type: DataType | undefined): Misfit | undefined {
  const tell = (severity: Misfit['severity']): Misfit => ({
    severity,
    expected: phrase(declared),
    found: phrase(type),
  });
  if (type === undefined || type.kind === 'unknown')
    return declared.kind === 'unknown' ? undefined : tell('warning');
  if (declared.kind !== type.kind) return declared.kind === 'unknown' ? undefined : tell('error');
  switch (declared.kind) {
    case 'string': {
      const fit = fitsText(declared, type as StringType);
      return fit === 'fits' ? undefined : tell(fit);
    }
    case 'number': {
      const given = type as typeof declared;
      const { minimum = -Infinity, maximum = Infinity } = given;
      const { minimum: least = -Infinity, maximum: most = Infinity, values } = declared;
      if (minimum > most || maximum < least) return tell('error');
      if (values && !given.values?.every((v) => values.includes(v))) return tell('warning');
      if (declared.integer && !given.integer) return tell(given.values ? 'error' : 'warning');
      return minimum >= least && maximum <= most ? undefined : tell('warning');
    }
    case 'list': {
      const given = type as typeof declared;
      const { minItems, maxItems = Infinity } = given;
      const { minItems: least, maxItems: most = Infinity } = declared;
      if (minItems > most || maxItems < least) return tell('error');
      if (minItems < least || maxItems > most) return tell('warning');
      return within(declared.of, given.of, 'a list, each item');
    }
    case 'object':
      return fitsObject(declared, type as typeof declared);
    default:
      return undefined;
  }
}

function fitsText(declared: StringType, given: StringType): 'fits' | Misfit['severity'] {
  const { values } = declared;
  if (values) {
    if (given.values?.every((v) => values.includes(v))) return 'fits';
    return given.values && !given.values.some((v) => values.includes(v)) ? 'error' : 'warning';
  }
  if (declared.format !== undefined && declared.format !== given.format) {
    return given.format === undefined && given.values ? 'warning' : 'error';
  }
  const { minLength, maxLength = Infinity } = given;
  const { maxLength: most = Infinity } = declared;
  // the length of a form is that of the form
  const least = declared.format === undefined ? declared.minLength : 0;
  if (minLength > most || maxLength < least) return 'error';
  return minLength < least || maxLength > most ? 'warning' : 'fits';
}

function fitsObject(
  declared: Extract<DataType, { kind: 'object' }>,
  given: Extract<DataType, { kind: 'object' }>,
): Misfit | undefined {
  for (const [name, type] of declared.properties) {
    const found = given.properties.get(name);
    if (found === undefined || (found.optional && found.default === undefined && !type.optional)) {
      if (type.optional) continue;
      return {
        severity: found === undefined && !given.open ? 'error' : 'warning',
        expected: `an object with ${name}`,
        found:
          found === undefined && !given.open
            ? 'an object without it'
            : `an object whose ${name} may be missing`,
      };
    }
    const inner = within(type, found, `an object whose ${name}`);
    if (inner) return inner;
  }
  return undefined;
}

function within(declared: DataType, type: DataType, whose: string): Misfit | undefined {
  const inner = misfit(declared, type);
  return inner && { ...inner, expected: `${whose} is ${inner.expected}`, found: inner.found };
}

/** `a text of 1 to 40 characters`. */
export function phrase(type: DataType | undefined): string {
  switch (type?.kind) {
    case 'string': {
      if (type.values) return oneOf(type.values.map((v) => `"${v}"`));
      const noun = {
        url: 'a url',
        phone: 'a phone number',
        date: 'a date',
        'date-time': 'a date with a time',
      };
      if (type.format)
        return `${noun[type.format]}${type.format === 'url' ? range(undefined, type.maxLength, 'characters') : ''}`;
      return `a text${range(type.minLength, type.maxLength, 'characters')}`;
    }
    case 'number': {
      if (type.values) return oneOf(type.values.map(String));
      const { minimum, maximum } = type;
      const noun = type.integer ? 'a whole number' : 'a number';
      if (minimum === undefined || maximum === undefined) return `${noun} of any size`;
      return minimum === maximum ? `the number ${minimum}` : `${noun} from ${minimum} to ${maximum}`;
    }
    case 'boolean':
      return 'true or false';
    case 'list':
      return `a list${range(type.minItems, type.maxItems, 'items')}`;
    case 'object':
      return 'an object';
    default:
      return 'something that is not known before the data is there';
  }
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
}

function range(min: number | undefined, max: number | undefined, noun: string): string {
  if (max === undefined) return ` of any number of ${noun}`;
  if (min === undefined) return ` of at most ${max} ${noun}`;
  return min === max ? ` of ${max} ${noun}` : ` of ${min} to ${max} ${noun}`;
}
