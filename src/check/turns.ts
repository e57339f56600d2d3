/** How many turns of a loop a condition about the turn's place lets through: `i < 5`, `@index <= 3`, `@first`. */
import type { Expression } from '../../grammar/ast.ts';

/** Infinity where the condition says nothing about it. `index`: the loop's own name for the place, from 0. */
export function mostTurns(condition: Expression, index: string | undefined): number {
  if (condition.type === 'PathExpression') {
    return condition.data && (condition.parts[0] === 'first' || condition.parts[0] === 'last') ? 1 : open;
  }
  if (condition.type !== 'SubExpression' || condition.path.type !== 'PathExpression') return open;
  const [a, b, ...more] = condition.params;
  if (a === undefined || b === undefined) return open;
  const all = () => [a, b, ...more].map((part) => mostTurns(part, index));
  switch (condition.path.original) {
    case 'and':
      return Math.min(...all());
    case 'or':
      return all().reduce((sum, turns) => sum + turns, 0);
    case 'lt':
      return below(a, b, index);
    case 'le':
      return below(a, b, index) + 1;
    case 'gt':
      return below(b, a, index);
    case 'ge':
      return below(b, a, index) + 1;
    case 'eq':
      return isPlace(a, index) || isPlace(b, index) ? 1 : open;
    default:
      return open;
  }
}

const open = Number.POSITIVE_INFINITY;

/** Places that are less than a number. */
function below(place: Expression, limit: Expression, index: string | undefined): number {
  if (!isPlace(place, index) || limit.type !== 'NumberLiteral') return open;
  return Math.max(0, Math.ceil(limit.value));
}

function isPlace(e: Expression, index: string | undefined): boolean {
  if (e.type !== 'PathExpression' || e.depth > 0) return false;
  if (e.data) return e.parts[0] === 'index';
  return index !== undefined && e.original === index;
}
