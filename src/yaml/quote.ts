import { resolveCore } from './core-schema.ts';

/**
 * The shortest spelling on one line that reads back as exactly this text: plain where that is safe, else in single
 * quotes, else in double quotes. `anywhere`: in block and flow, as value and key; `block`: only not in brackets,
 * where a comma needs no quotes.
 */
export function quoteScalar(text: string, place: 'anywhere' | 'block' = 'anywhere'): string {
  return isPlainSafe(text, place) ? text : quoteAlways(text);
}

/** In single quotes where they are enough and not longer, else in double quotes. */
export function quoteAlways(text: string): string {
  const double = quoteDouble(text);
  if (!isPrintableLine(text)) return double;
  const single = `'${text.replace(/'/g, "''")}'`;
  return single.length <= double.length ? single : double;
}

/** Whether a text means itself without quotes, on one line of a block or flow collection. */
export function isPlainSafe(text: string, place: 'anywhere' | 'block' = 'anywhere'): boolean {
  if (text === '' || text === '<<' || text !== text.trim() || !isPrintableLine(text)) return false;
  if (/^[,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)/.test(text)) return false;
  if (/[[\]{}\t]|:\s|:$|\s#/.test(text) || (place === 'anywhere' && text.includes(','))) return false;
  return resolveCore(text) === text;
}

/** Control characters, line breaks, changes of direction, lone surrogates, BOM: what a reader cannot see needs an escape. */
export function isPrintableLine(text: string): boolean {
  return !/[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffd\ufffe\uffff\p{Surrogate}]/u.test(
    text,
  );
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\x1b': '\\e',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function quoteDouble(text: string): string {
  let result = '"';
  for (const char of text) {
    const short = SHORT[char];
    if (short !== undefined) result += short;
    else if (isPrintableLine(char)) result += char;
    else result += escapeCode(char.codePointAt(0)!);
  }
  return `${result}"`;
}

function escapeCode(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
