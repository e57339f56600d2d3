/**
 * Helpers of the project's own: code that somebody else wrote, held to what the project declares of it. Whatever it
 * does, a render ends with text that fits the declaration, or with a problem at the place of the call.
 */
import type { HelperIR, TypeIR } from '../../lower/ir.ts';
import { formats } from './formats.ts';
import type { Hash } from './helpers/helper.ts';
import { codePoints } from './measure.ts';
import { put } from './root.ts';
import type { Run } from './run.ts';
import { describe, equal, isMissing, own, quote } from './values.ts';

/** Given after the params and the object of options. */
export interface HelperContext {
  /** Language of the texts (BCP 47). */
  readonly locale: string;
  /** The recipient's time zone, where it is known. */
  readonly timeZone: string | undefined;
  /** The instant of the run, ISO 8601, where one was given. */
  readonly now: string | undefined;
}

// biome-ignore lint/complexity/noBannedTypes: nothing is known of what a module exports but that it can be called.
export type OwnFunction = Function;

export interface OwnHelper extends HelperIR {
  readonly call: OwnFunction;
  /** Calls twice and compares: what is not the same twice cannot be resumed or reviewed. */
  readonly twice?: boolean;
}

export type OwnHelpers = { readonly [name: string]: OwnHelper };

export const noHelpers: OwnHelpers = Object.freeze({});

/** A module's function by name: exported by ECMAScript, or by `module.exports`. */
export function ownFunction(module: object, name: string): OwnFunction | undefined {
  const candidates = [own(module, name), own(own(module, 'default'), name)];
  return candidates.find((candidate) => typeof candidate === 'function') as OwnFunction | undefined;
}

/** The functions of the module with what is declared of them. Throws where one is not exported. */
export function ownHelpers(
  module: object,
  name: string,
  declared: readonly (readonly [name: string, helper: HelperIR])[],
  twice = false,
): OwnHelpers {
  const result: { [name: string]: OwnHelper } = {};
  for (const [helper, types] of declared) {
    const call = ownFunction(module, helper);
    if (call === undefined) throw new Error(`${name} exports no function "${helper}"`);
    put(result, helper, { ...types, call, twice });
  }
  return result;
}

/** `($own "name" place …)`. */
export function callOwn(run: Run, hash: Hash, name: string, place: number, ...args: unknown[]): unknown {
  const { at } = run;
  const span = run.places[place];
  if (span !== undefined) run.at = at === undefined ? span : { ...span, path: at.path };
  const helper = own(run.own, name) as OwnHelper | undefined;
  const result =
    helper === undefined
      ? run.fail('helper', `${name}: the code of this helper was not given to the renderer`)
      : callChecked(run, name, helper, hash, args);
  run.at = at;
  return result;
}

function callChecked(run: Run, name: string, helper: OwnHelper, hash: Hash, args: unknown[]): unknown {
  const fail = (message: string): undefined => run.fail('helper', `${name}: ${message}`);
  let missing = false;
  let wrong = false;
  /** A copy: the code may change what it is given, and nobody else sees it. */
  const take = ([of, type]: readonly [string, TypeIR], value: unknown): unknown => {
    if (isMissing(value)) {
      missing ||= !type.optional;
      return undefined;
    }
    const copied = copyAs(value, type, of);
    if ('value' in copied) return copied.value;
    wrong = true;
    return fail(copied.problem);
  };
  const given = helper.params.map((param, i) => take(param, args[i]));
  const options: { [key: string]: unknown } = {};
  for (const option of helper.options) put(options, option[0], take(option, own(hash, option[0])));
  if (wrong || missing) return undefined;
  const context: HelperContext = {
    locale: run.locale,
    timeZone: run.recipient['time_zone'],
    now: run.options.now,
  };
  const once = (): Copied => {
    // copies again: the first call may have changed its own
    const values = [...given, options, context].map((value) => copy(value));
    const result: unknown = Reflect.apply(helper.call, undefined, values);
    if (isPromise(result)) return { problem: 'gave a promise: a helper answers at once' };
    if (isMissing(result)) {
      return helper.returns.optional
        ? { value: undefined }
        : { problem: 'gave nothing, but must give a value' };
    }
    const copied = copyAs(result, helper.returns, 'its result');
    if ('value' in copied && hasHalfCharacter(copied.value)) {
      return { problem: 'cut a text in the middle of a character (an emoji has two halves in JavaScript)' };
    }
    return copied;
  };
  try {
    const first = once();
    if ('problem' in first) return fail(first.problem);
    const second = helper.twice ? once() : first;
    if ('problem' in second || !equal(first.value, second.value)) {
      return fail(
        'gave another result for the same values when it was called again: a helper is a function of them',
      );
    }
    return first.value;
  } catch (error) {
    return fail(`failed: ${reasonOf(error)}`);
  }
}

/** A rejection that nobody waits for would end the process. */
function isPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { then } = value as { then?: unknown };
  if (typeof then !== 'function') return false;
  Promise.resolve(value).catch(() => {});
  return true;
}

function reasonOf(error: unknown): string {
  try {
    const message = error instanceof Error ? error.message : String(error);
    return quote(message.split('\n', 1)[0] as string).slice(1, -1);
  } catch {
    return 'it threw what has no text';
  }
}

type Copied = { readonly value: unknown } | { readonly problem: string };

/** The value without anything that its type does not name: no prototypes, getters or methods. `of` begins a message. */
function copyAs(value: unknown, type: TypeIR, of: string): Copied {
  if (isMissing(value)) return type.optional ? { value: undefined } : { problem: `${of} is missing` };
  const wrong = (): Copied => ({ problem: `${of} must be ${words(type)}, but is ${seen(value)}` });
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' && fitsText(value, type) ? { value } : wrong();
    case 'number':
      return typeof value === 'number' && fitsNumber(value, type) ? { value } : wrong();
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrong();
    case 'list': {
      if (!Array.isArray(value)) return wrong();
      if (value.length < type.min || value.length > (type.max ?? mostItems)) return wrong();
      const items: unknown[] = [];
      for (const [i, item] of Array.from(value as unknown[]).entries()) {
        const copied = copyAs(item, type.of, `${of}[${i}]`);
        if ('problem' in copied) return copied;
        items.push(copied.value);
      }
      return { value: items };
    }
    case 'object': {
      if (typeof value !== 'object' || Array.isArray(value)) return wrong();
      const members = {};
      for (const [name, member] of type.properties) {
        const copied = copyAs(own(value, name), member, `${of}.${name}`);
        if ('problem' in copied) return copied;
        if (copied.value !== undefined) put(members, name, copied.value);
      }
      return { value: members };
    }
    default:
      return { value };
  }
}

function fitsText(value: string, type: Extract<TypeIR, { kind: 'string' }>): boolean {
  const { values, min = 0, max = Infinity, format } = type;
  if (values) return values.includes(value);
  const length = codePoints(value);
  if (length < min || length > max) return false;
  return format === undefined || (format === 'phone' ? phone.test(value) : formats[format]?.(value) === true);
}

/** True where a text in it was cut in the middle of a character: half of one cannot be sent. */
function hasHalfCharacter(value: unknown): boolean {
  if (typeof value === 'string') return /[\ud800-\udfff]/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHalfCharacter);
}

const phone = /^\+[0-9][0-9 ()./-]{3,22}$/;

function fitsNumber(value: number, type: Extract<TypeIR, { kind: 'number' }>): boolean {
  const { values, integer, min = -Infinity, max = Infinity } = type;
  if (!Number.isFinite(value) || (integer && !Number.isInteger(value))) return false;
  return values ? values.includes(value) : value >= min && value <= max;
}

/** Of a list whose declaration names no maximum. */
const mostItems = 100_000;

/** The value in words, whatever it is: of a function never its source. */
function seen(value: unknown): string {
  if (typeof value === 'string') return `${describe(value)} of ${codePoints(value)} characters`;
  const isPlain = typeof value === 'object' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? describe(value) : `a ${typeof value}`;
}

function words(type: TypeIR): string {
  switch (type.kind) {
    case 'string': {
      if (type.values) return `one of ${type.values.map((v) => JSON.stringify(v)).join(', ')}`;
      const nouns = {
        url: 'a URL',
        phone: 'a phone number',
        date: 'a date',
        'date-time': 'a date with a time',
      };
      return `${type.format ? nouns[type.format] : 'a text'}${range(type.min, type.max, ' characters')}`;
    }
    case 'number':
      if (type.values) return `one of ${type.values.join(', ')}`;
      return `${type.integer ? 'a whole number' : 'a number'}${range(type.min, type.max, '')}`;
    case 'boolean':
      return 'true or false';
    case 'list':
      return `a list${range(type.min, type.max, ' items')}`;
    default:
      return 'an object';
  }
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  if (max === undefined) return min === undefined || min === 0 ? '' : ` of at least ${min}${unit}`;
  return min === undefined ? ` of at most ${max}${unit}` : ` of ${min} to ${max}${unit}`;
}

/** Of what `copyAs` gave: plain lists, objects and scalars. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  const result = {};
  for (const [name, member] of Object.entries(value)) put(result, name, copy(member));
  return result;
}
