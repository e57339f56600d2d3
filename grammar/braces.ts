/** `when: "{{vip}}"`, `each: "{{items}} as |x|"`, `use: "{{> help}}"`: an error with a mend, and read as what it means. */
import type { Parsed, Span } from './ast.ts';
import { problem, replace } from './problem.ts';

type What = 'condition' | 'loop' | 'call';

const braces = /\{\{\{?~?\s*(?:#(?:if|each)\s+|>\s*)?|~?\}?\}\}/g;
/** Quotes around an expression, and nothing else, are part of the slip. */
const quotedExpression = /(["'])(\{\{[^{}"']*\}\})\1/g;
const quoted = /"[^"]*"|'[^']*'/g;

/** Undefined where the text has no braces, or cannot be read without them either. */
export function readWithoutBraces<T>(
  what: What,
  text: string,
  parse: (bare: string) => Parsed<T>,
): Parsed<T> | undefined {
  if (!text.includes('{{')) return undefined;
  // blanks in their place: what is read keeps its offsets
  const unquoted = text.replace(quotedExpression, (_, _quote, inner: string) => ` ${inner} `);
  if (unquoted.match(quoted)?.some((found) => found.includes('{{'))) return undefined;
  const bare = unquoted.replace(braces, (found) => ' '.repeat(found.length));
  const written = text.replace(quotedExpression, '$2').replace(braces, '').trim();
  if (/[{}]/.test(bare)) return undefined;
  const plain = parse(bare);
  if (isClean(plain)) return withMend(plain);
  // `{{gt count 2}}`: a helper with its arguments stands in parentheses
  const inParens = bare.replace(/^(\s*) (.*) (\s*)$/s, '$1($2)$3');
  const call = what === 'condition' ? parse(inParens) : undefined;
  return call && isClean(call) ? withMend(call, `(${written})`) : undefined;

  function withMend(parsed: Parsed<T>, instead = written): Parsed<T> {
    const span: Span = { start: text.search(/\S/), end: text.trimEnd().length };
    const fixes = replace(`Write ${instead}`, span, instead);
    return {
      ...parsed,
      problems: [problem('template/braces', { what, written: instead }, span, { fixes })],
    };
  }
}

/** `name == "Hi {{first}}"`: nothing is put into a text of a condition. */
export function withBracesInTexts<T>(text: string, parsed: Parsed<T>): Parsed<T> {
  const found = parsed.problems.length === 0 ? text.indexOf('{{') : -1;
  if (found < 0) return parsed;
  const end = text.indexOf('}}', found);
  const span = { start: found, end: end < 0 ? text.length : end + 2 };
  const wrong = problem('template/braces', { what: 'text', written: '' }, span);
  return { ...parsed, problems: [wrong] };
}

function isClean({ value, problems }: Parsed<unknown>): boolean {
  return value !== undefined && problems.length === 0;
}
