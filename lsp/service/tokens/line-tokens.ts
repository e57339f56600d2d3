/** Tokens of shorthand lines; offsets are those of the decoded text. */
import type { LinkOption, Program } from '../../../grammar/ast.ts';
import { parseButtonLine, parseLinkLine, parseReplyLine } from '../../../grammar/index.ts';
import { type Names, programTokens } from './template-tokens.ts';
import type { Token, TokenType } from './token.ts';

export type LineKind = 'button' | 'reply' | 'link';

/** Undefined for what is no such line. */
export function lineTokens(text: string, kind: LineKind, names: Names): Token[] | undefined {
  const { value } =
    kind === 'reply' ? parseReplyLine(text) : kind === 'link' ? parseLinkLine(text) : parseButtonLine(text);
  if (!value) return undefined;
  const tokens: Token[] = [];
  const add = (start: number, end: number, type: TokenType) => void tokens.push({ start, end, type });
  const program = (p: Program | undefined) => void tokens.push(...programTokens(text, p, names));
  const title = 'title' in value ? value.title : undefined;
  const target =
    'url' in value
      ? value.url
      : 'payload' in value
        ? value.payload
        : 'number' in value
          ? value.number
          : undefined;
  program(title);
  if (title && target) {
    const arrow = text.slice(title.span.end, target.span.start).indexOf('->');
    if (arrow >= 0) add(title.span.end + arrow, title.span.end + arrow + 2, 'operator');
  }
  if (value.kind === 'login' || value.kind === 'logout' || value.kind.startsWith('user_')) {
    const [lead = ''] = /^\s*/.exec(text)!;
    add(lead.length, lead.length + value.kind.length, 'keyword');
  }
  // what the bot gets is a name of its own making
  const words = 'payload' in value ? 'enumMember' : 'string';
  tokens.push(...programTokens(text, target, { ...names, words }));
  if ('icon' in value) program(value.icon);
  for (const option of 'options' in value ? value.options : []) optionTokens(text, option, names, tokens);
  return tokens;
}

function optionTokens(text: string, option: LinkOption, names: Names, tokens: Token[]): void {
  const { start, end } = option.span;
  if (option.kind !== 'fallback') tokens.push({ start, end, type: 'keyword' });
  else {
    tokens.push({ start, end: start + 'fallback'.length, type: 'keyword' });
    tokens.push(...programTokens(text, option.url, names));
  }
}
