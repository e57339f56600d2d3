// fastest-levenshtein: the quickest kept edit-distance package, no dependencies.
import { distance } from 'fastest-levenshtein';

/** A name of more characters is no slip of anything, and the first candidates of very many must do. */
const longestName = 100;
const mostCandidates = 2000;

/** The candidates that `name` may be a slip of, nearest first, at most three. */
export function suggestions(name: string, candidates: Iterable<string>): string[] {
  if (name.length > longestName) return [];
  const limit = Math.max(1, Math.floor(name.length / 3));
  const wanted = fold(name);
  const scored: [string, number][] = [];
  const seen = new Set<string>();
  for (const candidate of candidates) {
    if (seen.has(candidate)) continue;
    if (seen.size >= mostCandidates) break;
    seen.add(candidate);
    const folded = fold(candidate);
    // as many letters must be put in or taken out at least
    if (Math.abs(folded.length - wanted.length) > limit) continue;
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

/** The same behind a sentence without its full stop: `. Did you mean "a"?`. */
export function orDidYouMean(name: string, candidates: Iterable<string>): string {
  const hint = didYouMean(name, candidates);
  return hint && `.${hint}`;
}

/** Letters changed places: `titel` is one slip from `title`. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && sumOf(a) === sumOf(b) && [...a].sort().join() === [...b].sort().join();
}

/** Equal for equal letters in any order: most names differ in it, and need no sorting. */
function sumOf(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
  return sum;
}

/** Case, dashes and underscores do not count: `quickReplies` is a slip of `quick_replies`. */
function fold(name: string): string {
  return name.replace(/[-_\s]/g, '').toLowerCase();
}
