/**
 * In a condition `(today)` is a group around a name. Where the name is a helper of the project that takes nothing, it is
 * called: no param can have its name.
 */
import type { Expression, Hash } from '../../grammar/ast.ts';
import type { OwnHelpers } from './model.ts';

export function callBare(expression: Expression, helpers: OwnHelpers | undefined): Expression {
  if (!helpers) return expression;
  if (expression.type === 'PathExpression') {
    if (!helpers.has(expression.original)) return expression;
    const { span } = expression;
    return {
      type: 'SubExpression',
      path: expression,
      params: [],
      hash: { type: 'Hash', pairs: [], span },
      span,
    };
  }
  if (expression.type !== 'SubExpression') return expression;
  const hash: Hash = {
    ...expression.hash,
    pairs: expression.hash.pairs.map((p) => ({ ...p, value: callBare(p.value, helpers) })),
  };
  return { ...expression, params: expression.params.map((p) => callBare(p, helpers)), hash };
}
