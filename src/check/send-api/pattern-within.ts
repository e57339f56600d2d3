/** Whether each text that fits one pattern fits another: for patterns of plain character classes. */
import { type Letters, lettersOf, partsOf } from '../../patterns/pattern-parts.ts';

/** `^[a-z][a-z0-9]*$` lies within `^[A-Za-z0-9_]+$`. False where that is not plain to see. */
export function isWithin(pattern: string, outer: string | undefined): boolean {
  if (pattern === outer) return true;
  const [all, ...others] = outer === undefined ? [] : (partsOf(outer) ?? []);
  const parts = partsOf(pattern);
  if (!all || others.length > 0 || !parts) return false;
  const least = parts.reduce((n, { min }) => n + min, 0);
  const most = parts.reduce((n, { max }) => n + max, 0);
  if (least < all.min || most > all.max) return false;
  const allowed = lettersOf(all.written);
  return parts.every(({ written }) => isSubset(lettersOf(written), allowed));
}

function isSubset(a: Letters, b: Letters): boolean {
  return (!a.others || b.others) && [...a.codes].every((code) => b.codes.has(code));
}
