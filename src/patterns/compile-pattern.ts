/**
 * `pattern` of JSON Schema. A pattern comes from an author and runs on data: a backtracking engine can be made to hang
 * by both (19.5 s on 29 characters were measured), so patterns run in re2js, which is linear. Patterns that are plainly
 * harmless (such as those that `url` and `phone` stand for) run in RegExp, so that compiled modules need no engine.
 */
import { RE2JS } from 're2js';

export interface CompiledPattern {
  test(text: string): boolean;
  /** Ajv keeps patterns apart by this. */
  toString(): string;
}

/** Throws on a pattern that RE2 cannot read (look-around, back references). */
export function compilePattern(pattern: string): CompiledPattern {
  const { test } = isHarmless(pattern) ? nativePattern(pattern) : linearPattern(pattern);
  return { test, toString: () => `/${pattern}/u` };
}

function nativePattern(pattern: string): { test(text: string): boolean } {
  const compiled = new RegExp(pattern, 'u');
  return { test: (text) => compiled.test(text) };
}

function linearPattern(pattern: string): { test(text: string): boolean } {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiled.matcher(text).find() };
}

/**
 * True where backtracking cannot take long: one sequence from the start of the text, without groups and alternatives,
 * of characters and classes, of which at most three have a quantifier, each bounded by 100 except one.
 */
export function isHarmless(pattern: string): boolean {
  if (!pattern.startsWith('^')) return false;
  let quantified = 0;
  let unbounded = 0;
  let rest = pattern.slice(1);
  while (rest !== '' && rest !== '$') {
    const match =
      /^(?:[A-Za-z0-9 :/@_,;#%&=~"'<>!-]|\\[dDwWsS.+*?()[\]{}|^$/\\-]|\[(?:[^\\[\]]|\\.)+\])(\?|\+|\*|\{(\d+)(?:,(\d*))?\})?/.exec(
        rest,
      );
    if (match === null) return false;
    const [whole, quantifier, from, to = from] = match;
    if (quantifier !== undefined) {
      quantified++;
      if (quantifier === '*' || quantifier === '+' || to === '') unbounded++;
      if (Number(from ?? 0) > 100 || Number(to ?? 0) > 100) return false;
    }
    rest = rest.slice(whole.length);
  }
  if (quantified > 3 || unbounded > 1) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
