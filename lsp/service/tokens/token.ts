/** What a stretch of the file is, for an editor to colour. */

/** The legend: the protocol's own names, so that every theme has a colour for them. */
export const tokenTypes = [
  'keyword',
  'class',
  'function',
  'parameter',
  'variable',
  'property',
  'enumMember',
  'type',
  'namespace',
  'string',
  'number',
  'operator',
  'comment',
] as const;

export const tokenModifiers = ['declaration', 'deprecated', 'defaultLibrary'] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

/** Offsets of the file, or of a decoded text; may span several lines. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers?: readonly TokenModifier[];
}
