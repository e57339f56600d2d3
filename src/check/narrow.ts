/** What a condition says of a value beyond that it is there: which values, which range, how many items. */
import type { DataType, NumberType, StringType } from '../bind/model.ts';

type Value = string | number;

/** All of it holds of the value where the value is there. Ends of ranges may be left out (`open`) or not. */
export interface Narrowing {
  readonly values?: readonly Value[];
  readonly not?: readonly Value[];
  readonly min?: End;
  readonly max?: End;
  /** Items of a list, characters of a text. */
  readonly least?: number;
  readonly most?: number;
  /** Handlebars' truth. */
  readonly truth?: boolean;
}

interface End {
  readonly value: number;
  /** The end itself is not among the values. */
  readonly open: boolean;
}

/** Both hold. */
export function meet(a: Narrowing, b: Narrowing): Narrowing {
  const values =
    a.values && b.values ? a.values.filter((v) => b.values!.includes(v)) : (a.values ?? b.values);
  const not = a.not || b.not ? [...(a.not ?? []), ...(b.not ?? [])] : undefined;
  const truth = a.truth ?? b.truth;
  return compact({
    values,
    not,
    min: tighter(a.min, b.min, 1),
    max: tighter(a.max, b.max, -1),
    least: of(Math.max, a.least, b.least),
    most: of(Math.min, a.most, b.most),
    truth,
  });
}

/** One of them holds, and nobody knows which. */
export function join(a: Narrowing, b: Narrowing): Narrowing {
  const both = <K extends keyof Narrowing>(key: K) => a[key] !== undefined && b[key] !== undefined;
  return compact({
    values: both('values') ? [...new Set([...a.values!, ...b.values!])] : undefined,
    not: both('not') ? a.not!.filter((v) => b.not!.includes(v)) : undefined,
    min: both('min') ? tighter(a.min, b.min, -1) : undefined,
    max: both('max') ? tighter(a.max, b.max, 1) : undefined,
    least: both('least') ? Math.min(a.least!, b.least!) : undefined,
    most: both('most') ? Math.max(a.most!, b.most!) : undefined,
    truth: a.truth === b.truth ? a.truth : undefined,
  });
}

function of(choose: (...n: number[]) => number, a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? (a ?? b) : choose(a, b);
}

/** The end that lies further in direction `sign`; of equal ones towards the inside (meet) or the outside (join). */
function tighter(a: End | undefined, b: End | undefined, sign: 1 | -1): End | undefined {
  if (!a || !b) return a ?? b;
  if (a.value !== b.value) return (a.value - b.value) * sign > 0 ? a : b;
  return { value: a.value, open: a.open || b.open };
}

function compact(narrowing: { readonly [K in keyof Narrowing]: Narrowing[K] | undefined }): Narrowing {
  return Object.fromEntries(Object.entries(narrowing).filter(([, v]) => v !== undefined)) as Narrowing;
}

/** The type with what is known; where nothing would be left of it, as in a part that is never reached, as it is. */
export function narrowed<T extends DataType | undefined>(type: T, by: Narrowing | undefined): T {
  if (!type || !by) return type;
  const found = narrowType(type, by);
  return (found ?? type) as T;
}

function narrowType(type: DataType, by: Narrowing): DataType | undefined {
  switch (type.kind) {
    case 'string':
      return narrowText(type, by);
    case 'number':
      return narrowNumber(type, by);
    case 'list': {
      const least = by.truth === true ? 1 : 0;
      const minItems = Math.max(type.minItems, by.least ?? 0, least);
      const most = Math.min(
        type.maxItems ?? Infinity,
        by.most ?? Infinity,
        by.truth === false ? 0 : Infinity,
      );
      if (minItems > most) return undefined;
      return { ...type, minItems, ...(most < Infinity && { maxItems: most }) };
    }
    default:
      return type;
  }
}

function narrowText(type: StringType, by: Narrowing): StringType | undefined {
  const fits = (v: Value) =>
    typeof v === 'string' &&
    !by.not?.includes(v) &&
    (by.truth === undefined || (v !== '') === by.truth) &&
    [...v].length >= (by.least ?? 0) &&
    [...v].length <= (by.most ?? Infinity);
  const known =
    by.values && type.values ? by.values.filter((v) => type.values!.includes(v as string)) : undefined;
  const candidates = known ?? by.values ?? type.values;
  if (candidates) {
    const values = candidates.filter(fits) as string[];
    if (values.length === 0) return undefined;
    const lengths = values.map((v) => [...v].length);
    return { ...type, values, minLength: Math.min(...lengths), maxLength: Math.max(...lengths) };
  }
  const minLength = Math.max(type.minLength, by.least ?? 0, by.truth === true ? 1 : 0);
  const most = Math.min(type.maxLength ?? Infinity, by.most ?? Infinity, by.truth === false ? 0 : Infinity);
  if (minLength > most) return undefined;
  return { ...type, minLength, ...(most < Infinity && { maxLength: most }) };
}

function narrowNumber(type: NumberType, by: Narrowing): NumberType | undefined {
  const least = by.min && (by.min.open && type.integer ? Math.floor(by.min.value) + 1 : by.min.value);
  const most = by.max && (by.max.open && type.integer ? Math.ceil(by.max.value) - 1 : by.max.value);
  const fits = (v: Value) =>
    typeof v === 'number' &&
    !by.not?.includes(v) &&
    (by.truth === undefined || (v !== 0) === by.truth) &&
    v >= (least ?? -Infinity) &&
    v <= (most ?? Infinity);
  const known =
    by.values && type.values ? by.values.filter((v) => type.values!.includes(v as number)) : undefined;
  const candidates = known ?? by.values ?? (by.truth === false ? [0] : type.values);
  if (candidates) {
    const values = candidates.filter(fits) as number[];
    if (values.length === 0) return undefined;
    return { ...type, values, minimum: Math.min(...values), maximum: Math.max(...values) };
  }
  const { integer } = type;
  let minimum = of(Math.max, type.minimum, least);
  let maximum = of(Math.min, type.maximum, most);
  // 0 at an end of whole numbers: what is true begins beside it
  if (by.truth === true && integer && minimum === 0) minimum = 1;
  if (by.truth === true && integer && maximum === 0) maximum = -1;
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return undefined;
  return { ...type, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}
