/**
 * What stands behind a key or in an item when its author begins: the required fields with places to fill in. Made of the
 * shapes of the Send API; in the protocol's snippet syntax.
 */
import { neededKey } from '../../src/send-api/alternatives.ts';
import type { ObjectShape, RuleContext, Shape, TextShape } from '../../src/send-api/schema.ts';
import { standing } from './availability.ts';

/** A value before it is laid out. */
export type Piece =
  | { readonly kind: 'hint'; readonly text: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'line'; readonly parts: readonly string[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Piece])[] }
  | { readonly kind: 'list'; readonly item: Piece };

/** Deeper than this the author goes on alone. */
const deepest = 4;

export function pieceOf(shape: Shape, name: string, rules: RuleContext, depth = 0): Piece {
  switch (shape.kind) {
    case 'text':
      return textPiece(shape, name, rules);
    case 'number':
      return hint(String(shape.min ?? 1));
    case 'boolean':
      return { kind: 'choice', values: ['true', 'false'] };
    case 'list': {
      const item = itemPiece(shape, name, rules, depth);
      return { kind: 'list', item };
    }
    case 'object':
      if (shape.line === 'link') return hint('https://');
      return depth >= deepest ? hint('') : objectPiece(shape, rules, depth);
    case 'union': {
      const { discriminator, variants } = shape;
      const usable = Object.keys(variants).filter(
        (v) => standing(variants[v]!.availability, rules) === 'fine',
      );
      const first = variants[usable[0] ?? ''];
      if (usable.length === 1 && first && depth < deepest)
        return objectPiece(first, rules, depth, [[discriminator, hint(usable[0]!)]]);
      return { kind: 'map', entries: [[discriminator, { kind: 'choice', values: usable }]] };
    }
    case 'any':
      return hint('');
  }
}

/** As a mapping, also where a line can stand for it. */
export function inFull(shape: Shape, name: string, rules: RuleContext): Piece {
  return shape.kind === 'object' ? objectPiece(shape, rules, 0) : pieceOf(shape, name, rules);
}

function itemPiece(
  { line, of }: Extract<Shape, { kind: 'list' }>,
  name: string,
  rules: RuleContext,
  depth: number,
): Piece {
  if (line === 'button' || line === 'reply') return { kind: 'line', parts: ['Title', ' -> ', 'PAYLOAD'] };
  if (line === 'id') return hint('1234567890');
  return pieceOf(of, name.replace(/s$/, ''), rules, depth + 1);
}

/** Its required fields, and one of those of which it needs some; what sugar says by its name is left out. */
function objectPiece(
  shape: ObjectShape,
  rules: RuleContext,
  depth: number,
  entries: readonly (readonly [string, Piece])[] = [],
): Piece {
  const given = new Set([
    ...entries.map(([key]) => key),
    'template_type',
    ...Object.keys(shape.implied ?? {}),
  ]);
  const fields = Object.entries(shape.fields).filter(
    ([key, field]) => !given.has(key) && standing(field.availability, rules) === 'fine',
  );
  const isNeeded = (key: string) => neededKey(shape, (k) => k === key) === key;
  const required = fields.filter(([, field]) => field.required === 'error');
  const needed = required.some(([key]) => isNeeded(key))
    ? []
    : fields.filter(([key]) => isNeeded(key)).slice(0, 1);
  const own = [...required, ...needed].map(
    ([key, field]) => [key, pieceOf(field.shape, key, rules, depth + 1)] as const,
  );
  const all = [...entries, ...own];
  return all.length > 0 ? { kind: 'map', entries: all } : hint('');
}

function textPiece({ values, formats }: TextShape, name: string, rules: RuleContext): Piece {
  const usable = values?.filter((v) => standing(v.availability, rules) === 'fine').map((v) => v.value);
  if (usable && usable.length > 0)
    return usable.length === 1 ? hint(usable[0]!) : { kind: 'choice', values: usable };
  for (const { format } of formats ?? []) {
    const text = byFormat[format];
    if (text !== undefined) return hint(text);
  }
  return hint(byName[name] ?? name.replaceAll('_', ' '));
}

const byFormat: Readonly<Record<string, string>> = {
  url: 'https://',
  'https-url': 'https://',
  'facebook-media-url': 'https://www.facebook.com/',
  currency: 'EUR',
  country: 'DE',
  'phone-number': '+15551234567',
};

const byName: Readonly<Record<string, string>> = { title: 'Title', text: 'Text', payload: 'PAYLOAD' };

export function hint(text: string): Piece {
  return { kind: 'hint', text };
}
