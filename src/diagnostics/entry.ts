import type { Severity } from './diagnostic.ts';

/**
 * One code of the catalogue. `message` says what is wrong, with the value found and the limit, and what to do.
 * `bad` and `good` are whole `*.msg.yaml` files: tests check that `bad` earns the code and `good` is clean of it.
 */
export interface CatalogEntry<P> {
  readonly severity: Severity;
  readonly message: (params: P) => string;
  /** Long form for `sendspec explain` and the docs page: why the rule exists and how to mend it. */
  readonly explain: string;
  readonly bad: string;
  readonly good: string;
}

/** Identity that keeps each entry's parameter type. */
export function entry<P>(value: CatalogEntry<P>): CatalogEntry<P> {
  return value;
}
