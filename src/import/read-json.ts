/**
 * Reads JSON, and what people take for JSON: comments, trailing commas, single quotes, keys without quotes, Python's
 * True and None, Postman's {{variables}} outside of quotes. A reader of our own, because neither JSON.parse nor json5
 * tells what was lenient and where, and both round the digits of long ids.
 */
import { NumberText, type ObjectValue, type Value } from './json-value.ts';
import { readNumber } from './read-number.ts';
import { readQuoted } from './read-quoted.ts';

export interface ReadOptions {
  /** Postman's `{{name}}` outside of quotes is the text `{{name}}`. */
  readonly variables?: boolean;
}

export interface JsonError {
  /** UTF-16 offset into the text. */
  readonly offset: number;
  /** Words that follow "line 3, column 5:". */
  readonly message: string;
}

/** What was not JSON and was read all the same, with the place where it came first. */
export interface Leniency {
  readonly offset: number;
  readonly what: string;
}

export type JsonResult =
  | { readonly ok: true; readonly value: Value; readonly lenient: readonly Leniency[] }
  | { readonly ok: false; readonly error: JsonError };

/** Levels of brackets; the Send API's own bodies are at most 12 deep, YAML files are read to 64. */
export const maximumDepth = 56;

/** Reads all of `text` as one value. Never throws. */
export function readJson(text: string, options: ReadOptions = {}): JsonResult {
  const reader = new JsonReader(text, options);
  try {
    const value = reader.whole();
    return { ok: true, value, lenient: [...reader.lenient.values()] };
  } catch (error) {
    if (error instanceof Unreadable)
      return { ok: false, error: { offset: error.offset, message: error.message } };
    throw error;
  }
}

/** Ends the reading; never leaves `readJson`. */
export class Unreadable extends Error implements JsonError {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const words: Readonly<Record<string, Value>> = { true: true, false: false, null: null };
const otherWords: Readonly<Record<string, Value>> = {
  True: true,
  False: false,
  None: null,
  undefined: null,
  nil: null,
};

class JsonReader {
  readonly lenient = new Map<string, Leniency>();
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly options: ReadOptions;

  constructor(text: string, options: ReadOptions) {
    this.text = text;
    this.options = options;
    if (text.startsWith('\ufeff')) this.at = 1;
  }

  whole(): Value {
    this.blanks();
    if (this.at >= this.text.length) throw new Unreadable(this.at, 'there is nothing here');
    const value = this.value();
    this.blanks();
    if (this.text[this.at] === ';') {
      this.note('a semicolon at the end');
      this.at++;
      this.blanks();
    }
    if (this.at < this.text.length) {
      throw new Unreadable(this.at, `the JSON is complete before this, but here is ${this.found()}`);
    }
    return value;
  }

  private value(): Value {
    const char = this.text[this.at];
    if (char === '{') return this.isVariable() ? this.variable() : this.nested(() => this.object());
    if (char === '[') return this.nested(() => this.list());
    if (char === '"' || char === "'") return this.quoted();
    if (char !== undefined && /[-+.\d]/.test(char)) return this.number();
    return this.word();
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > maximumDepth) {
      throw new Unreadable(this.at, `brackets are nested deeper than ${maximumDepth} levels`);
    }
    const value = read();
    this.depth--;
    return value;
  }

  private object(): ObjectValue {
    const start = this.at++;
    const entries = new Map<string, Value>();
    for (;;) {
      this.blanks();
      if (this.text[this.at] === '}') break;
      const at = this.at;
      const key = this.key(start);
      if (entries.has(key)) this.note(`the key "${key}" twice in one object (the last is taken)`, at);
      this.blanks();
      if (this.text[this.at] !== ':') {
        throw new Unreadable(
          this.at,
          `a colon is missing after the key "${shorten(key)}": here is ${this.found()}`,
        );
      }
      this.at++;
      this.blanks();
      // a key that comes again moves to the end
      entries.delete(key);
      entries.set(key, this.value());
      if (this.separator('}', start)) break;
    }
    this.at++;
    return entries;
  }

  private list(): Value[] {
    const start = this.at++;
    const items: Value[] = [];
    for (;;) {
      this.blanks();
      if (this.text[this.at] === ']') break;
      if (this.at >= this.text.length) throw this.unclosed('[', start);
      items.push(this.value());
      if (this.separator(']', start)) break;
    }
    this.at++;
    return items;
  }

  /** True at the closing bracket, which stays to be read. */
  private separator(close: string, start: number): boolean {
    this.blanks();
    if (this.text[this.at] === close) return true;
    if (this.at >= this.text.length) throw this.unclosed(close === '}' ? '{' : '[', start);
    if (this.text[this.at] !== ',') {
      throw new Unreadable(this.at, `a comma or ${close} is missing before ${this.found()}`);
    }
    const comma = this.at++;
    this.blanks();
    if (this.text[this.at] === close) this.note('a comma before a closing bracket', comma);
    return false;
  }

  private key(start: number): string {
    const char = this.text[this.at];
    if (char === '"' || char === "'") return this.quoted();
    const match = /[\p{ID_Start}$_][\p{ID_Continue}$-]*/uy;
    match.lastIndex = this.at;
    const name = match.exec(this.text)?.[0];
    if (name !== undefined) {
      this.note('a key without quotes');
      this.at += name.length;
      return name;
    }
    if (this.at >= this.text.length) throw this.unclosed('{', start);
    throw new Unreadable(this.at, `a key in double quotes must stand here, not ${this.found()}`);
  }

  private quoted(): string {
    if (this.text[this.at] === "'") this.note('a text in single quotes');
    const { value, end, lenient } = readQuoted(this.text, this.at);
    for (const { offset, what } of lenient) this.note(what, offset);
    this.at = end;
    return value;
  }

  private number(): NumberText {
    const { source, end, strict } = readNumber(this.text, this.at);
    if (!strict) this.note('a number that JSON writes otherwise');
    this.at = end;
    return new NumberText(source);
  }

  private word(): Value {
    const match = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
    match.lastIndex = this.at;
    const word = match.exec(this.text)?.[0];
    if (word === undefined) throw new Unreadable(this.at, `a value must stand here, not ${this.found()}`);
    if (Object.hasOwn(words, word)) {
      this.at += word.length;
      return words[word]!;
    }
    if (!Object.hasOwn(otherWords, word)) {
      throw new Unreadable(
        this.at,
        `"${shorten(word)}" is no JSON value: put texts in double quotes, and give data in place of code`,
      );
    }
    this.note(`the word ${word}`);
    this.at += word.length;
    return otherWords[word]!;
  }

  private isVariable(): boolean {
    return (
      this.options.variables === true && /^\{\{[^{}"'\n]+\}\}/.test(this.text.slice(this.at, this.at + 200))
    );
  }

  private variable(): string {
    this.note('a {{variable}} outside of quotes');
    const end = this.text.indexOf('}}', this.at) + 2;
    const value = this.text.slice(this.at, end);
    this.at = end;
    return value;
  }

  /** White space and comments. */
  private blanks(): void {
    for (;;) {
      const blank = /[\s\ufeff]*/y;
      blank.lastIndex = this.at;
      this.at += blank.exec(this.text)![0].length;
      if (this.text[this.at] === '#') this.note('a comment');
      else if (this.text[this.at] !== '/') return;
      else if (this.text[this.at + 1] === '*') {
        const end = this.text.indexOf('*/', this.at + 2);
        if (end < 0) throw new Unreadable(this.at, 'the comment that begins here is not closed by */');
        this.note('a comment');
        this.at = end + 2;
        continue;
      } else if (this.text[this.at + 1] === '/') this.note('a comment');
      else return;
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
    }
  }

  private note(what: string, offset = this.at): void {
    if (!this.lenient.has(what)) this.lenient.set(what, { offset, what });
  }

  private unclosed(bracket: string, start: number): Unreadable {
    return new Unreadable(start, `the ${bracket} that stands here is not closed: the text ends before`);
  }

  private found(): string {
    if (this.at >= this.text.length) return 'the end of the text';
    const rest = this.text.slice(this.at, this.at + 40);
    if (/^[“”„‟‘’]/u.test(rest)) return `the curly quote ${rest[0]}: use straight ones (")`;
    if (rest[0] === '"') return 'a text in quotes';
    const word = /^[\p{L}\p{N}_]+/u.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0)!);
    return `"${shorten(word)}"`;
  }
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
