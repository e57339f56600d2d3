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
  /** The other keys that are given. */
  readonly keys: readonly string[];
  /** The argument that stands directly before this one, as written. */
  readonly first: string | undefined;
  /** Directly inside `( … )`, where only a helper can be called. */
  readonly inBrackets: boolean;
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
  if (inner === '(') return { ...nothing, quoted, inBrackets: true };
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
    before: Math.max(0, count(started.slice(1))),
    key: key ?? quotedKey,
    keys: started.flatMap((t) => /^([^"'\s=]+)=/.exec(t)?.[1] ?? []),
    first: started[1],
    inBrackets: open >= 0,
    quoted,
    base,
    word,
  };
}

const nothing: Typing = {
  sigil: '',
  callee: undefined,
  before: 0,
  key: undefined,
  keys: [],
  first: undefined,
  inBrackets: false,
  quoted: undefined,
  base: '',
  word: '',
};

/** Positional arguments: a call in brackets is one, `key=value` none. */
function count(tokens: readonly string[]): number {
  let depth = 0;
  let found = 0;
  let named = false;
  for (const token of tokens) {
    if (token === '(' && depth++ === 0 && !named) found++;
    else if (token === ')') depth--;
    else if (token !== '(' && depth === 0 && !/^[^"'\s]+=/.test(token)) found++;
    if (depth === 0) named = false;
    if (/^[^"'\s]+=$/.test(token)) named = true;
  }
  return found;
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

export interface ConditionTyping extends Typing {
  /** A value can stand here; else an operator. */
  readonly operand: boolean;
  /** Behind a comparison, with which no other can be chained. */
  readonly compared: boolean;
  /** The path on the left, where the value on the right is typed. */
  readonly left: string | undefined;
}

/** A condition, up to the cursor; `helper` says which words call one. */
export function readCondition(prefix: string, helper: (name: string) => boolean): ConditionTyping {
  const masked = prefix.replace(/"[^"]*"|'[^']*'/g, (text) => '_'.repeat(text.length));
  const open = innermostParen(masked);
  const inner = prefix.slice(open);
  const [, head] = /^\s*([\p{L}\p{N}_-]+)\s/u.exec(inner) ?? [];
  const none = { operand: true, compared: false, left: undefined };
  if (open > 0 && head !== undefined && helper(head)) return { ...readCall(inner, ''), ...none };
  const { quoted } = tokenize(inner);
  const [, base = '', word = ''] = /(@|(?:\.\.\/)*(?:[\p{L}\p{N}_-]+\.)*)([\p{L}\p{N}_-]*)$/u.exec(inner)!;
  const until =
    quoted === undefined ? inner.length - base.length - word.length : inner.length - quoted.length - 1;
  const start = inner.slice(0, until);
  const plain = masked.slice(open, open + until);
  // behind a value an operator comes, behind an operator or at the beginning a value
  const operand = /(?:^|[(,=<>[!]|\b(?:and|or|not|in))\s*$/.test(plain);
  const clause = plain.slice(plain.search(/(?:(?!\b(?:and|or|not)\b).)*$/s));
  const [, left] = /([\p{L}_@][\p{L}\p{N}_.@-]*)\s*(?:[=!]=|\bin\s*\[[^\]]*)\s*$/u.exec(start) ?? [];
  return {
    ...nothing,
    quoted,
    base: quoted === undefined ? base : '',
    word: quoted === undefined ? word : '',
    operand,
    compared: /[=<>]|\bin\s*\[/.test(clause),
    left,
  };
}

/** Offset behind the innermost `(` that is still open; 0 without one. */
export function innermostParen(masked: string): number {
  let depth = 0;
  for (let at = masked.length - 1; at >= 0; at--) {
    if (masked[at] === ')') depth++;
    else if (masked[at] === '(' && depth-- === 0) return at + 1;
  }
  return 0;
}
