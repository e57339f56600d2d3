/** Whether each text that fits one pattern fits another: for patterns of plain character classes. */

/** `^[a-z][a-z0-9]*$` lies within `^[A-Za-z0-9_]+$`. False where that is not plain to see. */
export function isWithin(pattern: string, outer: string | undefined): boolean {
  if (pattern === outer) return true;
  const [all, ...others] = outer === undefined ? [] : (partsOf(outer) ?? []);
  const parts = partsOf(pattern);
  if (!all || others.length > 0 || !parts) return false;
  const least = parts.reduce((n, { min }) => n + min, 0);
  const most = parts.reduce((n, { max }) => n + max, 0);
  return least >= all.min && most <= all.max && parts.every(({ letters }) => isSubset(letters, all.letters));
}

interface Part {
  readonly letters: Letters;
  readonly min: number;
  readonly max: number;
}

/** ASCII characters by their code; with `others`, all beyond ASCII too. */
interface Letters {
  readonly codes: ReadonlySet<number>;
  readonly others: boolean;
}

function isSubset(a: Letters, b: Letters): boolean {
  return (!a.others || b.others) && [...a.codes].every((code) => b.codes.has(code));
}

const atom = /(\[\^?(?:[^\]\\^]|\\[dw.-])+\]|\\[dw]|[A-Za-z0-9_-])(\+|\*|\?|\{\d+(?:,\d*)?\})?/y;

/** Classes and plain characters, each with how often it may stand; undefined for any other pattern. */
function partsOf(pattern: string): Part[] | undefined {
  if (!/^\^.*\$$/s.test(pattern)) return undefined;
  const parts: Part[] = [];
  atom.lastIndex = 1;
  while (atom.lastIndex < pattern.length - 1) {
    const match = atom.exec(pattern);
    if (!match) return undefined;
    const [, written = '', times = ''] = match;
    parts.push({ letters: lettersOf(written), ...rangeOf(times) });
  }
  return parts;
}

/** The class is asked itself: what it holds of ASCII, and whether it holds the rest. */
function lettersOf(written: string): Letters {
  const one = new RegExp(`^${written}$`, 'u');
  const codes = new Set<number>();
  for (let code = 0; code < 128; code++) if (one.test(String.fromCharCode(code))) codes.add(code);
  // a class that names a character beyond ASCII may hold more of them
  return { codes, others: written.startsWith('[^') || /[^\x20-\x7e]/.test(written) };
}

function rangeOf(times: string): { min: number; max: number } {
  if (times === '') return { min: 1, max: 1 };
  if (times === '+') return { min: 1, max: Number.POSITIVE_INFINITY };
  if (times === '*') return { min: 0, max: Number.POSITIVE_INFINITY };
  if (times === '?') return { min: 0, max: 1 };
  const [min = '0', max = min] = times.slice(1, -1).split(',');
  return { min: Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) };
}
