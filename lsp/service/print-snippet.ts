/** A piece as YAML with places to fill in (LSP snippet syntax), in the style of its surroundings. */
import type { Piece } from './skeleton.ts';

export interface Style {
  /** Inside `{ … }` or `[ … ]`: everything on one line. */
  readonly flow: boolean;
  /** Keys and texts in double quotes, as in JSON. */
  readonly quoted: boolean;
}

/**
 * `key: value`; lines below begin as far right as the key does, and further. The last place is behind it all.
 */
export function printEntry(key: string, value: Piece, style: Style): string {
  const places = { count: 0 };
  return entry(keyText(key, style), value, style, places);
}

/** The value alone, from the cursor on. */
export function printValue(value: Piece, style: Style): string {
  const places = { count: 0 };
  return value.kind === 'map' || value.kind === 'list'
    ? print(value, style, places)
    : scalar(value, style, places);
}

interface Places {
  count: number;
}

function keyText(key: string, { quoted }: Style): string {
  return quoted ? `"${key}"` : key;
}

function entry(key: string, value: Piece, style: Style, places: Places): string {
  if (value.kind !== 'map' && value.kind !== 'list') return `${key}: ${scalar(value, style, places)}`;
  const text = print(value, style, places);
  return style.flow ? `${key}: ${text}` : `${key}:\n  ${text.replaceAll('\n', '\n  ')}`;
}

function print(value: Piece, style: Style, places: Places): string {
  if (value.kind === 'map') {
    const entries = value.entries.map(([key, piece]) => entry(keyText(key, style), piece, style, places));
    return style.flow ? `{ ${entries.join(', ')} \\}` : entries.join('\n');
  }
  if (value.kind === 'list') {
    const item = print(value.item, style, places);
    return style.flow ? `[${item}]` : `- ${item.replaceAll('\n', '\n  ')}`;
  }
  return scalar(value, style, places);
}

function scalar(value: Exclude<Piece, { kind: 'map' | 'list' }>, style: Style, places: Places): string {
  const quote =
    style.quoted && !(value.kind === 'choice' && value.values.every((v) => /^(?:true|false)$/.test(v)))
      ? '"'
      : '';
  return `${quote}${plain(value, places)}${quote}`;
}

function plain(value: Exclude<Piece, { kind: 'map' | 'list' }>, places: Places): string {
  switch (value.kind) {
    case 'hint':
      return place(value.text, places);
    case 'choice':
      return `\${${++places.count}|${value.values.map((v) => v.replace(/[\\|,$}]/g, '\\$&')).join(',')}|}`;
    case 'line':
      return value.parts.map((part) => (part === ' -> ' ? part : place(part, places))).join('');
  }
}

function place(text: string, places: Places): string {
  places.count++;
  return text === '' ? `$${places.count}` : `\${${places.count}:${escapeSnippet(text)}}`;
}

export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** What a snippet looks like when nobody fills it in. */
export function plainText(snippet: string): string {
  return snippet.replace(token, (_, escaped?: string, choice?: string, hint?: string) => {
    if (escaped !== undefined) return escaped;
    return withoutEscapes(choice ?? hint ?? '');
  });
}

/** An escaped character, the first of a choice, a hint, an empty place. */
const token =
  /\\([\\$}|,])|\$\{\d+\|((?:\\.|[^\\|,])*)(?:,(?:\\.|[^\\|])*)?\|\}|\$\{\d+:((?:\\.|[^\\}])*)\}|\$\d+/g;

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
