/**
 * Buttons, quick replies and links as shorthand lines. A line is written only where the language's own grammar reads
 * it back as exactly the same parts; everything else stays in the long form.
 */
import type { LinkOption, Program } from '../../grammar/ast.ts';
import { constantText, parseButtonLine, parseLinkLine, parseReplyLine } from '../../grammar/index.ts';
import { escapeText } from './escape-text.ts';
import { NumberText, type ObjectValue, type Value } from './json-value.ts';

export function buttonLine(button: ObjectValue): string | undefined {
  const { type, title, payload, url, ...options } = fieldsOf(button);
  const written = title === undefined ? undefined : lineText(title);
  switch (type) {
    case 'web_url': {
      const link = linkText(url, options);
      if (link === undefined || written === undefined || payload !== undefined) return undefined;
      return checked(`${written} -> ${link}`, (line) => linkOf(parseButtonLine(line)), {
        kind: 'link',
        title,
        url,
        ...options,
      });
    }
    case 'postback':
    case 'phone_number': {
      if (typeof payload !== 'string' || written === undefined || url !== undefined || isAny(options))
        return undefined;
      const target = type === 'postback' ? lineText(payload) : `tel:${lineText(payload)}`;
      const kind = type === 'postback' ? 'postback' : 'call';
      return checked(`${written} -> ${target}`, (line) => partsOf(parseButtonLine(line)), {
        kind,
        title,
        payload,
      });
    }
    case 'account_link':
      if (typeof url !== 'string' || title !== undefined || payload !== undefined || isAny(options))
        return undefined;
      return checked(`login ${escapeText(url)}`, (line) => partsOf(parseButtonLine(line)), {
        kind: 'login',
        url,
      });
    case 'account_unlink':
      return button.size === 1 ? 'logout' : undefined;
    default:
      return undefined;
  }
}

export function replyLine(reply: ObjectValue): string | undefined {
  const { content_type, title, payload, image_url, ...rest } = fieldsOf(reply);
  if (isAny(rest)) return undefined;
  if (content_type === 'user_phone_number' || content_type === 'user_email') {
    return reply.size === 1 ? content_type : undefined;
  }
  if ((content_type ?? 'text') !== 'text' || typeof title !== 'string' || typeof payload !== 'string')
    return undefined;
  const icon = image_url === undefined ? '' : ` (${lineText(image_url)})`;
  const parts = { kind: 'reply', title, payload, ...(image_url !== undefined && { icon: image_url }) };
  const read = (line: string) => partsOf(parseReplyLine(line));
  const short = payload === title && icon === '' ? checked(lineText(title) ?? '', read, parts) : undefined;
  return short ?? checked(`${lineText(title)} -> ${lineText(payload)}${icon}`, read, parts);
}

/** What `default_action` takes. */
export function linkLine(action: ObjectValue): string | undefined {
  const { type, url, title, payload, ...options } = fieldsOf(action);
  if (type !== 'web_url' || title !== undefined || payload !== undefined) return undefined;
  const link = linkText(url, options);
  return link && checked(link, (line) => linkOf(parseLinkLine(line)), { kind: 'link', url, ...options });
}

/** A part of a line: arrows of the text are written `\->`. */
function lineText(text: Value): string | undefined {
  return typeof text === 'string' && !/[\r\n]/.test(text)
    ? escapeText(text).replaceAll('->', '\\->')
    : undefined;
}

function linkText(url: Value | undefined, options: Fields): string | undefined {
  const { webview_height_ratio, messenger_extensions, fallback_url, webview_share_button, ...rest } = options;
  if (typeof url !== 'string' || isAny(rest)) return undefined;
  const words: string[] = [];
  if (webview_height_ratio !== undefined) words.push(String(webview_height_ratio));
  if (messenger_extensions !== undefined) words.push('extensions');
  if (fallback_url !== undefined) words.push(`fallback ${lineText(fallback_url)}`);
  if (webview_share_button !== undefined) words.push('no share');
  return `${lineText(url)}${words.length > 0 ? ` (${words.join(', ')})` : ''}`;
}

// ---------- reading back ----------

type Fields = Readonly<Record<string, Value>>;

/** A number stands for its digits: all that a line holds is text. */
function fieldsOf(value: ObjectValue): Fields {
  return Object.fromEntries(
    [...value].map(([key, inner]) => [key, inner instanceof NumberText ? inner.source : inner]),
  );
}

function isAny(fields: Fields): boolean {
  return Object.keys(fields).length > 0;
}

type Parts = Readonly<Record<string, Value | undefined>>;

/** The line, if it is one line and `read` finds exactly these parts in it. */
function checked(
  line: string,
  read: (line: string) => Parts | undefined,
  expected: Parts,
): string | undefined {
  const found = /[\r\n]/.test(line) ? undefined : read(line);
  if (found === undefined) return undefined;
  const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
  return [...keys].every((key) => found[key] === expected[key]) ? line : undefined;
}

interface ParsedLine {
  readonly kind: string;
  readonly title?: Program;
  readonly payload?: Program;
  readonly url?: Program;
  readonly number?: Program;
  readonly icon?: Program;
  readonly options?: readonly LinkOption[];
}
interface Result {
  readonly value: ParsedLine | undefined;
  readonly problems: readonly unknown[];
}

function partsOf({ value, problems }: Result): Parts | undefined {
  if (!value || problems.length > 0) return undefined;
  const { kind, title, payload, url, number, icon } = value;
  const parts: Record<string, Value | undefined> = { kind };
  if (title) parts['title'] = constantText(title);
  if (kind === 'reply') parts['payload'] = constantText(payload ?? title!);
  else if (payload ?? number) parts['payload'] = constantText((payload ?? number)!);
  if (url) parts['url'] = constantText(url);
  if (icon) parts['icon'] = constantText(icon);
  return parts;
}

function linkOf(result: Result): Parts | undefined {
  const parts = partsOf(result);
  if (!parts) return undefined;
  const found: Record<string, Value | undefined> = { ...parts };
  for (const option of result.value!.options ?? []) {
    if (option.kind === 'ratio') found['webview_height_ratio'] = option.value;
    else if (option.kind === 'extensions') found['messenger_extensions'] = true;
    else if (option.kind === 'fallback') found['fallback_url'] = constantText(option.url);
    else found['webview_share_button'] = 'hide';
  }
  return found;
}
