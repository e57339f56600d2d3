/** What a value of the IR became. */
import type { Json } from '../../bind/model.ts';

export type Result =
  /** The same for all data. */
  | { readonly constant: Json }
  /** An expression; `maybe`: it can be undefined, which is "left out". */
  | { readonly code: string; readonly maybe: boolean }
  /** Always left out. */
  | typeof absent;

export const absent = { absent: true } as const;

export function constant(value: Json): Result {
  return { constant: value };
}
