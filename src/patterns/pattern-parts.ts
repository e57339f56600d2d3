/** What a pattern of plain character classes is made of. */

export interface Part {
  /** A character or class, as in the pattern. */
  readonly written: string;
  readonly min: number;
  readonly max: number;
}

/** ASCII characters by their code; with `others`, all beyond ASCII too. */
export interface Letters {
  readonly codes: ReadonlySet<number>;
  readonly others: boolean;
}

const atom = /(\[\^?(?:[^\]\\^]|\\[dw.-])+\]|\\[dw]|[A-Za-z0-9_-])(\+|\*|\?|\{\d+(?:,\d*)?\})?/y;

/** Classes and plain characters, each with how often it may stand; undefined for any other pattern. */
export function partsOf(pattern: string): Part[] | undefined {
  if (!/^\^.*\$$/s.test(pattern)) return undefined;
  const parts: Part[] = [];
  atom.lastIndex = 1;
  while (atom.lastIndex < pattern.length - 1) {
    const match = atom.exec(pattern);
    if (!match) return undefined;
    const [, written = '', times = ''] = match;
    parts.push({ written, ...rangeOf(times) });
  }
  return parts;
}

/** The class is asked itself: what it holds of ASCII, and whether it holds the rest. */
export function lettersOf(written: string): Letters {
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

/** How many characters a text has that fits; undefined where that is not plain to see. */
export function patternLengths(pattern: string): { readonly min: number; readonly max: number } | undefined {
  const parts = partsOf(pattern);
  if (!parts) return undefined;
  return {
    min: parts.reduce((n, part) => n + part.min, 0),
    max: parts.reduce((n, part) => n + part.max, 0),
  };
}
