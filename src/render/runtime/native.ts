import type { Run } from './run.ts';
import { describe, isMissing } from './values.ts';

/** The value of a number or boolean field, which stays what it is in the data. Missing is undefined. */
export function nativeValue(run: Run, value: unknown): unknown {
  if (isMissing(value)) return undefined;
  if (typeof value === 'object' || (typeof value === 'number' && !Number.isFinite(value))) {
    return run.fail('not-text', `${describe(value)} cannot be the value of a number or boolean field`);
  }
  return value === 0 ? 0 : value;
}
