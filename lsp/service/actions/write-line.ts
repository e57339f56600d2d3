/**
 * Shorthand lines of templates, and the fields that a line stands for. A form is given only where the grammar reads it
 * back as exactly the same parts; `src/import/write-lines.ts` does the same for plain JSON, whose texts are no templates.
 */
import type { LinkOption, Program } from '../../../grammar/ast.ts';
import { parseButtonLine, parseLinkLine, parseReplyLine, parseTemplate } from '../../../grammar/index.ts';
import { sameProgram } from './same-program.ts';

export type LineKind = 'button' | 'reply' | 'link';

/** Name of the Send API's field -> template text; `true` for what is no text. */
export type Fields = ReadonlyMap<string, string | true>;

/** Undefined for what has no line. */
export function writeLine(fields: Fields, kind: LineKind): string | undefined {
  const line = compose(fields, kind);
  if (line === undefined || /[\r\n]/.test(line)) return undefined;
  const back = readLine(line, kind);
  const expected = new Map([...withImplied(fields, kind)]);
  if (!back || back.size !== expected.size) return undefined;
  return [...expected].every(([key, value]) => sameText(value, back.get(key))) ? line : undefined;
}

/** The long form of a line, in the order of the Send API's fields. */
export function readLine(line: string, kind: LineKind): Fields | undefined {
  const fields = new Map<string, string | true>();
  const part = (key: string, program: Program | undefined): boolean => {
    if (!program) return true;
    const text = line.slice(program.span.start, program.span.end).replaceAll('\\->', '->');
    fields.set(key, text);
    return sameProgram(parseTemplate(text).program, program);
  };
  if (kind === 'reply') {
    const { value, problems } = parseReplyLine(line);
    if (!value || problems.length > 0) return undefined;
    if (value.kind !== 'reply') return new Map([['content_type', value.kind]]);
    const payload = value.payload ?? value.title;
    return part('title', value.title) && part('payload', payload) && part('image_url', value.icon)
      ? fields
      : undefined;
  }
  const { value, problems } = kind === 'link' ? parseLinkLine(line) : parseButtonLine(line);
  if (!value || problems.length > 0) return undefined;
  if (kind !== 'link') fields.set('type', types[value.kind]);
  switch (value.kind) {
    case 'link': {
      const title = 'title' in value ? value.title : undefined;
      return part('title', title) && part('url', value.url) && options(value.options, fields, part)
        ? fields
        : undefined;
    }
    case 'call':
      return part('title', value.title) && part('payload', value.number) ? fields : undefined;
    case 'postback':
      return part('title', value.title) && part('payload', value.payload) ? fields : undefined;
    case 'login':
      return value.title === undefined && part('url', value.url) ? fields : undefined;
    case 'logout':
      return value.title === undefined ? fields : undefined;
  }
}

const types = {
  link: 'web_url',
  call: 'phone_number',
  login: 'account_link',
  logout: 'account_unlink',
  postback: 'postback',
} as const;

function options(
  list: readonly LinkOption[],
  fields: Map<string, string | true>,
  part: (key: string, program: Program) => boolean,
): boolean {
  return list.every((option) => {
    if (option.kind === 'ratio') fields.set('webview_height_ratio', option.value);
    else if (option.kind === 'extensions') fields.set('messenger_extensions', true);
    else if (option.kind === 'fallback') return part('fallback_url', option.url);
    else fields.set('webview_share_button', 'hide');
    return true;
  });
}

/** What the language fills in where an author leaves it out. */
function withImplied(fields: Fields, kind: LineKind): Fields {
  const all = new Map(fields);
  if (kind === 'link') all.delete('type');
  if (kind === 'reply' && all.get('content_type') === 'text') all.delete('content_type');
  if (kind === 'button' && !all.has('type')) {
    if (all.has('url')) all.set('type', 'web_url');
    else if (all.has('payload')) all.set('type', 'postback');
  }
  return all;
}

function compose(given: Fields, kind: LineKind): string | undefined {
  const fields = withImplied(given, kind);
  const text = (key: string) => {
    const value = fields.get(key);
    return typeof value === 'string' ? escaped(value) : undefined;
  };
  const [title, payload, url] = [text('title'), text('payload'), text('url')];
  if (kind === 'link') return url === undefined ? undefined : url + optionWords(fields);
  if (kind === 'reply') {
    const type = text('content_type');
    if (type !== undefined) return type;
    if (title === undefined || payload === undefined) return undefined;
    const icon = text('image_url');
    if (title === payload && icon === undefined && readLine(title, 'reply')?.has('title')) return title;
    return `${title} -> ${payload}${icon === undefined ? '' : ` (${icon})`}`;
  }
  switch (text('type')) {
    case 'web_url':
      return `${title} -> ${url}${optionWords(fields)}`;
    case 'postback':
      return `${title} -> ${payload}`;
    case 'phone_number':
      return `${title} -> tel:${payload}`;
    case 'account_link':
      return `login ${url}`;
    case 'account_unlink':
      return 'logout';
    default:
      return undefined;
  }
}

function optionWords(fields: Fields): string {
  const words: string[] = [];
  const ratio = fields.get('webview_height_ratio');
  if (ratio !== undefined) words.push(String(ratio));
  if (fields.get('messenger_extensions') === true) words.push('extensions');
  const fallback = fields.get('fallback_url');
  if (fallback !== undefined) words.push(`fallback ${fallback}`);
  if (fields.get('webview_share_button') === 'hide') words.push('no share');
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}

/** An arrow of the text is written `\->`; inside an expression there is none to be written so. */
function escaped(text: string): string {
  return parseTemplate(text)
    .program.body.map((s) => {
      const source = text.slice(s.span.start, s.span.end);
      return s.type === 'ContentStatement' ? source.replaceAll('->', '\\->') : source;
    })
    .join('');
}

function sameText(a: string | true, b: string | true | undefined): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b;
  return a === b || sameProgram(parseTemplate(a).program, parseTemplate(b).program);
}
