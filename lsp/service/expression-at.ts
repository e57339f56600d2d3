/** What is being typed inside `{{ … }}`, in a condition or in a call, read from the text before the cursor. */

export type Sigil = '' | '#' | '/' | '>' | '^';

export interface Typing {
  readonly sigil: Sigil;
  /** Name of the helper or block whose argument is typed; undefined where the name itself is. */
  readonly callee: string | undefined;
  /** Arguments that stand before this one. */
  readonly before: number;
  /** `last=` of which the value is typed. */
  readonly key: string | undefined;
  /** Inside quotes: what stands between the opening one and the cursor. */
  readonly quoted: string | undefined;
  /** `order.items.` before the word; '' at its beginning, '@' for data. */
  readonly base: string;
  /** The word so far. */
  readonly word: string;
}

/** Where the mustache begins (its first brace) in which the text ends; undefined outside of any. */
export function openMustache(prefix: string): number | undefined {
  let at = prefix.length;
  for (;;) {
    at = prefix.lastIndexOf('{{', at - 1);
    if (at < 0) return undefined;
    while (prefix[at - 1] === '{') at--;
    if (closes(prefix.slice(at))) return undefined;
    if (prefix[at - 1] === '\\' && prefix[at - 2] !== '\\') return undefined;
    return /^\{\{~?!/.test(prefix.slice(at)) ? undefined : at;
  }
}

/** `}}` outside of quotes. */
function closes(text: string): boolean {
  return text.replace(/"[^"]*"|'[^']*'/g, '').includes('}}');
}

export function readMustache(prefix: string, open: number): Typing {
  const inner = prefix.slice(open).replace(/^\{\{\{?/, '');
  const [head, sigil = ''] = /^~?([#/>^&]?)\s*/.exec(inner)!;
  const rest = inner.slice(head.length);
  return readCall(rest, (sigil === '&' ? '' : sigil) as Sigil);
}

/** The text after `use:` is read as one after `{{>`. */
export function readCall(text: string, sigil: Sigil): Typing {
  const { tokens, quoted } = tokenize(text);
  const inner = quoted === undefined && !/[\s(]$/.test(text) ? (tokens.pop() ?? '') : '';
  const open = tokens.lastIndexOf('(') >= 0 ? innermost(tokens) : -1;
  const call = tokens.slice(open + 1);
  if (inner === '(')
    return { sigil: '', callee: undefined, before: 0, key: undefined, quoted, base: '', word: '' };
  const [, key, path = inner] = /^([\p{L}\p{N}_-]+)=(.*)$/su.exec(inner) ?? [];
  const quotedKey = quoted === undefined ? undefined : /(\S+)=$/.exec(call.at(-1) ?? '')?.[1];
  const [, base = '', word = ''] = /^(@|(?:\.\.\/)*(?:[^\s./]+\.)*)([^\s./@]*)$/u.exec(path) ?? [
    '',
    path,
    '',
  ];
  const started = quotedKey === undefined ? call : call.slice(0, -1);
  return {
    sigil: open >= 0 ? '' : sigil,
    callee: started[0],
    before: Math.max(0, started.filter((t) => !/^[^"'\s]+=/.test(t)).length - 1),
    key: key ?? quotedKey,
    quoted,
    base,
    word,
  };
}

/** Index of the innermost bracket that is still open; -1 without one. */
function innermost(tokens: readonly string[]): number {
  let depth = 0;
  for (let i = tokens.length - 1; i >= 0; i--) {
    if (tokens[i] === ')') depth++;
    else if (tokens[i] === '(' && depth-- === 0) return i;
  }
  return -1;
}

/** Words, quoted texts and brackets; `quoted` where the last quote is left open. */
function tokenize(text: string): { tokens: string[]; quoted: string | undefined } {
  const tokens: string[] = [];
  for (const m of text.matchAll(/[()]|(?:[^\s()"'=]+=)?(?:"[^"]*("?)|'[^']*('?))|[^\s()"']+/g)) {
    const [token, double, single] = m;
    const isLast = m.index + token.length === text.length;
    if (isLast && (double === '' || single === '')) {
      const at = token.search(/["']/);
      if (at > 0) tokens.push(token.slice(0, at));
      return { tokens, quoted: token.slice(at + 1) };
    }
    tokens.push(token);
  }
  return { tokens, quoted: undefined };
}

/** A condition, up to the cursor. */
export function readCondition(prefix: string): Typing & { readonly operand: boolean } {
  const { quoted } = tokenize(prefix);
  const [, base = '', word = ''] = /(@|(?:\.\.\/)*(?:[\p{L}\p{N}_-]+\.)*)([\p{L}\p{N}_-]*)$/u.exec(prefix)!;
  const head = prefix.slice(0, prefix.length - base.length - word.length);
  // behind a value an operator comes, behind an operator or at the beginning a value
  const operand = /(?:^|[(,=<>[|]|\b(?:and|or|not|in))\s*$/.test(head);
  return { sigil: '', callee: undefined, before: 0, key: undefined, quoted, base, word, operand };
}
