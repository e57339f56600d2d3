// fastest-levenshtein: the quickest kept edit-distance package, no dependencies.
import { distance } from 'fastest-levenshtein';

/** The candidates that `name` may be a slip of, nearest first, at most three. */
export function suggestions(name: string, candidates: Iterable<string>): string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const wanted = fold(name);
  const scored: [string, number][] = [];
  for (const candidate of new Set(candidates)) {
    const folded = fold(candidate);
    const score = folded === wanted ? 0 : sameLetters(wanted, folded) ? 1 : distance(wanted, folded);
    if (score <= limit) scored.push([candidate, score]);
  }
  return scored
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 3)
    .map(([candidate]) => candidate);
}

/** ` Did you mean "a", "b" or "c"?`, or an empty string: ready to end a message with. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const quoted = suggestions(name, candidates).map((s) => `"${s}"`);
  if (quoted.length === 0) return '';
  const last = quoted.pop();
  return ` Did you mean ${quoted.length > 0 ? `${quoted.join(', ')} or ` : ''}${last}?`;
}

/** Letters changed places: `titel` is one slip from `title`. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}

/** Case, dashes and underscores do not count: `quickReplies` is a slip of `quick_replies`. */
function fold(name: string): string {
  return name.replace(/[-_\s]/g, '').toLowerCase();
}
