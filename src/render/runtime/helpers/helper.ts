/** How a helper is called: the run first, then the hash (an empty object where none is written), then its arguments. */
import type { Run } from '../run.ts';

export type Hash = { readonly [key: string]: unknown };

// biome-ignore lint/suspicious/noExplicitAny: arguments are checked by number before the call and by type inside.
export type HelperFunction = (run: Run, hash: Hash, ...args: any[]) => unknown;

export interface Helper {
  readonly call: HelperFunction;
  /** Least and most arguments. */
  readonly min: number;
  readonly max: number;
}

export const noHash: Hash = Object.freeze({});

/** A helper's complaint about its input; gives the missing value. */
export function complain(run: Run, helper: string, message: string): undefined {
  return run.fail('helper', `${helper}: ${message}`);
}

/** What is said of a call with too few or too many arguments; undefined where the number fits. */
export function arityProblem(name: string, { min, max }: Helper, count: number): string | undefined {
  if (count >= min && count <= max) return undefined;
  const wanted = max === Infinity ? `at least ${min}` : min === max ? `${min}` : `${min} to ${max}`;
  return `${name}: needs ${wanted} argument${wanted === '1' || wanted === 'at least 1' ? '' : 's'}, but has ${count}`;
}
