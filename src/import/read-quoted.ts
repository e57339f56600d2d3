import { type Leniency, Unreadable } from './read-json.ts';

export interface ReadQuoted {
  readonly value: string;
  /** Behind the closing quote. */
  readonly end: number;
  readonly lenient: readonly Leniency[];
}

const short: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A text in double or (leniently) single quotes that begins at `at`. Throws Unreadable. */
export function readQuoted(text: string, at: number): ReadQuoted {
  const quote = text[at]!;
  const lenient: Leniency[] = [];
  const plain = quote === '"' ? /[^"\\\x00-\x1f]*/y : /[^'\\\x00-\x1f]*/y;
  let value = '';
  let from = at + 1;
  for (;;) {
    plain.lastIndex = from;
    const run = plain.exec(text)![0];
    value += run;
    from += run.length;
    const char = text[from];
    if (char === quote) return { value, end: from + 1, lenient };
    if (char === undefined || char === '\n' || char === '\r') {
      throw new Unreadable(
        at,
        `the text that begins here is not closed on its line: add ${quote}, or write a line break as \\n`,
      );
    }
    if (char !== '\\') {
      lenient.push({ offset: from, what: 'a control character in a text' });
      value += char;
      from++;
      continue;
    }
    const escaped = readEscape(text, from, quote);
    if (!escaped.strict) lenient.push({ offset: from, what: 'an escape that JSON does not have' });
    value += escaped.value;
    from = escaped.end;
  }
}

function readEscape(text: string, at: number, quote: string) {
  const char = text[at + 1];
  const known = char === undefined ? undefined : short[char];
  if (known !== undefined) return { value: known, end: at + 2, strict: true };
  if (char === quote) return { value: quote, end: at + 2, strict: false };
  const hex = /u([\da-f]{4})|x([\da-f]{2})|u\{([\da-f]{1,6})\}/iy;
  hex.lastIndex = at + 1;
  const match = hex.exec(text);
  const code = match && Number.parseInt(match[1] ?? match[2] ?? match[3]!, 16);
  if (match && code !== null && code <= 0x10ffff) {
    const value = match[1] === undefined ? String.fromCodePoint(code) : String.fromCharCode(code);
    return { value, end: at + 1 + match[0].length, strict: match[1] !== undefined };
  }
  if (char === "'") return { value: "'", end: at + 2, strict: false };
  const shown = text.slice(at, at + 2).replace(/[\r\n]/g, '');
  throw new Unreadable(at, `"${shown}" is no escape: write a backslash as \\\\`);
}
