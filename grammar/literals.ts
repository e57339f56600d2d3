/** Values that are written out, from their source. */
import type { Expression } from './ast.ts';

/** A token's text and its place, as chevrotain gives them. */
interface Image {
  readonly image: string;
  readonly startOffset: number;
}

/** A number, true, false, null or undefined. */
export function literal({ image, startOffset }: Image): Expression {
  const span = { start: startOffset, end: startOffset + image.length };
  switch (image) {
    case 'true':
    case 'false': {
      const value = image === 'true';
      return { type: 'BooleanLiteral', value, original: value, span };
    }
    case 'null':
      return { type: 'NullLiteral', span };
    case 'undefined':
      return { type: 'UndefinedLiteral', span };
    default: {
      const value = Number(image);
      return { type: 'NumberLiteral', value, original: value, span };
    }
  }
}

/** A text in quotes; `closed` says whether its last quote is there. */
export function string({ image, startOffset }: Image, closed: boolean): Expression {
  const inner = closed ? image.slice(1, -1) : image.slice(1);
  const value = image[0] === '"' ? inner.replaceAll('\\"', '"') : inner.replaceAll("\\'", "'");
  return {
    type: 'StringLiteral',
    value,
    original: value,
    span: { start: startOffset, end: startOffset + image.length },
  };
}
