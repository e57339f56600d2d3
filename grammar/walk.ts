/** Small questions about syntax trees that several phases ask. */
import type { BlockStatement, Expression, Hash, MustacheStatement, Program, Statement } from './ast.ts';

/** True where the text holds nothing that rendering changes: text and comments only. */
export function isConstant(program: Program): boolean {
  return program.body.every((s) => s.type === 'ContentStatement' || s.type === 'CommentStatement');
}

/** The text of a constant program; undefined for one with expressions. White space around comments is kept as written. */
export function constantText(program: Program): string | undefined {
  if (!isConstant(program)) return undefined;
  return program.body.map((s) => (s.type === 'ContentStatement' ? s.value : '')).join('');
}

/** The one expression that the whole text is, if it is exactly one (`{{x}}`, no blank around it). */
export function onlyExpression(program: Program): MustacheStatement | undefined {
  const [first, second] = program.body;
  return second === undefined && first?.type === 'MustacheStatement' ? first : undefined;
}

/** `{{{{raw}}}} … {{{{/raw}}}}`: as in Handlebars' own tree it has the strip of an else, and no else. */
export function isRawBlock({ inverse, inverseStrip }: BlockStatement): boolean {
  return inverse === undefined && inverseStrip !== undefined;
}

/**
 * Calls `visit` for every expression, outermost first: names of blocks and helpers, arguments, values of pairs. `depth`: how many
 * blocks around it change what `this` is.
 */
export function walkExpressions(
  program: Program,
  visit: (expression: Expression, depth: number) => void,
  depth = 0,
): void {
  for (const statement of program.body) walkStatement(statement, visit, depth);
}

function walkStatement(
  statement: Statement,
  visitAll: (expression: Expression, depth: number) => void,
  depth: number,
): void {
  const visit = (expression: Expression) => visitAll(expression, depth);
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'PartialStatement':
    case 'PartialBlockStatement':
      walkExpression(statement.name, visit);
      break;
    default:
      walkExpression(statement.path, visit);
  }
  walkArguments(statement.params, statement.hash, visit);
  if ('program' in statement) {
    const changes = statement.type === 'BlockStatement' && /^(?:each|with)$/.test(statement.path.original);
    walkExpressions(statement.program, visitAll, depth + (changes ? 1 : 0));
  }
  if ('inverse' in statement && statement.inverse !== undefined) {
    walkExpressions(statement.inverse, visitAll, depth);
  }
}

/** The same for one expression and what is inside it: a condition, a loop's list, an argument. */
export function walkExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  if (expression.type !== 'SubExpression') return;
  walkExpression(expression.path, visit);
  walkArguments(expression.params, expression.hash, visit);
}

function walkArguments(
  params: readonly Expression[],
  hash: Hash,
  visit: (expression: Expression) => void,
): void {
  for (const param of params) walkExpression(param, visit);
  for (const pair of hash.pairs) walkExpression(pair.value, visit);
}
