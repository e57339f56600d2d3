/** `pattern` of a type: a regular expression that a linear-time engine can run. */
import { compilePattern } from './compile-pattern.ts';

/** Why the pattern cannot be used, as words; undefined where it can. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `it is no regular expression (${(error as Error).message.replace(/^Invalid regular expression: /, '')})`;
  }
  // What RE2 leaves out, since it cannot be run in linear time. Classes and escaped characters are skipped first.
  const bare = pattern.replace(/\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/gs, '');
  if (/\(\?<?[=!]/.test(bare)) return 'it looks ahead or behind, (?=…), (?!…), (?<=…), (?<!…)';
  if (/\\[1-9k]/.test(bare)) return 'it refers back to a group, \\1';
  const repeats = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)];
  if (repeats.some(([, from, to]) => Number(from) > 1000 || Number(to ?? 0) > 1000)) {
    return 'it repeats something more than 1000 times: use minLength and maxLength';
  }
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    return whyNotCompiled((error as Error).message);
  }
}

/** What RE2 says of patterns that are too large for it, in an author's words. */
function whyNotCompiled(message: string): string {
  const said = message.replace(/^error parsing regexp: /, '');
  if (/too large|repeat count/.test(said)) {
    return 'its repeats multiply to more than 1000 times: use minLength and maxLength';
  }
  if (said.includes('nests too deeply')) return 'its groups stand in one another more than 1000 deep';
  return `it cannot be run in linear time (${said})`;
}
