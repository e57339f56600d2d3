/** Which shape holds in a place: shared by bind, check, completion and whoever else reads objects by the data. */
import type { Field, ObjectShape, Shape, UnionShape } from './schema.ts';

export interface VariantChoice {
  readonly variant?: ObjectShape;
  readonly name?: string;
  /** The discriminator is absent and follows from the other keys: it is to be written into the body. */
  readonly implied: boolean;
}

/**
 * Chooses the variant of a union. `keys` gives the constant text of a key (undefined where the key is absent or its
 * value is not constant), `has` says whether a key is there at all. Without a result the object's kind is unknown:
 * the discriminator is an expression, has an unknown value, or is missing and cannot be implied.
 */
export function variantOf(
  union: UnionShape,
  keys: (key: string) => string | undefined,
  has: (key: string) => boolean,
): VariantChoice {
  if (has(union.discriminator)) {
    const name = keys(union.discriminator);
    const variant = name === undefined ? undefined : ownValue(union.variants, name);
    return variant === undefined ? { implied: false } : { variant, name, implied: false };
  }
  for (const [key, name] of union.implied ?? []) {
    const variant = ownValue(union.variants, name);
    if (variant !== undefined && (key === '' || has(key))) return { variant, name, implied: true };
  }
  return { implied: false };
}

/** The field that `key` is in `shape`; for a union whose variant is open, the field of the first variant that has it. */
export function fieldOf(shape: Shape | undefined, key: string): Field | undefined {
  if (shape?.kind === 'object') return ownValue(shape.fields, key);
  if (shape?.kind !== 'union') return undefined;
  for (const variant of Object.values(shape.variants)) {
    const field = ownValue(variant.fields, key);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** `record[key]` without what objects inherit: keys are an author's words, `constructor` among them. */
export function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
