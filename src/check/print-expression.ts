/** An expression as an author writes it, for the words of a finding. */
import type { Expression, SubExpression } from '../../grammar/ast.ts';

export function printExpression(e: Expression): string {
  switch (e.type) {
    case 'PathExpression':
      return e.original;
    case 'SubExpression':
      return `(${printCall(e.path, e)})`;
    case 'StringLiteral':
      return e.value.includes('"') ? `'${e.value}'` : `"${e.value}"`;
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return String(e.value);
    case 'UndefinedLiteral':
      return 'undefined';
    default:
      return 'null';
  }
}

/** `truncate name 20`. */
export function printCall(
  path: Expression,
  { params, hash }: Pick<SubExpression, 'params' | 'hash'>,
): string {
  const options = hash.pairs.map(({ key, value }) => `${key}=${printExpression(value)}`);
  return [printExpression(path), ...params.map(printExpression), ...options].join(' ');
}
